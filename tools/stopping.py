"""Stopping jobs at their vendors: the ledger before the vendor, and what a stopped or failed job costs after it."""

from decimal import Decimal
from typing import Protocol

from tools.catalog.pace import pace_of
from tools.credits.entries import Call
from tools.credits.ledger import NOT_BEGUN, Ledger
from tools.film.base import Noun
from tools.providers.port import Gone, JobStatus, ProviderError

SAVES = {
    "never": "it cannot be stopped there",
    "while-queued": "nothing is charged if it has not begun, all of it if it has",
    "unused-time": "only the time that it ran is charged",
    "not-told": "it can be stopped, and what that saves is not told",
}
"""What the vendors say of stopping, by their kind."""


def what_stopping_saves(call: Call) -> str:
    """What the call's vendor says of stopping a job there."""
    return SAVES[pace_of(call.provider).stopping]


REMOVED = JobStatus(state="cancelled", reason="it was removed there", removed=True)
"""What became of a job that its vendor was asked to stop and does not know any more."""


class Asked(Protocol):
    """Who can be asked after a job."""

    def poll(self, job_id: str) -> JobStatus:
        """The job's state now."""
        ...


class Vendors(Asked, Protocol):
    """Whom the jobs were ordered from."""

    def cancel(self, job_id: str) -> None:
        """Ask for the job to stop."""
        ...


class UnderWay(Noun):
    """A job at a vendor, and what stopping it would save as far as the vendor says."""

    call: Call
    saves: str

    @property
    def can_be_stopped(self) -> bool:
        """Whether its vendor can be asked to stop it at all."""
        return pace_of(self.call.provider).stopping != "never"


def jobs_under_way(ledger: Ledger) -> tuple[UnderWay, ...]:
    """Every job that was taken and is neither fetched nor given up."""
    return tuple(
        UnderWay(call=call, saves=what_stopping_saves(call))
        for call in ledger.open_calls()
        if call.state == "submitted" and call.job_id is not None
    )


def stop(ledger: Ledger, vendors: Vendors, job: UnderWay) -> str:
    """Ask the vendor to stop the job; what came of it, in a sentence. Safe to do again, and to be killed in.

    A job that is done is left to be fetched: asking some vendors to stop it would delete what was paid for.
    """
    key, vendor, job_id = job.call.key, job.call.provider, job.call.job_id
    if not job.can_be_stopped or job_id is None:
        return f"{key} goes on: a job at {vendor} cannot be stopped; `greenlight resume` fetches it."
    try:
        status = state_of(ledger, vendors, job.call)
        if status.state in ("queued", "running"):
            ledger.cancelling(key, begun=status.state == "running")
            vendors.cancel(job_id)
            status = state_of(ledger, vendors, job.call)
    except ProviderError as error:
        return f"{key} may go on, because {vendor} did not say otherwise ({error}); `greenlight cancel` may ask again."
    if status.state == "done":
        return f"{key} is made already, so it is kept: `greenlight resume` fetches it, and it counts in full."
    if status.state in ("queued", "running"):
        return f"{key}: {vendor} was asked to stop it and has not yet; `greenlight resume` looks what became of it."
    return given_up(ledger, job.call, status)


def state_of(ledger: Ledger, vendors: Asked, call: Call) -> JobStatus:
    """The job's state; one that its vendor has removed because we asked for it counts as stopped."""
    try:
        return vendors.poll(call.job_id or "")
    except Gone:
        if ledger.asked_to_stop(call.key) is None:
            raise
        return REMOVED


def given_up(ledger: Ledger, call: Call, status: JobStatus) -> str:
    """Write down what a failed or stopped job costs, and say it: what it was charged, nothing, or that nobody knows."""
    key, vendor = call.key, call.provider
    why = (status.reason or status.state).rstrip(".")
    asked = ledger.asked_to_stop(key)
    if may_be_charged(ledger, call, status):
        ledger.mark_unknown(key, why)
        return (
            f"{key} was given up at {vendor} ({why}) and may be charged, so its {call.credits} credits count; in a few "
            f"minutes look at your account there, then say `greenlight ledger DIR --resolve {key}=charged` or "
            "`=not-charged`."
        )
    if asked is not None:
        credits = status.credits or Decimal(0)
        ledger.stopped(key, credits, f"stopped at {vendor}: {why}", reported=status.credits is not None)
        return f"{key} was stopped at {vendor}; {credits} of its {call.credits} credits are charged."
    if status.credits:
        ledger.mark_unknown(key, why)
        ledger.write_off(key, "it failed and was charged, says the provider", status.credits)
        return f"{key}: {vendor} says that it failed ({why}) and charged {status.credits} credits all the same."
    ledger.release(key, why)
    return f"{key}: {vendor} says that it failed ({why}); its {call.credits} credits are free again."


def may_be_charged(ledger: Ledger, call: Call, status: JobStatus) -> bool:
    """Whether nobody can say what a job that came to nothing costs.

    A job that still waited when it was looked at may have begun before it was stopped: then it is stopped, not removed.
    """
    if status.credits is not None:
        return False
    if status.state != "cancelled":
        return status.may_be_charged
    free = pace_of(call.provider).stopping in ("while-queued", "unused-time")
    return not (free and status.removed and ledger.asked_to_stop(call.key) == NOT_BEGUN)
