"""Runway's tasks on loopback: takes orders, bills them, renders by the studio, and misbehaves on request."""

import base64
import itertools
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers.port import Order
from tools.studio.provider import Studio

KEY = "key_runway_test_secret_0123456789"
CREATED = "2026-11-24T10:00:00Z"
CREDITS_A_SECOND = {"gen4_turbo": 5, "gen4.5": 12, "veo3.1": 20}
"""Silent; with sound it is twice as much."""


@dataclass
class Task:
    """One accepted order. Every one is billed."""

    id: str
    body: dict
    studio_job: str
    credits: int
    failed: str | None = None


@dataclass
class RunwayEmulator:
    """Use as a context; `tasks` is the vendor's bill."""

    folder: Path
    tasks: dict[str, Task] = field(default_factory=dict)
    faults: deque = field(default_factory=deque)
    posts: list[dict] = field(default_factory=list)

    balance: int = 5_000

    def __enter__(self):
        self._studio = Studio(self.folder / "studio", workers=1)
        self._numbers = itertools.count(1)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                outer._answer(self)

            do_GET = do_DELETE = do_POST

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._studio.close()

    def _answer(self, request):
        body = json.loads(request.rfile.read(int(request.headers.get("content-length") or 0)) or b"{}")
        path = request.path.strip("/")
        if path.startswith("files/"):
            return self._file(request, path.rpartition("/")[2])
        if request.headers.get("authorization") != f"Bearer {KEY}" or not request.headers.get("x-runway-version"):
            return self._send(request, 401, {"error": "The API key you provided is not valid."})
        if request.command == "POST" and path == "v1/image_to_video":
            return self._create(request, body)
        if path == "v1/organization":
            return self._send(
                request,
                200,
                {
                    "creditBalance": self.balance,
                    "tier": {"maxMonthlyCreditSpend": 100_000, "models": {}},
                    "usage": {"models": {}},
                },
            )
        return self._of_task(request, path)

    def _of_task(self, request, path):
        task = self.tasks.get(path.removeprefix("v1/tasks/"))
        if task is None:
            return self._send(request, 404, {"error": "Task not found."})
        if request.command == "DELETE":
            return self._send(request, 204, None)
        return self._send(request, 200, self._told(task))

    def _create(self, request, body):
        self.posts.append(body)
        fault = next((each for each in self.faults if each.at == "submit"), None)
        if fault:
            self.faults.remove(fault)
        if not fault or fault.accepted:
            task_id = f"00000000-0000-4000-8000-{next(self._numbers):012d}"
            job = self._studio.submit(self._order(task_id, body))
            self.tasks[task_id] = Task(task_id, body, job, _credits(body))
        if fault and not fault.status:
            request.close_connection = True
            return request.connection.close()
        if fault:
            return self._send(request, fault.status, fault.body, fault.headers)
        return self._send(request, 200, {"id": task_id})

    def _told(self, task):
        state, final = self._studio.poll(task.studio_job).state, {"cost": {"credits": task.credits}}
        told = {"id": task.id, "createdAt": CREATED}
        if task.failed:
            return told | final | {"status": "FAILED", "failure": "It was blocked.", "failureCode": task.failed}
        if state == "done":
            return told | final | {"status": "SUCCEEDED", "output": [f"{self.url}/files/{task.id}"]}
        estimate = {"estimatedCost": {"credits": float(task.credits)}}
        if state == "running":
            return told | estimate | {"status": "RUNNING", "progress": 0.4}
        return told | estimate | {"status": "PENDING"}

    def _file(self, request, task_id):
        path = self.folder / f"{task_id}.mp4"
        self._studio.fetch(self.tasks[task_id].studio_job, path)
        self._send(request, 200, path.read_bytes())

    def _order(self, task_id, body):
        picture = self.folder / f"{task_id}.png"
        told = body["promptImage"]
        address = told if isinstance(told, str) else told[0]["uri"]
        picture.write_bytes(base64.b64decode(address.partition(",")[2]))
        width, height = (int(side) for side in body["ratio"].split(":"))
        ratio = min(AspectRatio, key=lambda each: abs(each.parts[0] / each.parts[1] - width / height))
        return Order(
            kind="clip", reference=task_id, shot_id="s01", model="emulated", prompt=body["promptText"],
            framing=Framing.MS, camera=CameraMove.PUSH_IN, aspect_ratio=ratio, width=width, height=height, fps=24,
            seconds=body["duration"], start_image=picture, audio=body.get("audio", False),
        )  # fmt: skip

    @staticmethod
    def _send(request, status, body, headers=()):
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response(status)
        if body is not None and not isinstance(body, bytes):
            request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(content)))
        for name, value in headers:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)


def _credits(body):
    return CREDITS_A_SECOND[body["model"]] * body["duration"] * (2 if body.get("audio") else 1)
