"""The ledger held against the vendors' own word: what each reports or does not tell, and what became of lost orders."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from tools.credits.entries import Account, Call
from tools.credits.ledger import Ledger
from tools.film.base import Credits, Noun
from tools.providers.port import JobStatus, ProviderError
from tools.stopping import given_up, state_of


class Vendors(Protocol):
    """Whom the ledger's calls were bought from."""

    def poll(self, job_id: str) -> JobStatus:
        """The job's state now."""
        ...

    def find(self, reference: str) -> str | None:
        """The job under our reference, where it can be looked up."""
        ...

    def balance(self, seller: str) -> Credits | None:
        """What the account there holds; None where it is not told."""
        ...

    def reports_costs(self, seller: str) -> bool:
        """Whether the seller tells what each job cost."""
        ...


class Compared(Noun):
    """One provider: the ledger's figures, the vendor's where it has any, and what can be said of them."""

    provider: str
    calls: int
    settled: Credits
    reported: Credits
    """The part of `settled` that is the vendor's own word; the rest is list prices."""
    open: Credits
    """Reserved, sent or of unknown fate."""
    vendor_says: Credits | None = None
    """What the vendor reports now for all settled calls; None where it does not tell, or not of all."""
    account: Credits | None = None
    """What the account holds now; None where it is not told."""
    fell: Decimal | None = None
    """By how much the account fell since it was first looked at, below zero after a top-up."""
    settled_since: Credits | None = None
    """What the ledger settled in that time."""
    says: tuple[str, ...] = ()

    @property
    def listed(self) -> Decimal:
        """Settled at list price."""
        return self.settled - self.reported


def follow_up(ledger: Ledger, vendors: Vendors) -> tuple[str, ...]:
    """Ask after every call that is neither settled nor released, by its job or by our reference; what was found.

    A job that is known is fetched by the next run; one that failed is freed, or counted where the vendor charged it.
    """
    return tuple(_followed(ledger, vendors, call) for call in ledger.open_calls())


def _followed(ledger: Ledger, vendors: Vendors, call: Call) -> str:
    try:
        job_id = call.job_id or vendors.find(call.key)
        if job_id is None:
            ledger.mark_unknown(call.key, "nobody can say whether it was taken")
            return (
                f"{call.key} ({call.credits} credits): {call.provider} cannot be asked for an order by our name, so in "
                f"a few minutes look at your account and say --resolve {call.key}=JOB_ID, =charged or =not-charged."
            )
        status = state_of(ledger, vendors, call.model_copy(update={"job_id": job_id}))
    except ProviderError as error:
        return f"{call.key} ({call.credits} credits) could not be asked after: {error}"
    if status.state not in ("failed", "cancelled"):
        ledger.submitted(call.key, job_id)
        return f"{call.key}: {call.provider} has its job ({status.state}); `greenlight resume` fetches it."
    return given_up(ledger, call, status)


def compare(ledger: Ledger, vendors: Vendors) -> tuple[Compared, ...]:
    """Each provider's calls beside what it says today. What an account holds is kept, for comparing with later."""
    calls = [call for call in ledger.calls() if call.state != "released"]
    return tuple(
        _compared(ledger, vendors, provider, [call for call in calls if call.provider == provider])
        for provider in sorted({call.provider for call in calls})
    )


def _compared(ledger: Ledger, vendors: Vendors, provider: str, calls: list[Call]) -> Compared:
    notes: list[str] = []
    settled = [call for call in calls if call.state == "settled"]
    says = _vendor_says(vendors, provider, settled, notes)
    now = _account(vendors, provider, notes)
    before = ledger.accounts(provider)
    known: dict[str, Decimal] = {}
    if now is not None:
        ledger.saw_account(provider, now)
        known = {"account": now}
        if before:
            since = _settled_since(ledger, calls, before[0].at)
            known |= {"fell": before[0].credits - now, "settled_since": since}
            notes.append(_held_against(before[0], now, since, _sum(call for call in calls if call.state != "settled")))
        else:
            notes.append(f"The account at {provider} holds {now} credits; it was not looked at before.")
    return Compared(
        provider=provider,
        calls=len(calls),
        settled=_sum(settled),
        reported=_sum(call for call in settled if call.reported),
        open=_sum(call for call in calls if call.state != "settled"),
        vendor_says=says,
        says=tuple(notes),
        **known,
    )


def _vendor_says(vendors: Vendors, provider: str, settled: list[Call], notes: list[str]) -> Decimal | None:
    """The sum of what the vendor reports for these calls; None where it does not tell, or not of all."""
    if not vendors.reports_costs(provider):
        notes.append(f"{provider} does not tell what an order cost: its {_sum(settled)} credits are list prices.")
        return None
    told: list[Decimal] = []
    for call in settled:
        if call.job_id is None:
            notes.append(f"{call.key} has no job that {provider} could be asked about: its cost rests on your word.")
            continue
        try:
            credits = vendors.poll(call.job_id).credits
        except ProviderError as error:
            notes.append(f"{call.key} could not be asked after: {error}")
            continue
        if credits is None:
            notes.append(f"{provider} no longer tells what {call.key} cost.")
            continue
        told.append(credits)
        if credits != call.credits:
            notes.append(f"{call.key} differs: the ledger has {call.credits} credits, {provider} says {credits}.")
    return sum(told, Decimal(0)) if len(told) == len(settled) else None


def _account(vendors: Vendors, provider: str, notes: list[str]) -> Decimal | None:
    try:
        now = vendors.balance(provider)
    except ProviderError as error:
        notes.append(f"The account at {provider} could not be asked after: {error}")
        return None
    if now is None:
        notes.append(f"{provider} does not tell this key what the account holds.")
    return now


def _settled_since(ledger: Ledger, calls: list[Call], at: str) -> Decimal:
    since = {entry.key for entry in ledger.entries() if entry.kind == "settled" and entry.at >= at}
    return _sum(call for call in calls if call.key in since)


def _held_against(first: Account, now: Decimal, spent: Decimal, unsure: Decimal) -> str:
    """How the account's fall and the ledger agree, as far as that can be known."""
    gone = first.credits - now
    went = f"The account at {first.provider} went from {first.credits} to {now} credits since {first.at[:16]}"
    if gone == spent:
        return f"{went}: just the {spent} that the ledger settled."
    if spent < gone <= spent + unsure:
        return f"{went}; the ledger settled {spent} and {unsure} more are open, which may be the rest."
    way = f"fell by {gone}" if gone >= 0 else f"rose by {-gone}"
    return (
        f"{went}: it {way}, and the ledger settled {spent}; the difference of {abs(gone - spent)} is other work on "
        "that account, a top-up, or a price that is not the list's."
    )


def _sum(calls: Iterable[Call]) -> Decimal:
    return sum((call.credits for call in calls), Decimal(0))
