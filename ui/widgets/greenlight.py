"""The greenlight question: what it costs, and three keys. Nothing but a pressed `y` in this panel says yes."""

import time
from collections import Counter
from decimal import Decimal
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from agent.events import QuestionAsked, SpendRequested
from ui.tables import terms_in_words

GRACE = 0.5
"""Seconds in which keys do not count yet, so that typing ahead never greenlights anything."""


class GreenlightPanel(Static, can_focus=True):
    """Shows one quote and waits for y, n or e."""

    BINDINGS: ClassVar[list[BindingType]] = []

    class Decided(Message):
        """The person pressed a key that counts: `yes`, `no` or `edit`."""

        def __init__(self, request: SpendRequested, choice: str) -> None:
            super().__init__()
            self.request = request
            self.choice = choice

    def __init__(self, request: SpendRequested) -> None:
        super().__init__(_quoted(request), id="greenlight")
        self.request = request
        self._since = time.monotonic()
        self._done = False

    def on_mount(self) -> None:
        """Keys count from half a second after the panel is seen."""
        self._since = time.monotonic()
        self.focus()

    def on_key(self, event: Key) -> None:
        """`y` greenlights, `n` declines, `e` declines with a note; Enter and everything else do nothing."""
        choice = {"y": "yes", "n": "no", "e": "edit"}.get(event.key)
        if choice is None:
            return
        event.stop()
        if self._done or time.monotonic() - self._since < GRACE:
            return
        self._done = True
        self.post_message(self.Decided(self.request, choice))


class QuestionPanel(Static):
    """Shows one question with its default."""

    def __init__(self, asked: QuestionAsked) -> None:
        told = Text(asked.text, style="bold #f4efe6")
        for number, choice in enumerate(asked.choices, start=1):
            told.append(f"\n  {number}  {choice}", style="#d9d2c7")
        told.append(f"\nEnter takes: {asked.default}", style="#9a938a")
        super().__init__(told, id="question")
        self.asked = asked

    def answer(self, typed: str) -> str:
        """What the typed text means: nothing is the default, a number is that choice."""
        typed = typed.strip()
        if not typed:
            return self.asked.default
        if typed.isdigit() and 1 <= int(typed) <= len(self.asked.choices):
            return self.asked.choices[int(typed) - 1]
        return typed


def _quoted(request: SpendRequested) -> Text:
    told = Text("Greenlight? ", style="bold #7fc98f")
    told.append(request.purpose, style="bold #f4efe6")
    told.append(f"   {request.quote.credits} credits", style="bold #ffb454")
    kind = "play credits, nothing real is charged" if request.play_credits else "REAL CREDITS"
    told.append(f"  ({kind})", style="#9a938a" if request.play_credits else "bold #ff6b5e")
    by_model: Counter[tuple[str, str]] = Counter((line.kind, line.model) for line in request.quote.lines)
    for (what, model), count in by_model.items():
        cost = sum((li.credits for li in request.quote.lines if (li.kind, li.model) == (what, model)), Decimal(0))
        told.append(f"\n  {count} x {what} on {model}: {cost}", style="#d9d2c7")
    told.append(f"\nWith usual re-rolls {request.quote.p50} to {request.quote.p90}.", style="#d9d2c7")
    for line in terms_in_words(request):
        told.append(f"\n{line}", style="#9a938a")
    left = request.balance.left
    if left is not None and request.play_credits:
        told.append(f"  Of the budget {left} is left before, {left - request.quote.credits} after.", style="#d9d2c7")
    told.append("\n[y] yes   [n] no   [e] change something first", style="bold #f4efe6")
    return told
