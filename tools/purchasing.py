"""Buying stills and clips: the ledger before the provider, each call at most once, nothing bought is lost."""

import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from tools.booking import Books
from tools.catalog.pace import Pace
from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.errands import Errands
from tools.film.errors import GreenlightError, NotGreenlit
from tools.places import SENDING_AT_ONCE, Places
from tools.providers.port import (
    BrokenResult,
    Busy,
    Expired,
    Gone,
    JobStatus,
    Order,
    Provider,
    ProviderError,
    Unreachable,
)
from tools.purchases import Bought, Interrupted, Purchase, Watch, sha256_of
from tools.stopping import REMOVED, jobs_under_way

POLL_SECONDS = 0.1
"""How often a job is asked after, where its provider names no pace of its own."""
PATIENCE_SECONDS = 600.0
"""How long a provider may be busy, or silent about a job, before the work stops; the job itself is never given up."""
LONGEST_PAUSE_SECONDS = 30.0
AT_ONCE = 8
"""Looks and downloads at the same time, orders apart; a job itself needs none while it is made."""
SHARE_OF_THE_WAIT = 0.02
"""How much later than a job is done that may be noticed, as a share of the time it took."""
LOOKS_A_SECOND = 20
"""How often all jobs together are asked after, at most."""
MOST_ADDRESSES = 4
"""How often a vendor may give an address that has expired, before the work stops."""
NEW_ADDRESS_SECONDS = 2.0


@dataclass(eq=False)
class _Job:
    """One purchase on its way, with what was last heard of it."""

    purchase: Purchase
    job_id: str = ""
    began: float = 0.0
    heard: float = 0.0
    progress: float = 0.0
    status: JobStatus | None = None
    waits: bool = False
    """The person was told that it waits for a place."""
    addresses: int = 0

    @property
    def seller(self) -> str:
        return self.purchase.order.provider


