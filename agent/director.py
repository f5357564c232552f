"""The protocol both directors speak: read the conversation and the production, answer with text and tool calls."""

from typing import Literal, Protocol

from tools.film.base import Noun
from tools.production.model import Production

ToolName = Literal["plan_film", "draw_stills", "render_takes", "make_sound", "stitch"]
PAID: frozenset[str] = frozenset({"draw_stills", "render_takes"})
"""The tools that may spend: the gate stops before them."""


class Message(Noun):
    """One line of the conversation."""

    speaker: Literal["you", "greenlight", "gate", "tool"]
    text: str


class ToolCall(Noun):
    """One tool the director wants to run; `text` is its only argument: the brief, for `plan_film`."""

    name: ToolName
    text: str = ""


class Question(Noun):
    """One thing the director wants to know before it goes on."""

    topic: str
    text: str
    choices: tuple[str, ...] = ()
    default: str


class Decision(Noun):
    """What the director says and does next. With neither calls nor a question, the turn is over."""

    says: str = ""
    calls: tuple[ToolCall, ...] = ()
    question: Question | None = None


class Director(Protocol):
    """Reads everything, changes nothing: the graph does what the decision says."""

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The next step of the conversation."""
        ...
