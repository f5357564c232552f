"""Which words of a sentence tell what shall be seen: the run of words that are likeliest, one by one, to be of it."""

import re
from collections.abc import Container
from functools import cache
from math import log

from agent.director import ToolCall
from agent.grammar.hunches.weighing import PICTURES, learnt, weighed
from agent.grammar.parts import Part
from agent.grammar.words import Scene

KINDS = frozenset({"edit_shot description", "edit_shot also", "add_shot"})
"""The kinds of wish that tell a picture."""
IN, OUT, RARE = "in", "out", "<?>"
_WORD = re.compile(r"[\w$€£%]+(?:[-'’./+]\w+)*|[^\w\s]")
_LEAST = 0.02
"""No word counts for less or more than this likelihood and its opposite: one alone does not decide."""
_DANGLING = frozenset('a an and at by for from in into is of on or so that the to where which with , . ; : ! "'.split())
"""A picture ends with none of these."""


def words_of(sentence: str) -> list[re.Match[str]]:
    """The words and signs of a sentence, with their places."""
    return list(_WORD.finditer(sentence))


def features_at(words: list[str], place: int, kind: str) -> frozenset[str]:
    """What a word is weighed by: itself, those around it, how far it is from both ends, and the kind of wish."""

    def near(step: int) -> str:
        at = place + step
        return words[at] if 0 <= at < len(words) else "#"

    around = {f"{step:+} {near(step)}" for step in (-2, -1, 0, 1, 2)}
    pairs = {f"{step:+} {near(step)} {near(step + 1)}" for step in (-2, -1, 0)}
    ends = {f"from the start {min(place, 6)}", f"to the end {min(len(words) - 1 - place, 4)}", f"-{near(0)[-3:]}"}
    return frozenset(around | pairs | ends | {kind, f"{kind} {near(0)}", f"{kind} after {near(-1)}"})


def plain(words: list[re.Match[str]], common: Container[str]) -> list[str]:
    """The words as they are weighed: those that are not common are all one, for things are called by any word."""
    texts = ["<n>" if word.group().isdigit() else word.group().lower() for word in words]
    return [text if text in common else RARE for text in texts]


def picture_in(sentence: str, kind: str) -> str:
    """What the sentence says is seen, in its own words; empty when nothing is."""
    found = words_of(sentence)
    words = plain(found, _common())
    odds = [_odds(features_at(words, place, kind)) for place in range(len(words))]
    best, first, last = 0.0, 0, 0
    for start in range(len(odds)):
        total = 0.0
        for end in range(start, len(odds)):
            total += odds[end]
            if total > best:
                best, first, last = total, start, end + 1
    while last > first and words[last - 1] in _DANGLING:
        last -= 1
    return sentence[found[first].start() : found[last - 1].end()] if last > first else ""


@cache
def _common() -> frozenset[str]:
    return frozenset(each.removeprefix("+0 ") for each in learnt(PICTURES).features if each.startswith("+0 "))


def _odds(features: frozenset[str]) -> float:
    share = min(1 - _LEAST, max(_LEAST, weighed(features, learnt(PICTURES))[IN].share))
    return log(share / (1 - share))


def pictured(kind: str, sentence: str, clauses: list[list[Part]], scene: Scene) -> list[ToolCall] | None:
    """The calls of a wish that tells a picture; None where no picture or no shot is told."""
    parts = [part for clause in clauses for part in clause]
    places = dict.fromkeys(place for part in parts if part.kind == "shots" for place in _places(part))
    shots = [scene.ids[place - 1] for place in places]
    text = picture_in(sentence, kind) if kind in KINDS else ""
    if not text:
        return None
    if kind == "add_shot":
        after = _after(parts)
        where = {} if after is None else {"after": after}
        return [ToolCall(name=kind, arguments={"description": text, **where})] if bool(where) == bool(shots) else None
    tool, _, side = kind.partition(" ")
    fits = len(shots) == 1 or shots and side == "also"
    return [ToolCall(name=tool, arguments={"shot": shot, side: text}) for shot in shots] if fits else None


def _places(part: Part) -> list[int]:
    return part.value if isinstance(part.value, list) else []


def _after(parts: list[Part]) -> int | None:
    """The number of the shot that the new one follows; 0 for the start."""
    for place, part in enumerate(parts):
        if part.tags & {"before", "after"}:
            numbers = [number for each in parts[place:] if each.kind == "shots" for number in _places(each)]
            return numbers[0] - ("before" in part.tags) if numbers else None
    return next((part.value[0] for part in parts if part.kind == "gap" and isinstance(part.value, tuple)), None)
