"""The LLM director: whatever the model proposes is checked by code, and routed and priced by code."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from agent.director import Decision, Director, Message, ToolCall, Usage
from agent.llm.answer import Answer, RawCall
from agent.llm.context import request_messages
from agent.llm.endpoint import Endpoint, EndpointDown
from agent.toolbox import TOOLS, in_a_sentence
from prompts import Prompt
from tools.production.model import Production

MOST_STEPS = 12
"""Answers with calls in one turn; then the person is asked."""
SAME_AGAIN = 3
"""The very same call so often in one turn is a loop."""

Json = dict[str, Any]


@dataclass
class LlmDirector:
    """Asks the endpoint; when that is down, `spare` carries on and the person is told."""

    endpoint: Endpoint
    spare: Director
    edition: str | None
    today: date
    on_text: Callable[[str], None]
    should_stop: Callable[[], bool]
    _down_for: int = field(default=-1, init=False)
    """How many wishes the person had said when the endpoint failed: until the next one it is not asked again."""

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The model's next step, or the spare director's."""
        wishes = sum(line.speaker == "you" for line in messages)
        if wishes == self._down_for:
            return self.spare.decide(messages, production)
        if _steps(messages) >= MOST_STEPS or _loops(messages):
            return Decision(says=Prompt.TOO_MANY_STEPS.read(), by="llm")
        asked = request_messages(messages, production, self.edition, self.today, self.endpoint.settings.window_tokens)
        try:
            answer = self.endpoint.ask(asked, self.on_text, self.should_stop)
            return self._checked(answer, asked)
        except EndpointDown as error:
            self._down_for = wishes
            carried = self.spare.decide(messages, production)
            notice = Prompt.ENDPOINT_DOWN.read().format(why=error)
            return carried.model_copy(update={"says": f"{notice}\n\n{carried.says}".strip()})

    def _checked(self, answer: Answer, asked: list[Json]) -> Decision:
        """The answer as a decision; one that cannot be used is sent back once, with the exact fault."""
        calls, faults = _calls_of(answer)
        used = self._usage(answer)
        if not faults and not answer.empty:
            return Decision(says=answer.text.strip(), calls=calls, by="llm", used=used)
        again = self.endpoint.ask([*asked, *_sent_back(answer, faults)], self.on_text, self.should_stop)
        calls, faults = _calls_of(again)
        used = _sum(used, self._usage(again))
        if faults or again.empty:
            why = faults[0] if faults else "it had nothing to say"
            return Decision(says=Prompt.MALFORMED.read().format(why=why), by="llm", used=used)
        return Decision(says=again.text.strip(), calls=calls, by="llm", used=used)

    def _usage(self, answer: Answer) -> Usage:
        settings, dollars = self.endpoint.settings, answer.dollars
        if dollars is None and settings.price_in is not None and settings.price_out is not None:
            dollars = (answer.tokens_in * settings.price_in + answer.tokens_out * settings.price_out) / 1_000_000
        return Usage(tokens_in=answer.tokens_in, tokens_out=answer.tokens_out, dollars=dollars)


def _calls_of(answer: Answer) -> tuple[tuple[ToolCall, ...], list[str]]:
    calls: list[ToolCall] = []
    faults: list[str] = []
    for raw in answer.calls:
        call, fault = _call_of(raw)
        if fault is not None:
            faults.append(fault)
        elif call is not None:
            calls.append(call)
    return tuple(calls), faults


def _call_of(raw: RawCall) -> tuple[ToolCall | None, str | None]:
    tool = TOOLS.get(raw.name)
    if tool is None:
        return None, f"there is no tool called {raw.name[:40]!r}"
    try:
        told = json.loads(raw.arguments or "{}")
    except (ValueError, RecursionError):
        return None, f"the arguments of {raw.name} are not JSON"
    if not isinstance(told, dict):
        return None, f"the arguments of {raw.name} are not an object"
    given = {key: value for key, value in told.items() if value is not None}  # strict schemas send null for `left out`
    try:
        tool.arguments.model_validate(given)
    except (ValidationError, RecursionError) as error:
        told_why = in_a_sentence(error) if isinstance(error, ValidationError) else "they are nested too deeply"
        return None, f"the arguments of {raw.name} do not fit: {told_why}"
    return ToolCall(name=raw.name, arguments=given), None


def _sent_back(answer: Answer, faults: list[str]) -> list[Json]:
    said = [{"role": "assistant", "content": answer.text[:2_000]}] if answer.text.strip() else []
    told = "; ".join(faults) or "the answer was empty"
    fault = f"[Greenlight could not use that answer: {told}. Nothing was run. Answer again, correctly.]"
    return [*said, {"role": "user", "content": fault}]


def _this_turn(messages: list[Message]) -> list[Message]:
    starts = [number for number, line in enumerate(messages) if line.speaker == "you"]
    return messages[starts[-1] :] if starts else messages


def _steps(messages: list[Message]) -> int:
    return sum(line.speaker == "greenlight" and bool(line.calls) for line in _this_turn(messages))


def _loops(messages: list[Message]) -> bool:
    made = [(call.name, str(call.arguments)) for line in _this_turn(messages) for call in line.calls]
    return any(made.count(call) >= SAME_AGAIN for call in made)


def _sum(one: Usage, other: Usage) -> Usage:
    priced = [each for each in (one.dollars, other.dollars) if each is not None]
    return Usage(
        tokens_in=one.tokens_in + other.tokens_in,
        tokens_out=one.tokens_out + other.tokens_out,
        dollars=sum(priced, Decimal(0)) if priced else None,
    )
