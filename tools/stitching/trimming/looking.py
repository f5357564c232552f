"""Looking at one clip: the two ends of what was decoded, judged."""

from dataclasses import fields, replace
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.stitching.trimming.decoding import Frames, SmallClip, small
from tools.stitching.trimming.faults import End, Found, faults
from tools.stitching.trimming.findings import DEFAULT, ClipLook, Fault, Finding
from tools.stitching.trimming.hearing import hear
from tools.stitching.trimming.measures import Measures, measure

DEPTH = 1.0
"""Seconds from an end within which something is a fault."""
FEWEST = 12
"""Frames of a clip below which nothing can be said about its own motion."""

RATE = 30.0
"""Frames a second that are looked at: of a faster clip only some, for from one to the next hardly anything moves."""
SUDDEN = 4.0
"""Levels by which one of the others must be off to be looked at instead: a flash of a single frame is seen."""
CUT = 0.75
"""The share of the usual likeness below which two neighbouring frames are of different shots."""

APART = 0.4
"""Seconds that a shot lasts at least, where a camera cuts."""


def look(path: Path, clip: SmallClip | None = None) -> ClipLook:
    """Find what is wrong with a clip's ends; raises BrokenMedia when it cannot be played.

    It is decoded once, or not at all where `clip` is the same, made small already.
    """
    clip = clip or small(path)
    seen = judged(clip)
    if not clip.has_sound:
        return seen
    heard = hear(path, float(seen.seconds), seen.rate)
    return seen.model_copy(update={"head_sound": heard.head, "tail_sound": heard.tail, "voiced": heard.voiced})


def judged(clip: SmallClip) -> ClipLook:
    """What is wrong with the ends of a clip that was made small. Pure."""
    every = max(1, round(clip.rate / RATE))
    heads, tails = _thinned(clip.head, every), _thinned(clip.tail.backwards(), every)
    head, tail = _ends(replace(clip, rate=clip.rate / every, head=heads, tail=tails.backwards()))
    return ClipLook(
        frames=clip.frames,
        rate=clip.rate,
        seconds=_milliseconds(clip.seconds),
        head=_finding(head, clip, heads.times),
        tail=_finding(tail, clip, tails.times),
    )


def _thinned(frames: Frames, every: int) -> Frames:
    """One of so many frames, the first of them or one that is suddenly brighter or darker."""
    if every == 1:
        return frames
    level = frames.luma.mean(axis=(1, 2))
    odd = np.abs(level - np.median(level))
    kept = []
    for first in range(0, len(level), every):
        oddest = first + int(np.argmax(odd[first : first + every]))
        kept.append(oddest if odd[oddest] > odd[first] + SUDDEN else first)
    return Frames(frames.luma[kept], frames.colour[kept], frames.times[kept])


def _ends(clip: SmallClip) -> tuple[list[Found], list[Found]]:
    if min(len(clip.head), len(clip.tail)) < FEWEST:
        return [], []
    depth = min(DEPTH, clip.seconds / 3)
    measured = [measure(clip.head), measure(clip.tail.backwards())]
    limits = [_within(clip.head, depth), _within(clip.tail.backwards(), depth)]
    inner = [_inner(each, limit, clip, depth) for each, limit in zip(measured, limits, strict=True)]
    owns = [_joined(inner[0], inner[1].backwards()), _joined(inner[1], inner[0].backwards())]
    head, tail = (
        faults(End(each, own, limit, clip.rate)) for each, own, limit in zip(measured, owns, limits, strict=True)
    )
    return head, tail


def _joined(one: Measures, other: Measures) -> Measures:
    return Measures(
        **{
            field.name: np.concatenate([getattr(one, field.name), getattr(other, field.name)])
            for field in fields(Measures)
        }
    )


def _within(frames: Frames, seconds: float) -> int:
    return int((np.abs(frames.times - frames.times[0]) < seconds).sum())


def _inner(measures: Measures, limit: int, clip: SmallClip, depth: float) -> Measures:
    """The part that is at least `depth` away from both ends: the clip's own motion, without its camera's cuts."""
    last = min(len(measures.change) - 2, round((clip.seconds - depth) * clip.rate) - 2)
    part = slice(limit, max(limit + 4, last))
    inner = Measures(**{field.name: getattr(measures, field.name)[part] for field in fields(Measures)})
    kept = ~_cuts(inner, clip.rate)
    return Measures(**{field.name: getattr(inner, field.name)[kept] for field in fields(Measures)})


def _cuts(measures: Measures, rate: float) -> NDArray[np.bool_]:
    """Where the camera cuts to another picture: that step, and the one before, whose motion leads nowhere.

    What comes soon after another such step is none: a lamp that goes on goes off again.
    """
    usual = float(np.median(measures.likeness))
    steps = (measures.likeness < CUT * usual) & (measures.change > 4 * np.median(measures.change))
    far = round(APART * rate)
    alone = [steps[max(0, n - far) : n + far + 1].sum() == 1 for n in range(len(steps))]
    cut = steps & np.array(alone)
    return np.asarray(cut | np.append(cut[1:], False))


def _finding(found: list[Found], clip: SmallClip, times: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Finding:
    if not found:
        return _nothing(clip)
    furthest = found[0]
    seconds = abs(float(times[min(furthest.frames, len(times) - 1)] - times[0]))
    others = [each.reason for each in found[1:]]
    return Finding(
        fault=furthest.fault,
        frames=round(seconds * clip.rate),
        seconds=_milliseconds(seconds),
        reason=", and ".join([furthest.reason, *others]),
        certainty=furthest.certainty,
    )


def _nothing(clip: SmallClip) -> Finding:
    seconds = min(DEFAULT, _milliseconds(clip.seconds / 8))
    return Finding(
        fault=Fault.NOTHING,
        frames=int(float(seconds) * clip.rate),
        seconds=seconds,
        reason="nothing found: a quarter of a second by default",
        certainty=1.0,
    )


def _milliseconds(seconds: float) -> Decimal:
    return Decimal(repr(round(seconds, 6))).quantize(Decimal("0.001"), ROUND_FLOOR)
