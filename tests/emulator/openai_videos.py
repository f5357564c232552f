"""A gateway that still serves OpenAI's videos, on loopback."""

from dataclasses import dataclass, field
from email import message_from_bytes

from tests.emulator.vendor import Vendor

KEY = "sk-gateway-test-secret-0123456789"
SECONDS, SIZES = ("4", "8", "12"), ("720x1280", "1280x720", "1024x1792", "1792x1024")


@dataclass
class VideosEmulator(Vendor):
    """Its jobs are videos; orders come as forms with a file in them."""

    models: list = field(default_factory=lambda: ["sora-2", "sora-2-pro"])
    leads_on_to: str | None = None
    """Where the content's address leads on to."""
    seen: list = field(default_factory=list)

    def __enter__(self):
        super().__enter__()
        self.url += "/v1"
        return self

    def authorized(self, request):
        self.seen.append((request.command, request.path, request.headers.get("authorization")))
        self._kind = request.headers.get("content-type", "")
        return request.headers.get("authorization") == f"Bearer {KEY}"

    def answer(self, request, path, body):
        path = path.removeprefix("v1/")
        if path == "models":
            told = [{"id": each, "object": "model", "created": 1, "owned_by": "gateway"} for each in self.models]
            return self.send(request, 200, {"object": "list", "data": told})
        if request.command == "POST" and path == "videos":
            form = self.form(body)
            if form["seconds"] not in SECONDS or form["size"] not in SIZES:
                return self.send(request, 400, {"error": {"message": "Invalid value", "type": "invalid_request_error"}})
            return self.take(request, form, self.told)
        video = self.jobs.get(path.split("/")[1])
        if video is None:
            return self.send(request, 404, {"error": {"message": "Video not found", "type": "invalid_request_error"}})
        if path.endswith("/content") and self.leads_on_to:
            return self.send(request, 302, b"", (("location", self.leads_on_to),))
        return self.send(request, 200, self.made(video, ".mp4") if path.endswith("/content") else self.told(video))

    def form(self, content):
        parts = message_from_bytes(f"content-type: {self._kind}\r\n\r\n".encode() + content).get_payload()
        told = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts}
        return {name: value if name == "input_reference" else value.decode() for name, value in told.items()}

    def told(self, video):
        told = {
            "id": video.id, "object": "video", "created_at": 1_764_000_000, "model": video.body["model"],
            "seconds": video.body["seconds"], "size": video.body["size"], "prompt": video.body["prompt"],
            "progress": 0, "status": "queued", "completed_at": None, "expires_at": None, "error": None,
            "remixed_from_video_id": None,
        }  # fmt: skip
        if video.failed:
            return told | {"status": "failed", "error": {"code": video.failed, "message": "It was blocked."}}
        match self.state(video):
            case "done":
                return told | {"status": "completed", "progress": 100, "expires_at": 1_764_003_600}
            case "running":
                return told | {"status": "in_progress", "progress": 40}
        return told

    def order_of(self, name, body):
        start = self.folder / f"{name}.png"
        start.write_bytes(body["input_reference"])
        width, height = (int(side) for side in body["size"].split("x"))
        return self.clip(name, body["prompt"], int(body["seconds"]), width, height, start, audio=True)
