"""One answer of a language model, put together from a stream of pieces that may be split anywhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

LONGEST_TEXT = 8_000
LONGEST_ARGUMENTS = 60_000
MOST_CALLS = 24


@dataclass
class RawCall:
    """A tool call as it came: the arguments are a string that may not even be JSON."""

    name: str = ""
    arguments: str = ""


@dataclass
class Answer:
    """Text and calls; `tokens_in`, `tokens_out` and `dollars` as far as the endpoint reported them."""

    text: str = ""
    calls: list[RawCall] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0
    dollars: Decimal | None = None
    cut_off: bool = False
    """It was longer than anything a director needs to say."""
    finished: bool = False
    """The endpoint said that this was all."""

    @property
    def empty(self) -> bool:
        """Nothing was said and nothing is to be done."""
        return not self.text.strip() and not self.calls


def collect(chunks: Iterable[Any], on_text: Callable[[str], None]) -> Answer:
    """Read a stream of `chat.completion.chunk`s to its end, telling each piece of text as it comes."""
    answer = Answer()
    by_index: dict[int, RawCall] = {}
    for chunk in chunks:
        _count(answer, getattr(chunk, "usage", None))
        for choice in chunk.choices or ():
            if choice.finish_reason is not None:
                answer.finished = True
            if choice.delta is None:
                continue
            if choice.delta.content:
                answer.text += choice.delta.content
                on_text(choice.delta.content)
            for piece in choice.delta.tool_calls or ():
                _add(by_index, piece)
        if len(answer.text) > LONGEST_TEXT or any(
            len(call.arguments) > LONGEST_ARGUMENTS for call in by_index.values()
        ):
            answer.cut_off = True
            break
    answer.calls = [by_index[index] for index in sorted(by_index)][:MOST_CALLS]
    answer.text = answer.text[:LONGEST_TEXT]
    return answer


def whole(completion: Any) -> Answer:  # noqa: ANN401  (the client's own model)
    """An answer that came in one piece."""
    answer = Answer(finished=True)
    _count(answer, getattr(completion, "usage", None))
    for choice in completion.choices or ():
        answer.text += choice.message.content or ""
        for call in choice.message.tool_calls or ():
            answer.calls.append(RawCall(call.function.name or "", call.function.arguments or ""))
    answer.text, answer.calls = answer.text[:LONGEST_TEXT], answer.calls[:MOST_CALLS]
    return answer


def _add(by_index: dict[int, RawCall], piece: Any) -> None:  # noqa: ANN401
    call = by_index.setdefault(piece.index if piece.index is not None else len(by_index), RawCall())
    if piece.function is None:
        return
    if piece.function.name and not call.name:
        call.name = piece.function.name
    call.arguments += piece.function.arguments or ""


def _count(answer: Answer, usage: Any) -> None:  # noqa: ANN401
    if usage is None:
        return
    answer.tokens_in = getattr(usage, "prompt_tokens", 0) or 0
    answer.tokens_out = getattr(usage, "completion_tokens", 0) or 0
    cost = getattr(usage, "cost", None)  # OpenRouter's own field
    if isinstance(cost, int | float):
        answer.dollars = Decimal(str(cost))
