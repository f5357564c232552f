"""Live films killed with SIGKILL at instants that a seed picks, restarted and finished: the bill must be the ledger.

`python -m tests.agent.chaos 300` kills at 300 different instants and prints one line of JSON at its end; SEED=41 begins
with that seed.
"""

import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest import mock

from agent.reckoning import reconcile, resolve
from agent.toolbox.cancelling import LET_GO_ON
from tests.agent.live_film import TODAY
from tests.agent.mortal import CANCEL, KINDS, Instant, Part, play
from tests.agent.vendors import WITH_A_PAGE, Vendors, sellers_at
from tests.emulator.fal import Fault
from tests.forking import server
from tools.credits.ledger import Ledger
from tools.production.store import Store
from tools.providers.market import Market
from tools.purchases import sha256_of

BRIEF = "A 4 second vertical film for Luna Bakery, two shots, no captions"
SILENT = f"{BRIEF}, no voice, no music"
FILMS = (
    Part(SILENT, ("fal",), wish="redraw shot 2", orders=9),
    Part(SILENT, ("fal", "runway"), (("s01", "runway-gen4.5"),), "another take of shot 1", orders=6),
    Part(SILENT, ("runway", "vertex", "openai"), (("s01", "veo-3.1"), ("s02", "runway-gen4.5")), "another take of shot 2", orders=6),
    Part(SILENT, ("vertex", "google"), wish="redraw shot 1", orders=6),
    Part(SILENT, ("replicate",), (("s01", "seedance-2.0-pro"), ("s02", "seedance-2.0-pro")), "another take of shot 1", orders=7),
    Part(f'{BRIEF}, a voice says "Fresh bread at dawn"', ("fal",), orders=6),
)  # fmt: skip
AN_ORDER = {"request": 6.5, "order": 1, "ledger": 3.4, "save": 2.2, "checkpoint": 4.5, "event": 6.3, "picture": 1}
"""A film has about so many instants of each kind for each of its orders."""
PICK = ("request", "request", "order", "order", "ledger", "ledger", *KINDS)
AT_ONCE = {"openai", "google"}
"""Vendors that send the picture with their answer; only there a picture is kept before it has a name."""
STOPPED_BY, STOP_IT = {"fal", "runway", "replicate"}, "yes, stop it"
"""Vendors that stop a job, and what is answered to the question whether they shall."""
A_LOOK = (8, 60)
"""The request at which she leaves jobs behind that are under way: most of those are looks at a job."""
MOST_CALLED_OFF = 2
MOST_LIVES = 5
MOST_STARTS = 20


@dataclass
class Killing:
    """What a seed decided, and the process it is about."""

    seed: int
    seen: int = 0
    at: list[Instant] = field(default_factory=list)
    """Where it was killed."""
    named: int = 0
    """Lost orders that were resolved by the id of their job."""
    reconciled: int = 0
    called_off: int = 0
    """How often she came back and called off what was under way."""
    child: object = field(default=None, repr=False)
    orders_under_way: set = field(default_factory=set, repr=False)
    """The threads of the emulators that are taking an order: it may yet be billed, though who sent it is dead."""

    def __post_init__(self):
        self.chance = chance = random.Random(self.seed)
        self.film, self.planned, left = chance.choice(FILMS), [], 1.0
        for _ in range(chance.randint(1, MOST_LIVES)):
            reached = chance.random() * left
            self.planned.append(self._instant(reached))
            left -= reached
        self.lost_orders = chance.choice([(), (), (chance.choice(["taken", "not taken"]),)])
        self.running_looks = chance.choice([0, 0, 1, 3])
        self.queued_looks = 0
        self._maybe_call_off(random.Random(f"calls off {self.seed}"))

    def _maybe_call_off(self, chance):
        """Who comes back to her film calls off what is under way, and it ends in the middle of that, or later."""
        can_be = STOPPED_BY & {*self.film.sellers}
        self.calls_off = chance.choice([*[""] * 3, LET_GO_ON, *[STOP_IT] * 4]) if can_be else ""
        if not self.calls_off:
            return
        self.queued_looks, self.running_looks = chance.choice([(0, 5), (3, 5), (5, 5)])
        kinds = [CANCEL, CANCEL] if self.calls_off == STOP_IT else []
        kind = chance.choice([*kinds, "ledger", "checkpoint", "request"])
        leaving = Instant("request", chance.choice(["before", "after"]), chance.randint(*A_LOOK))
        amid = Instant(kind, chance.choice(["before", "after"]), 1 if kind == CANCEL else chance.randint(1, 6))
        self.planned = [leaving, amid, *self.planned[1:MOST_LIVES]]

    def _instant(self, reached):
        """One of some kind, so far into what a film does."""
        kind = self.chance.choice([each for each in PICK if each != "picture" or AT_ONCE & {*self.film.sellers}])
        most = AN_ORDER[kind] * self.film.orders
        return Instant(kind, self.chance.choice(["before", "after"]), 1 + int(most * reached))

    @property
    def now(self):
        """What the process that runs now is to end at."""
        return self.planned[0] if self.planned else None

    def request(self, moment, command):
        """An emulator speaks to the child: maybe for the last time."""
        if command == "POST" and moment == "before":
            self.orders_under_way.add(threading.get_ident())
        if command == "POST" and moment == "over":
            self.orders_under_way.discard(threading.get_ident())
        now = self.now
        if now is None or now.kind not in ("request", "order") or moment != now.moment:
            return
        if now.kind == "order" and command != "POST":
            return
        self.seen += 1
        if self.seen == now.number and self.child is not None:
            self.child.kill()


