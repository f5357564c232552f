"""The person's own pictures on a genre's beats: in her order, each where it fits best, framed as such a picture is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tools.film.storyboard import Framing
from tools.story.knowledge import Beat
from tools.story.people import has_people

_FRAMED = {
    "place": (Framing.WS, Framing.EWS),
    "person": (Framing.MS, Framing.MCU),
    "reaction": (Framing.MCU, Framing.MS),
    "process": (Framing.CU, Framing.MCU),
    "detail": (Framing.CU, Framing.ECU),
}
_ALIKE = (frozenset({"detail", "process", "air", "product"}), frozenset({"person", "reaction"}), frozenset({"place"}))
_SMILES = re.compile(r"\b(?:smil|laugh|cheer|cry|cries|hug|kiss|celebrat|grin)\w*", re.IGNORECASE)
_WORKS = re.compile(r"\b(?:hands?|fingers?)\b|\b\w{3,}ing\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:streets?|market|square|city|town|village|beach|sea|coast|harbour|harbor|hills?|mountains?|valley|fields?|forest|garden|park|river|lake|"
    r"sky|skyline|horizon|sunrise|sunset|house|front|shop|room|hall|road|bridge|church|school|kitchen|café|cafe|studio|workshop|stadium|station)\b",
    re.IGNORECASE,
)


def fitted(seen: Sequence[str], beats: Sequence[Beat], *, card: bool) -> dict[int, str]:
    """Which beat each picture stands on, in order; the card keeps the last beat. There are at least as many beats."""
    kinds = [kind_of(text) for text in seen]
    places = len(beats) - card

    @cache
    def best(picture: int, beat: int) -> tuple[int, tuple[int, ...]]:
        """The most that pictures from `picture` on can score on beats from `beat` on, and where they then stand."""
        if picture == len(kinds):
            return 0, ()
        here, after = best(picture + 1, beat + 1)
        taken = here + _fit(kinds[picture], beats[beat]), (beat, *after)
        if places - beat == len(kinds) - picture:
            return taken
        return max(taken, best(picture, beat + 1), key=lambda way: way[0])

    return dict(zip(best(0, 0)[1], seen, strict=True))


def shown_as(beat: Beat, description: str) -> Beat:
    """The beat with such a picture on it: framed for what is seen, and no hero shot of a product."""
    kind = kind_of(description)
    framing = beat.framing if kind == beat.slot else _FRAMED[kind]
    return replace(beat, slot=kind, framing=framing, faces=has_people(description))


def kind_of(description: str) -> str:
    """Which slot of the playbook a description is a picture for."""
    if has_people(description):
        return "reaction" if _SMILES.search(description) else "person"
    if _PLACE.search(description):
        return "place"
    return "process" if _WORKS.search(description) else "detail"


def _fit(kind: str, beat: Beat) -> int:
    return 2 if kind == beat.slot else any(kind in alike and beat.slot in alike for alike in _ALIKE)
