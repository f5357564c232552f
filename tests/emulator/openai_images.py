"""OpenAI's images on loopback: draws, counts, and answers badly on request."""

import base64
import io
import itertools
import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from openai.types import ImagesResponse
from PIL import Image

from tests.emulator.vendor import Job

KEY = "sk-test-secret-0123456789"


class OpenAIEmulator:
    """Draws an orange picture of the size that was asked for; `answers` go first. `jobs` is the vendor's bill."""

    def __init__(self, port=0):
        self.posts, self.answers, self.jobs, self.faults = [], [], {}, deque()
        self.models = ["gpt-image-2.5-flare"]
        self.on_request = lambda _moment, _command: None
        self._numbers = itertools.count(1)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                outer.on_request("before", self.command)
                told = {
                    "object": "list",
                    "data": [
                        {"id": each, "object": "model", "created": 1, "owned_by": "openai"} for each in outer.models
                    ],
                }
                outer.send(self, 200, told)
                outer.on_request("after", self.command)

            def do_POST(self):
                outer.on_request("before", self.command)
                try:
                    outer.draw(self)
                    outer.on_request("after", self.command)
                finally:
                    outer.on_request("over", self.command)

        self.http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.http.handle_error = lambda *_: None  # who asked was killed
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"

    def draw(self, request):
        """Answer at once; every picture that was drawn is billed, also when its answer is lost."""
        length = int(request.headers["content-length"])
        body = request.rfile.read(length)
        if len(body) < length:  # who asked was killed in the middle of it
            return
        self.posts.append((request.path, body, request.headers["content-type"]))
        if self.answers:
            status, told = self.answers.pop(0)
            return self.send(request, status, told) if status else None
        fault = self.faults.popleft() if self.faults else None
        if fault is None or fault.accepted:
            name = f"picture-{next(self._numbers)}"
            self.jobs[name] = Job(name, {"body": body.decode("latin-1")}, "")
        if fault is None:
            self.send(request, 200, self.picture(body))
        elif fault.status:
            self.send(request, fault.status, fault.body)

    @staticmethod
    def send(request, status, told):
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.end_headers()
        request.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

    @staticmethod
    def picture(body):
        size = json.loads(body)["size"] if body.startswith(b"{") else "1088x1920"
        written = io.BytesIO()
        Image.new("RGB", tuple(int(side) for side in size.split("x")), "orange").save(written, "PNG")
        told = {"created": 1, "data": [{"b64_json": base64.b64encode(written.getvalue()).decode()}]}
        ImagesResponse.model_validate(told)
        return told

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
