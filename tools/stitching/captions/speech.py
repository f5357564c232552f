"""When each known word is spoken, where nobody measured it: by its share of the time, or along a recording's energy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tools.film.errors import GreenlightError
from tools.stitching.captions.words import pause, syllables

HOP = 0.01
"""Seconds between two values of a recording's energy."""
QUIETEST = 0.04
"""Below this share of its loud passages a recording is silent."""
SHORTEST_REST, SHORTEST_SOUND = 0.14, 0.05
REACH = 0.45
"""How many seconds off its share of the sound a pause may lie and still be taken for that of a comma or full stop."""
PACE = (1.5, 11.0)
"""Syllables in a second of sound that speech can have; outside it the words are not those of the recording."""


@dataclass(frozen=True)
class Spoken:
    """A word with its start and end in seconds."""

    text: str
    start: float
    end: float


def shared_out(words: Sequence[str], start: float, end: float) -> list[Spoken]:
    """Every word as long as its syllables' share of the time, with rests after punctuation."""
    if not words:
        return []
    said = [max(0.3, syllables(word)) for word in words]
    steps = [length + pause(word) for length, word in zip(said, words, strict=True)]
    steps[-1] = said[-1]
    unit = (end - start) / sum(steps)
    begins = [start + unit * before for before in accumulate(steps[:-1], initial=0.0)]
    return [Spoken(word, begin, begin + unit * length) for word, begin, length in zip(words, begins, said, strict=True)]


def energy_of(recording: Path) -> NDArray[np.float32]:
    """The loudness of a recording, one value (root mean square, 0 to 1) every `HOP` seconds.

    Raises GreenlightError when the file holds no sound that can be read.
    """
    rate = 16_000
    window = int(rate * HOP)
    try:
        with av.open(str(recording)) as opened:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
            parts = [part.to_ndarray()[0] for frame in opened.decode(audio=0) for part in resampler.resample(frame)]
    except (av.FFmpegError, IndexError, OSError) as problem:
        raise GreenlightError(
            f"{recording.name} holds no sound that can be read; bring the recording again."
        ) from problem
    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    whole = sound[: len(sound) // window * window].reshape(-1, window)
    return np.sqrt((whole**2).mean(axis=1)).astype(np.float32) if len(whole) else np.zeros(0, np.float32)


def aligned(words: Sequence[str], energy: NDArray[np.float32], hop: float = HOP) -> list[Spoken]:
    """The words laid along a recording: silences are skipped, and rests are found where punctuation asks for them.

    Times are seconds from the recording's beginning. Empty when the recording cannot hold these words.
    """
    sound = _sounding(energy, hop)
    voiced = np.concatenate([[0.0], np.cumsum(sound)]) * hop
    said = [max(0.3, syllables(word)) for word in words]
    if not words or voiced[-1] <= 0 or not PACE[0] <= sum(said) / voiced[-1] <= PACE[1]:
        return []
    edges = np.concatenate([[0.0], np.cumsum(said)]) / sum(said) * voiced[-1]
    edges = _anchored(edges, words, _rests(sound, hop, voiced))
    begins = [_moment(voiced, edge, hop, after=True) for edge in edges[:-1]]
    ends = [_moment(voiced, edge, hop, after=False) for edge in edges[1:]]
    return [Spoken(word, begin, max(begin, end)) for word, begin, end in zip(words, begins, ends, strict=True)]


def _sounding(energy: NDArray[np.float32], hop: float) -> NDArray[np.bool_]:
    """Where somebody speaks: above the noise, short gaps closed and clicks left out."""
    if not len(energy):
        return np.zeros(0, bool)
    loud = float(np.percentile(energy, 95))
    floor = float(np.percentile(energy, 5))
    sound = energy > max(loud * QUIETEST, min(floor * 2.5, loud * 0.35), 1e-5)
    for value, shortest in ((False, SHORTEST_REST), (True, SHORTEST_SOUND)):
        for first, last in _stretches(sound, value):
            inner = value or (first > 0 and last < len(sound))
            if (last - first) * hop < shortest and inner:
                sound[first:last] = not value
    return sound


def _stretches(sound: NDArray[np.bool_], value: bool) -> list[tuple[int, int]]:
    marks = np.flatnonzero(np.diff(np.concatenate([[False], sound == value, [False]]).astype(np.int8)))
    return [(int(first), int(last)) for first, last in marks.reshape(-1, 2)]


def _rests(sound: NDArray[np.bool_], hop: float, voiced: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Each silence inside: how much has been spoken before it, and how long it is."""
    return [
        (float(voiced[first]), (last - first) * hop)
        for first, last in _stretches(sound, False)
        if first > 0 and last < len(sound)
    ]


def _anchored(
    edges: NDArray[np.float64], words: Sequence[str], rests: list[tuple[float, float]]
) -> NDArray[np.float64]:
    """The words' edges moved so that punctuation meets silences; what lies between keeps its proportions."""
    known, moved = [0.0], [0.0]
    for place, word in enumerate(words[:-1]):
        if not pause(word) or not rests:
            continue
        edge = float(edges[place + 1])
        near = min(rests, key=lambda rest: abs(rest[0] - edge) - rest[1] * 0.5)
        if abs(near[0] - edge) <= REACH and near[0] > moved[-1] + 0.05 and edge > known[-1]:
            known.append(edge)
            moved.append(near[0])
    last = float(edges[-1])
    if moved[-1] >= last:
        known, moved = known[:-1], moved[:-1]
    return np.interp(edges, [*known, last], [*moved, last])


def _moment(voiced: NDArray[np.float64], edge: float, hop: float, *, after: bool) -> float:
    """When so much has been spoken: the end of the silence there for a beginning, its start for an end."""
    if after:
        place = int(np.searchsorted(voiced, edge + 1e-9, side="right")) - 1
    else:
        place = int(np.searchsorted(voiced, edge - 1e-9, side="left"))
    return min(max(place, 0), len(voiced) - 1) * hop