@dataclass(frozen=True)
class _Errand:
    act: Literal["send", "look", "fetch"]
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
    _places: dict[str, Places] = field(default_factory=dict)

    def buy(self, purchases: Sequence[Purchase]) -> Iterator[Bought]:
        """Yield each result once it is settled. What an earlier run settled comes first, without being sent again.

        Raises ProviderError when a call failed (its amount is released or counted as unknown), Interrupted when asked
        to stop; jobs under way are then polled, not sent, by the next run.
        """
        jobs: list[_Job] = []
        unsent: list[_Job] = []
        for places in self._places.values():
            places.under_way = 0
        for purchase in purchases:
            self._stop_if_asked()
            call = self.ledger.call(purchase.line.key)
            if call is None or call.state == "released":
                unsent.append(_Job(purchase))
                continue
            if call.lost:
                raise NotGreenlit(
                    f"{call.key} is settled and has no file, so it takes a new quote: `greenlight resume`."
                )
            call = self._books.known(purchase)
            if call.state == "settled" and call.file is not None and (self.folder / call.file).exists():
                yield Bought(purchase, call.sha256 or "", call.credits)
                continue
            jobs.append(self._begun(_Job(purchase), call))
            self._at(jobs[-1]).under_way += 1
        queues = _by_seller(unsent)
        with (
            ThreadPoolExecutor(SENDING_AT_ONCE * max(1, len(queues)), thread_name_prefix="orders") as orders,
            ThreadPoolExecutor(AT_ONCE, thread_name_prefix="provider") as workers,
        ):
            yield from self._carried_out(Errands(workers, orders), queues, jobs)

    @property
    def _books(self) -> Books:
        return Books(self.folder, self.ledger, self.provider, self.watch)

    def _at(self, job: "_Job") -> Places:
        """The places at the job's vendor; a provider that names none has as many as are wanted."""
        if job.seller not in self._places:
            told: Callable[[str], Pace] | None = getattr(self.provider, "pace_of", None)
            self._places[job.seller] = Places(Pace(provider="") if told is None else told(job.seller))
        return self._places[job.seller]

    def _carried_out(
        self, errands: "_Errands", unsent: "dict[str, deque[_Job]]", jobs: "list[_Job]"
    ) -> Iterator[Bought]:
        """Send, look and fetch, each as soon as it is due; only this thread touches the ledger."""
        for job in jobs:
            self._look(errands, job, len(jobs))
        try:
            while errands or any(unsent.values()):
                self._stop_if_asked()
                for waiting in unsent.values():
                    self._send_what_has_a_place(errands, waiting)
                for errand, answer in errands.finished(POLL_SECONDS):
                    match errand.act:
                        case "send":
                            self._taken(errands, errand.job, answer, unsent)
                        case "look":
                            self._looked(errands, errand.job, answer)
                        case "fetch":
                            yield from self._received(errands, errand.job, answer)
        finally:
            self._write_down(errands)

    def _send_what_has_a_place(self, errands: "_Errands", waiting: "deque[_Job]") -> None:
        """The intent is durable before an order leaves, and no earlier: what was never sent is never in doubt."""
        while waiting and self._at(waiting[0]).free():
            job = waiting.popleft()
            self.ledger.reserve(job.purchase.line)
            self._at(job).take()
            errands.order(_Errand("send", job), partial(self.provider.submit, job.purchase.order))
        if waiting and self._at(waiting[0]).full():
            for job in waiting:
                self._waits(job, "waits for a place at")

    def _taken(
        self, errands: "_Errands", job: "_Job", answer: "Future[object]", unsent: "dict[str, deque[_Job]]"
    ) -> None:
        """The order was answered. A busy provider started nothing, so it is asked again with nothing reserved."""
        places = self._at(job)
        places.answered()
        try:
            call = self._books.answered(job.purchase, answer.result)
        except Busy as busy:
            if places.refused(busy) > self.patience_seconds:
                raise
            unsent[job.seller].appendleft(job)
            return
        places.accepted()
        self._look(errands, self._begun(job, call), len(errands))

    def _begun(self, job: "_Job", call: Call) -> "_Job":
        line = job.purchase.line
        if call.job_id is None:
            raise ProviderError(f"{line.key} has no job to wait for; run `greenlight resume` again.")
        self.watch.started(line.key, line.shot_id, job.purchase.label)
        job.job_id = call.job_id
        job.began = job.heard = time.monotonic()
        job.waits = False
        return job

    def _look(self, errands: "_Errands", job: "_Job", others: int) -> None:
        """Ask after the job a little later: soon at first, then in proportion to how long it has taken already."""
        pace = getattr(self.provider, "poll_seconds", POLL_SECONDS)
        waited = time.monotonic() - job.began
        pause = max(pace, min(waited * SHARE_OF_THE_WAIT, LONGEST_PAUSE_SECONDS), others / LOOKS_A_SECOND)
        places = self._at(job)
        pause = max(pause * random.uniform(0.8, 1.1), places.looks_apart(places.under_way))
        errands.add(_Errand("look", job), partial(self.provider.poll, job.job_id), pause)

    def _looked(self, errands: "_Errands", job: "_Job", answer: "Future[object]") -> None:
        """Where the job is. A silent or garbled provider is asked again while there is patience; asking is harmless."""
        try:
            status = answer.result()
        except (Unreachable, Busy, BrokenResult):
            if time.monotonic() - job.heard >= self.patience_seconds:
                raise
            self._look(errands, job, len(errands))
            return
        except Gone as error:
            if not self._books.was_removed(job.purchase):
                self._not_known(errands, job, error)
                return
            status = REMOVED
        assert isinstance(status, JobStatus), "poll gives nothing else"
        job.heard, job.status = time.monotonic(), status
        if status.state in ("done", "failed", "cancelled"):
            self._at(job).left()
        if status.state == "done":
            errands.add(_Errand("fetch", job), partial(self._fetched, job))
            return
        if status.state in ("failed", "cancelled"):
            self._books.failed(job.purchase, status)
        self._tell(job, status)
        self._look(errands, job, len(errands))

    def _not_known(self, errands: "_Errands", job: "_Job", error: Gone) -> None:
        """A vendor that does not know a job yet may know it soon; one that stays with that leaves it in doubt."""
        if time.monotonic() - job.heard >= self.patience_seconds:
            self._books.vanished(job.purchase, error)
        self._look(errands, job, len(errands))

    def _tell(self, job: "_Job", status: JobStatus) -> None:
        line = job.purchase.line
        if status.state == "queued":
            self._waits(job, "waits in the queue at")
        elif job.waits:
            job.waits = False
            self.watch.started(line.key, line.shot_id, job.purchase.label)
        if status.progress != job.progress:
            job.progress = status.progress
            self.watch.moved(line.key, line.shot_id, status.progress)

    def _waits(self, job: "_Job", why: str) -> None:
        line, vendor = job.purchase.line, self._at(job).pace.provider
        if vendor and not job.waits:
            job.waits = True
            self.watch.waiting(line.key, line.shot_id, job.purchase.label, f"{why} {vendor}")

    def _fetched(self, job: "_Job") -> str | GreenlightError:
        """The file's digest, or what is wrong with it. Runs on a worker."""
        destination = self.folder / job.purchase.file
        self.provider.fetch(job.job_id, destination)
        try:
            self.verify(job.purchase.order, destination)
        except GreenlightError as error:
            return error
        return sha256_of(destination)

    def _received(self, errands: "_Errands", job: "_Job", answer: "Future[object]") -> Iterator[Bought]:
        """The result, verified and settled. Where its address had expired, the vendor is asked for another one."""
        try:
            digest = answer.result()
        except Expired:
            job.addresses += 1
            if job.addresses >= MOST_ADDRESSES:
                raise
            errands.add(_Errand("fetch", job), partial(self._fetched, job), NEW_ADDRESS_SECONDS * job.addresses)
            return
        yield self._books.received(job.purchase, digest, job.status)

    def _write_down(self, errands: "_Errands") -> None:
        """Whatever ends the work: the answers to orders that are out are waited for and kept."""
        for errand, answer in errands.landed(lambda errand: errand.act == "send"):
            self._at(errand.job).answered()
            with suppress(ProviderError):
                self._books.answered(errand.job.purchase, answer.result)

    def _stop_if_asked(self) -> None:
        if self.watch.should_stop():
            raise Interrupted(
                f"Stopped; everything made so far is kept, and `greenlight resume` goes on.{self._going_on()}"
            )

    def _going_on(self) -> str:
        """What is being made at vendors all the same, and that it may be stopped there."""
        jobs = [job.call.provider for job in jobs_under_way(self.ledger) if job.can_be_stopped]
        if not jobs or not hasattr(self.provider, "pace_of"):
            return ""
        made = f"{len(jobs)} job{'' if len(jobs) == 1 else 's'} at {' and '.join(sorted({*jobs}))}"
        return (
            f" What is under way goes on ({made}): say cancel, or `greenlight cancel {self.folder}`, to hear what "
            "stopping it saves."
        )


def _by_seller(jobs: "Sequence[_Job]") -> "dict[str, deque[_Job]]":
    """Each vendor's own queue, in order: one that is full holds up nobody else."""
    queues: dict[str, deque[_Job]] = {}
    for job in jobs:
        queues.setdefault(job.seller, deque()).append(job)
    return queues
