"""Replicate's predictions on loopback. Every model takes the inputs that its schema names, and drops the others."""

from dataclasses import dataclass, field
from decimal import Decimal

from tests.emulator.vendor import Vendor, size_in

KEY = "r8_test_secret_0123456789abcdef"
INPUTS = {
    "google/veo-3.1": "prompt image last_frame reference_images duration resolution aspect_ratio generate_audio "
    "negative_prompt seed",
    "bytedance/seedance-2.0": "prompt image last_frame_image reference_images duration resolution aspect_ratio "
    "generate_audio seed",
    "kwaivgi/kling-v3-video": "prompt start_image end_image mode aspect_ratio duration generate_audio multi_prompt",
    "luma/ray-2-720p": "prompt start_image end_image duration aspect_ratio loop",
    "black-forest-labs/flux-2-pro": "prompt input_images aspect_ratio resolution width height seed output_format",
}
"""As in a public dump of Replicate's own schemas."""
TYPES = {
    **dict.fromkeys(("duration", "seed", "width", "height"), "integer"),
    **dict.fromkeys(("generate_audio", "loop"), "boolean"),
    **dict.fromkeys(("reference_images", "input_images"), "array"),
}
ENUMS = {"aspect_ratio": ["16:9", "9:16", "4:3", "3:4", "1:1", "21:9", "custom"]}
"""Listed apart from the inputs, which point to them."""


@dataclass
class ReplicateEmulator(Vendor):
    """Its jobs are predictions."""

    inputs: dict[str, str] = field(default_factory=lambda: dict(INPUTS))
    enums: dict[str, list[str]] = field(default_factory=lambda: dict(ENUMS))

    def authorized(self, request):
        return request.headers.get("authorization") == f"Bearer {KEY}"

    def answer(self, request, path, body):
        parts = path.removeprefix("v1/").split("/")
        if parts[0] == "models":
            name = "/".join(parts[1:3])
            if name not in self.inputs:
                return self.send(request, 404, {"title": "Not found", "detail": "No such model", "status": 404})
            if request.command == "POST":
                return self.take(request, {"model": name, **body}, self.told, status=201)
            return self.send(request, 200, self.model(name))
        job = self.jobs.get(parts[1]) if len(parts) > 1 else None
        if job is None:
            return self.send(request, 404, {"title": "Not found", "detail": "No such prediction", "status": 404})
        if parts[2:] == ["cancel"]:
            self.cancel(job)
        return self.send(request, 200, self.told(job))

    def model(self, name):
        owner, _, short = name.partition("/")
        known = {each: {"type": TYPES.get(each, "string"), "title": each} for each in self.inputs[name].split()}
        known |= {each: {"allOf": [{"$ref": f"#/components/schemas/{each}"}]} for each in ENUMS if each in known}
        listed = {each: {"title": each, "type": "string", "enum": values} for each, values in self.enums.items()}
        schema = {"components": {"schemas": {"Input": {"type": "object", "properties": known}, **listed}}}
        version = {
            "id": "hidden",
            "created_at": "2026-11-24T10:00:00Z",
            "cog_version": "0.16",
            "openapi_schema": schema,
        }
        return {
            "url": f"https://replicate.com/{name}", "owner": owner, "name": short, "description": None,
            "visibility": "public", "github_url": None, "paper_url": None, "license_url": None, "run_count": 1,
            "cover_image_url": None, "default_example": None, "latest_version": version,
        }  # fmt: skip

    def told(self, job):
        told = {
            "id": job.id, "model": job.body["model"], "version": "hidden", "input": {}, "output": None, "logs": "",
            "error": None, "status": "starting", "created_at": "2026-11-24T10:00:00Z", "data_removed": False,
            "urls": {"get": f"{self.url}/v1/predictions/{job.id}",
                     "cancel": f"{self.url}/v1/predictions/{job.id}/cancel"},
        }  # fmt: skip
        if job.failed:
            return told | {"status": "failed", "error": job.failed}
        if job.cancelled:
            return told | {"status": "canceled", "started_at": "2026-11-24T10:00:01Z" if job.began else None}
        match self.state(job):
            case "done":
                file = f"{self.url}/files/{job.id}.mp4"
                is_still = "flux" in job.body["model"]
                return told | {"status": "succeeded", "output": [file] if is_still else file, "metrics": {}}
            case "running":
                return told | {"status": "processing"}
        return told

    def order_of(self, name, body):
        asked = {key: value for key, value in body["input"].items() if key in self.inputs[body["model"]].split()}
        if "width" in asked:
            return self.still(name, asked["prompt"], asked["width"], asked["height"])
        start = self.picture(name, asked.get("image") or asked.get("start_image") or asked["reference_images"][0])
        usual = "1080p" if asked.get("mode") == "pro" else "720p"
        size = size_in(asked["aspect_ratio"], asked.get("resolution", usual))
        audio = asked.get("generate_audio", False)
        return self.clip(name, asked["prompt"], Decimal(asked["duration"]), size.width, size.height, start, audio)
