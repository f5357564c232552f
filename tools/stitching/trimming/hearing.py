"""What is wrong with how a clip's own sound begins and ends: it drops out, or it clicks. And where somebody speaks.

As with the picture, an end is faulty only when it differs from the clip's middle: a clip that is quiet now and then may
be quiet at its ends, and one with hard short sounds may begin with one. What fades is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.stitching.sound.decoding import Recording, Unheard
from tools.stitching.trimming.findings import Fault, Finding, Span
from tools.studio.sound import RATE

Series = NDArray[np.float64]

HOP, TICK = RATE // 200, RATE // 1000
"""Samples between two values: 5 ms for how loud it is, 1 ms for how hard its edges are."""
PIECE = 240 * HOP
"""Samples read at once; a whole number of hops."""
NOTHING = -120.0
"""The level of no sound at all, in dBFS."""
DEPTH = 1.0
"""Seconds from an end within which something is a fault."""

SILENT, QUIET = -50.0, 20.0
"""A dropout is below this level, and by so many decibels quieter than the clip's quietest moments."""
SHORTEST = 0.06
"""Seconds of silence below which it is none: AAC begins with up to half of that."""
RISING = (-35.0, -6.0)
SOON, ABRUPT = 0.3, 0.02
"""Sound that comes back passes from one to the other, in decibels below where it stays in its first moments, within so
many seconds; a fade takes longer."""

AROUND, RINGING = (6, 30), 5
"""From how many to how many milliseconds away lies what a click is compared with, and how many of these are its own
ringing: a clap or a drum dies away more slowly."""
HARD, ALONE, UNLIKE = 5.0, 3.0, 2.5
"""How many times harder a click's edge is than what is around it, than its ringing, and than any inside the clip."""
BEGINNING = 10
"""Milliseconds at an end in which nothing is a click: any sound begins there, and the cut fades it in and out."""
FAINT = 0.004
"""The edge, of full scale, below which nobody hears a click."""

STANDS_OUT, BENEATH = 9.0, 30.0
"""Decibels by which words are louder than what else is heard, and how far beneath the loudest the faintest may be."""
REST, WORD = 0.3, 0.06
"""Seconds of the shortest pause between two spans of words, and of the shortest span."""


@dataclass(frozen=True)
class Sound:
    """A clip's sound told in short steps, from its beginning or, backwards, from its end."""

    levels: Series
    """dBFS every 5 ms."""
    edges: Series
    """The hardest turn of the wave every millisecond: its second difference, of full scale."""

    def backwards(self) -> "Sound":
        """The same with time reversed."""
        return Sound(self.levels[::-1], self.edges[::-1])


@dataclass(frozen=True)
class Heard:
    """What listening to a clip found."""

    head: Finding | None = None
    tail: Finding | None = None
    voiced: tuple[Span, ...] = ()


def hear(path: Path, seconds: float, rate: float) -> Heard:
    """Listen to a clip whose picture lasts `seconds`; nothing is found where it has no sound that can be read."""
    try:
        sound = sound_of(path, seconds)
    except Unheard:
        return Heard()
    return Heard(_finding(sound, rate), _finding(sound.backwards(), rate), voiced(sound))


def sound_of(path: Path, seconds: float) -> Sound:
    """A clip's sound, as long as its picture; raises Unheard when there is none."""
    levels, edges, hops = [], [], round(seconds * RATE / HOP)
    for piece in _pieces(Recording(path), hops * HOP):
        power = (piece[2:].reshape(-1, HOP, 2) ** 2).mean(axis=1).max(axis=1)
        levels.append(10 * np.log10(np.maximum(power, 10 ** (NOTHING / 10))))
        edges.append(np.abs(np.diff(piece, n=2, axis=0)).reshape(-1, TICK * 2).max(axis=1))
    return Sound(np.concatenate([*levels, np.zeros(0)]), np.concatenate([*edges, np.zeros(0)]))


def _pieces(recording: Recording, samples: int) -> Iterator[NDArray[np.float64]]:
    """The sound in pieces that begin with the two samples before; silence where the file ends too early."""
    before = np.zeros((2, 2))
    for first in range(0, samples, PIECE):
        wanted = min(PIECE, samples - first)
        read = recording.read(wanted).astype(np.float64)
        piece = np.concatenate([before, read, np.zeros((wanted - len(read), 2))])
        before = piece[-2:]
        yield piece
    recording.close()


