"""Buying stills and clips: the ledger before the provider, each call at most once, nothing bought is lost."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError
from tools.film.route import QuoteLine
from tools.production.model import Balance
from tools.providers.port import (
    BrokenResult,
    Busy,
    JobStatus,
    Order,
    Provider,
    ProviderError,
    UnknownOutcome,
    Unreachable,
)

POLL_SECONDS = 0.1
"""How often a job is asked after, where its provider names no pace of its own."""
PATIENCE_SECONDS = 600.0
"""How long a provider may be busy, or silent about a job, before the work stops; the job itself is never given up."""
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0


class Watch(Protocol):
    """Who is told how the work goes, and may stop it."""

    def started(self, step_id: str, shot_id: str | None, label: str) -> None:
        """A piece of work began."""
        ...

    def moved(self, step_id: str, shot_id: str | None, progress: float) -> None:
        """How far it is, from 0 to 1."""
        ...

    def ended(self, step_id: str, shot_id: str | None, outcome: str, file: str | None) -> None:
        """It is over: `done`, `failed` or `skipped`."""
        ...

    def charged(self, key: str, credits: Decimal, balance: Balance) -> None:
        """The ledger moved."""
        ...

    def should_stop(self) -> bool:
        """True once the person wants the work to end."""
        ...


class Interrupted(GreenlightError):
    """The person stopped the work."""

    exit_status = 130


@dataclass(frozen=True)
class Purchase:
    """One call to make: what was greenlit, what is sent, and where the result goes."""

    line: QuoteLine
    order: Order
    file: str
    """Relative to the production's folder."""
    label: str


@dataclass(frozen=True)
class Bought:
    """A verified, stored and settled result."""

    purchase: Purchase
    sha256: str
    credits: Decimal


