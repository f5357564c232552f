"""OpenAI's image models, by its own client with retries off. They answer at once, so a job is a file that was kept."""

import base64
import binascii
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

import openai

from tools.catalog.wire import Wire, wires
from tools.providers.bodies import body_of
from tools.providers.kept import Kept
from tools.providers.port import BadOrder, JobStatus, Order, UnknownOutcome
from tools.providers.secrets import never_quote
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
        never_quote(key)
        self._kept = Kept(folder)
        self._sdk = openai.OpenAI(api_key=key, max_retries=0, timeout=TIMEOUT_SECONDS)

    def submit(self, order: Order) -> str:
        """Ask once; the picture is on disk, durable, before this returns."""
        wire = self._wire(order)
        self._kept.require_room(order.reference)
        answer = asked(self.name, openai, lambda: self._drawn(order, wire), sent=True)
        try:
            picture = base64.b64decode((answer.data or [])[0].b64_json or "", validate=True)
        except (IndexError, binascii.Error, AttributeError, TypeError) as error:
            raise UnknownOutcome(f"OpenAI took {order.reference} and sent no picture.") from error
        return self._kept.keep(order.reference, picture)

    def poll(self, job_id: str) -> JobStatus:
        """Done as soon as it is known."""
        return self._kept.poll(job_id)

    def fetch(self, job_id: str, destination: Path) -> None:
        """Copy the picture that was kept, whole or not at all."""
        self._kept.fetch(job_id, destination)

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models the key may use. OpenAI tells neither prices nor a balance."""
        listed = asked(self.name, openai, lambda: list(self._sdk.models.list(timeout=TERMS_SECONDS)), sent=False)
        known = {model.id for model in listed}
        return Terms(endpoints={each: None for each in endpoints if each in known})

    def cancel(self, job_id: str) -> None:
        """Nothing can be stopped: the picture is there when the job is known."""

    def find(self, reference: str) -> str | None:
        """The job that an earlier run kept and could not write down any more."""
        return self._kept.find(reference)

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
            pictures = [stack.enter_context(look.picture.open("rb")) for look in order.looks[: wire.most_looks]]
            return self._sdk.images.edit(model=wire.id, image=pictures, **body)  # type: ignore[call-overload, no-any-return]
