"""How loud a sound is: ITU-R BS.1770-4 loudness and true peak, measured a piece at a time.

Everything is told per frame of a millisecond, so that what a gain does to loudness and peaks can be reckoned without
touching the sound again.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tools.studio.sound import RATE, Samples

FRAME = RATE // 1000
"""Samples of a frame: one millisecond."""
BEFORE, STEP, AFTER = 4_800, 57_600, 1_600
"""One look: samples of context (the filter rings for 0.1 s), samples measured, samples of context for peaks."""
SIZE = BEFORE + STEP + AFTER
OVERSAMPLING = 4
HOP = 100
"""Frames between two gating blocks; a block is four hops long and overlaps the next by three."""
SILENCE = -70.0
Curve = NDArray[np.float64]


class Meter:
    """Fed with a sound from its beginning; `energies` and `peaks` are complete after `finish`."""

    def __init__(self, *, peaks: bool = False) -> None:
        self._with_peaks = peaks
        self._held: Samples = np.zeros((BEFORE, 2), np.float32)
        self._energies: list[Curve] = []
        self._peaks: list[Curve] = []
        self._total = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples, (n, 2)."""
        self._total += len(samples)
        self._held = np.concatenate([self._held, samples])
        while len(self._held) >= SIZE:
            self._look(self._held[:SIZE])
            self._held = self._held[STEP:]

    def finish(self) -> None:
        """The sound is over."""
        frames = -(-self._total // FRAME)
        while sum(map(len, self._energies)) < frames:
            self._look(np.concatenate([self._held, np.zeros((max(0, SIZE - len(self._held)), 2), np.float32)])[:SIZE])
            self._held = self._held[STEP:]
        self._energies = [_joined(self._energies)[:frames]]
        self._peaks = [_joined(self._peaks)[:frames]]

    @property
    def energies(self) -> Curve:
        """The K-weighted sum of squares of both channels in each frame."""
        return _joined(self._energies)

    @property
    def peaks(self) -> Curve:
        """The highest true peak of both channels in each frame; empty unless it was asked for."""
        return _joined(self._peaks)

    def _look(self, samples: Samples) -> None:
        spectrum = np.fft.rfft(np.ascontiguousarray(samples.T), axis=1)
        weighted = np.fft.irfft(spectrum * _weighting(), SIZE, axis=1)[:, BEFORE : BEFORE + STEP]
        frames = weighted.reshape(2, -1, FRAME)
        self._energies.append(np.einsum("cfs,cfs->f", frames, frames).astype(np.float64))
        if self._with_peaks:
            fine = np.fft.irfft(spectrum, SIZE * OVERSAMPLING, axis=1)[
                :, BEFORE * OVERSAMPLING : (BEFORE + STEP) * OVERSAMPLING
            ]
            highest = np.abs(fine).reshape(2, -1, FRAME * OVERSAMPLING).max(axis=(0, 2))
            self._peaks.append(highest.astype(np.float64) * OVERSAMPLING)


def loudness(energies: Curve) -> float | None:
    """Integrated loudness in LUFS of frames of K-weighted energy, gated; None for silence.

    A sound shorter than one gating block (0.4 s) counts as one that silence fills up.
    """
    if len(energies) < 4 * HOP:
        energies = np.concatenate([energies, np.zeros(4 * HOP - len(energies))])
    hops = energies[: len(energies) // HOP * HOP].reshape(-1, HOP).sum(axis=1)
    sums = np.concatenate([[0.0], np.cumsum(hops)])
    blocks = (sums[4:] - sums[:-4]) / (4 * HOP * FRAME)
    heard = blocks[blocks > _power(SILENCE)]
    if len(heard) == 0:
        return None
    heard = heard[heard > heard.mean() / 10]
    return float(-0.691 + 10 * np.log10(heard.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _joined(curves: list[Curve]) -> Curve:
    return np.concatenate(curves) if curves else np.zeros(0)


@cache
def _weighting() -> NDArray[np.complex64]:
    """The K weighting's two filters (BS.1770-4, tables 1 and 2, for 48 kHz) as one response over the spectrum."""
    z = np.exp(-2j * np.pi * np.arange(SIZE // 2 + 1) / SIZE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    highpass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    response: NDArray[np.complex64] = (shelf * highpass).astype(np.complex64)
    return response
