"""A wish of a known kind made whole: the frames of that kind, with the words that a person did not use supplied."""

from agent.director import ToolCall
from agent.grammar.frames import Frame, Said
from agent.grammar.hunches.kinds import kind_of_all
from agent.grammar.hunches.values import named
from agent.grammar.named import SLOTS
from agent.grammar.parts import Part
from agent.grammar.reader import FRAMES
from agent.grammar.words import Scene

_SLOTTED = frozenset(kind for kind, _, _ in SLOTS)
"""What must be named by the person: a shot, a number, a model is never supplied."""


def filled(kind: str, value: str, clauses: list[list[Part]], scene: Scene) -> list[ToolCall] | None:
    """The calls of that kind that the parts of a sentence make, by the frame that leaves the fewest of them over.

    The value that it sounds like stands in where the person named none.
    """
    parts = tuple(part for clause in clauses for part in clause)
    return _by_frames(kind, parts, scene) or (
        _by_frames(kind, (*parts, likely), scene) if value and (likely := named(kind, value)) else None
    )


def _by_frames(kind: str, parts: tuple[Part, ...], scene: Scene) -> list[ToolCall] | None:
    best: tuple[int, list[ToolCall]] | None = None
    for each in FRAMES:
        said = _supplied(each, Said(parts, scene))
        calls = None if said is None else each.act(said)
        if said is not None and calls and kind_of_all(calls) == kind:
            left = len(each.left_over(said))
            best = (left, calls) if best is None or left < best[0] else best
    return None if best is None else best[1]


def _supplied(frame: Frame, said: Said) -> Said | None:
    """What was said with the words that the frame lacks; None when it lacks what only the person can name."""
    lacking = [group - _SLOTTED for group in frame.needs if not said.has(*group)]
    if not all(lacking):
        return None
    words = tuple(Part(min(group), tags=frozenset({min(group)})) for group in lacking)
    return Said((*said.parts, *words), said.scene)
