"""fal's queue on loopback, over TLS: takes orders, bills them, renders by the studio, and misbehaves on request."""

import base64
import hashlib
import json
import os
import re
import ssl
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import trustme
from PIL import Image

from tests.emulator.fal_schema import complaints
from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.providers.port import Order
from tools.studio.provider import Studio

KEY = "fal-test-key:fal-test-secret"


@dataclass(frozen=True)
class Fault:
    """What goes wrong, once: at the `submit`, a `status`, the `result` or the `file`."""

    at: str
    status: int = 0
    """An HTTP status to answer with; 0 drops the connection."""
    body: object = None
    headers: tuple[tuple[str, str], ...] = ()
    accepted: bool = False
    """The order was taken and billed all the same."""
    raw: bytes | None = None
    """Sent instead of the file."""
    promised: int = 0
    """The file's length as the header tells it, where that is a lie."""
    seconds: float = 0.0
    """How long it says nothing before it does that."""


@dataclass
class Job:
    """One accepted order. Every one is billed."""

    request_id: str
    endpoint: str
    body: dict
    studio_job: str
    cancelled: bool = False
    looked_at: int = 0


@dataclass
class FalEmulator:
    """Use as a context; `jobs` is the vendor's bill."""

    folder: Path
    port: int = 0
    jobs: dict[str, Job] = field(default_factory=dict)
    faults: deque = field(default_factory=deque)
    posts: list[tuple[str, dict, dict]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    fetches: list[dict] = field(default_factory=list)
    """The headers of those who came for a file."""
    error_of: dict[str, str] = field(default_factory=dict)
    fail_all: str | None = None
    """Every job ends with this error."""
    studio: Path | None = None
    """Where the pictures and clips are made; emulators that share it make each of them once."""
    missing: set = field(default_factory=set)
    """Endpoints that are no longer listed."""
    unit_prices: dict = field(default_factory=dict)
    """`(dollars, unit)` by endpoint."""
    dollars: float | None = None
    """The balance, for a key that may see it."""
    queued_looks: int = 0
    """How often a job is still queued when it is looked at."""
    removed: list[Job] = field(default_factory=list)
    """Jobs that were cancelled before they began."""
    running_looks: int = 0
    """How often a job is still running when it is looked at, however quickly it was made."""
    on_request: Callable[[str, str], None] = lambda _moment, _command: None
    """Called `before` and `after` every answer and once it is `over`, sent or not, with the request's verb."""

    def __enter__(self):
        authority = trustme.CA()
        self._studio = Studio(self.studio or self.folder / "studio", workers=1)
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits for 40 ms

            def log_message(self, *_):
                pass

            def do_POST(self):
                outer.on_request("before", self.command)
                try:
                    outer._answer(self)
                    outer.on_request("after", self.command)
                finally:
                    outer.on_request("over", self.command)

            do_GET = do_PUT = do_POST

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.handle_error = lambda *_: None  # who asked was killed, or hung up on as told
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.certificate = self.folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.certificate))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._studio.close()

    def _fault(self, at):
        for fault in self.faults:
            if fault.at == at:
                self.faults.remove(fault)
                return fault
        return None

    def _answer(self, request):
        length = int(request.headers.get("content-length") or 0)
        content = request.rfile.read(length)
        if len(content) < length:  # who asked was killed in the middle of it
            return self._drop(request)
        body = json.loads(content or b"{}")
        path = request.path.split("?")[0].strip("/")
        self.log.append(f"{request.command} {path}")
        if path.startswith("files/"):
            return self._file(request, path.rpartition("/")[2])
        if request.headers.get("authorization") != f"Key {KEY}":
            return self._send(request, 401, {"detail": "Cannot access application, key is invalid"})
        if path.startswith("platform/"):
            return self._platform(request, path.removeprefix("platform/"))
        found = re.fullmatch(r"(?P<app>.+?)/requests/(?P<id>[\w-]+)(?:/(?P<what>status|cancel))?", path)
        if request.command == "POST":
            return self._submit(request, path, body)
        return self._of_job(request, found)

    def _of_job(self, request, found):
        job = self.jobs.get(found["id"]) if found else None
        if job is None or job.endpoint.split("/")[:2] != found["app"].split("/"):
            return self._send(request, 404, {"detail": "Request not found"})
        return {"status": self._status, "cancel": self._cancel, None: self._result}[found["what"]](request, job)

    def _platform(self, request, path):
        """The shapes of https://fal.ai/docs/platform-apis: models, prices and the account."""
        if fault := self._fault("terms"):
            return self._misbehave(request, fault)
        asked = parse_qs(urlsplit(request.path).query).get("endpoint_id", [])
        pages = {"next_cursor": None, "has_more": False}
        if path == "models":
            listed = [
                {"endpoint_id": each, "metadata": {"status": "active"}} for each in asked if each not in self.missing
            ]
            return self._send(request, 200, pages | {"models": listed})
        if path == "models/pricing":
            priced = [
                {
                    "endpoint_id": each,
                    "unit_price": self.unit_prices[each][0],
                    "unit": self.unit_prices[each][1],
                    "currency": "USD",
                }
                for each in asked
                if each in self.unit_prices
            ]
            return self._send(request, 200, pages | {"prices": priced})
        if self.dollars is None:
            return self._send(request, 403, {"error": {"type": "authorization_error", "message": "Admin key required"}})
        told = {"username": "luna", "credits": {"current_balance": self.dollars, "currency": "USD"}}
        return self._send(request, 200, told)

    def _submit(self, request, endpoint, body):
        self.posts.append((endpoint, body, dict(request.headers)))
        fault = self._fault("submit")
        if fault and not fault.accepted:
            return self._misbehave(request, fault)
        if wrong := complaints(endpoint, body):
            return self._send(request, 422, {"detail": wrong})
        request_id = f"req-{len(self.jobs) + 1:04d}-{os.urandom(4).hex()}"
        self.jobs[request_id] = Job(request_id, endpoint, body, self._made(endpoint, body))
        if fault:
            return self._misbehave(request, fault)
        app = "/".join(endpoint.split("/")[:2])
        base = f"https://{request.headers['host']}/{app}/requests/{request_id}"
        told = {"request_id": request_id, "response_url": base, "status_url": f"{base}/status"}
        return self._send(
            request, 200, told | {"cancel_url": f"{base}/cancel", "status": "IN_QUEUE", "queue_position": 0}
        )

    def _made(self, endpoint, body):
        """The studio's job for an order; the same order gives the same pictures."""
        same = hashlib.sha256(json.dumps([endpoint, body], sort_keys=True).encode()).hexdigest()[:16]
        with self._lock:
            return self._studio.find(same) or self._studio.submit(self._order(same, body))

    def _status(self, request, job):
        if fault := self._fault("status"):
            return self._misbehave(request, fault)
        if why := self.error_of.get(job.request_id, "Request was cancelled" if job.cancelled else self.fail_all):
            told = {"status": "COMPLETED", "logs": None, "metrics": {}, "error": why}
            return self._send(request, 200, told)
        job.looked_at += 1
        if job.looked_at <= self.queued_looks:
            return self._send(request, 202, {"status": "IN_QUEUE", "queue_position": 3})
        state = self._studio.poll(job.studio_job).state
        if state == "done" and job.looked_at <= self.running_looks:
            state = "running"
        if state == "queued":
            return self._send(request, 202, {"status": "IN_QUEUE", "queue_position": 0})
        if state == "running":
            return self._send(request, 202, {"status": "IN_PROGRESS", "logs": None})
        return self._send(request, 200, {"status": "COMPLETED", "logs": None, "metrics": {"inference_time": 1.0}})

    def _result(self, request, job):
        if fault := self._fault("result"):
            return self._misbehave(request, fault)
        address = f"https://{request.headers['host']}/files/{job.request_id}"
        if "duration" in job.body or "start_image_url" in job.body or "image_url" in job.body:
            return self._send(request, 200, {"video": {"url": address, "content_type": "video/mp4"}})
        return self._send(request, 200, {"images": [{"url": address, "width": 1, "height": 1}], "seed": 1})

    def _cancel(self, request, job):
        if job.looked_at <= self.queued_looks and not job.cancelled:
            del self.jobs[job.request_id]  # it is removed from the queue, and never billed
            self.removed.append(job)
        job.cancelled = True
        return self._send(request, 202, {"status": "CANCELLATION_REQUESTED"})

    def _file(self, request, request_id):
        with tempfile.TemporaryDirectory() as folder:
            self._studio.fetch(self.jobs[request_id].studio_job, Path(folder) / "result")
            content = (Path(folder) / "result").read_bytes()
        self.fetches.append(dict(request.headers))
        fault = self._fault("file")
        if fault and fault.raw is not None:
            content = fault.raw
        elif fault and (fault.status or fault.seconds):
            return self._misbehave(request, fault, request_id)
        first = int((request.headers.get("range") or "bytes=0-")[6:-1])
        request.send_response(206 if first else 200)
        request.send_header("content-length", str(fault.promised if fault and fault.promised else len(content) - first))
        request.end_headers()
        if fault and fault.raw is None and not fault.promised:  # the connection breaks in the middle
            request.wfile.write(content[first : first + (len(content) - first) // 2])
            return self._drop(request)
        return request.wfile.write(content[first:])

    def _order(self, request_id, body):
        pictures = {name: self._picture(request_id, name, body[name]) for name in body if name.endswith("_url")}
        ends = [pictures[name] for name in pictures if name.startswith(("end", "last"))]
        starts = [pictures[name] for name in pictures if not name.startswith(("end", "last"))]
        ratio = AspectRatio(body.get("aspect_ratio") or self._ratio_of(starts))
        size = body.get("image_size") or {}
        named = {"1K": "720p", "2K": "1080p", "768P": "768p"}.get(str(body.get("resolution")), body.get("resolution"))
        default = size_of(ratio, named or "1080p")
        clip = bool(starts) or "duration" in body
        pictured = [*body.get("image_urls", ()), *(each["frontal_image_url"] for each in body.get("elements", ()))]
        looks = [self._picture(request_id, f"look{number}", each) for number, each in enumerate(pictured)]
        starts = starts or (looks if clip else [])
        told = body.get("prompt") or " ".join(each["prompt"] for each in body.get("multi_prompt", ()))
        return Order(
            kind="clip" if clip else "still",
            reference=request_id,
            shot_id="s01",
            model="emulated",
            prompt=told,
            framing=Framing.MS,
            camera=CameraMove.PUSH_IN,
            aspect_ratio=ratio,
            width=size.get("width", default.width),
            height=size.get("height", default.height),
            fps=24 if clip else 0,
            seconds=int(str(body.get("duration", 6 if clip else 0)).removesuffix("s")),
            start_image=starts[0] if starts else None,
            end_image=ends[0] if ends else None,
            audio=bool(body.get("generate_audio")),
        )

    @staticmethod
    def _ratio_of(starts):
        """The shape follows the start picture where none is asked for."""
        if not starts:
            return "9:16"
        with Image.open(starts[0]) as picture:
            shape = picture.width / picture.height
        return min(AspectRatio, key=lambda ratio: abs(ratio.parts[0] / ratio.parts[1] - shape))

    def _picture(self, request_id, name, address):
        assert address.startswith("data:image/"), "pictures come as data addresses"
        path = self.folder / f"{request_id}-{name}.png"
        path.write_bytes(base64.b64decode(address.partition(",")[2]))
        return path

    def _misbehave(self, request, fault, request_id=""):
        time.sleep(fault.seconds)
        if not fault.status:
            return self._drop(request)
        headers = tuple((name, value.replace("REQUEST", request_id)) for name, value in fault.headers)
        return self._send(request, fault.status, fault.body, headers)

    @staticmethod
    def _drop(request):
        request.close_connection = True
        request.connection.close()

    @staticmethod
    def _send(request, status, body, headers=()):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(content)))
        for name, value in headers:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)
