"""OpenAI's images on loopback: draws, counts, and answers badly on request."""

import base64
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from openai.types import ImagesResponse
from PIL import Image

KEY = "sk-test-secret-0123456789"


class OpenAIEmulator:
    """Draws an orange picture of the size that was asked for; `answers` go first."""

    def __init__(self):
        self.posts, self.answers = [], []
        self.models = ["gpt-image-2.5-flare"]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                told = {
                    "object": "list",
                    "data": [
                        {"id": each, "object": "model", "created": 1, "owned_by": "openai"} for each in outer.models
                    ],
                }
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(told).encode())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.posts.append((self.path, body, self.headers["content-type"]))
                status, told = outer.answers.pop(0) if outer.answers else (200, outer.picture(body))
                if status:
                    self.send_response(status)
                    self.send_header("content-type", "application/json")
                    self.end_headers()
                    self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"

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
