"""The beat of a piece of music: its tempo, where the beats fall, and which of them begin a bar.

Onsets by spectral flux, tempo by their autocorrelation, beats by dynamic programming after D. Ellis, "Beat Tracking by
Dynamic Programming" (2007); where the tempo never changes, which is most recorded music, a straight line through them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tools.studio.sound import RATE, Samples

HOP = RATE // 100
WINDOW = 2_048
BANDS = 36
LOWEST, HIGHEST = 40.0, 12_000.0
SLOWEST, FASTEST, USUAL = 55.0, 190.0, 112.0
"""Beats a minute."""
TIGHT = 100.0
"""How dearly the tracker pays for a beat that comes too early or too late."""
BAR = 4
"""Beats of a bar: what nearly all music that people put under a film has."""
STEADY = 0.02
"""Seconds: beats that lie this close to a straight line were played to a click, and the line is more exact."""
CLEAR = 0.12
"""The least autocorrelation, of 1, at the beat: below that there is none to speak of."""
Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Beats:
    """Where the beats of a recording fall, in seconds, and which one of them begins the first whole bar."""

    tempo: float
    """Beats a minute."""
    times: tuple[float, ...]
    downbeat: int

    @property
    def bars(self) -> tuple[float, ...]:
        """Where the bars begin."""
        return self.times[self.downbeat :: BAR]


class Listener:
    """Fed with a recording from its beginning; keeps only its spectrum in a few bands, a hundred times a second."""

    def __init__(self) -> None:
        self._held = np.zeros(WINDOW // 2, np.float32)
        self._rows: list[NDArray[np.float32]] = []

    def feed(self, samples: Samples) -> None:
        """Take the next samples, (n, 2)."""
        self._held = np.concatenate([self._held, samples.mean(axis=1, dtype=np.float32)])
        count = (len(self._held) - WINDOW) // HOP + 1
        if count > 0:
            windows = np.lib.stride_tricks.sliding_window_view(self._held, WINDOW)[: count * HOP : HOP]
            spectrum = np.abs(np.fft.rfft(windows * np.hanning(WINDOW).astype(np.float32), axis=1))
            self._rows.append(np.log1p(spectrum @ _bands() * 20).astype(np.float32))
            self._held = self._held[count * HOP :]

    def beats(self) -> Beats | None:
        """The beats; None where there is no steady pulse."""
        self.feed(np.zeros((WINDOW // 2, 2), np.float32))
        rows = np.concatenate(self._rows) if self._rows else np.zeros((0, BANDS), np.float32)
        if len(rows) < 300:
            return None
        onsets = _onsets(rows)
        period = _period(onsets)
        if period is None:
            return None
        frames = _straightened(_tracked(onsets, period), len(onsets))
        if len(frames) < 2 * BAR:
            return None
        times = tuple(float(frame) * HOP / RATE for frame in frames)
        tempo = 60 * RATE / HOP / float(np.median(np.diff(frames)))
        return Beats(round(tempo, 2), times, _downbeat(rows, frames))


def _onsets(rows: NDArray[np.float32]) -> Curve:
    """How much begins in each hundredth of a second, above what is usual around it."""
    risen = np.maximum(0.0, np.diff(rows.astype(np.float64), axis=0, prepend=rows[:1])).sum(axis=1)
    usual = np.convolve(np.pad(risen, 50, mode="edge"), np.ones(101) / 101, "valid")
    clear = np.maximum(0.0, risen - usual)
    smooth = np.convolve(clear, np.hanning(7) / np.hanning(7).sum(), "same")
    return smooth / (smooth.std() or 1.0)


def _period(onsets: Curve) -> float | None:
    """Hundredths of a second between beats."""
    size = 1 << (2 * len(onsets)).bit_length()
    centred = onsets - onsets.mean()
    alike = np.fft.irfft(np.abs(np.fft.rfft(centred, size)) ** 2)[: len(onsets)]
    if alike[0] <= 0:
        return None
    alike = alike / alike[0]
    lags = np.arange(60 * 100 / FASTEST, 60 * 100 / SLOWEST, 0.25)
    places = np.arange(len(alike))
    score = sum(np.interp(lags * times, places, alike, right=0.0) / times for times in (1, 2, 4))
    score = score * np.exp(-0.5 * (np.log2(lags * USUAL / 6_000) / 0.7) ** 2)
    best = float(lags[int(np.argmax(score))])
    return best if np.interp([best, 2 * best], places, alike).max() >= CLEAR else None


def _tracked(onsets: Curve, period: float) -> Curve:
    """The chain of frames that hits the most onsets while it keeps to the period."""
    near, far = max(1, round(period / 2)), round(period * 2)
    cost = TIGHT * np.log(np.arange(far, near - 1, -1) / period) ** 2
    score, before = onsets.copy(), np.full(len(onsets), -1)
    for frame in range(far, len(onsets)):
        reached = score[frame - far : frame - near + 1] - cost
        best = int(reached.argmax())
        score[frame] += reached[best]
        before[frame] = frame - far + best
    last = len(onsets) - far + int(score[-far:].argmax()) if len(onsets) > far else int(score.argmax())
    chain = [last]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return np.array(chain[::-1], float)


def _straightened(frames: Curve, length: int) -> Curve:
    """A straight line through the beats over the whole recording, where they lie on one; else the beats as they are."""
    numbers = np.arange(len(frames))
    if len(frames) < 2 * BAR:
        return frames
    trusted = np.ones(len(frames), bool)
    for _ in range(4):
        slope, begin = np.polyfit(numbers[trusted], frames[trusted], 1)
        beside = np.abs(frames - (begin + slope * numbers))
        trusted = beside <= max(2.0, 2 * float(np.median(beside)))
    if float(np.median(beside)) * HOP / RATE > STEADY:
        return frames
    first = -int(begin // slope)
    line: Curve = begin + slope * np.arange(first, first + int(length / slope) + 2)
    return line[(line >= -3) & (line < length)].clip(0)


def _downbeat(rows: NDArray[np.float32], frames: Curve) -> int:
    """The beat of four on which the harmony changes most, and the bass comes in."""
    edges = np.append(frames, len(rows)).astype(int)
    means = np.array([rows[a : max(a + 1, b)].mean(axis=0) for a, b in zip(edges[:-1], edges[1:], strict=True)])
    change = np.abs(np.diff(means, axis=0, prepend=means[:1])).sum(axis=1)
    bass = np.array([rows[max(0, a - 3) : a + 8, :6].max() for a in edges[:-1]])
    weight = change / (change.std() or 1.0) + bass / (bass.std() or 1.0)
    return int(np.argmax([weight[phase::BAR].mean() for phase in range(BAR)]))


@cache
def _bands() -> NDArray[np.float32]:
    """Overlapping triangles, evenly spaced in pitch, that sum a spectrum into bands."""
    pitches = np.fft.rfftfreq(WINDOW, 1 / RATE)
    edges = np.geomspace(LOWEST, HIGHEST, BANDS + 2)
    rising = (pitches[:, None] - edges[None, :-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[None, 2:] - pitches[:, None]) / (edges[2:] - edges[1:-1])
    made: NDArray[np.float32] = (np.clip(np.minimum(rising, falling), 0, 1) * 4 / WINDOW).astype(np.float32)
    return made
