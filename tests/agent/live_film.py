"""One live film against an emulator, in a process of its own that may be killed: `live_film.py FOLDER BRIEF`."""

import asyncio
import os
import signal
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from agent.planning import Wishes
from agent.playbook import PlaybookDirector
from agent.session import Session
from agent.workshop import Workshop
from tests.agent.talking import Talk
from tests.emulator.fal import KEY
from tools.credits.ledger import Ledger
from tools.production.store import Store
from tools.providers.fal import Fal
from tools.providers.market import Market

TODAY = date(2026, 11, 24)
LIVE = Wishes(mode="live", sellers=("fal",))
MOST_STEPS = 8


class MortalLedger(Ledger):
    """Ends the process, as kill -9 does, right before or right after its nth transaction."""

    at = 0
    moment = ""
    count = 0

    @contextmanager
    def _transaction(self):
        MortalLedger.count += 1
        doomed = MortalLedger.count == self.at
        if doomed and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        with super()._transaction():
            yield
        if doomed:
            os.kill(os.getpid(), signal.SIGKILL)


def only_fal(_folder):
    """The one provider of most tests."""
    return {"fal": Fal(KEY, loopback=True, platform=f"https://{os.environ['FAL_QUEUE_RUN_HOST']}/platform")}


def live_session(folder: Path, sellers=only_fal, wishes: Wishes = LIVE) -> Session:
    """A live conversation with those providers."""

    def assemble(where, emit, should_stop):
        market = Market(sellers(where))
        market.poll_seconds = 0.05
        return Workshop(
            store=Store(where),
            director=PlaybookDirector(wishes),
            wishes=wishes,
            provider=market,
            open_ledger=lambda budget: MortalLedger(where / "ledger.db", "live", budget),
            emit=emit,
            should_stop=should_stop,
            today=TODAY,
        )

    return Session(assemble, lambda _: folder, lambda _: None, folder=folder if folder.exists() else None)


async def carried_on(talk: Talk, words: str) -> str | None:
    """Say it, greenlight what is asked, and give back the sentence it ended with, None when the film is there."""
    await talk.say(words)
    for _ in range(MOST_STEPS):
        if talk.waiting is not None:
            await talk.yes()
        elif talk.failed is not None:
            return talk.failed.message
        elif (await talk.film()).cut.file is not None:
            return None
        else:
            await talk.say("go on")
    return "it never ended"


async def main() -> int:
    folder = Path(sys.argv[1])
    told = os.environ.get("DIE_AT_TRANSACTION", "")
    if told:
        moment, _, number = told.partition(":")
        MortalLedger.at, MortalLedger.moment = int(number), moment
    known = (folder / "production.json").exists()
    talk = Talk(live_session(folder))
    ended = await carried_on(talk, "go on" if known else sys.argv[2])
    await talk.session.close()
    sys.stdout.write(f"{ended or 'done'}\n")
    return 0 if ended is None else 1


if __name__ == "__main__":
    os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")
    raise SystemExit(asyncio.run(main()))
