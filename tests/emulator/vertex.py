"""Veo at Google itself, on loopback: long-running operations whose film comes with the answer."""

import base64
from dataclasses import dataclass, field

from tests.emulator.google import complaint
from tests.emulator.vendor import Vendor, size_in

TOKEN = "ya29.test-secret-0123456789abcdef"
PROJECT, LOCATION, MODEL = "luna-bakery", "us-central1", "veo-3.1-generate-001"
ROOT = f"projects/{PROJECT}/locations/{LOCATION}/publishers/google/models/"
CAMEL = {"durationSeconds", "aspectRatio", "resolution", "generateAudio", "seed", "sampleCount"}


@dataclass
class VertexEmulator(Vendor):
    """Its jobs are operations."""

    held_back: set = field(default_factory=set)
    """Operations that end with the safety filter's word and no film."""
    models: set = field(default_factory=lambda: {MODEL})

    def authorized(self, request):
        return request.headers.get("authorization") == f"Bearer {TOKEN}"

    def answer(self, request, path, body):
        name, _, method = path.partition("/")[2].partition(":")
        if method == "predictLongRunning" and name.removeprefix(ROOT) in self.models:
            (instance,) = body["instances"]
            if not set(body["parameters"]) <= CAMEL or not ("image" in instance) ^ ("referenceImages" in instance):
                return self.send(request, 400, complaint(400, "INVALID_ARGUMENT", "Unsupported parameter."))
            return self.take(request, body, lambda job: {"name": f"{name}/operations/{job.id}"})
        if method == "fetchPredictOperation":
            job = self.jobs.get(body["operationName"].rpartition("/")[2])
            if job is None:
                return self.send(request, 404, complaint(404, "NOT_FOUND", "Operation not found."))
            return self.send(request, 200, self.told(job))
        model = name.rpartition("/")[2]
        if request.command == "GET" and model in self.models:
            return self.send(request, 200, {"name": f"publishers/google/models/{model}", "versionId": "1"})
        return self.send(request, 404, complaint(404, "NOT_FOUND", "Publisher Model was not found."))

    def told(self, job):
        told = {"name": f"{ROOT}{MODEL}/operations/{job.id}"}
        if job.failed:
            return told | {"done": True, "error": {"code": 8, "message": job.failed}}
        if job.id in self.held_back:
            reasons = ["Your prompt was flagged. Support codes: 58061214"]
            return told | {"done": True, "response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": reasons}}
        if self.state(job) != "done":
            return told
        film = base64.b64encode(self.made(job, ".mp4")).decode()
        videos = [{"bytesBase64Encoded": film, "mimeType": "video/mp4"}]
        return told | {"done": True, "response": {"raiMediaFilteredCount": 0, "videos": videos}}

    def order_of(self, name, body):
        (instance,), asked = body["instances"], body["parameters"]
        shown = instance.get("image") or instance["referenceImages"][0]["image"]
        start = self.picture(name, shown["bytesBase64Encoded"])
        size = size_in(asked["aspectRatio"], asked["resolution"])
        audio = asked.get("generateAudio", True)
        return self.clip(name, instance["prompt"], asked["durationSeconds"], size.width, size.height, start, audio)
