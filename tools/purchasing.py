"""Buying stills and clips: the ledger before the provider, each call at most once, nothing bought is lost."""

import random
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.errands import Errands
from tools.film.errors import GreenlightError
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
from tools.purchases import Bought, Interrupted, Purchase, Watch, sha256_of

POLL_SECONDS = 0.1
"""How often a job is asked after, where its provider names no pace of its own."""
PATIENCE_SECONDS = 600.0
"""How long a provider may be busy, or silent about a job, before the work stops; the job itself is never given up."""
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
AT_ONCE = 8
"""Calls to providers at the same time; a job itself needs none while it is made."""
SENDING_AT_ONCE = 4
"""Orders on their way at once: each of them is in doubt if the process dies just then."""
SHARE_OF_THE_WAIT = 0.03
"""How much later than a job is done that may be noticed, as a share of the time it took."""
LOOKS_A_SECOND = 20
"""How often all jobs together are asked after, at most."""


@dataclass(eq=False)
class _Job:
    """One purchase on its way, with what was last heard of it."""

    purchase: Purchase
    job_id: str = ""
    began: float = field(default_factory=time.monotonic)
    heard: float = 0.0
    tries: int = 0
    progress: float = 0.0
    status: JobStatus | None = None


@dataclass(frozen=True)
class _Errand:
    act: Literal["send", "rest", "look", "fetch"]
    job: _Job


