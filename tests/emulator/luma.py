"""Luma's Dream Machine on loopback."""

from dataclasses import dataclass

from tests.emulator.vendor import Vendor, size_in

KEY = "luma-test-secret-0123456789abcdef"


@dataclass
class LumaEmulator(Vendor):
    """Its jobs are generations; what one cost is seen in the balance alone."""

    def authorized(self, request):
        return request.headers.get("authorization") == f"Bearer {KEY}"

    def answer(self, request, path, body):
        if request.command == "POST" and path == "generations/video":
            return self.take(request, body, self.told, status=201)
        if path == "credits":
            return self.send(request, 200, {"credit_balance": self.balance})
        generation = self.jobs.get(path.removeprefix("generations/"))
        if generation is None or generation.cancelled:
            return self.send(request, 404, {"detail": "Generation not found"})
        if request.command == "DELETE":
            self.cancel(generation)
            return self.send(request, 204, None)
        return self.send(request, 200, self.told(generation))

    def told(self, generation):
        told = {
            "id": generation.id, "generation_type": "video", "state": "queued", "failure_reason": None,
            "created_at": "2026-11-24T10:00:00Z", "assets": None, "model": generation.body["model"],
            "request": generation.body | {"generation_type": "video"},
        }  # fmt: skip
        if generation.failed:
            return told | {"state": "failed", "failure_reason": generation.failed}
        match self.state(generation):
            case "done":
                return told | {"state": "completed", "assets": {"video": f"{self.url}/files/{generation.id}.mp4"}}
            case "running":
                return told | {"state": "dreaming"}
        return told

    def order_of(self, name, body):
        start = self.picture(name, body["keyframes"]["frame0"]["url"])
        size = size_in(body["aspect_ratio"], body["resolution"])
        return self.clip(name, body["prompt"], int(body["duration"].rstrip("s")), size.width, size.height, start)
