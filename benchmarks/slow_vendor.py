"""fal's queue over TLS with a vendor's latencies and nothing else: prints its port, then serves until stopped."""

import json
import random
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

ANSWER_SECONDS = 0.15
SUBMIT_SECONDS = 0.6
"""fal takes about that long to store an order with a picture in it."""


class SlowVendor:
    """Every job takes as long as its seed says, between the two lengths; every file is the same clip."""

    def __init__(self, clip: bytes, shortest: float, longest: float) -> None:
        self.clip, self.shortest, self.longest = clip, shortest, longest
        self.done_at: dict[str, float] = {}
        self.lock = threading.Lock()

    def submitted(self) -> dict[str, str]:
        """A new job."""
        time.sleep(SUBMIT_SECONDS)
        with self.lock:
            name = f"job-{len(self.done_at) + 1:04d}"
            seconds = random.Random(name).uniform(self.shortest, self.longest)
            self.done_at[name] = time.monotonic() + seconds
        return {"request_id": name}

    def status(self, name: str) -> dict[str, object]:
        """Where it is."""
        time.sleep(ANSWER_SECONDS)
        done = time.monotonic() >= self.done_at[name]
        return {"status": "COMPLETED", "logs": None, "metrics": {}} if done else {"status": "IN_PROGRESS", "logs": None}


def main() -> None:
    """Serve: `slow_vendor.py FOLDER SHORTEST LONGEST`; the folder holds clip.mp4 and gets authority.pem."""
    folder = Path(sys.argv[1])
    vendor = SlowVendor((folder / "clip.mp4").read_bytes(), float(sys.argv[2]), float(sys.argv[3]))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _send(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            """An order."""
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self._send(json.dumps(vendor.submitted()).encode())

        def do_GET(self) -> None:
            """A status, a result or a file."""
            parts = self.path.split("?")[0].strip("/").split("/")
            if parts[0] == "files":
                time.sleep(ANSWER_SECONDS)
                self._send(vendor.clip)
            elif parts[-1] == "status":
                self._send(json.dumps(vendor.status(parts[-2])).encode())
            else:
                time.sleep(ANSWER_SECONDS)
                address = f"https://{self.headers['host']}/files/{parts[-1]}"
                self._send(json.dumps({"video": {"url": address}}).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
