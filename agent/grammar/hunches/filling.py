"""A wish of a known kind made whole: the frames of that kind, with the words that a person did not use supplied."""

from agent.director import ToolCall
from agent.grammar.frames import Frame, Said
from agent.grammar.hunches.kinds import kind_of_all
from agent.grammar.hunches.values import named
from agent.grammar.named import SLOTS
from agent.grammar.parts import Part
from agent.grammar.reader import FRAMES, numbers_as_shots
from agent.grammar.words import Scene

_SOUNDS, _SIDES = ("music", "voice", "captions"), ("ambience", "native_sound")
_OF_THE_FILM = {
    kind_of_all((call,)): (call,)
    for call in (
        ToolCall(name="spend_less"),
        ToolCall(name="ask_cost"),
        ToolCall(name="undo"),
        ToolCall(name="make_again"),
        ToolCall(name="show_status"),
        ToolCall(name="show_ledger"),
        ToolCall(name="show_models"),
        *(ToolCall(name=f"set_{sound}", arguments={"on": on}) for sound in _SOUNDS for on in (True, False)),
        *(ToolCall(name="set_finish", arguments={side: on}) for side in _SIDES for on in (True, False)),
    )
}
"""Wishes about the whole film that need no value, however they are said."""
_SLOTTED = frozenset(kind for kind, _, _ in SLOTS)
"""What must be named by the person: a shot, a number, a model is never supplied."""


def filled(kind: str, value: str, clauses: list[list[Part]], scene: Scene) -> list[ToolCall] | None:
    """The calls of that kind that the parts of a sentence make, by the frame that leaves the fewest of them over.

    The value that it sounds like stands in where the person named none.
    """
    parts = [part for clause in clauses for part in clause]
    likely = named(kind, value) if value else None
    for each in (parts, numbers_as_shots(parts, scene)):
        for more in ((), (likely,) if likely else ()):
            if each and (calls := _by_frames(kind, (*each, *more), scene)):
                return calls
    return None if any(part.kind == "shots" for part in parts) else list(_OF_THE_FILM.get(kind, ())) or None


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
