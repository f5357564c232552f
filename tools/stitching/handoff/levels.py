"""How loud each sound is over its length: its own level, and lower while somebody speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tools.stitching.edit import Edit
from tools.stitching.sound.cues import Cue
from tools.stitching.sound.levels import DUCKED, HOLD, LEAD

_LEAD, _HOLD = Decimal(LEAD) / 1000, Decimal(HOLD) / 1000
_FALL, _RISE = Decimal("0.18"), Decimal("0.70")
"""Seconds in which the mixer goes down and comes back; here they are straight lines too."""
SILENT = -96.0
"""What editors show as silence."""


@dataclass(frozen=True)
class Level:
    """A point of the level curve: seconds on the film, decibels there. Between points it is a straight line."""

    at: Decimal
    db: float


def levels(edit: Edit, cue: Cue, gain_db: float) -> tuple[Level, ...]:
    """The cue's level over its length; one point when it never changes.

    `gain_db` is what the mix turns its file up by, before the person's own word on it.
    """
    base = round(gain_db + cue.gain_db, 2)
    down = 0.0 if cue.is_speech else DUCKED[cue.kind]
    spans = _spoken(edit.cues, cue) if down else []
    points = [Level(cue.start, base)]
    for start, end in spans:
        points += [Level(max(start - _FALL, points[-1].at), base), Level(max(start, cue.start), base + down)]
        points += [Level(end, base + down), Level(end + _RISE, base)]
    return _within(points, cue)


def with_fades(points: Sequence[Level], cue: Cue) -> tuple[Level, ...]:
    """The curve with the cue's own fades in it, for formats that know no others."""
    rise, fall = cue.start + cue.fade_in, cue.end - cue.fade_out
    if rise > fall or not (cue.fade_in or cue.fade_out):
        return tuple(points)
    faded = [Level(rise, level_at(points, rise)), *(each for each in points if rise < each.at < fall)]
    faded.append(Level(fall, level_at(points, fall)))
    if cue.fade_in:
        faded.insert(0, Level(cue.start, SILENT))
    if cue.fade_out:
        faded.append(Level(cue.end, SILENT))
    return tuple(faded)


def level_at(points: Sequence[Level], moment: Decimal) -> float:
    """The level at a moment; as at the nearest point outside the curve."""
    before = points[0]
    for point in points:
        if point.at > moment:
            share = 1.0 if before is point else float((moment - before.at) / (point.at - before.at))
            return before.db + share * (point.db - before.db)
        before = point
    return before.db


def _spoken(cues: Sequence[Cue], cue: Cue) -> list[tuple[Decimal, Decimal]]:
    """When the cue is down; it does not come up between words that are near each other."""
    spans: list[tuple[Decimal, Decimal]] = []
    for other in sorted((each for each in cues if each.is_speech), key=lambda each: each.start):
        start, end = other.start - _LEAD, other.end + _HOLD
        if start >= cue.end or end <= cue.start:
            continue
        if spans and start - _FALL <= spans[-1][1] + _RISE:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _within(points: list[Level], cue: Cue) -> tuple[Level, ...]:
    """The points in order inside the cue, the last one at its end when the curve still moves there."""
    kept: list[Level] = []
    for point in points:
        if point.at >= cue.end:
            before = kept[-1]
            if point.at > cue.end and point.db != before.db:
                share = float((cue.end - before.at) / (point.at - before.at))
                kept.append(Level(cue.end, before.db + share * (point.db - before.db)))
            else:
                kept.append(Level(cue.end, point.db))
            break
        if kept and kept[-1].at == point.at:
            kept[-1] = point
        else:
            kept.append(point)
    if all(each.db == kept[0].db for each in kept):
        return (kept[0],)
    return tuple(kept)
