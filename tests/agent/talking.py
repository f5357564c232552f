"""A conversation for tests: say things, greenlight or not, and look at what became of the film."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from agent.events import Answered, Approved, Declined, Failed, QuestionAsked, Said, SpendRequested, Warned
from agent.llm.director import LlmDirector
from agent.llm.endpoint import Endpoint
from agent.llm.settings import Settings
from agent.planning import Wishes
from agent.playbook import PlaybookDirector
from agent.session import Session
from agent.workshop import Workshop
from tools.credits.ledger import Ledger
from tools.production.store import Store
from tools.studio.provider import Studio

TODAY = date(2026, 11, 24)
SMALL = Wishes(resolution="480p")
"""The smallest film is made in a third of the time of the usual one."""


def session_of(folder: Path, director=None, wishes=None, guided=False, workers=1):
    """A session on a folder. `director` makes one from the emit and should_stop of its workshop."""
    wishes = wishes or SMALL

    def assemble(where, emit, should_stop):
        playbook = PlaybookDirector(wishes, guided=guided)
        return Workshop(
            store=Store(where),
            director=director(playbook, emit, should_stop) if director else playbook,
            wishes=wishes,
            provider=Studio(where / ".studio", workers=workers),
            open_ledger=lambda budget: Ledger(where / "ledger.db", "rehearsal", budget),
            emit=emit,
            should_stop=should_stop,
            today=TODAY,
        )

    known = folder if folder.exists() else None
    return Session(assemble, lambda _: folder, lambda workshop: workshop.provider.close(), folder=known)


def llm(server, *, window=32_000, timeout=5.0, price=None):
    """A language-model director that talks to a scripted server."""

    def make(playbook, emit, should_stop):
        settings = Settings(
            model="scripted", base_url=server.url, key="sk-test-secret", window_tokens=window, timeout_seconds=timeout,
            price_in=price, price_out=price,
        )  # fmt: skip
        return LlmDirector(Endpoint(settings), playbook, None, TODAY, lambda _: None, should_stop)

    return make


@dataclass
class Talk:
    """One conversation, step by step."""

    session: Session
    events: list = field(default_factory=list)

    async def say(self, text):
        """Say something; return what was said back."""
        return await self._hear(self.session.send(text))

    async def yes(self):
        """Greenlight what is asked."""
        asked = self.waiting
        assert isinstance(asked, SpendRequested), self.events[-3:]
        return await self._hear(
            self.session.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest))
        )

    async def no(self, note=""):
        """Decline what is asked, perhaps with a wish."""
        return await self._hear(self.session.answer(Declined(request_id=self.waiting.request_id, note=note)))

    async def tell(self, text):
        """Answer a question."""
        return await self._hear(self.session.answer(Answered(request_id=self.waiting.request_id, text=text)))

    async def film(self):
        return await self.session.production()

    async def balance(self):
        return await self.session.balance()

    @property
    def waiting(self):
        last = self.events[-1] if self.events else None
        return last if isinstance(last, SpendRequested | QuestionAsked) else None

    @property
    def failed(self):
        return next((event for event in self.events if isinstance(event, Failed)), None)

    @property
    def warnings(self):
        return [event.warning.message for event in self.events if isinstance(event, Warned)]

    async def _hear(self, events):
        self.events = [event async for event in events]
        return "\n".join(event.text for event in self.events if isinstance(event, Said))
