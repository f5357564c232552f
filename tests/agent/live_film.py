"""A live conversation with emulated providers, and how a person carries it to its end."""

import os
from collections.abc import Callable
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
QUICK = 0.05
"""Seconds between two looks at a job."""


def only_fal(_folder):
    """The one provider of most tests."""
    return {"fal": Fal(KEY, loopback=True, platform=f"https://{os.environ['FAL_QUEUE_RUN_HOST']}/platform")}


def live_session(folder: Path, sellers=only_fal, wishes: Wishes = LIVE, market: Callable = Market) -> Session:
    """A live conversation with those providers."""

    def assemble(where, emit, should_stop):
        providers = market(sellers(where))
        providers.poll_seconds = QUICK
        return Workshop(
            store=Store(where),
            director=PlaybookDirector(wishes),
            wishes=wishes,
            provider=providers,
            open_ledger=lambda budget: Ledger(where / "ledger.db", "live", budget),
            emit=emit,
            should_stop=should_stop,
            today=TODAY,
        )

    return Session(assemble, lambda _: folder, lambda _: None, folder=folder if folder.exists() else None)


async def carried_on(talk: Talk, words: str) -> str | None:
    """Say it, greenlight what is asked, and give back the sentence it ended with, None when the film is there."""
    await talk.say(words)
    return await to_the_end(talk)


async def to_the_end(talk: Talk) -> str | None:
    """Greenlight what is asked until the film is there; the sentence it ended with instead, None when it is."""
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
