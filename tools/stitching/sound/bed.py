"""The person's own music under a film: repeated from bar to bar when it is too short, ending on a beat."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.stitching.sound.beats import HOP, Beats, Listener
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.sound.decoding import Recording
from tools.stitching.sound.metering import STEP
from tools.studio.sound import RATE

SHORTEST = 4.0
"""Seconds: anything shorter is a jingle, and is played once; nor is the last round shorter than that."""
FADES = (0.4, 1.7)
"""Seconds that the fade at the film's end lasts at least and at most; it begins on the last beat between them."""
MELTING = 1.5
"""Seconds in which music without a beat becomes its own beginning again."""
PHRASE = 4
"""Bars after which most music begins something new: a repeat is least noticed there."""
AUDIBLE, STRONG = 0.03, 0.35
"""Parts of the music's usual level: below the first, an end is silence; below the second, a bar is already fading."""
Levels = NDArray[np.float64]


@dataclass(frozen=True)
class Bed:
    """The music as cues, and in a sentence what was done to it."""

    cues: tuple[Cue, ...]
    told: str


@dataclass
class _Round:
    """One time through the music, in seconds."""

    start: float
    offset: float
    seconds: float


def lay_bed(file: str, folder: Path, seconds: Decimal, *, gain_db: float = 0.0) -> Bed:
    """Music of any length as cues for a film of `seconds`. Raises Unheard when the file cannot be read."""
    beats, levels = _heard(folder / file, float(seconds))
    begin, end = _audible(levels)
    name, film = Path(file).name, float(seconds)
    if end - begin >= film:
        rounds, told = [_Round(0.0, begin, film)], f"{name} is cut to the film's length"
    elif end - begin < SHORTEST:
        rounds, told = [_Round(0.0, begin, end - begin)], f"{name} lasts only {end - begin:.1f} s and is played once"
    elif beats is not None and (lines := _bar_lines(beats, levels)) is not None:
        back, again, count = lines
        bar = (again - back) / count
        rounds = _rounds(begin, back, again, film, unit=bar)
        told = f"{name} ({beats.tempo:.0f} beats a minute) goes round after {count} bars"
    else:
        rounds = _rounds(begin, begin, end, film, unit=0.1, overlap=min(MELTING, (end - begin) / 4))
        told = f"{name} has no steady beat and melts into its own beginning"
    fade, is_on_a_beat = _fade(beats, rounds[-1])
    told += ", fading out from a beat." if is_on_a_beat else ", fading out."
    return Bed(tuple(_as_cues(file, rounds, fade, gain_db)), told)


def _heard(path: Path, seconds: float) -> tuple[Beats | None, Levels]:
    """The beats, and the level of every hundredth of a second, of as much as the film may need."""
    recording, listener, levels = Recording(path), Listener(), []
    most = round((seconds + 30) * RATE / STEP) + 1
    try:
        while most and len(samples := recording.read(STEP)):
            listener.feed(samples)
            whole = samples[: len(samples) // HOP * HOP].reshape(-1, HOP * 2)
            levels.append(np.sqrt((whole.astype(np.float64) ** 2).mean(axis=1)))
            most -= 1
    finally:
        recording.close()
    return listener.beats(), np.concatenate([*levels, np.zeros(0)])


def _audible(levels: Levels) -> tuple[float, float]:
    """Where the sound begins and ends, in seconds."""
    heard = np.flatnonzero(levels > AUDIBLE * _usual(levels))
    if len(heard) == 0:
        return 0.0, max(1, len(levels)) * HOP / RATE
    return float(heard[0]) * HOP / RATE, float(heard[-1] + 1) * HOP / RATE


def _usual(levels: Levels) -> float:
    return float(np.percentile(levels, 75)) if len(levels) else 0.0


def _bar_lines(beats: Beats, levels: Levels) -> tuple[float, float, int] | None:
    """Where the music goes back to, where it does so, and the bars between; None without two strong bars."""
    bars = beats.bars
    means = [levels[round(a * RATE / HOP) : round(b * RATE / HOP)].mean() for a, b in pairwise(bars)]
    strong = np.flatnonzero(np.array(means) > STRONG * _usual(levels))
    if len(strong) < 2:
        return None
    first, count = int(strong[0]), int(strong[-1] + 1 - strong[0])
    count -= count % PHRASE if count > PHRASE else 0
    return bars[first], bars[first + count], count


def _rounds(begin: float, back: float, again: float, film: float, *, unit: float, overlap: float = 0.0) -> list[_Round]:
    """From `begin` to `again`, then on from `back` as often as the film needs; `unit` is what a round may be cut by."""
    rounds = [_Round(0.0, begin, again - begin)]
    while (end := rounds[-1].start + rounds[-1].seconds) < film:
        rounds.append(_Round(end - overlap, back, again - back))
    before, last = rounds[-2:]
    last.seconds = film - last.start
    missing = math.ceil(max(0.0, SHORTEST - last.seconds) / unit) * unit
    if before.seconds - missing > SHORTEST / 2:
        before.seconds -= missing
        last.start -= missing
        last.seconds += missing
    return rounds


def _fade(beats: Beats | None, last: _Round) -> tuple[float, bool]:
    """How long the last fade is, and whether it begins on a beat."""
    end = last.offset + last.seconds
    shortest, longest = FADES
    fitting = [beat for beat in (beats.times if beats else ()) if end - longest <= beat <= end - shortest]
    fade = end - fitting[-1] if fitting else longest
    return min(fade, last.seconds / 2), bool(fitting) and fade <= last.seconds / 2


def _as_cues(file: str, rounds: list[_Round], fade: float, gain_db: float) -> Iterator[Cue]:
    for each in rounds:
        start, offset, seconds, out = (
            Decimal(f"{value:.6f}")
            for value in (each.start, each.offset, each.seconds, fade if each is rounds[-1] else 0.0)
        )
        yield Cue(
            kind=Kind.MUSIC, file=file, start=start, seconds=seconds, offset=offset, fade_out=out, gain_db=gain_db
        )
