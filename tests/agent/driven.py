"""A conversation in a process of its own, to be killed; the line `!` is a yes."""

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path

from agent.events import Approved, SpendRequested
from tests.agent.talking import session_of
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES


def driven_in_a_process(folder: Path, lines: list[str], told: Connection) -> None:
    """Runs in the forked process, and tells of every event."""
    SHORT_SIDES.update(QUARTER)
    asyncio.run(_drive(folder, lines, told))


async def _drive(folder: Path, lines: list[str], told: Connection) -> None:
    session = session_of(folder, workers=2)
    for line in lines:
        asked = await session.pending() if folder.exists() else None
        if line == "!":
            assert isinstance(asked, SpendRequested)
            events = session.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest))
        else:
            events = session.send(line)
        async for event in events:
            told.send(event.kind)
    await session.close()
