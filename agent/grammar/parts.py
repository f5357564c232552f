"""A clause taken apart: its shots, values and names with what they stand for, and its other words with what they are for."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.grammar.named import CAPTION_STYLE, CAPTIONED, NOTHING, SLOTS, Slot
from agent.grammar.words import Scene

NO_TAGS: frozenset[str] = frozenset()
_WORD = re.compile(r"[\w$€£%]+(?:[-'./+][\w]+)*|[^\w\s]")
_SILENT = frozenset(",.!;:-–—()…*~'\"|/")


@dataclass(frozen=True)
class Part:
    """A piece of a clause. `kind` says what it stands for; a plain word has none, and tags instead."""

    text: str
    kind: str = ""
    value: object = None
    tags: frozenset[str] = NO_TAGS
    inside: tuple["Part", ...] = ()
    """The words of a phrase, each by itself: `make it` is also `make` and `it`."""


@cache
def lexicon() -> dict[tuple[str, ...], frozenset[str]]:
    """Every known phrase, as its words, with its tags."""
    tags: dict[tuple[str, ...], set[str]] = {}
    for tag, phrases in tomllib.loads(files("agent.grammar").joinpath("lexicon.toml").read_text("utf-8")).items():
        for phrase in re.split(r"[,\n]", phrases):
            words = tuple(_words(phrase))
            if words:
                tags.setdefault(words, set()).add(tag)
    return {words: frozenset(each) for words, each in tags.items()}


@cache
def _longest() -> int:
    return max(len(words) for words in lexicon())


def taken_apart(clause: str, scene: Scene) -> list[Part] | None:
    """The parts of a clause, in its order; None when it names a shot that is not there."""
    parts: list[Part | str] = [clause]
    slots = (CAPTION_STYLE, *SLOTS) if CAPTIONED.search(clause) else SLOTS
    for slot in slots:
        parts = [each for part in parts for each in _slotted(part, slot, scene)]
    if any(isinstance(part, Part) and part.kind == "shots" and part.value is None for part in parts):
        return None
    apart = [
        each for part in parts for each in ([part] if isinstance(part, Part) else _plain(_words(part), _longest()))
    ]
    return _without_contrast(apart)


def _without_contrast(parts: list[Part]) -> list[Part]:
    """Without what is not wanted, where the same kind of thing is wanted: `16:9, not vertical`, `from 5 to 3 seconds`."""
    kept = list(parts)
    for place, part in enumerate(parts):
        behind = [n for n in range(place + 1, len(parts)) if parts[n].text not in ("the", "a", "an")][:2]
        if not behind or (other := parts[behind[0]]).kind in ("", "shots", "number"):
            continue
        leads_on = part.text == "from" and len(behind) == 2 and "tothe" in parts[behind[1]].tags
        if ("contrast" in part.tags or leads_on) and sum(each.kind == other.kind for each in kept) > 1:
            kept = [each for each in kept if each is not part and each is not other]
    return kept


def _slotted(part: Part | str, slot: Slot, scene: Scene) -> Iterator[Part | str]:
    kind, pattern, meaning = slot
    if isinstance(part, Part):
        yield part
        return
    at = 0
    for found in pattern.finditer(part):
        value = meaning(found, scene)
        if value is not NOTHING:
            yield part[at : found.start()]
            yield Part(found.group(), kind, value)
            at = found.end()
    yield part[at:]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _plain(words: list[str], longest: int) -> Iterator[Part]:
    """Words by the longest phrase that is known; an unknown word has no tag."""
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = tuple(words[place : place + length])
            if phrase in lexicon():
                inside = tuple(_plain(list(phrase), length - 1)) if length > 1 else ()
                yield Part(" ".join(phrase), tags=lexicon()[phrase], inside=inside)
                break
        else:
            length = 1
            if words[place] not in _SILENT:
                yield Part(words[place], tags=_by_its_form(words[place]))
        place += length


_CAREFUL = frozenset("badly poorly wrongly hardly barely scarcely rarely supposedly allegedly apparently previously originally formerly early only "
                     "accidentally mistakenly recently family daily lately reply supply apply unlikely ugly lonely lovely friendly".split())  # fmt: skip


def _by_its_form(word: str) -> frozenset[str]:
    """`smoothly`, `accordingly`: how something is done changes nothing of what is done."""
    return frozenset({"fill"}) if word.endswith("ly") and word not in _CAREFUL else NO_TAGS
