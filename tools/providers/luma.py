"""Luma, by its own client, with every retry of a submit switched off."""

from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

import httpx
import lumaai
from lumaai.types import Generation

from tools.catalog.wire import wires
from tools.providers.bodies import body_of
from tools.providers.download import download
from tools.providers.failures import quoted
from tools.providers.pictures import as_text
from tools.providers.port import BadOrder, BrokenResult, JobStatus, Order, UnknownOutcome
from tools.providers.secrets import never_quote
from tools.providers.stainless import asked
from tools.providers.terms import Terms

TIMEOUT_SECONDS = 120.0
MIDDLE_OF_THE_ROAD = 0.5
"""The progress that is shown while Luma dreams: it tells none."""


class Luma:
    """Luma's Dream Machine. A job's id is the generation's; what it cost is not told, only the balance."""

    name = "luma"
    find_is_authoritative = False
    poll_seconds = 3.0

    def __init__(self, key: str, *, loopback: bool = False) -> None:
        never_quote(key)
        self._loopback = loopback
        self._fetcher = httpx.Client(timeout=60.0)
        self._sdk = lumaai.LumaAI(auth_token=key, max_retries=0, timeout=TIMEOUT_SECONDS)

    def submit(self, order: Order) -> str:
        """Create the generation, once."""
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind == "still":
            raise BadOrder(f"{order.model} cannot be ordered from Luma that way, so {order.reference} was not sent.")
        body = {"model": wire.id, **body_of(order, wire, as_text)}
        answer = asked(self.name, lumaai, lambda: self._sdk.generations.video.create(**body), sent=True)  # type: ignore[arg-type]
        job = getattr(answer, "id", None)
        if not isinstance(job, str) or not job:
            raise UnknownOutcome(f"{self.name} took {order.reference} and did not say as what job.")
        return job

    def poll(self, job_id: str) -> JobStatus:
        """Where the generation is."""
        known = self._known(job_id)
        match known.state:
            case "completed" if known.assets is not None and known.assets.video:
                return JobStatus(state="done", progress=1.0)
            case "completed":
                return JobStatus(state="failed", reason="it was finished without a file")
            case "failed":
                return JobStatus(state="failed", reason=quoted(known.failure_reason or "no reason was given"))
            case "dreaming":
                return JobStatus(state="running", progress=MIDDLE_OF_THE_ROAD)
            case _:
                return JobStatus(state="queued")

    def fetch(self, job_id: str, destination: Path) -> None:
        """Download the result. Asking for the generation again gives a fresh address."""
        assets = self._known(job_id).assets
        if assets is None or not assets.video:
            raise BrokenResult(f"{self.name} has no file for {job_id}; `greenlight resume` looks again.")
        download(self._fetcher, assets.video, destination, loopback=self._loopback)

    def cancel(self, job_id: str) -> None:
        """Ask Luma to forget the generation; one that dreams is charged all the same."""
        asked(self.name, lumaai, lambda: self._sdk.generations.delete(job_id), sent=False)

    def find(self, reference: str) -> str | None:
        """Luma keeps no names of ours, so a lost order cannot be found."""
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """The balance. Luma has no price list to ask."""
        return Terms(balance=self.balance())

    def balance(self) -> Decimal:
        """What the account holds, in US cents."""
        account = asked(self.name, lumaai, self._sdk.credits.get, sent=False)
        balance = Decimal(str(account.credit_balance)).quantize(Decimal("0.01"), ROUND_DOWN)
        return max(balance, Decimal(0))

    def close(self) -> None:
        """Let go of the connections."""
        self._sdk.close()
        self._fetcher.close()

    def _known(self, job_id: str) -> Generation:
        known = asked(self.name, lumaai, lambda: self._sdk.generations.get(job_id), sent=False)
        if not isinstance(known, Generation) or known.id != job_id:
            raise BrokenResult(f"{self.name} answered for another job; `greenlight resume` looks again.")
        return known
