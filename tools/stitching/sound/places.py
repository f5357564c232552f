"""Which place a silent clip is in, by the words of its shot, and that place's sound under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tools.stitching.sound.cues import Cue, Kind
from tools.studio.ambience import SECONDS, Place, make_ambience

WORDS = {
    Place.RAIN: "rain raining rainy drizzle downpour thunderstorm umbrella umbrellas",
    Place.SEA: "sea ocean beach beaches shore coast coastal waves surf surfer surfers sailing harbour harbor pier",
    Place.RIVER: "river stream creek brook waterfall fountain rapids",
    Place.FIRE: "campfire bonfire fireplace hearth flames embers",
    Place.FOREST: "forest forests woods woodland jungle garden park meadow trees orchard birds",
    Place.CAFE: "cafe café coffeehouse barista restaurant bistro bar pub canteen diner market",
    Place.STREET: "street streets road city downtown traffic avenue sidewalk pavement taxi skyline alley crossing",
    Place.WIND: "mountain mountains desert cliff summit ridge dunes field fields prairie tundra hilltop snow windy",
    Place.NIGHT: "night midnight moonlit moonlight stars campsite crickets",
    Place.ROOM: "room kitchen office studio bedroom indoors interior desk table counter home house hallway library "
    "workshop shop bakery apartment sofa bed bathroom classroom",
}
"""The first place named in this order is heard: rain is louder than the street that it falls on."""
_NAMED = {place: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) for place, words in WORDS.items()}
FADE = Decimal("0.25")
"""Seconds in which a place comes and goes."""


@dataclass(frozen=True)
class Silent:
    """A clip without sound on the film: what its shot says, and where it lies in seconds."""

    words: str
    start: Decimal
    seconds: Decimal


def place_of(words: str) -> Place | None:
    """Where that is, for the ear; None when the words name no place."""
    return next((place for place, named in _NAMED.items() if named.search(words)), None)


def lay_ambience(silent: Sequence[Silent], folder: Path) -> tuple[Cue, ...]:
    """Cues for every silent clip whose place is known, in order; makes the sound files that are not there yet.

    Neighbours in one place are one stretch of sound.
    """
    cues: list[Cue] = []
    for place, start, end in _stretches(silent):
        file = f"audio/ambience-{place.value}.wav"
        if not (folder / file).exists():
            make_ambience(place, folder / file)
        cues += _looped(file, start, end)
    return tuple(cues)


def _stretches(silent: Sequence[Silent]) -> Iterator[tuple[Place, Decimal, Decimal]]:
    held: tuple[Place, Decimal, Decimal] | None = None
    for clip in silent:
        place, end = place_of(clip.words), clip.start + clip.seconds
        if held is not None and (place is not held[0] or clip.start - held[2] > FADE):
            yield held
            held = None
        if place is not None:
            held = (place, clip.start if held is None else held[1], end)
    if held is not None:
        yield held


def _looped(file: str, start: Decimal, end: Decimal) -> Iterator[Cue]:
    first = start
    while start < end:
        seconds = min(Decimal(SECONDS), end - start)
        yield Cue(
            kind=Kind.AMBIENCE,
            file=file,
            start=start,
            seconds=seconds,
            fade_in=FADE if start == first else Decimal(0),
            fade_out=FADE if start + seconds == end else Decimal(0),
        )
        start += seconds
