"""Faults at one end of a clip, from its measures. Pure. Frame 0 is the outermost; the tail comes with time reversed.

Every detector answers with how many frames to cut, or None. None of them knows absolute figures alone: each compares
the end with the `own` steady part of the same clip.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.stitching.trimming.findings import DEFAULT, Fault
from tools.stitching.trimming.measures import Measures, Series

Mask = NDArray[np.bool_]

ODD, VERY_ODD = 1.3, 2.8
"""Scores at which a frame belongs to a morph that there is, and at which there is one."""
WIDE = 0.2
"""The share of the picture in which something must move as a rule; where less does, the rest stands still anyway."""
AFTER, LAG = 0.7, 4
"""Seconds after a picture stood still in which is seen how it goes on, and the frames that an encoder may need before
it shows that: it draws some of them nearer to their neighbours than they were."""
SLOW = 0.6
"""Levels of change from frame to frame below which an encoder makes dips of its own."""
TIMES = 3
"""Frames from one that is doubled to the next one at most: each is shown twice or three times."""
DIP = 0.15
"""The share of the steps around it below which a step is none: the same picture again, but for the encoder's noise."""
WITHIN_USUAL = 0.75
"""The share of the usual trim below which nothing is worth an alarm, because it goes anyway."""
TURNING, TURNED = 30.0, 5.0
"""Levels of colour a second that are worth an alarm, and levels in all."""
JUMPS = 0.2
"""The share of what is drawn that is new at once where another picture begins."""
MELT = 0.02
"""The share of what is drawn that nobody would see change."""
GAP = 0.2
"""Seconds within which a morph that seems to have settled may come back, as the crest of a wave does."""


@dataclass(frozen=True)
class End:
    """One end of a clip: its measures, what is usual inside the clip, and how deep a fault can reach."""

    measures: Measures
    own: Measures
    limit: int
    """Frames from the end within which something is a fault; further inside it is what the clip shows."""
    rate: float


@dataclass(frozen=True)
class Found:
    """A fault and the frames to cut for it."""

    fault: Fault
    frames: int
    reason: str
    certainty: float


def faults(end: End) -> list[Found]:
    """Everything that is wrong with one end, what reaches furthest first."""
    found = [each for detect in SUDDEN if (each := detect(end)) is not None]
    found = found or [each for detect in GRADUAL if (each := detect(end)) is not None]
    return sorted(found, key=lambda each: -each.frames)


def blank(end: End) -> Found | None:
    """Frames that show nothing, with an edge: a slow fade is meant, and so is a light that blinds all along."""
    usual = float(np.median(end.own.contrast))
    if usual < 12:
        return None
    least = min(6.0, 0.2 * usual)
    empty = end.measures.contrast < least
    last = _last(empty[: end.limit])
    if last is None or (end.own.contrast < least).any():
        return None
    after = end.measures.contrast[last + 1 : last + 4]
    if not len(after) or float(after[-1]) < 0.5 * usual:
        return None
    dark = float(end.measures.level[last, 0]) < 40
    return Found(Fault.BLANK, last + 1, _for("black" if dark else "blank", int(empty[: last + 1].sum())), 0.98)


def flash(end: End) -> Found | None:
    """Brightness or colour that steps, while it does not in the clip itself."""
    step = end.measures.step
    usual = float(end.own.step.max(initial=0.0))
    least = max(5.0, 3 * usual)
    sudden = np.array([_sudden(step, n) for n in range(min(end.limit, len(step)))])
    last = _last(sudden > least)
    if last is None:
        return None
    frames = last + 1
    while frames < end.limit and step[frames] > max(2.0, 2 * usual, 0.1 * float(sudden.max())):
        frames += 1
    return Found(Fault.FLASH, frames, "a flash", _certainty(float(sudden.max()), least))


