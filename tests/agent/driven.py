"""A conversation in a process of its own, to be killed: `python -m tests.agent.driven FOLDER LINE …`; `!` is a yes."""

import asyncio
import sys
from pathlib import Path

from agent.events import Approved, SpendRequested
from tests.agent.talking import session_of
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES


async def drive(folder: Path, lines: list[str]) -> None:
    session = session_of(folder, workers=2)
    for line in lines:
        asked = await session.pending() if folder.exists() else None
        if line == "!":
            assert isinstance(asked, SpendRequested)
            events = session.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest))
        else:
            events = session.send(line)
        async for event in events:
            sys.stdout.write(f"{event.kind}\n")
            sys.stdout.flush()
    await session.close()


if __name__ == "__main__":
    SHORT_SIDES.update(QUARTER)
    asyncio.run(drive(Path(sys.argv[1]), sys.argv[2:]))
