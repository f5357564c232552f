"""Runway's tasks on loopback."""

from dataclasses import dataclass

from tests.emulator.vendor import Vendor

KEY = "key_runway_test_secret_0123456789"
CREATED = "2026-11-24T10:00:00Z"
CREDITS_A_SECOND = {"gen4_turbo": 5, "gen4.5": 12, "veo3.1": 20, "kling3.0_pro": 12, "seedance2": 30}
"""Silent; with sound it is twice as much."""


@dataclass
class RunwayEmulator(Vendor):
    """Its jobs are tasks; every one tells what it cost."""

    def authorized(self, request):
        version = request.headers.get("x-runway-version")
        return request.headers.get("authorization") == f"Bearer {KEY}" and bool(version)

    def answer(self, request, path, body):
        if request.command == "POST" and path == "v1/image_to_video":
            return self.take(request, body, lambda task: {"id": task.id})
        if path == "v1/organization":
            told = {"tier": {"maxMonthlyCreditSpend": 100_000, "models": {}}, "usage": {"models": {}}}
            return self.send(request, 200, told | {"creditBalance": self.balance})
        task = self.jobs.get(path.removeprefix("v1/tasks/"))
        if task is None:
            return self.send(request, 404, {"error": "Task not found."})
        if request.command == "DELETE":
            self.cancel(task)
            return self.send(request, 204, None)
        return self.send(request, 200, self.told(task))

    def told(self, task):
        final = {"cost": {"credits": task.credits}}
        told = {"id": task.id, "createdAt": CREATED}
        if task.cancelled:
            return told | final | {"status": "CANCELLED"}
        if task.failed:
            return told | final | {"status": "FAILED", "failure": "It was blocked.", "failureCode": task.failed}
        state = self.state(task)
        if state == "done":
            return told | final | {"status": "SUCCEEDED", "output": [f"{self.url}/files/{task.id}"]}
        estimate = {"estimatedCost": {"credits": float(task.credits)}}
        if state == "running":
            return told | estimate | {"status": "RUNNING", "progress": 0.4}
        return told | estimate | {"status": "PENDING"}

    def price_of(self, body):
        return CREDITS_A_SECOND.get(body["model"], 5) * body["duration"] * (2 if body.get("audio") else 1)

    def order_of(self, name, body):
        told = body["promptImage"]
        start = self.picture(name, told if isinstance(told, str) else told[0]["uri"])
        width, height = (int(side) for side in body["ratio"].split(":"))
        shots = body.get("providerSettings", {}).get("multiPrompt", ())
        words = body.get("promptText") or " ".join(each["prompt"] for each in shots)
        return self.clip(name, words, body["duration"], width, height, start, body.get("audio", False))
