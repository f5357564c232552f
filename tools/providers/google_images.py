"""Google's image model, by its own client (the extra `google`). It answers at once: a job is a file that was kept."""

import mimetypes
from collections.abc import Collection
from pathlib import Path

from google import genai
from google.genai import types

from tools.catalog.wire import Wire, wires
from tools.providers.bodies import body_of
from tools.providers.google_client import asked, models_there
from tools.providers.kept import Kept
from tools.providers.port import BadOrder, JobStatus, Order, Refused, UnknownOutcome
from tools.providers.secrets import never_quote
from tools.providers.terms import Terms

TIMEOUT_MILLISECONDS = 300_000
"""A picture at the largest size takes minutes, and the answer comes with it."""
HELD_BACK = (
    "SAFETY",
    "PROHIBITED_CONTENT",
    "IMAGE_SAFETY",
    "BLOCKLIST",
    "SPII",
    "RECITATION",
    "IMAGE_PROHIBITED_CONTENT",
)
"""Reasons to finish that mean the content was refused."""


class GoogleImages:
    """Stills from Gemini. `folder` keeps each picture from the moment it arrives until it is fetched."""

    name = "google"
    find_is_authoritative = False

    def __init__(self, key: str, folder: Path, *, platform: str | None = None) -> None:
        never_quote(key)
        self._kept = Kept(folder)
        options = types.HttpOptions(base_url=platform, timeout=TIMEOUT_MILLISECONDS)
        self._sdk = genai.Client(api_key=key, vertexai=False, http_options=options)

    def submit(self, order: Order) -> str:
        """Ask once; the picture is on disk, durable, before this returns."""
        wire = self._wire(order)
        self._kept.require_room(order.reference)
        answer = asked(self.name, lambda: self._drawn(order, wire), sent=True)
        return self._kept.keep(order.reference, _picture(answer, order))

    def poll(self, job_id: str) -> JobStatus:
        """Done as soon as it is known."""
        return self._kept.poll(job_id)

    def fetch(self, job_id: str, destination: Path) -> None:
        """Copy the picture that was kept, whole or not at all."""
        self._kept.fetch(job_id, destination)

    def find(self, reference: str) -> str | None:
        """The job that an earlier run kept and could not write down any more."""
        return self._kept.find(reference)

    def cancel(self, job_id: str) -> None:
        """Nothing can be stopped: the picture is there when the job is known."""

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models are there. Google tells neither prices nor a balance."""
        return models_there(self.name, self._sdk, endpoints)

    def close(self) -> None:
        """Let go of the connections."""
        self._sdk.close()

    def _wire(self, order: Order) -> Wire:
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind != "still":
            raise BadOrder(f"{order.model} cannot be ordered from Google that way, so {order.reference} was not sent.")
        return wire

    def _drawn(self, order: Order, wire: Wire) -> types.GenerateContentResponse:
        body = body_of(order.model_copy(update={"looks": ()}), wire, str)
        prompt = str(body.pop(wire.prompt))
        looks: list[types.PartUnionDict] = [
            types.Part.from_bytes(data=look.picture.read_bytes(), mime_type=_kind(look.picture))
            for look in order.looks[: wire.most_looks]
        ]
        config = types.GenerateContentConfig(
            response_modalities=["IMAGE"], image_config=types.ImageConfig.model_validate(body)
        )
        return self._sdk.models.generate_content(model=wire.id, contents=[prompt, *looks], config=config)


def _kind(picture: Path) -> str:
    return mimetypes.guess_type(picture.name)[0] or "image/png"


def _picture(answer: types.GenerateContentResponse, order: Order) -> bytes:
    """The picture's bytes; raises Refused where it was held back, UnknownOutcome where there is none."""
    found = answer.candidates[0] if answer.candidates else None
    parts = (found.content.parts or []) if found is not None and found.content is not None else []
    for part in parts:
        if part.inline_data is not None and part.inline_data.data:
            return part.inline_data.data
    blocked = answer.prompt_feedback.block_reason if answer.prompt_feedback else None
    reason = blocked or (found.finish_reason if found is not None else None)
    name = getattr(reason, "value", str(reason or ""))
    if blocked or name in HELD_BACK:
        raise Refused(f"Google refused the content of {order.reference} ({name}); change the words of that shot.")
    raise UnknownOutcome(f"Google took {order.reference} and sent no picture ({name or 'without a reason'}).")