@dataclass(frozen=True)
class Counter:
    """Where one production buys: its folder, its ledger, one provider, and who watches."""

    folder: Path
    ledger: Ledger
    provider: Provider
    watch: Watch
    verify: Callable[[Order, Path], None]
    """Raises when a file is not what was ordered."""
    patience_seconds: float = PATIENCE_SECONDS

    def buy(self, purchases: Sequence[Purchase]) -> Iterator[Bought]:
        """Yield each result once it is settled. What an earlier run settled comes first, without being sent again.

        Raises ProviderError when a call failed (its amount is released or counted as unknown), Interrupted when asked
        to stop; jobs under way are then polled, not sent, by the next run.
        """
        jobs: dict[str, tuple[Purchase, str]] = {}
        for purchase in purchases:
            self._stop_if_asked()
            call = self._started(purchase)
            if call.state == "settled" and call.file is not None and (self.folder / call.file).exists():
                yield Bought(purchase, call.sha256 or "", call.credits)
                continue
            job_id = call.job_id
            if job_id is None:
                raise ProviderError(f"{purchase.line.key} has no job to wait for; run `greenlight resume` again.")
            self.watch.started(purchase.line.key, purchase.line.shot_id, purchase.label)
            jobs[purchase.line.key] = (purchase, job_id)
        yield from self._collect(jobs)

    def _collect(self, jobs: dict[str, tuple[Purchase, str]]) -> Iterator[Bought]:
        progress: dict[str, float] = {}
        heard = dict.fromkeys(jobs, time.monotonic())
        pace = getattr(self.provider, "poll_seconds", POLL_SECONDS)
        while jobs:
            self._stop_if_asked()
            for key, (purchase, job_id) in list(jobs.items()):
                status = self._asked_after(job_id, heard[key])
                if status is None:
                    continue
                heard[key] = time.monotonic()
                if status.state == "done":
                    del jobs[key]
                    yield self._receive(purchase, job_id, status)
                elif status.state in ("failed", "cancelled"):
                    self._failed(purchase, status)
                elif status.progress != progress.get(key):
                    progress[key] = status.progress
                    self.watch.moved(key, purchase.line.shot_id, status.progress)
            if jobs:
                self._pause(pace)

    def _asked_after(self, job_id: str, heard: float) -> JobStatus | None:
        """The job's state; None while the provider is silent and there is patience left. Asking again is harmless."""
        try:
            return self.provider.poll(job_id)
        except (Unreachable, Busy):
            if time.monotonic() - heard >= self.patience_seconds:
                raise
            return None

    def _started(self, purchase: Purchase) -> Call:
        """The call with its job, whatever an earlier run left behind."""
        line = purchase.line
        before = self.ledger.call(line.key)
        call = self.ledger.reserve(line)
        if call.state in ("settled", "submitted"):
            return call
        fresh = before is None or before.state == "released"
        if not fresh:
            return self._found_or_sent(purchase, call)
        return self._send_when_taken(purchase)

    def _send_when_taken(self, purchase: Purchase) -> Call:
        """Send; while the provider is busy, which starts nothing, wait with nothing reserved, and send again."""
        began, pause = time.monotonic(), FIRST_PAUSE_SECONDS
        while True:
            try:
                return self._send(purchase)
            except Busy as busy:
                wait = busy.retry_after or pause * random.uniform(0.5, 1.0)
                if time.monotonic() - began + wait > self.patience_seconds:
                    raise
            self._pause(wait)
            self._stop_if_asked()
            self.ledger.reserve(purchase.line)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _pause(self, seconds: float) -> None:
        """Wait, but not longer than the person wants to."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.watch.should_stop():
            time.sleep(min(left, POLL_SECONDS))

    def _found_or_sent(self, purchase: Purchase, call: Call) -> Call:
        """An earlier run died around the submit: look the job up before anything is sent."""
        key = purchase.line.key
        job_id = call.job_id or self.provider.find(key)
        if job_id is not None:
            self.ledger.submitted(key, job_id)
            return self._now(key)
        if getattr(self.provider, "find_is_authoritative", False):
            return self._send(purchase)
        self.ledger.mark_unknown(key, "sent by a run that ended before the answer came")
        raise UnknownOutcome(
            f"It is not known whether {key} was sent before the last run ended, so it is not sent again and counts in "
            f"full; {self._how_to_resolve(key)}"
        )

    def _send(self, purchase: Purchase) -> Call:
        key = purchase.line.key
        try:
            job_id = self.provider.submit(purchase.order)
        except UnknownOutcome as unknown:
            found = self.provider.find(key)
            if found is None:
                self.ledger.mark_unknown(key, "no answer to the submit")
                raise UnknownOutcome(
                    f"{unknown} It is not sent again and counts in full; {self._how_to_resolve(key)}"
                ) from unknown
            job_id = found
        except ProviderError as error:
            self.ledger.release(key, str(error))
            raise
        self.ledger.submitted(key, job_id)
        self._told(key)
        return self._now(key)

    def _how_to_resolve(self, key: str) -> str:
        return (
            "look at your account there whether it was charged, then say so: "
            f"`greenlight ledger {self.folder} --resolve {key}=charged` (or `=not-charged`)."
        )

    def _receive(self, purchase: Purchase, job_id: str, status: JobStatus) -> Bought:
        line, destination = purchase.line, self.folder / purchase.file
        self.provider.fetch(job_id, destination)
        try:
            self.verify(purchase.order, destination)
        except GreenlightError as error:
            self.ledger.mark_unknown(line.key, str(error))
            self.watch.ended(line.key, line.shot_id, "failed", None)
            raise BrokenResult(
                f"What came back for {line.key} is not what was ordered ({error}); it is kept in {purchase.file} and "
                "its cost counts until it is resolved, `greenlight resume` looks again."
            ) from error
        credits = status.credits if status.credits is not None else line.credits
        digest = sha256_of(destination)
        self.ledger.settle(line.key, credits, purchase.file, digest)
        self._told(line.key)
        self.watch.ended(line.key, line.shot_id, "done", purchase.file)
        return Bought(purchase, digest, credits)

    def _failed(self, purchase: Purchase, status: JobStatus) -> None:
        line = purchase.line
        if status.credits:
            self._charged_for_nothing(purchase, status)
        self.ledger.release(line.key, status.reason or status.state)
        self._told(line.key)
        self.watch.ended(line.key, line.shot_id, "failed", None)
        why = (status.reason or "no reason was given").rstrip(".")
        raise ProviderError(f"{purchase.label} failed at {self.provider.name}: {why}; nothing was charged for it.")

    def _charged_for_nothing(self, purchase: Purchase, status: JobStatus) -> None:
        key = purchase.line.key
        self.ledger.mark_unknown(key, status.reason or status.state)
        self._told(key)
        self.watch.ended(key, purchase.line.shot_id, "failed", None)
        why = (status.reason or "no reason was given").rstrip(".")
        raise ProviderError(
            f"{purchase.label} failed at {self.provider.name} ({why}) and {status.credits} credits were charged; "
            f"say `greenlight ledger {self.folder} --resolve {key}=charged` and go on with another take."
        )

    def _told(self, key: str) -> None:
        self.watch.charged(key, self._now(key).credits, self.ledger.balance())

    def _now(self, key: str) -> Call:
        call = self.ledger.call(key)
        assert call is not None, "the call was reserved above"
        return call

    def _stop_if_asked(self) -> None:
        if self.watch.should_stop():
            raise Interrupted("Stopped; everything made so far is kept, and `greenlight resume` goes on.")


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def seed_of(key: str, roll: int = 1) -> int:
    """A seed that is the same for the same call, so that a rehearsal can be repeated; another roll gives another."""
    key = key if roll == 1 else f"{key}/{roll}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
