"""Runway, by its own client, with every retry of a submit switched off."""

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import httpx
import runwayml
from runwayml.types.task_retrieve_response import (
    Cancelled,
    Failed,
    Running,
    Succeeded,
    TaskRetrieveResponse,
)

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


class Runway:
    """Runway's tasks. A job's id is the task's; costs are reported in credits of one US cent."""

    name = "runway"
    find_is_authoritative = False
    poll_seconds = 5.0
    """Runway asks for no more than one look in five seconds."""
    reports_costs = True

    def __init__(self, key: str, *, loopback: bool = False) -> None:
        never_quote(key)
        self._loopback = loopback
        self._fetcher = httpx.Client(timeout=60.0)
        self._sdk = runwayml.RunwayML(api_key=key, max_retries=0, timeout=TIMEOUT_SECONDS)

    def submit(self, order: Order) -> str:
        """Create the task, once."""
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None or order.kind == "still":
            raise BadOrder(f"{order.model} cannot be ordered from Runway that way, so {order.reference} was not sent.")
        body = {"model": wire.model, **body_of(order, wire, as_text)}
        answer = asked(self.name, runwayml, lambda: self._sdk.image_to_video.create(**body), sent=True)  # type: ignore[call-overload]
        job = getattr(answer, "id", None)
        if not isinstance(job, str) or not job:
            raise UnknownOutcome(f"{self.name} took {order.reference} and did not say as what job.")
        return job

    def poll(self, job_id: str) -> JobStatus:
        """Where the task is, with its cost once that is final."""
        match self._known(job_id):
            case Succeeded(output=[_, *_], cost=cost):
                return JobStatus(state="done", progress=1.0, credits=Decimal(cost.credits))
            case Succeeded():
                return JobStatus(state="failed", reason="it was finished without a file")
            case Failed(failure=why, failure_code=code, cost=cost):
                return JobStatus(state="failed", reason=quoted(f"{code or ''} {why}"), credits=Decimal(cost.credits))
            case Cancelled(cost=cost):
                return JobStatus(state="cancelled", reason="it was cancelled", credits=Decimal(cost.credits))
            case Running(progress=progress):
                return JobStatus(state="running", progress=progress)
            case _:
                return JobStatus(state="queued")

    def fetch(self, job_id: str, destination: Path) -> None:
        """Download the result. Asking for the task again gives a fresh address."""
        task = self._known(job_id)
        if not isinstance(task, Succeeded) or not task.output:
            raise BrokenResult(f"{self.name} has no file for {job_id}; `greenlight resume` looks again.")
        download(self._fetcher, task.output[0], destination, loopback=self._loopback)

    def cancel(self, job_id: str) -> None:
        """Ask for the task to stop; one that runs is charged all the same."""
        asked(self.name, runwayml, lambda: self._sdk.tasks.delete(job_id), sent=False)

    def find(self, reference: str) -> str | None:
        """Runway keeps no names of ours, so a lost order cannot be found."""
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """The balance. Runway has no price list to ask; it reports what each task cost."""
        return Terms(balance=self.balance())

    def balance(self) -> Decimal:
        """What the account holds."""
        account = asked(self.name, runwayml, self._sdk.organization.retrieve, sent=False)
        return Decimal(account.credit_balance)

    def close(self) -> None:
        """Let go of the connections."""
        self._sdk.close()
        self._fetcher.close()

    def _known(self, job_id: str) -> TaskRetrieveResponse:
        task = asked(self.name, runwayml, lambda: self._sdk.tasks.retrieve(job_id), sent=False)
        if getattr(task, "id", None) != job_id:
            raise BrokenResult(f"{self.name} answered for another job; `greenlight resume` looks again.")
        return task
