"""The spoken voice: hibari-tts on onnxruntime, with the times of the words out of the model itself."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.film.errors import GreenlightError
from tools.film.footage import SpokenWord
from tools.studio.sound import RATE, Samples, write_wav

MODEL_RATE = 24_000
LOUDNESS = 10 ** (-20 / 20)
"""RMS that a line is brought to; the model itself is quiet."""
GAP = 0.28
"""Seconds of silence between sentences."""
DURATIONS = "/Clip_output_0"
"""The graph's own frames per phoneme: hibari-tts 0.2.1."""


class Unspeakable(GreenlightError):
    """There is nothing in the line that this English voice can say."""


@dataclass(frozen=True)
class Spoken:
    """A spoken line: its length in seconds and when each of its words is heard."""

    seconds: Decimal
    words: tuple[SpokenWord, ...]


def speak(text: str, destination: Path) -> Spoken:
    """Speak English text into a 48 kHz mono WAV. The words are the text's own, split at spaces.

    Raises Unspeakable when there is nothing in it that this voice can say.
    """
    parts = [part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if re.search(r"\w", part)]
    if not parts:
        raise Unspeakable("There are no words to speak in that line; change it, or leave the voice out.")
    sound: list[Samples] = []
    words: list[SpokenWord] = []
    clock = 0.0
    for part in parts:
        samples, starts = _trimmed(*_say(part))
        length = len(samples) / MODEL_RATE
        words += _timed(part.split(), starts, length, clock)
        sound += [samples, np.zeros(int(GAP * MODEL_RATE), np.float32)]
        clock += length + GAP
    joined = _levelled(_doubled(np.concatenate(sound[:-1])))
    write_wav(joined, destination)
    return Spoken(seconds=_exact(len(joined) / RATE), words=tuple(words))


def _say(sentence: str) -> tuple[Samples, list[tuple[float, float]]]:
    """The samples of one sentence, and the start and end in seconds of each run of phonemes between spaces."""
    engine, session = _engine()
    phonemes = engine.g2p(sentence)
    known = [phoneme for phoneme in phonemes if phoneme in engine.vocab]
    if not known:
        raise Unspeakable(
            "The voice speaks English only and knows no word of a line; it is shown as a caption instead."
        )
    ids = engine.ids(phonemes)
    samples = np.asarray(engine.from_ids(ids), np.float32).reshape(-1)
    if session is None:
        return samples, []
    feeds = {"ids": np.array([ids], np.int64), "speed": np.array([1.0], np.float32)}
    durations = np.asarray(session.run([DURATIONS], feeds)[0], float).reshape(-1)
    if durations.sum() <= 0:
        return samples, []
    frame = len(samples) / MODEL_RATE / durations.sum()
    return samples, _runs(known, np.concatenate([[0.0], np.cumsum(durations)]) * frame)


def _trimmed(samples: Samples, runs: list[tuple[float, float]]) -> tuple[Samples, list[tuple[float, float]]]:
    """The sentence without the model's silence around it, and its times moved along."""
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    if not len(loud):
        return samples, runs
    first = max(0, int(loud[0]) - int(0.05 * MODEL_RATE))
    last = min(len(samples), int(loud[-1]) + int(0.10 * MODEL_RATE))
    moved, length = first / MODEL_RATE, (last - first) / MODEL_RATE
    clipped = [(min(length, max(0.0, a - moved)), min(length, max(0.0, b - moved))) for a, b in runs]
    return samples[first:last], clipped


def _runs(phonemes: list[str], clock: NDArray[np.float64]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    begun: float | None = None
    end = 0.0
    for number, phoneme in enumerate(phonemes, start=1):
        if number + 1 >= len(clock):
            break
        if phoneme == " ":
            if begun is not None:
                runs.append((begun, end))
            begun = None
        elif phoneme not in ".,!?;:—…\"'":
            begun = clock[number] if begun is None else begun
            end = clock[number + 1]
    if begun is not None:
        runs.append((begun, end))
    return runs


def _timed(written: list[str], runs: list[tuple[float, float]], length: float, offset: float) -> list[SpokenWord]:
    """Give each written word its run; where a number or a sign was read as several, share the time by length."""
    if len(runs) != len(written):
        weights = np.cumsum([0.0, *[len(word) + 1.0 for word in written]])
        edges = weights / weights[-1] * length
        runs = [(float(a), float(b)) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    return [
        SpokenWord(text=word, start=_exact(offset + start), end=_exact(offset + max(start, end)))
        for word, (start, end) in zip(written, runs, strict=True)
    ]


@cache
def _engine() -> tuple[Any, Any]:
    """The voice, once a process, and a session that also gives durations; None where this model has no such output."""
    import onnxruntime
    from hibari import Hibari
    from hibari.voices import voice_path

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    model = Path(voice_path("heart")).read_bytes() + _field(7, _field(12, _field(1, DURATIONS.encode())))
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception:  # another version of the model: times are then shared by length, the voice itself is not touched
        session = None
    return Hibari(), session


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited protobuf field: appended to the model it declares one more graph output."""
    header, length = bytes([(number << 3) | 2]), len(content)
    while True:
        digit, length = length & 127, length >> 7
        header += bytes([digit | (128 if length else 0)])
        if not length:
            return header + content


def _doubled(samples: Samples) -> Samples:
    """24 kHz to 48 kHz with a short windowed-sinc filter."""
    raised = np.zeros(len(samples) * 2, np.float32)
    raised[::2] = samples
    taps = np.arange(-24, 25)
    kernel = np.sinc(taps / 2) * np.hanning(len(taps))
    return np.convolve(raised, kernel, "same").astype(np.float32)


def _levelled(samples: Samples) -> Samples:
    active = samples[np.abs(samples) > 0.003]
    loudness = float(np.sqrt(np.mean(active**2))) if len(active) else 0.0
    if loudness == 0:
        raise Unspeakable("The voice stayed silent for a line; change it, or leave the voice out.")
    gained = samples * (LOUDNESS / loudness)
    limited: Samples = (np.tanh(gained * 1.1) / 1.1).astype(np.float32)
    return limited


def _exact(seconds: float) -> Decimal:
    return Decimal(f"{max(0.0, seconds):.3f}")
