"""What a front end holds: one conversation about one production, as a stream of events."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from agent.events import Event, QuestionAsked, Reply, SpendRequested
from tools.production.model import Balance, Production


class Conversation(Protocol):
    """The TUI, the headless runner and the tests all speak to this and to nothing else."""

    @property
    def folder(self) -> Path | None:
        """The production's folder; None before the first wish chose one."""
        ...

    def send(self, text: str) -> AsyncIterator[Event]:
        """The person said something; the events of the turn that follows."""
        ...

    def answer(self, reply: Reply) -> AsyncIterator[Event]:
        """The person answered the pending request; the events of the turn that follows."""
        ...

    def resume(self) -> AsyncIterator[Event]:
        """Go on where it stopped: the pending question again, or the work that was under way."""
        ...

    async def pending(self) -> SpendRequested | QuestionAsked | None:
        """The request that waits for the person; it survives a restart."""
        ...

    async def transcript(self) -> list[tuple[str, str]]:
        """What was said so far, as (speaker, Markdown) with speaker `you` or `greenlight`."""
        ...

    async def production(self) -> Production | None:
        """The film so far; None before the first brief was read."""
        ...

    async def balance(self) -> Balance | None:
        """Where the money stands."""
        ...

    async def cannot_wait(self, text: str) -> str | None:
        """What words that were said during a turn mean if they are about the work under way; None for all others.

        The turn is then stopped, and what they mean is sent after it; an empty text asks for no more than the stop.
        """
        ...

    def stop(self) -> None:
        """Stop the running turn soon; nothing is lost, `resume` goes on."""
        ...

    async def close(self) -> None:
        """Let go of files and workers."""
        ...
