"""Bringing a mix to its target: one gain for all of it, and a limiter for the peaks that this gain would push too high.

Both are reckoned from the meter's frames, so the gain is found exactly before the sound is touched once.
"""

from dataclasses import dataclass

import numpy as np

from tools.stitching.sound.metering import FRAME, Curve, loudness
from tools.studio.sound import Samples

ATTACK = 1.0
"""Decibels a millisecond by which the limiter closes ahead of a peak."""
RELEASE = 0.1
"""Decibels a millisecond by which it opens again."""
DEEPEST = 18.0
"""Decibels that the limiter takes off at most: beyond that a mix is left quieter, not crushed."""
CLOSE = 0.01


@dataclass(frozen=True)
class Finish:
    """The gain in decibels, the limiter's curve (decibels, at the frames' edges), and what they make (LUFS, dBTP)."""

    gain_db: float
    curve: Curve
    lufs: float
    true_peak: float

    def apply(self, samples: Samples, first: int) -> Samples:
        """The samples as they are heard; `first` is their place in the film."""
        places = np.arange(first, first + len(samples)) / FRAME
        begin, end = first // FRAME, min(len(self.curve), (first + len(samples)) // FRAME + 2)
        gains = 10 ** ((self.curve[begin:end] + self.gain_db) / 20)
        return samples * np.interp(places - begin, np.arange(end - begin), gains).astype(np.float32)[:, None]


def finish(energies: Curve, peaks: Curve, lufs: float, ceiling_db: float) -> Finish | None:
    """The gain that brings a mix to `lufs` with no true peak above `ceiling_db`; None for silence.

    Where that would take the limiter too deep, the nearest finish that does not.
    """
    raw = loudness(energies)
    if raw is None:
        return None
    highest = 20 * np.log10(max(1e-9, float(peaks.max())))
    most = ceiling_db - highest + DEEPEST
    gain = min(lufs - raw, most)
    best = made = limited(energies, peaks, gain, ceiling_db)
    step = lufs - made.lufs
    # no bisection of the whole range: the gate makes loudness leap, and the least limiting that does is wanted
    while abs(best.lufs - lufs) > CLOSE and abs(step) > CLOSE and (step < 0 or gain < most):
        made = limited(energies, peaks, min(most, gain + step), ceiling_db)
        best = min(best, made, key=lambda each: abs(each.lufs - lufs))
        if (made.lufs - lufs) * step > 0:
            step /= 2
        else:
            gain, step = made.gain_db, step * 1.5
    return best


def limited(energies: Curve, peaks: Curve, gain_db: float, ceiling_db: float) -> Finish:
    """What that gain and the limiter that it needs would make of the mix."""
    over = np.minimum(0.0, ceiling_db - gain_db - 20 * np.log10(np.maximum(peaks, 1e-9)))
    curve = sloped(over, fall=ATTACK, rise=RELEASE)
    edges = np.minimum(np.append(curve, curve[-1]), np.append(curve[0], curve))
    middles = (edges[1:] + edges[:-1]) / 2
    told = loudness(energies * 10 ** ((middles + gain_db) / 10))
    highest = float((peaks * 10 ** ((middles + gain_db) / 20)).max())
    return Finish(gain_db, edges, -np.inf if told is None else told, 20 * float(np.log10(max(highest, 1e-9))))


def sloped(wanted: Curve, fall: float, rise: float) -> Curve:
    """The highest curve that is nowhere above `wanted`, and moves by at most `fall` down and `rise` up a frame.

    It falls ahead of time. Both slopes are running minima of the curve seen against a slope.
    """
    steps = np.arange(len(wanted))
    risen = np.minimum.accumulate(wanted - rise * steps) + rise * steps
    backwards = np.minimum.accumulate(risen[::-1] - fall * steps) + fall * steps
    result: Curve = backwards[::-1]
    return result
