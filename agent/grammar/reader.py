"""Reads a clause by its parts: the frames that fit it, with nothing left over; and, for a question, the one that comes nearest."""

import re

from agent.director import ToolCall
from agent.grammar.film_frames import FILM_FRAMES
from agent.grammar.frames import Said
from agent.grammar.naming import content
from agent.grammar.parts import Part, taken_apart
from agent.grammar.rule import Meaning
from agent.grammar.shot_frames import SHOT_FRAMES
from agent.grammar.word_frames import WORD_FRAMES
from agent.grammar.words import MODEL, Scene

NO_WISH = re.compile(
    rf"^(?:is(?! there (?:a|any) (?:way|chance)| it possible)|are|was|were|does|did|has|had|am|should (?:i|we|shots?|the|it|this)|shall|do (?:you|we|i|they))\b|"
    rf"\b{MODEL} (?:made|did|rendered|generated|shot|drew|gave)\b|\b(?:i|we|you|they|he|she|it|who) (?:(?!need\b)\w+ed|made|did|had|was|were|got|gave|took|went|shot|drew|saw|kept|chose|left|put)\b|\bno need to\b|\bkidding\b|\bwrong to\b|\bhate to\b",
    re.IGNORECASE,
)
"""Asked, or told of the past."""
_EXCLAIMED = re.compile(r"what an? ", re.IGNORECASE)
ASKING = frozenset({"ask_cost", "ask_why", "show_status", "show_models", "show_ledger", "compare_takes"})
FRAMES = (*SHOT_FRAMES, *FILM_FRAMES, *WORD_FRAMES)


def by_frames(clause: str, scene: Scene) -> Meaning:
    """What the one frame that fits says; None when none does, or two that do not agree."""
    parts = taken_apart(clause, scene)
    if not parts or _EXCLAIMED.match(clause):
        return None
    parts = _seen(parts, scene)
    told = NO_WISH.search(clause) is not None
    for each in (parts, numbers_as_shots(parts, scene), _everywhere(parts, scene)):
        if each is None:
            continue
        said = Said(tuple(each), scene)
        meanings: list[list[ToolCall]] = []
        for frame in FRAMES:
            meant = frame.meaning(said)
            if meant and meant not in meanings and (not told or {each.name for each in meant} <= ASKING):
                meanings.append(meant)
        if meanings:
            return meanings[0] if len(meanings) == 1 else None
    return None


_BODY = frozenset(
    "face eye eyes hand hands lips mouth cup hair fingers smile head shoulder her him expression reaction cheek nose".split()
)


def _seen(parts: list[Part], scene: Scene) -> list[Part]:
    """The words that only say what is in the picture of the shot that is named: `close on the cup in shot 3`."""
    places = [place for part in parts if part.kind == "shots" and isinstance(part.value, list) for place in part.value]
    if len(places) != 1 or not scene.told:
        return parts
    words = content(scene.told[places[0] - 1])
    return [
        Part(part.text, part.kind, part.value, part.tags | {"seen"}, part.inside)
        if not part.kind and (part.text in _BODY or content(part.text) and content(part.text) <= words)
        else part
        for part in parts
    ]


def _everywhere(parts: list[Part], scene: Scene) -> list[Part] | None:
    """A move or a framing `throughout` is one for every shot."""
    named = {part.kind for part in parts}
    if "shots" in named or not named & {"camera", "framing", "step"}:
        return None
    whole = {"wholly", "everything"}
    made = [Part(p.text, "shots", list(range(1, scene.count + 1))) if p.tags & whole else p for p in parts]
    return made if made != parts else None


def numbers_as_shots(parts: list[Part], scene: Scene) -> list[Part] | None:
    """Bare numbers are shots where nothing else is counted."""
    ordered = any(part.tags & {"swap", "before", "after", "between"} for part in parts)
    if not any(part.kind == "number" for part in parts) or any(part.kind == "shots" for part in parts) and not ordered:
        return None
    made = [Part(p.text, "shots", [p.value]) if p.kind == "number" else p for p in parts]
    inside = all(1 <= p.value <= scene.count for p in parts if p.kind == "number" and isinstance(p.value, int))
    return _seen(made, scene) if inside else None


def nearest(clause: str, scene: Scene) -> Meaning:
    """What the frame says that has the fewest words left over, for a question; at least as many must be accounted for."""
    parts = taken_apart(clause, scene)
    if not parts or NO_WISH.search(clause) or _EXCLAIMED.match(clause):
        return None
    best: tuple[int, list[ToolCall]] | None = None
    for each in (_seen(parts, scene), numbers_as_shots(parts, scene)):
        said = Said(tuple(each or ()), scene)
        for frame in FRAMES:
            left = len(frame.left_over(said)) if frame.fits(said) else len(parts)
            meant = frame.act(said) if 2 * left < len(parts) and (best is None or left < best[0]) else None
            if meant and not (said.has("no") and {each.name for each in meant} == {"remove_shot"}):
                best = (left, meant)
    return None if best is None else best[1]