@dataclass(frozen=True)
class Outcome:
    """What one seed came to."""

    seed: int
    kills: tuple[Instant, ...]
    lost_answers: int
    resolved_by_job: int
    reconciled: int
    cancelled: int
    billed: int
    written_off: int
    billed_twice: int
    lost: int
    ledger_differs: int

    @property
    def wrong(self) -> int:
        return self.billed_twice + self.lost + self.ledger_differs


def survive(seed: int, folder: Path, vendors: Vendors) -> Outcome:
    """Make one film, killed as often as the seed says, and count what went wrong."""
    killing = Killing(seed)
    vendors.begin(killing.request, killing.running_looks, killing.queued_looks)
    for fate in killing.lost_orders:
        losing = killing.chance.choice(killing.film.sellers)
        vendors.each[losing].faults.append(Fault("submit", accepted=fate == "taken"))
    film, said = folder / "film", ""
    for _ in range(MOST_STARTS):
        code, said = _run(killing, vendors, film)
        _wait_for_the_bill(killing)
        if code == 0 and said is None:
            return _counted(killing, vendors, film)
        _maybe_reconcile(killing, vendors, film)
        if code == 0 and "--resolve" in said:
            _resolve_as_the_vendors_page_shows(killing, vendors, film)
    raise AssertionError(f"{killing}: it never finished: {said}")


def _run(killing, vendors, film):
    """One process: how it ended, and what it said at its end."""
    context = server()
    ours, theirs = context.Pipe(duplex=False)
    killing.seen = 0
    inner = killing.now if killing.now is not None and killing.now.kind in (*KINDS, CANCEL) else None
    calls_off = killing.calls_off if film.exists() and killing.called_off < MOST_CALLED_OFF else ""
    killing.called_off += bool(calls_off)
    told = (film, killing.film, vendors.addresses, inner, calls_off, theirs)
    child = context.Process(target=play, args=told)
    child.start()
    theirs.close()
    killing.child = child
    said = None
    try:
        said, _ = ours.recv() if ours.poll(120) else ("it hangs", None)
    except EOFError:
        pass
    child.join(30)
    killing.child = None
    if child.exitcode == -signal.SIGKILL:
        killing.at.append(killing.planned.pop(0))
    return child.exitcode, said


def _wait_for_the_bill(killing):
    """A person looks at her account minutes later, when every order that was on its way has been taken."""
    until = time.monotonic() + 10
    time.sleep(0.05)
    while killing.orders_under_way and time.monotonic() < until:
        time.sleep(0.01)


def _resolve_as_the_vendors_page_shows(killing, vendors, film):
    """What a person does: look whether the vendor has charged for the lost order, and maybe name its job."""
    billed = {line.key: line for line in vendors.bill()}
    lost = next((call for call in _calls(film) if call.state == "unknown"), None)
    if lost is None:
        return
    line = billed.get(lost.key)
    fate = "charged" if line else "not-charged"
    if line and line.vendor in WITH_A_PAGE and not line.stopped and killing.chance.random() < 0.5:
        fate, killing.named = line.job_id, killing.named + 1
    with mock.patch.dict(os.environ, vendors.addresses):
        resolve(film, lost.key, fate, partial(_market, killing, vendors, film), TODAY)


