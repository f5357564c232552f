"""Reading sound out of any file: always 48 kHz stereo floats, from an exact place, a piece at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tools.ffmpeg import PLAIN_FILE
from tools.film.errors import GreenlightError
from tools.studio.sound import RATE, Samples

if TYPE_CHECKING:
    import av
    import av.container

SAFE = {**PLAIN_FILE, "enable_drefs": "0"}
"""Plain files only: no playlist, no address, nothing that points at another file is ever opened."""
QUICKLY = {"probesize": "65536"}
"""A WAV says what it holds in its first bytes; without this, megabytes of it are read to find out."""
PREROLL = 0.5
"""Seconds decoded and thrown away after a seek: MP3 and AAC need what came before to be exact."""
LARGEST = 64.0
"""Floats may lie above full scale, but not by 36 dB: that is a file that was read wrong."""


class Unheard(GreenlightError):
    """The file cannot be read as sound; the sentence says why."""


class NoSound(Unheard):
    """The file can be read, and has no sound there: what most clips are like."""


class Recording:
    """A stretch of a file's sound, read in order. Raises Unheard when there is no sound in it to begin with.

    What is not a number, or absurdly large, is played as silence and counted in `broken`.
    """

    def __init__(self, path: Path, offset: int = 0) -> None:
        """Begin at `offset`, in samples at 48 kHz from the beginning of the file's own clock."""
        self.broken = 0
        self._pieces = _pieces(path, offset)
        self._held: Samples = np.zeros((0, 2), np.float32)
        try:
            self._take()
        except StopIteration:
            self._held = np.zeros((0, 2), np.float32)

    def read(self, count: int) -> Samples:
        """The next `count` samples as (count, 2); fewer only where the file ends or is damaged."""
        parts, missing = [], count
        while missing > 0:
            if len(self._held) == 0:
                try:
                    self._take()
                except (StopIteration, Unheard):
                    break
            part, self._held = self._held[:missing], self._held[missing:]
            parts.append(part)
            missing -= len(part)
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)

    def close(self) -> None:
        """Let go of the file."""
        self._pieces.close()  # type: ignore[attr-defined]  # a generator

    def _take(self) -> None:
        piece = next(self._pieces)
        sound = np.abs(piece) < LARGEST
        if not sound.all():
            self.broken += int(piece.size - sound.sum())
            piece = np.where(sound, piece, np.float32(0))
        self._held = piece


def _pieces(path: Path, offset: int) -> Iterator[Samples]:
    import av

    if not path.is_file():
        raise Unheard(f"{path.name} is not a file")
    try:
        options = SAFE | QUICKLY if path.suffix == ".wav" else SAFE
        with av.open(f"file:{path}", options=options) as container:
            if not container.streams.audio:
                raise NoSound(f"{path.name} holds no sound")
            yield from _stretch(container, offset)
    except (av.FFmpegError, OSError, ValueError, ArithmeticError) as error:
        raise Unheard(f"{path.name} cannot be read as sound ({type(error).__name__})") from error


def _stretch(container: "av.container.InputContainer", offset: int) -> Iterator[Samples]:
    from av.audio.resampler import AudioResampler

    stream = container.streams.audio[0]
    zero = (container.start_time or 0) / 1_000_000
    if offset > (PREROLL + 0.5) * RATE:
        container.seek(int((zero + offset / RATE - PREROLL) * 1_000_000))
    resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
    place: int | None = None
    for frame in container.decode(stream):
        if place is None:
            begun = zero if frame.time is None else frame.time
            place = round((begun - zero) * RATE)
            if place > offset:
                yield np.zeros((place - offset, 2), np.float32)
        for made in resampler.resample(frame):
            yield from _after(made, place, offset)
            place += made.samples
    if place is not None:
        for made in resampler.resample(None):
            yield from _after(made, place, offset)
            place += made.samples


def _after(frame: "av.AudioFrame", place: int, offset: int) -> Iterator[Samples]:
    """What of the frame lies at or after the offset."""
    if place + frame.samples > offset:
        yield np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)[max(0, offset - place) :]
