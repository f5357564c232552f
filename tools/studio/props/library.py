"""Reading the props and finding those that a text speaks of."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
DISTANCE = 0.012
"""How much a word loses for every character that stands before it: what is named first matters most."""


@dataclass(frozen=True)
class Part:
    """One shape of a prop in one colour. `round` is how far its edge curves, as a share of the prop's width."""

    markup: str
    colour: tuple[float, float, float]
    round: float
    shine: float
    glow: float
    opacity: float


@dataclass(frozen=True)
class Prop:
    """A thing in a box of `width` x `height` units, `metres` high in life; `stands` when it needs a surface."""

    name: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    """Phrases in which its words mean something else, such as the verb in "they watch the sea"."""
    width: float
    height: float
    metres: float
    stands: bool
    parts: tuple[Part, ...]


def find_props(text: str, limit: int) -> tuple[Prop, ...]:
    """The props that the text names, best first; none when it names none. Whole words only, plurals count.

    The words of a phrase say nothing to any other prop than the phrase's own: a box office has no box.
    """
    plain = text.lower()
    spoken = [(prop, words) for prop in _library() if (words := [word for word in prop.words if word in plain])]
    phrases = {word for _, words in spoken for word in words if " " in word}
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    scored = []
    for place, (prop, words) in enumerate(spoken):
        meant = _struck(plain, (*prop.unless, *(phrase for phrase in longest if phrase not in prop.words)))
        score = max(_score(meant, word, prop.words.index(word)) for word in words)
        if score > 0:
            scored.append((-score, place, prop))
    return tuple(prop for _, _, prop in sorted(scored, key=lambda each: each[:2])[:limit])


def _struck(text: str, phrases: tuple[str, ...]) -> str:
    """The text without some phrases, everything else still in its place."""
    for phrase in phrases:
        if phrase in text:
            text = re.sub(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", lambda found: " " * len(found[0]), text)
    return text


def _score(text: str, word: str, rank: int) -> float:
    found = re.search(rf"(?<![\w-]){re.escape(word)}(?:s|es|ies)?(?![\w-])", text)
    if found is None:
        return 0.0
    named = 2.0 if rank < 2 else 1.0  # the thing itself before a trade or place that it stands for
    return max(0.05, named + 0.6 * word.count(" ") - DISTANCE * found.start())


@cache
def _library() -> tuple[Prop, ...]:
    props = []
    for path in sorted(DATA.glob("*.toml")):
        props += [_prop(raw) for raw in tomllib.loads(path.read_text(encoding="utf-8"))["prop"]]
    return tuple(props)


def _prop(raw: dict[str, Any]) -> Prop:
    width, height = raw["size"]
    return Prop(
        name=raw["name"],
        words=(raw["name"], *raw.get("words", [])),
        unless=tuple(raw.get("unless", [])),
        width=float(width),
        height=float(height),
        metres=float(raw["metres"]),
        stands=raw.get("stands", True),
        parts=tuple(_part(part) for part in raw["parts"]),
    )


def _part(raw: dict[str, Any]) -> Part:
    code = raw["c"]
    tone = (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)
    return Part(
        markup=_markup(raw),
        colour=tone,
        round=float(raw.get("r", 0.08)),
        shine=float(raw.get("s", 0.0)),
        glow=float(raw.get("g", 0.0)),
        opacity=float(raw.get("a", 1.0)),
    )


def _markup(raw: dict[str, Any]) -> str:
    """`d` a path (`w`: as a line that wide), `e` ellipses (cx cy rx ry …), `b` boxes (x y width height radius …)."""
    shapes = []
    if "d" in raw:
        line = 'fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round"'
        paint = f'{line} stroke-width="{raw["w"]}"' if "w" in raw else 'fill="#fff"'
        shapes.append(f'<path d="{raw["d"]}" {paint}/>')
    for cx, cy, rx, ry in _rows(raw.get("e", []), 4):
        shapes.append(f'<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" fill="#fff"/>')
    for x, y, width, height, radius in _rows(raw.get("b", []), 5):
        shapes.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="#fff"/>')
    return "".join(shapes)


def _rows(values: list[float], count: int) -> list[list[float]]:
    return [values[first : first + count] for first in range(0, len(values), count)]