_Errands = Errands[_Errand, object]


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
        jobs: list[_Job] = []
        unsent: deque[_Job] = deque()
        for purchase in purchases:
            self._stop_if_asked()
            call = self.ledger.call(purchase.line.key)
            if call is None or call.state == "released":
                unsent.append(_Job(purchase))
                continue
            call = self._known(purchase)
            if call.state == "settled" and call.file is not None and (self.folder / call.file).exists():
                yield Bought(purchase, call.sha256 or "", call.credits)
                continue
            jobs.append(self._begun(_Job(purchase), call))
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="provider") as workers:
            yield from self._carried_out(Errands(workers), unsent, jobs)

    def _carried_out(self, errands: "_Errands", unsent: "deque[_Job]", jobs: "list[_Job]") -> Iterator[Bought]:
        """Send, look and fetch, each as soon as it is due; only this thread touches the ledger."""
        sending = 0
        for job in jobs:
            self._look(errands, job, len(jobs))
        try:
            while unsent or errands:
                self._stop_if_asked()
                while unsent and sending < SENDING_AT_ONCE:
                    self._send(errands, unsent.popleft())
                    sending += 1
                for errand, answer in errands.finished(POLL_SECONDS):
                    match errand.act:
                        case "send":
                            sending -= 1
                            self._taken(errands, errand.job, answer, len(errands))
                        case "rest":
                            unsent.append(errand.job)
                        case "look":
                            self._looked(errands, errand.job, answer)
                        case "fetch":
                            yield self._received(errand.job, answer)
        finally:
            self._write_down(errands)

    def _send(self, errands: "_Errands", job: "_Job") -> None:
        """The intent is durable before the order leaves, and no earlier: what was never sent is never in doubt."""
        self.ledger.reserve(job.purchase.line)
        errands.add(_Errand("send", job), partial(self.provider.submit, job.purchase.order))

    def _taken(self, errands: "_Errands", job: "_Job", answer: "Future[object]", others: int) -> None:
        """The order was answered. A busy provider started nothing, so it is asked again with nothing reserved."""
        try:
            call = self._answered(job.purchase, answer)
        except Busy as busy:
            pause = min(FIRST_PAUSE_SECONDS * 2**job.tries, LONGEST_PAUSE_SECONDS) * random.uniform(0.5, 1.0)
            pause = busy.retry_after or pause
            if time.monotonic() - job.began + pause > self.patience_seconds:
                raise
            job.tries += 1
            errands.add(_Errand("rest", job), lambda: None, after=pause)
            return
        self._look(errands, self._begun(job, call), others)

    def _begun(self, job: "_Job", call: Call) -> "_Job":
        line = job.purchase.line
        if call.job_id is None:
            raise ProviderError(f"{line.key} has no job to wait for; run `greenlight resume` again.")
        self.watch.started(line.key, line.shot_id, job.purchase.label)
        job.job_id = call.job_id
        job.began = job.heard = time.monotonic()
        return job

    def _look(self, errands: "_Errands", job: "_Job", others: int) -> None:
        """Ask after the job a little later: soon at first, then in proportion to how long it has taken already."""
        pace = getattr(self.provider, "poll_seconds", POLL_SECONDS)
        waited = time.monotonic() - job.began
        pause = max(pace, min(waited * SHARE_OF_THE_WAIT, LONGEST_PAUSE_SECONDS), others / LOOKS_A_SECOND)
        errands.add(_Errand("look", job), partial(self.provider.poll, job.job_id), pause * random.uniform(0.8, 1.1))

    def _looked(self, errands: "_Errands", job: "_Job", answer: "Future[object]") -> None:
        """Where the job is. A silent or garbled provider is asked again while there is patience; asking is harmless."""
        try:
            status = answer.result()
        except (Unreachable, Busy, BrokenResult):
            if time.monotonic() - job.heard >= self.patience_seconds:
                raise
            self._look(errands, job, len(errands))
            return
        assert isinstance(status, JobStatus), "poll gives nothing else"
        job.heard, job.status = time.monotonic(), status
        if status.state == "done":
            errands.add(_Errand("fetch", job), partial(self._fetched, job))
            return
        if status.state in ("failed", "cancelled"):
            self._failed(job.purchase, status)
        if status.progress != job.progress:
            job.progress = status.progress
            self.watch.moved(job.purchase.line.key, job.purchase.line.shot_id, status.progress)
        self._look(errands, job, len(errands))

    def _fetched(self, job: "_Job") -> str | GreenlightError:
        """The file's digest, or what is wrong with it. Runs on a worker."""
        destination = self.folder / job.purchase.file
        self.provider.fetch(job.job_id, destination)
        try:
            self.verify(job.purchase.order, destination)
        except GreenlightError as error:
            return error
        return sha256_of(destination)

    def _write_down(self, errands: "_Errands") -> None:
        """Whatever ends the work: the answers to orders that are out are waited for and kept."""
        for errand, answer in errands.landed(lambda errand: errand.act == "send"):
            with suppress(ProviderError):
                self._answered(errand.job.purchase, answer)

    def _known(self, purchase: Purchase) -> Call:
        """The call with its job, whatever an earlier run left behind."""
        call = self.ledger.reserve(purchase.line)
        return call if call.state in ("settled", "submitted") else self._found_or_sent(purchase, call)

    def _found_or_sent(self, purchase: Purchase, call: Call) -> Call:
        """An earlier run died around the submit: look the job up before anything is sent."""
        key = purchase.line.key
        job_id = call.job_id or self.provider.find(key)
        if job_id is not None:
            self.ledger.submitted(key, job_id)
            return self._now(key)
        if getattr(self.provider, "find_is_authoritative", False):
            answer: Future[object] = Future()
            try:
                answer.set_result(self.provider.submit(purchase.order))
            except ProviderError as error:
                answer.set_exception(error)
            return self._answered(purchase, answer)
        self.ledger.mark_unknown(key, "sent by a run that ended before the answer came")
        raise UnknownOutcome(
            f"It is not known whether {key} was sent before the last run ended, so it is not sent again and counts in "
            f"full; {self._how_to_resolve(key)}"
        )

    def _answered(self, purchase: Purchase, answer: "Future[object]") -> Call:
        key = purchase.line.key
        try:
            job_id = str(answer.result())
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
        self._written_down(key, job_id)
        self._told(key)
        return self._now(key)

    def _written_down(self, key: str, job_id: str) -> None:
        """The job's id is durable, or said: it is all that leads back to what is paid for."""
        try:
            self.ledger.submitted(key, job_id)
        except sqlite3.Error as error:
            raise UnknownOutcome(
                f"{key} was taken as the job {job_id} and the ledger cannot be written ({error}); free the disk, then "
                f"`greenlight resume`, and if it asks, `greenlight ledger {self.folder} --resolve {key}={job_id}`."
            ) from error

    def _how_to_resolve(self, key: str) -> str:
        return (
            "in a few minutes look at your account there whether it was charged, then say so: "
            f"`greenlight ledger {self.folder} --resolve {key}=charged` (or `=not-charged`, or `=ID` of its job there, "
            "which is then fetched)."
        )

    def _received(self, job: "_Job", answer: "Future[object]") -> Bought:
        line, digest = job.purchase.line, answer.result()
        if isinstance(digest, GreenlightError):
            self.ledger.mark_unknown(line.key, str(digest))
            self.watch.ended(line.key, line.shot_id, "failed", None)
            raise BrokenResult(
                f"What came back for {line.key} is not what was ordered ({digest}); it is kept in {job.purchase.file} "
                "and its cost counts until it is resolved, `greenlight resume` looks again."
            ) from digest
        told = None if job.status is None else job.status.credits
        credits = line.credits if told is None else told
        self.ledger.settle(line.key, credits, job.purchase.file, str(digest), reported=told is not None)
        self._told(line.key)
        self.watch.ended(line.key, line.shot_id, "done", job.purchase.file)
        return Bought(job.purchase, str(digest), credits)

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
