"""A conversation that says what a test prepared, so that the screen can be tried without a film."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

from agent.events import Answered, Approved, Declined, Event, QuestionAsked, Said, SpendRequested
from tools.film.route import Quote, QuoteLine
from tools.production.model import Balance

BALANCE = Balance(budget=Decimal(100), approved=Decimal(0), reserved=Decimal(0), settled=Decimal(0), unknown=Decimal(0))


def spend(request_id="spend-1"):
    line = QuoteLine(
        kind="still",
        key="still/s01/start/1",
        shot_id="s01",
        model="flux",
        provider="fal",
        credits=Decimal("6.00"),
        content="a",
    )
    quote = Quote(lines=(line,), p50=Decimal(6), p90=Decimal(18))
    return SpendRequested(request_id=request_id, purpose="1 still", quote=quote, balance=BALANCE, play_credits=True)


def question():
    return QuestionAsked(
        request_id="ask-1", text="How long?", choices=("15 seconds", "30 seconds"), default="15 seconds"
    )


class Scripted:
    """Implements `agent.conversation.Conversation`."""

    folder: Path | None = None
    heeded: dict[str, str] = {}
    """What cannot wait, and what it means."""

    def __init__(self, *turns: list[Event], pending=None, said=(), delay: float = 0.0):
        self.turns = list(turns)
        self.waiting = pending
        self.said = list(said)
        self.delay = delay
        self.sent: list[str] = []
        self.replies: list[Approved | Declined | Answered] = []
        self.stopped = self.closed = False

    async def _play(self) -> AsyncIterator[Event]:
        for event in self.turns.pop(0) if self.turns else [Said(text="done")]:
            await asyncio.sleep(self.delay)
            yield event

    def send(self, text):
        self.sent.append(text)
        return self._play()

    def answer(self, reply):
        self.replies.append(reply)
        return self._play()

    def resume(self):
        return self._play()

    async def pending(self):
        return self.waiting

    async def transcript(self):
        return self.said

    async def production(self):
        return None

    async def balance(self):
        return BALANCE

    async def cannot_wait(self, text):
        return self.heeded.get(text)

    def stop(self):
        self.stopped = True

    async def close(self):
        self.closed = True


def app_for(conversation):
    from ui.app import GreenlightApp

    async def open_conversation():
        return conversation

    return GreenlightApp(open_conversation, mode="rehearsal", folder="productions")
