"""The protocol both directors speak: read the conversation and the production, answer with text and tool calls."""

from typing import Any, Literal, Protocol

from pydantic import Field

from tools.film.base import Noun
from tools.production.model import Production


class Message(Noun):
    """One line of the conversation."""

    speaker: Literal["you", "greenlight", "gate", "tool"]
    text: str
    tool: str = ""
    """Which tool answered, when a tool speaks."""
    call_id: str = ""
    """Which call it answers."""
    done: bool = True
    """False when a tool refused."""
    calls: tuple["ToolCall", ...] = ()
    """What the director wanted done with this line of its own."""


class ToolCall(Noun):
    """One tool the director wants to run. The arguments are checked by the tool, not here: a model wrote them."""

    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    call_id: str = ""


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
    by: Literal["playbook", "llm"] = "playbook"


class Director(Protocol):
    """Reads everything, changes nothing: the graph does what the decision says."""

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The next step of the conversation."""
        ...