def frozen(end: End) -> Found | None:
    """Frames that stand still and then go on at once, in a clip in which much of the picture moves."""
    usual = float(np.median(end.own.change))
    if usual < 0.1 or float(np.median(end.own.spread)) < WIDE:
        return None
    change = end.measures.change
    still = change < max(0.02, 0.12 * usual)
    start = int(np.argmax(still)) if still.any() else len(still)
    if start > 2:
        return None
    frames = start + _run(still[start:])
    if frames - start < max(4, _unusual(end)) or frames >= len(change) - 4 or frames > end.limit:
        return None
    after, soon = slice(frames, frames + round(AFTER * end.rate)), change[frames : frames + 2]
    if float(np.median(change[after])) < 0.4 * usual or float(np.median(end.measures.spread[after])) < WIDE:
        return None
    if float(soon.max()) < 0.8 * usual and not _goes_on_at_once(change[: after.stop], frames):
        return None
    return Found(Fault.FROZEN, frames, f"frozen for {frames - start} frames", 0.95)


def duplicated(end: End) -> Found | None:
    """Frames shown twice or more, in a clip that otherwise shows each once."""
    usual = float(np.median(end.own.change))
    if usual < SLOW or float(np.median(end.own.spread)) < WIDE or _dips(end.own.change, usual)[:-1].mean() > 0.04:
        return None
    dips = _dips(end.measures.change, usual)[: end.limit]
    at = np.flatnonzero([True, *dips])  # the first stands for the end itself
    last = int(at[_run(np.diff(at) <= TIMES)]) - 1
    if last < 3 or dips[: last + 1].sum() < 2:
        return None
    return Found(Fault.DUPLICATED, last + 1, f"{int(dips[: last + 1].sum())} duplicated frames", 0.85)


def recoloured(end: End) -> Found | None:
    """Colours that turn, faster than they ever do in the clip itself, until they are its own."""
    measures, own = end.measures, end.own
    turn = _smooth(measures.turn)
    turn[measures.contrast < 0.6 * float(np.median(own.contrast))] = 0.0
    least = max(TURNING / end.rate, 3 * float(np.quantile(own.turn, 0.98)))
    last = _last(turn[: end.limit] > least)
    if last is None or turn[: last + 1].sum() < TURNED:
        return None
    return Found(Fault.MORPH, last + 1, "its colours turn", _certainty(float(turn.max()), least))


def jump(end: End) -> Found | None:
    """Another picture that is cut away from at once."""
    measures, own = end.measures, end.own
    least = 1.5 * float(own.surprise.max()) + JUMPS
    alike = float(own.likeness.min())
    calm = np.array([_beside(measures.surprise, n) for n in range(end.limit)])
    sudden = (measures.surprise[: end.limit] > least) & (measures.likeness[: end.limit] < alike)
    last = _last(sudden & (measures.surprise[: end.limit] > 2 * calm + JUMPS))
    if last is None:
        return None
    return Found(Fault.JUMP, last + 1, "a sudden jump", _certainty(float(measures.surprise[last]), least))


def morph(end: End) -> Found | None:
    """What the clip's own motion does not foretell, from the end inwards, until it settles."""
    scores = _scores(end)
    reach, total = 0, 0
    for start, stop in _pieces(scores, ODD):
        far = start > reach + round(GAP * end.rate)
        if float(scores[start:stop].max()) < VERY_ODD or far:
            continue
        reach, total = stop, total + stop - start
    if total < 3 or not _unusual(end) < reach <= end.limit:
        return None
    certainty = _certainty(float(scores[:reach].max()), VERY_ODD)
    return Found(Fault.MORPH, reach, "morphs against its own motion", certainty)


SUDDEN: tuple[Callable[[End], Found | None], ...] = (blank, flash, frozen, duplicated, jump)
GRADUAL: tuple[Callable[[End], Found | None], ...] = (morph, recoloured)
"""Looked for where nothing sudden was found, which would seem gradual too."""


