"""Where each cue lies, to the sample, and how it begins and ends: nothing starts or stops with a click."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from tools.stitching.sound.cues import Cue, Kind
from tools.studio.sound import RATE, Samples

FADE = RATE // 200
"""5 ms at the ends of every cue."""
CROSSING = RATE // 25
"""40 ms in which two clips, or two rounds of the music, change over where they meet."""
MEETING = RATE // 100
"""Cues with less than 10 ms between them meet."""


@dataclass(frozen=True)
class Placed:
    """A cue in samples at 48 kHz."""

    cue: Cue
    number: int
    """Its place among the cues that were given."""
    first: int
    count: int
    skip: int
    """Samples into the file."""
    rise: int = FADE
    fall: int = FADE
    crosses_in: bool = False
    """It takes over from a neighbour: the two powers sum to one."""
    crosses_out: bool = False

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.first + self.count

    def cut_to(self, count: int) -> "Placed":
        """The same when there is no more of it than that."""
        if count >= self.count:
            return self
        fall = FADE if self.crosses_out else self.fall
        return replace(self, count=count, fall=fall, crosses_out=False)

    def shape(self, begin: int, count: int) -> Samples:
        """Its gain from sample `begin` of itself on."""
        place = np.arange(begin, begin + count, dtype=np.float32)
        length = max(1, self.count)
        rise, fall = max(1, min(self.rise, length // 2)), max(1, min(self.fall, length // 2))
        up = np.sin(np.clip((place + 0.5) / rise, 0, 1) * (np.pi / 2))
        down = np.sin(np.clip((length - place - 0.5) / fall, 0, 1) * (np.pi / 2))
        gain: Samples = (up if self.crosses_in else up * up) * (down if self.crosses_out else down * down)
        return gain[:, None].astype(np.float32)


def place(cues: tuple[Cue, ...], total: int) -> list[Placed]:
    """Every cue that begins inside the film, in the order given, cut off where the film ends after `total` samples."""
    placed = {}
    for number, cue in enumerate(cues):
        first, end = round(cue.start * RATE), min(total, round(cue.end * RATE))
        if end > first:
            rise, fall = (max(FADE, round(fade * RATE)) for fade in (cue.fade_in, cue.fade_out))
            placed[number] = Placed(cue, number, first, end - first, round(cue.offset * RATE), rise, fall)
    for kind in (Kind.NATIVE, Kind.MUSIC, Kind.AMBIENCE):
        track = sorted((each for each in placed.values() if each.cue.kind is kind), key=lambda each: each.first)
        for one, other in pairwise(track):
            before, after = _met(placed[one.number], placed[other.number], total)
            placed[one.number], placed[other.number] = before, after
    return [placed[number] for number in sorted(placed)]


def _met(before: Placed, after: Placed, total: int) -> tuple[Placed, Placed]:
    """Two neighbours of a track: where they meet both go on a little, so that one becomes the other."""
    if after.first - before.end >= MEETING or after.end <= before.end:
        return before, after
    begin, end = after.first, before.end
    if end - begin < MEETING:
        begin -= min(CROSSING // 2, after.skip, begin - before.first)
        end = min(total, after.end, end + CROSSING // 2)
    width, earlier = end - begin, after.first - begin
    after = replace(
        after, first=begin, count=after.count + earlier, skip=after.skip - earlier, rise=width, crosses_in=True
    )
    return replace(before, count=end - before.first, fall=width, crosses_out=True), after
