"""Words gathered into cards: two to five at a time or full lines, cut where a reader would pause."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tools.film.finish import CaptionCards
from tools.stitching.captions.speech import Spoken
from tools.stitching.captions.words import ends_sentence, pause

MOST_WORDS = 5
LINES_AT_ONCE = 2
REST = 0.3
"""Seconds of silence between two words that part them."""


@dataclass(frozen=True)
class Limits:
    """What a card may hold, and how long it is read at least."""

    cards: CaptionCards
    characters: int
    """How many narrow characters fit on a line."""
    seconds: float

    @property
    def most(self) -> float:
        """Characters on a full card; a little is lost at the end of a line."""
        return self.characters * LINES_AT_ONCE * 0.9


def width(text: str) -> int:
    """How many narrow characters the text is as wide as."""
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def grouped(said: Sequence[Spoken], limits: Limits) -> list[list[Spoken]]:
    """The words in cards, by the cheapest set of cuts; every word is in exactly one, in order."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(said) + 1):
        tries: list[tuple[float, int]] = []
        for start in range(end - 1, -1, -1):
            if start < end - 1 and not _may_hold(said[start:end], limits):
                break
            tries.append((best[start][0] + _price(said, start, end, limits), start))
        best.append(min(tries))
    cuts = [len(said)]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    return _long_enough([list(said[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)], limits)


def _may_hold(group: Sequence[Spoken], limits: Limits) -> bool:
    count = limits.cards is CaptionCards.LINES or len(group) <= MOST_WORDS
    return count and width("".join(word.text for word in group).strip()) <= limits.most


def _price(said: Sequence[Spoken], start: int, end: int, limits: Limits) -> float:
    """How badly the words from `start` to `end` read as one card."""
    group, last = said[start:end], end == len(said)
    inside = list(zip(group, group[1:], strict=False))
    price = 4.0 * sum(ends_sentence(word.text) for word in group[:-1])
    price += 0.7 * sum(0 < pause(word.text) < 2 for word in group[:-1])
    price += 1.5 * sum(after.start - before.end >= REST for before, after in inside)
    if not last and not pause(group[-1].text):
        price += 0.8
    if limits.cards is CaptionCards.WORDS:
        price += 0.22 * (len(group) - 3.5) ** 2 + (2.0 if len(group) == 1 else 0.0)
    else:
        price += 2.5 * (1 - width("".join(word.text for word in group)) / limits.most) ** 2 + 0.5
    shown = (group[-1].end if last else said[end].start) - group[0].start
    return price + 6.0 * max(0.0, 1 - shown / limits.seconds)


def _long_enough(groups: list[list[Spoken]], limits: Limits) -> list[list[Spoken]]:
    """A card that would flash by joins its shorter neighbour, while the two together still fit the picture."""
    while len(groups) > 1:
        for place, group in enumerate(groups):
            until = groups[place + 1][0].start if place + 1 < len(groups) else group[-1].end
            if until - group[0].start >= limits.seconds:
                continue
            near = [other for other in (place - 1, place + 1) if 0 <= other < len(groups)]
            other = min(near, key=lambda each: len(groups[each]))
            first = min(place, other)
            both = groups[first] + groups[first + 1]
            if width("".join(word.text for word in both)) <= limits.most * 1.5:
                groups[first : first + 2] = [both]
                break
        else:
            break
    return groups
