"""The protocol both directors speak: read the conversation and the production, answer with text and tool calls."""

from decimal import Decimal
from typing import Any, Literal, Protocol

from pydantic import Field

from tools.film.base import Noun
from tools.production.model import Production

NOT_STOPPED = "declined to stop anything:"
"""How the gate's line begins when the person let the work go on, perhaps with what she said instead."""


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
    used: "Usage | None" = None
    """What the line cost, when a language model wrote it."""


class Usage(Noun):
    """What an answer of a language model took. It is paid to the model's provider, and is no part of the ledger."""

    tokens_in: int = 0
    tokens_out: int = 0
    dollars: Decimal | None = None
    """US dollars, as reported or at the stated price; None when neither is known."""


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
    used: Usage | None = None


def total_used(messages: list[Message]) -> Usage:
    """What a conversation took so far."""
    used = [line.used for line in messages if line.used is not None]
    priced = [each.dollars for each in used if each.dollars is not None]
    return Usage(
        tokens_in=sum(each.tokens_in for each in used),
        tokens_out=sum(each.tokens_out for each in used),
        dollars=sum(priced, Decimal(0)) if priced else None,
    )


class Director(Protocol):
    """Reads everything, changes nothing: the graph does what the decision says."""

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The next step of the conversation."""
        ...