def _maybe_reconcile(killing, vendors, film):
    """Between two lives the vendors may be asked after what is open, which buys nothing."""
    if not (film / "production.json").exists() or killing.chance.random() < 0.7:
        return
    with mock.patch.dict(os.environ, vendors.addresses):
        reconcile(film, partial(_market, killing, vendors, film), TODAY)
    killing.reconciled += 1


def _market(killing, vendors, film, _production):
    return Market(sellers_at(vendors.addresses, killing.film.sellers, film))


def _calls(film):
    ledger = Ledger(film / "ledger.db", "live", None)
    calls = ledger.calls()
    ledger.close()
    return calls


def _stopped(film):
    ledger = Ledger(film / "ledger.db", "live", None)
    entries = ledger.entries()
    ledger.close()
    return {entry.key for entry in entries if entry.kind == "cancelling"}


def _counted(killing, vendors, film):
    known = {call.key: call for call in _calls(film) if call.state != "released"}
    calls = {key: call for key, call in known.items() if call.credits or not call.lost}  # the others were free
    bill = vendors.bill()
    billed = Counter(line.key for line in bill)
    production = Store(film).load()
    made_here = [line.file for line in production.voice] + ([production.music.file] if production.music else [])
    kept = [call for call in calls.values() if not call.lost]
    told = {line.key: line.credits for line in bill if line.credits is not None}
    return Outcome(
        killing.seed,
        tuple(killing.at),
        lost_answers=len(killing.lost_orders),
        resolved_by_job=killing.named,
        reconciled=killing.reconciled,
        cancelled=len(_stopped(film)),
        billed=len(bill),
        written_off=sum(call.lost for call in calls.values()),
        billed_twice=sum(times - 1 for times in billed.values()),
        lost=sum(_is_gone(film, call) for call in kept)
        + sum(not (film / file).exists() for file in [*made_here, production.cut.file]),
        ledger_differs=len(billed.keys() ^ calls.keys())
        + sum(call.state != "settled" for call in calls.values())
        + sum(key in calls and calls[key].credits != credits for key, credits in told.items()),
    )


def _is_gone(film, call):
    return call.file is None or not (film / call.file).exists() or sha256_of(film / call.file) != call.sha256


def main() -> int:
    """Run seeds until there were kills at so many different instants."""
    wanted, seed, outcomes = int(sys.argv[1]), int(os.environ.get("SEED", "1")), []
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, Vendors(Path(place) / "vendors", port) as vendors:
        while len(set(_killed_at(outcomes))) < wanted:
            with tempfile.TemporaryDirectory() as folder:
                outcomes.append(survive(seed, Path(folder), vendors))
            if outcomes[-1].wrong:
                sys.stderr.write(f"{outcomes[-1]}; again: make chaos KILLS=1 SEED={seed}\n")
            seed += 1
            if len(outcomes) % 10 == 0:
                sys.stderr.write(f"{_told(outcomes, began)}\n")
    sys.stdout.write(f"{_told(outcomes, began)}\n")
    return int(any(outcome.wrong for outcome in outcomes))


def _killed_at(outcomes):
    """The instant of every kill, with the vendors of its film: the same one at another vendor is another."""
    return [(Killing(outcome.seed).film.sellers, instant) for outcome in outcomes for instant in outcome.kills]


def _told(outcomes, began):
    kills = _killed_at(outcomes)
    told = {"kills": len(kills), "instants": len(set(kills)), "seeds": len(outcomes)}
    summed = (
        "lost_answers",
        "resolved_by_job",
        "reconciled",
        "cancelled",
        "billed",
        "written_off",
        "billed_twice",
        "lost",
        "ledger_differs",
    )
    told |= {name: sum(getattr(outcome, name) for outcome in outcomes) for name in summed}
    return json.dumps(told | {"seconds": round(time.monotonic() - began)})


if __name__ == "__main__":
    raise SystemExit(main())
