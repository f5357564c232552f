"""Google's Gemini API on loopback: draws, counts, and answers badly on request."""

import base64
import io
from dataclasses import dataclass, field

from PIL import Image

from tests.emulator.vendor import Job, Vendor, size_in

KEY = "AIza-test-secret-0123456789abcdefghij"
SIZES = {"1K": "720p", "2K": "1080p", "4K": "4k"}


@dataclass
class GoogleEmulator(Vendor):
    """Answers at once; every answered picture is billed."""

    answers: list = field(default_factory=list)
    """`(status, body)`, which go first; a status of 0 drops the connection after the picture was billed."""

    @property
    def drawn(self):
        return len(self.jobs)

    def authorized(self, request):
        return request.headers.get("x-goog-api-key") == KEY

    def answer(self, request, path, body):
        model, _, method = path.rpartition("/")[2].partition(":")
        if request.command == "GET":
            known = model == "gemini-3.1-flash-image"
            told = {"name": f"models/{model}", "version": "3.1", "displayName": "Flash Image"}
            return self.send(request, 200 if known else 404, told if known else complaint(404, "NOT_FOUND", "no"))
        assert method == "generateContent"
        self.posts.append({"model": model, **body})
        fault = self.faults.popleft() if self.faults else None
        status, told = self.answers.pop(0) if self.answers else (fault.status, fault.body) if fault else (200, None)
        if told is None and (fault is None or fault.accepted):
            name = f"picture-{next(self._numbers)}"
            self.jobs[name] = Job(name, body, "")
        if not status:
            return self.drop(request)
        return self.send(request, status, self.picture(body) if told is None else told)

    @staticmethod
    def picture(body):
        wanted = body["generationConfig"]["imageConfig"]
        written = io.BytesIO()
        Image.new("RGB", size_in(wanted["aspectRatio"], SIZES[wanted["imageSize"]]), "orange").save(written, "PNG")
        data = base64.b64encode(written.getvalue()).decode()
        content = {"role": "model", "parts": [{"inlineData": {"mimeType": "image/png", "data": data}}]}
        return {"candidates": [{"content": content, "finishReason": "STOP"}], "modelVersion": "gemini-3.1-flash-image"}


def complaint(code, status, message):
    """An error as Google words it."""
    return {"error": {"code": code, "status": status, "message": message}}
