"""OpenAI's way of ordering videos, at a gateway that the person names: OpenAI itself closed it on 2026-09-24."""

import io
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import openai

from tools.catalog.wire import Wire, wires
from tools.film.errors import CannotBeDone
from tools.providers.bodies import body_of
from tools.providers.download import download
from tools.providers.failures import quoted
from tools.providers.pictures import exactly
from tools.providers.port import BadOrder, BrokenResult, Gone, JobStatus, Order, UnknownOutcome
from tools.providers.secrets import never_quote
from tools.providers.stainless import asked
from tools.providers.terms import Terms

TIMEOUT_SECONDS = 120.0
TERMS_SECONDS = 10.0
NEARBY = ("localhost", "127.0.0.1", "::1")


class OpenAIVideos:
    """A gateway's videos. A job's id is the video's; the gateway does not tell what one cost."""

    name = "gateway"
    find_is_authoritative = False
    poll_seconds = 10.0

    def __init__(self, key: str, address: str) -> None:
        never_quote(key)
        self._address = _checked(address)
        self._key = key
        self._fetcher = httpx.Client(timeout=60.0)
        self._sdk = openai.OpenAI(api_key=key, base_url=self._address, max_retries=0, timeout=TIMEOUT_SECONDS)

    def submit(self, order: Order) -> str:
        """Create the video, once. The still goes along as a file of exactly the size that is ordered."""
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind == "still" or order.start_image is None:
            raise BadOrder(f"{order.model} cannot be ordered there that way, so {order.reference} was not sent.")
        body = self._body(order, wire, order.start_image)
        answer = asked(self.name, openai, lambda: self._sdk.videos.create(**body), sent=True)  # type: ignore[arg-type]
        job = getattr(answer, "id", None)
        if not isinstance(job, str) or not job:
            raise UnknownOutcome(f"The {self.name} took {order.reference} and did not say as what job.")
        return job

    def poll(self, job_id: str) -> JobStatus:
        """Where the video is."""
        known = asked(self.name, openai, lambda: self._sdk.videos.retrieve(job_id), sent=False)
        if known.id != job_id:
            raise BrokenResult(f"The {self.name} answered for another job; `greenlight resume` looks again.")
        match known.status:
            case "completed":
                return JobStatus(state="done", progress=1.0)
            case "failed":
                why = f"{known.error.code} {known.error.message}" if known.error else "no reason was given"
                return JobStatus(state="failed", reason=quoted(why))
            case "in_progress":
                return JobStatus(state="running", progress=min(max(known.progress or 0, 0), 100) / 100)
            case _:
                return JobStatus(state="queued")

    def fetch(self, job_id: str, destination: Path) -> None:
        """Download the result from the gateway itself; the key goes there and nowhere that it may point on to."""
        if self.poll(job_id).state != "done":
            raise BrokenResult(f"The {self.name} has no file for {job_id}; `greenlight resume` looks again.")
        headers = {"Authorization": f"Bearer {self._key}"}
        download(self._fetcher, f"{self._address}/videos/{job_id}/content", destination, named_by_person=headers)

    def cancel(self, job_id: str) -> None:
        """Nothing can be stopped: deleting a video deletes a finished one, and what was ordered is charged."""

    def find(self, reference: str) -> str | None:
        """No names of ours are kept, so a lost order cannot be found."""
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models the gateway lists, where it lists any. It tells neither prices nor a balance."""
        with suppress(Gone, BadOrder):
            listed = asked(self.name, openai, lambda: list(self._sdk.models.list(timeout=TERMS_SECONDS)), sent=False)
            known = {model.id for model in listed}
            return Terms(endpoints={each: None for each in endpoints if each in known})
        return Terms()

    def close(self) -> None:
        """Let go of the connections."""
        self._sdk.close()
        self._fetcher.close()

    @staticmethod
    def _body(order: Order, wire: Wire, start: Path) -> dict[str, object]:
        body = {"model": wire.model, **body_of(order, wire, str)}
        still = io.BytesIO(exactly(start, order.width, order.height))
        return body | {str(wire.start): ("still.png", still, "image/png")}


def _checked(address: str) -> str:
    """The address; raises CannotBeDone for one that would send the key unguarded through a network."""
    url = urlsplit(address)
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in NEARBY):
        raise CannotBeDone(
            "GREENLIGHT_VIDEOS_BASE_URL must begin with https://, or be on this machine, because the key goes there; "
            "correct it and try again."
        )
    return address.rstrip("/")
