"""OpenAI's image models, by its own client with retries off. They answer at once, so a job is a file that was kept."""

import base64
import binascii
import hashlib
import shutil
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

import openai

from tools.catalog.wire import Wire, wires
from tools.production.store import write_whole
from tools.providers.bodies import body_of
from tools.providers.port import BadOrder, BrokenResult, JobStatus, Order, UnknownOutcome
from tools.providers.stainless import asked
from tools.providers.terms import Terms

TERMS_SECONDS = 10.0
TIMEOUT_SECONDS = 300.0
"""A picture of the best quality takes minutes, and the answer comes with it."""


class OpenAIImages:
    """Stills from OpenAI. `folder` keeps each picture from the moment it arrives until it is fetched."""

    name = "openai"
    find_is_authoritative = False

    def __init__(self, key: str, folder: Path) -> None:
        self._folder = folder
        self._sdk = openai.OpenAI(api_key=key, max_retries=0, timeout=TIMEOUT_SECONDS)

    def submit(self, order: Order) -> str:
        """Ask once; the picture is on disk, durable, before this returns."""
        wire = self._wire(order)
        answer = asked(self.name, openai, lambda: self._drawn(order, wire), sent=True)
        try:
            picture = base64.b64decode((answer.data or [])[0].b64_json or "", validate=True)
        except (IndexError, binascii.Error, AttributeError, TypeError) as error:
            raise UnknownOutcome(f"OpenAI took {order.reference} and sent no picture.") from error
        job = hashlib.sha256(f"{order.reference}\n".encode() + picture).hexdigest()[:24]
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / job, picture)
        write_whole(self._folder / f"{_name_of(order.reference)}.job", job.encode())
        return job

    def poll(self, job_id: str) -> JobStatus:
        """Done as soon as it is known."""
        if (self._folder / job_id).is_file():
            return JobStatus(state="done", progress=1.0)
        return JobStatus(state="failed", reason="its picture is not in the folder any more")

    def fetch(self, job_id: str, destination: Path) -> None:
        """Copy the picture that was kept, whole or not at all."""
        kept = self._folder / job_id
        if not kept.is_file():
            raise BrokenResult(f"The picture {job_id} is not in {self._folder} any more.")
        destination.parent.mkdir(parents=True, exist_ok=True)
        beside = destination.with_name(f".{destination.name}.part")
        shutil.copyfile(kept, beside)
        beside.replace(destination)

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models the key may use. OpenAI tells neither prices nor a balance."""
        listed = asked(self.name, openai, lambda: list(self._sdk.models.list(timeout=TERMS_SECONDS)), sent=False)
        known = {model.id for model in listed}
        return Terms(endpoints={each: None for each in endpoints if each in known})

    def cancel(self, job_id: str) -> None:
        """Nothing can be stopped: the picture is there when the job is known."""

    def find(self, reference: str) -> str | None:
        """The job that an earlier run kept and could not write down any more."""
        note = self._folder / f"{_name_of(reference)}.job"
        return note.read_text("ascii") if note.is_file() else None

    def _wire(self, order: Order) -> Wire:
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind != "still":
            raise BadOrder(f"{order.model} cannot be ordered from OpenAI that way, so {order.reference} was not sent.")
        return wire

    def _drawn(self, order: Order, wire: Wire) -> "openai.types.ImagesResponse":
        body = body_of(order.model_copy(update={"looks": ()}), wire, str)
        if not order.looks:
            return self._sdk.images.generate(model=wire.id, **body)  # type: ignore[call-overload, no-any-return]
        with ExitStack() as stack:
            pictures = [stack.enter_context(path.open("rb")) for path in order.looks[: wire.most_looks]]
            return self._sdk.images.edit(model=wire.id, image=pictures, **body)  # type: ignore[call-overload, no-any-return]


def _name_of(reference: str) -> str:
    return hashlib.sha256(reference.encode()).hexdigest()[:24]