def _finding(sound: Sound, rate: float) -> Finding | None:
    """What is wrong with the end that comes first; None for nothing."""
    lost, clicked = dropout(sound), click(sound)
    if lost is None and clicked is None:
        return None
    until = max(lost or 0.0, clicked or 0.0)
    told = [f"no sound until {lost:.2f} s from there"] if lost is not None else []
    told += [f"a click in the sound {clicked:.2f} s from there"] if clicked is not None else []
    return Finding(
        fault=Fault.SILENCE if until == lost else Fault.CLICK,
        frames=int(np.ceil(until * rate - 1e-6)),
        seconds=_milliseconds(until),
        reason=", and ".join(told),
        certainty=0.9,
    )


def dropout(sound: Sound) -> float | None:
    """Seconds from the end after which sound that had dropped out is back."""
    per_second, levels = RATE / HOP, sound.levels
    depth = round(min(DEPTH * per_second, len(levels) / 3))
    inner = levels[depth : len(levels) - depth]
    if len(inner) < depth / 2:
        return None
    silent = levels < min(SILENT, float(np.quantile(inner, 0.02)) - QUIET)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]]).astype(np.int8)))
    until = None
    for start, stop in edges.reshape(-1, 2).tolist():
        if stop > depth or stop - start < SHORTEST * per_second:
            continue
        inside = round(SHORTEST * per_second)
        if _at_once(levels[stop - inside :]) and (start <= 1 or _at_once(levels[start + inside :: -1])):
            until = stop / per_second
    return until


def _at_once(levels: Series) -> bool:
    """Whether the sound is there at once after a silence that these levels begin in."""
    soon = levels[: round(SOON * RATE / HOP)]
    stays = float(np.median(soon[len(soon) // 2 :]))
    low, high = (int(np.argmax(soon > stays + below)) for below in RISING)
    return high - low <= ABRUPT * RATE / HOP


def click(sound: Sound) -> float | None:
    """Seconds from the end after which the last click is over."""
    per_second, edges = RATE / TICK, sound.edges
    depth = round(min(DEPTH * per_second, len(edges) / 3))
    if len(edges) < 4 * AROUND[1]:
        return None
    hardness = _hardness(edges)
    usual = float(hardness[depth : len(edges) - depth].max(initial=0.0))
    hardness[:BEGINNING] = 0.0
    hits = np.flatnonzero(hardness[:depth] > max(1.0, UNLIKE * usual))
    return None if not len(hits) else (float(hits[-1]) + 4) / per_second


def _hardness(edges: Series) -> Series:
    """How far each millisecond is a click: 1 where it just is one."""
    near, far = AROUND
    padded = np.pad(edges, far)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * far + 1)
    before, after = windows[:, : far - near + 1], windows[:, far + near :]
    around = np.maximum(np.median(before, axis=1), np.median(after, axis=1))
    ringing = np.maximum(before[:, -RINGING:].max(axis=1), after[:, :RINGING].max(axis=1))
    least = np.maximum(np.maximum(HARD * around, ALONE * ringing), FAINT)
    hardness: Series = edges / least
    return hardness


def voiced(sound: Sound) -> tuple[Span, ...]:
    """Where it is clearly louder than the rest: where somebody speaks, if anybody does. In seconds."""
    levels, per_second = sound.levels, RATE / HOP
    if not len(levels):
        return ()
    floor, loud = (float(np.quantile(levels, share)) for share in (0.1, 0.95))
    if loud < SILENT or loud - floor < STANDS_OUT:
        return ()
    sounding = levels > max(floor + STANDS_OUT / 2, loud - BENEATH)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], sounding, [False]]).astype(np.int8)))
    spans: list[tuple[int, int]] = []
    for start, stop in edges.reshape(-1, 2).tolist():
        if spans and start - spans[-1][1] < REST * per_second:
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    words = [(start / per_second, stop / per_second) for start, stop in spans if stop - start > WORD * per_second]
    return tuple((_milliseconds(start), _milliseconds(stop)) for start, stop in words)


def _milliseconds(seconds: float) -> Decimal:
    return Decimal(repr(round(seconds, 6))).quantize(Decimal("0.001"), ROUND_CEILING)
