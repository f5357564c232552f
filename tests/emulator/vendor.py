"""What every emulated vendor does: takes orders, bills them, renders by the studio, and misbehaves on request."""

import base64
import hashlib
import io
import itertools
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image

from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.providers.port import Order
from tools.studio.provider import Studio


@dataclass
class Job:
    """One accepted order. Every one is billed."""

    id: str
    body: dict
    studio_job: str
    credits: float = 0
    failed: str | None = None
    cancelled: bool = False
    looked_at: int = 0
    began: bool = False
    """When it was cancelled, it was being made already."""
    ended: bool = False
    """Whoever ordered it was told that it is over."""


@dataclass
class Vendor:
    """Use as a context; `jobs` is the vendor's bill."""

    folder: Path
    jobs: dict[str, Job] = field(default_factory=dict)
    faults: deque = field(default_factory=deque)
    posts: list[dict] = field(default_factory=list)
    balance: float = 5_000
    studio: Path | None = None
    """Where the pictures and clips are made; emulators that share it make each of them once."""
    port: int = 0
    at_once: int | None = None
    """How many jobs may be under way; more are refused."""
    most_at_once: int = 0
    refused: int = 0
    queued_looks: int = 0
    """How often a job is still queued when it is looked at."""
    running_looks: int = 0
    """How often a job is still running when it is looked at, however quickly it was made."""
    on_request: Callable[[str, str], None] = lambda _moment, _command: None
    """Called `before` and `after` every answer and once it is `over`, sent or not, with the request's verb."""

    def __enter__(self):
        self._studio = Studio(self.studio or self.folder / "studio", workers=1)
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits for 40 ms

            def log_message(self, *_):
                pass

            def do_POST(self):
                outer.on_request("before", self.command)
                try:
                    outer._read(self)
                    outer.on_request("after", self.command)
                finally:
                    outer.on_request("over", self.command)

            do_GET = do_DELETE = do_POST

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.handle_error = lambda *_: None  # who asked was killed, or hung up on as told
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._studio.close()

    def authorized(self, request):
        """Whether the request brings the right key."""
        raise NotImplementedError

    def answer(self, request, path, body):
        """Answer anything but a file."""
        raise NotImplementedError

    def order_of(self, name, body):
        """What the studio is to make."""
        raise NotImplementedError

    def price_of(self, body):
        """What the order is billed at."""
        return 0

    def _read(self, request):
        length = int(request.headers.get("content-length") or 0)
        content = request.rfile.read(length)
        if len(content) < length:  # who asked was killed in the middle of it
            return self.drop(request)
        path = request.path.split("?")[0].strip("/")
        if path.startswith("files/"):
            return self._file(request, path.rpartition("/")[2].partition(".")[0])
        if not self.authorized(request):
            return self.send(request, 401, {"error": "The API key you provided is not valid.", "detail": "Bad key."})
        is_json = "json" in (request.headers.get("content-type") or "json")
        return self.answer(request, path, json.loads(content or b"{}") if is_json else content)

    def take(self, request, body, tell, status=200):
        """A submit: maybe accepted, maybe answered."""
        self.posts.append(body)
        under_way = sum(not job.ended for job in self.jobs.values())
        if self.at_once is not None and under_way >= self.at_once:
            self.refused += 1
            return self.send(request, 429, {"error": "Too many at once.", "detail": "Too many at once."})
        self.most_at_once = max(self.most_at_once, under_way + 1)
        fault = next((each for each in self.faults if each.at == "submit"), None)
        if fault:
            self.faults.remove(fault)
        if not fault or fault.accepted:
            name = f"00000000-0000-4000-8000-{next(self._numbers):012d}"
            self.jobs[name] = Job(name, body, self.started(body), self.price_of(body))
        if fault and not fault.status:
            return self.drop(request)
        if fault:
            return self.send(request, fault.status, fault.body, fault.headers)
        return self.send(request, status, tell(self.jobs[name]))

    def started(self, body):
        """The studio's job for an order; the same order gives the same file, which is made once."""
        told = json.dumps([type(self).__name__, body], sort_keys=True, default=bytes.hex)
        name = hashlib.sha256(told.encode()).hexdigest()[:24]
        with self._lock:
            return self._studio.find(name) or self._studio.submit(self.order_of(name, body))

    def state(self, job):
        """`queued`, `running` or `done`, as the studio has it."""
        job.looked_at += 1
        made = self._studio.poll(job.studio_job).state
        if job.looked_at <= self.queued_looks:
            return "queued"
        if made == "done" and job.looked_at <= self.running_looks:
            return "running"
        job.ended = made == "done"
        return made

    def made(self, job, suffix):
        """The bytes that the studio made."""
        path = self.folder / f"{job.id}{suffix}"
        self._studio.fetch(job.studio_job, path)
        return path.read_bytes()

    def picture(self, name, address):
        """A data address, or plain base64, as a file."""
        path = self.folder / f"{name}.png"
        content = base64.b64decode(address.partition("base64,")[2] or address)
        Image.open(io.BytesIO(content)).save(path)
        return path

    def cancel(self, job):
        """Stop a job that is not over; what has not begun is not charged, where the vendor says so."""
        if not job.ended and not job.cancelled:
            job.cancelled, job.began = True, job.looked_at > self.queued_looks
            job.credits = job.credits if job.began else 0

    @staticmethod
    def clip(name, prompt, seconds, width, height, start, audio=False):
        """An order for a clip, for the studio."""
        return Order(
            kind="clip", reference=name, shot_id="s01", model="emulated", prompt=prompt, framing=Framing.MS,
            camera=CameraMove.PUSH_IN, aspect_ratio=nearest(width, height), width=width, height=height, fps=24,
            seconds=seconds, start_image=start, audio=audio,
        )  # fmt: skip

    @staticmethod
    def still(name, prompt, width, height):
        """An order for a still, for the studio."""
        return Order(
            kind="still", reference=name, shot_id="s01", model="emulated", prompt=prompt, framing=Framing.MS,
            camera=CameraMove.STATIC, aspect_ratio=nearest(width, height), width=width, height=height, seconds=0,
        )  # fmt: skip

    def _file(self, request, name):
        job = self.jobs[name]
        self.send(request, 200, self.made(job, ".mp4"))

    @staticmethod
    def drop(request):
        request.close_connection = True
        request.connection.close()

    @staticmethod
    def send(request, status, body, headers=()):
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response(status)
        if body is not None and not isinstance(body, bytes):
            request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(content)))
        for name, value in headers:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)


def nearest(width, height):
    """The shape that the size is closest to."""
    return min(AspectRatio, key=lambda each: abs(each.parts[0] / each.parts[1] - width / height))


def size_in(shape, resolution):
    """`9:16` at `720p` in pixels."""
    return size_of(AspectRatio(shape), resolution)
