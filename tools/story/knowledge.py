"""The playbook's own knowledge, read from data: genres and beats, what can be seen of a subject, spoken lines."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.film.brief import Genre
from tools.film.storyboard import CameraMove, Framing, Role
from tools.story.words import first_phrase, has_phrase

DATA = Path(__file__).parent / "data"
SLOTS = ("detail", "process", "air", "place", "person", "reaction", "product")


@dataclass(frozen=True)
class Beat:
    """One step of a genre's arc: what is seen, how it is framed, and which model's job it is."""

    slot: str
    framing: tuple[Framing, ...]
    camera: CameraMove
    role: Role
    faces: bool
    end_still: bool
    card: bool
    keep: int


@dataclass(frozen=True)
class Domain:
    """A field of subjects, with pictures by slot. `{subject}` in them stands for the brief's own words."""

    name: str
    words: tuple[str, ...]
    pictures: dict[str, tuple[str, ...]]


PLAIN = Domain(
    name="anything",
    words=(),
    pictures={
        "detail": ("{subject}, close on one telling detail", "the texture of {subject} in soft light"),
        "process": ("hands at work with {subject} on a wooden table", "{subject}, one step further"),
        "air": ("{subject} in drifting light", "soft light and dust around {subject}"),
        "place": ("{subject} from far away at dawn", "the place where {subject} begins"),
        "person": ("a woman with {subject} by the window", "a man walks towards {subject}"),
        "reaction": ("she smiles in the warm evening light", "two friends laugh together"),
        "product": ("{subject} in a pool of warm light",),
    },
)


@cache
def beats_of(genre: Genre) -> tuple[Beat, ...]:
    """The genre's beats in order."""
    return tuple(_beat(raw) for raw in _read("genres")[genre.value]["beats"])


def genre_of(text: str) -> Genre | None:
    """The genre that the text names; failing that, the one most of its words hint at. Earlier words win a tie."""
    ranked = []
    for name, raw in _read("genres").items():
        named = [where for word in raw["words"] if (where := first_phrase(text, word)) is not None]
        hinted = [where for word in raw["hints"] if (where := first_phrase(text, word)) is not None]
        if named or hinted:
            ranked.append((-10 * bool(named) - len(named) - len(hinted), min(named or hinted), name))
    return Genre(min(ranked)[2]) if ranked else None


def field_named(text: str) -> str | None:
    """The first word of any field that the text names: `dentist`, `barbershop`; None when it names none."""
    named = [
        (where, word)
        for raw in _read("domains").values()
        for word in raw["words"]
        if (where := first_phrase(text, word)) is not None
    ]
    return min(named, default=(0, None))[1]


def domain_of(subject: str, text: str) -> Domain:
    """The field the film is in: the subject's own words weigh most, longer phrases more than single words."""
    best: tuple[float, Domain] = (0, PLAIN)
    for name, raw in _read("domains").items():
        named = [where for word in raw["words"] if (where := first_phrase(subject, word)) is not None]
        score: float = sum(
            len(word.split()) * (5 * has_phrase(subject, word) + has_phrase(text, word)) for word in raw["words"]
        )
        score += 4 / (1 + min(named)) if named else 0  # what the subject names first, it is about
        if score > best[0]:
            pictures = {slot: tuple(raw[slot]) for slot in SLOTS}
            best = (score, Domain(name=name, words=tuple(raw["words"]), pictures=pictures))
    return best[1]


@cache
def every_picture_word() -> frozenset[str]:
    """All words of all fields and their pictures, in lower case."""
    texts = (text for raw in _read("domains").values() for key in ("words", *SLOTS) for text in raw[key])
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


def words_for_telling() -> dict[str, list[str]]:
    """Word lists by what they are for; the file says it of each."""
    return _read("telling")


def lines_for(genre: Genre, slot: str) -> tuple[str, ...]:
    """What the voice may say at that beat, longest first; the genre's own lines before the common ones."""
    spoken = _read("lines")
    own = spoken.get(genre.value, {}).get(slot, {}).get("lines", [])
    return (*own, *spoken[slot]["lines"])


def _beat(raw: dict[str, Any]) -> Beat:
    return Beat(
        slot=raw["slot"],
        framing=tuple(Framing(name) for name in raw["framing"]),
        camera=CameraMove(raw["camera"][0]),
        role=Role(raw["role"]),
        faces=raw.get("faces", False),
        end_still=raw.get("end", False),
        card=raw.get("card", False),
        keep=raw["keep"],
    )


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
