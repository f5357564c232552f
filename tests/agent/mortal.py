"""One live film in a process that ends at a chosen instant, as kill -9 ends it; and how a person goes on after that."""

import asyncio
import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

import agent.workshop
from agent.events import QuestionAsked
from agent.planning import Wishes
from tests.agent.live_film import live_session, to_the_end
from tests.agent.talking import Talk
from tests.agent.vendors import sellers_at
from tests.small import QUARTER
from tools.credits.ledger import Ledger
from tools.film.shape import SHORT_SIDES
from tools.production.store import Store
from tools.providers import kept
from tools.providers.market import Market

KINDS = ("ledger", "save", "checkpoint", "event", "picture")
"""What a process does by itself; the emulators' requests are the other instants."""
CANCEL = "cancel"
"""A vendor is asked to stop a job: an instant for those who want it."""


@dataclass(frozen=True)
class Instant:
    """The nth time that something of a kind is about to happen, or just did."""

    kind: str
    moment: str
    number: int


@dataclass(frozen=True)
class Part:
    """What a person wants of a film, in order, and from whom it is bought."""

    brief: str
    sellers: tuple[str, ...]
    pins: tuple[tuple[str, str], ...] = ()
    wish: str = ""
    """Said once the film is there; it takes another roll of something."""
    orders: int = 0
    """How many there are, about."""


@dataclass
class Fate:
    """Counts what happens, and ends the process at the instant that was picked."""

    instant: Instant | None = None
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reach(self, kind: str, moment: str) -> None:
        with self.lock:
            self.seen[kind, moment] = number = self.seen.get((kind, moment), 0) + 1
        if Instant(kind, moment, number) == self.instant:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around(self, kind: str):
        self.reach(kind, "before")
        yield
        self.reach(kind, "after")

    def make_mortal(self) -> None:
        """Every transaction, saved file, checkpoint, event and kept picture of this process may be its last."""
        transaction, checkpoint = Ledger._transaction, AsyncSqliteSaver.aput

        @contextmanager
        def mortal_transaction(ledger):
            with self.around("ledger"), transaction(ledger):
                yield

        async def mortal_checkpoint(saver, *told):
            with self.around("checkpoint"):
                return await checkpoint(saver, *told)

        Ledger._transaction, AsyncSqliteSaver.aput = mortal_transaction, mortal_checkpoint
        self._wrap(Store, "save", "save")
        self._wrap(kept, "write_whole", "picture")
        self._wrap(Market, "cancel", CANCEL)
        for name in ("started", "moved", "ended", "charged"):
            self._wrap(agent.workshop.Watcher, name, "event")

    def _wrap(self, owner, name: str, kind: str) -> None:
        real = getattr(owner, name)

        def mortal(*told, **named):
            with self.around(kind):
                return real(*told, **named)

        setattr(owner, name, mortal)


class Labelling(Market):
    """Puts our own name of each order before its words, so that the emulators' bill can be held against the ledger."""

    def submit(self, order):
        return super().submit(order.model_copy(update={"prompt": f"[{order.reference}] {order.prompt}"}))


def play(folder: Path, part: Part, addresses: dict[str, str], instant: Instant | None, calls_off: str, answers) -> None:
    """Runs in the forked process: make the film or go on with it, and answer with how it ended.

    Who comes back may first call off what is under way: `calls_off` is then her answer when she is asked, else nothing.
    """
    SHORT_SIDES.update(QUARTER)
    os.environ.update(addresses)
    fate = Fate(instant)
    fate.make_mortal()
    ended = asyncio.run(_made(folder, part, addresses, calls_off))
    answers.send((ended, fate.seen))


async def _made(folder, part, addresses, calls_off):
    wishes = Wishes(mode="live", sellers=part.sellers, pins=dict(part.pins))
    talk = Talk(live_session(folder, lambda where: sellers_at(addresses, part.sellers, where), wishes, Labelling))
    try:
        if folder.exists():
            await _come_back(talk, calls_off)
        if not (folder / "production.json").exists():
            await talk.say(part.brief)
        ended = await to_the_end(talk)
        if ended is None and part.wish and not await _rolled(talk):
            await talk.say(part.wish)
            ended = await to_the_end(talk)
        return ended
    finally:
        await talk.session.close()


async def _come_back(talk, calls_off):
    if calls_off and await talk.film() is not None and await talk.session.pending() is None:
        await talk.say("call it off")
    else:
        talk.events = [event async for event in talk.session.resume()]
    if isinstance(talk.waiting, QuestionAsked):
        await talk.tell(calls_off)  # nothing is a no
    if talk.failed is None and talk.waiting is None:
        talk.events = [event async for event in talk.session.resume()]


async def _rolled(talk):
    """Whether the wish was heard before the process ended."""
    shots = (await talk.film()).storyboard.shots
    return any((shot.still_roll, shot.take_roll) != (1, 1) for shot in shots)