def _scores(end: End) -> Series:
    """By how many of its own swings each frame differs from what is usual in the clip."""
    measures, own = end.measures, end.own
    trusted = measures.contrast > 0.4 * float(np.median(own.contrast))
    turning = [
        _score(_beyond(measures.zoom[:, n], own.zoom[:, n]), _beyond(own.zoom[:, n], own.zoom[:, n]), 1.5)
        for n in range(2)
    ]
    surprise = _score(measures.surprise, own.surprise, MELT)
    melting = _score(measures.unexplained, own.unexplained, MELT)
    unrest = _score(measures.unrest, own.unrest, 1.2)
    scores: Series = trusted * np.max([_steady(each) for each in (surprise, melting, unrest, *turning)], axis=0)
    return scores


def _unusual(end: End) -> float:
    """Frames that must be wrong to be worth an alarm: fewer go with the usual quarter of a second anyway."""
    return WITHIN_USUAL * float(DEFAULT) * end.rate


def _goes_on_at_once(change: Series, frames: int) -> bool:
    """Whether it rather stood still for so many frames and then had its pace than set out slowly, from early on."""
    times = np.delete(np.arange(len(change)), slice(frames, frames + LAG))
    change, still = change[times], times < frames
    stood = float(((change - np.where(still, 0.0, change[~still].mean())) ** 2).sum())
    for first in range(frames // 2 + 1):
        ramp = np.maximum(0.0, times - first + 0.5)
        grown = ramp * float((ramp * change).sum()) / float((ramp * ramp).sum())
        if float(((change - grown) ** 2).sum()) < stood:
            return False
    return True


def _beyond(series: Series, own: Series) -> Series:
    """How far a motion is from the usual one; a camera that comes to rest does nothing odd."""
    usual = float(np.median(own))
    resting = (series * usual > 0) & (np.abs(series) < abs(usual))
    return np.where(resting, 0.0, np.abs(series - usual))


def _score(series: Series, own: Series, floor: float) -> Series:
    middle = float(np.median(own))
    swing = max(floor, float(np.quantile(own, 0.95)) - middle, 0.25 * middle)
    return (series - middle) / swing


def _smooth(series: Series) -> Series:
    return np.convolve(np.pad(series, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")


def _steady(series: Series) -> Series:
    """Without what is odd for a single frame, in which the motion was not seen."""
    padded = np.pad(series, 1, mode="edge")
    return np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0)


def _dips(change: Series, usual: float) -> Mask:
    """Where hardly anything changes between two steps that are as large as usual."""
    near = [
        min(max(change[n - 3 : n]) if n > 2 else np.inf, max(change[n + 1 : n + 4], default=0.0))
        for n in range(len(change))
    ]
    return np.array([value < DIP * high and high > 0.5 * usual for value, high in zip(change, near, strict=True)])


def _beside(change: Series, n: int) -> float:
    """How much changes as a rule just before or just after a step, whichever is more."""
    before, after = change[max(0, n - 3) : n], change[n + 1 : n + 7]
    return float(max(np.median(each) for each in (before, after) if len(each)))


def _sudden(step: Series, n: int) -> float:
    """How much larger a step is than those before and after it: a slow fade steps, but evenly."""
    before, after = step[max(0, n - 8) : n], step[n + 1 : n + 9]
    return float(step[n] - max(np.median(before) if len(before) > 3 else 0.0, np.median(after) if len(after) else 0.0))


def _pieces(scores: Series, least: float) -> Iterator[tuple[int, int]]:
    """From where to where the scores stay above `least`."""
    above = np.concatenate([[False], scores > least, [False]])
    edges = np.flatnonzero(above[1:] != above[:-1])
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _last(mask: Mask) -> int | None:
    found = np.flatnonzero(mask)
    return int(found[-1]) if len(found) else None


def _run(mask: Mask) -> int:
    """How many are true from the first on."""
    return len(mask) if mask.all() else int(np.argmin(mask))


def _certainty(value: float, least: float) -> float:
    return round(min(0.99, 0.6 + 0.2 * (value / least - 1)), 2)


def _for(what: str, frames: int) -> str:
    return f"{what} for {frames} frame{'s' if frames > 1 else ''}"
