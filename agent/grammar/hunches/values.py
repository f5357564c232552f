"""The values that a kind of wish can sound like, as the parts that would have named them."""

from collections.abc import Callable, Mapping

from agent.grammar.parts import Part
from agent.grammar.values import CLOSER, WIDER
from tools.film.brief import Grade, Mood
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing

_STEPS = {"closer": CLOSER, "wider": WIDER}
_JOINS = {"cut": "cutjoin", "dissolve": "dissolve", "dip": "dip"}


def _framing(value: str) -> Part | None:
    if value in _STEPS:
        return Part(value, "step", _STEPS[value])
    return Part(value, "framing", Framing(value))


def _length(value: str) -> Part | None:
    return None if value == "exact" else Part(value, tags=frozenset({value}))


def _tempered(value: str) -> Part:
    return Part(value, "temper", (Mood(value), None))


_NAMED: Mapping[str, Callable[[str], Part | None]] = {
    "edit_shot framing": _framing,
    "edit_shot camera": lambda value: Part(value, "camera", CameraMove(value)),
    "edit_shot seconds": _length,
    "change_brief mood": _tempered,
    "set_music mood on=true": _tempered,
    "set_grade": lambda value: Part(value, "temper", (None, Grade(value))),
    "change_brief aspect_ratio": lambda value: Part(value, "ratio", AspectRatio(value)),
    "set_finish transition": lambda value: Part(value, tags=frozenset({_JOINS[value]})),
    "set_finish caption_style": lambda value: Part(value, "capstyle", value),
}


def named(kind: str, value: str) -> Part | None:
    """The part that would have named the value; None when it has to be said."""
    return _NAMED[kind](value) if kind in _NAMED else None
