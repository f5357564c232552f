"""Writing the finished sound: a WAV, or AAC in an MP4 that the film takes over as it is."""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tools.studio.sound import RATE, Samples

AAC_RATE = 192_000
"""Bits a second."""
Write = Callable[[Samples], None]


@contextmanager
def writing(path: Path, *, as_aac: bool) -> Iterator[Write]:
    """Take samples (n, 2) from -1 to 1, in order, into a file of 48 kHz stereo."""
    with _aac(path) if as_aac else _wav(path) as write:
        yield write


@contextmanager
def _wav(path: Path) -> Iterator[Write]:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        yield lambda samples: file.writeframes(np.rint(np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())


@contextmanager
def _aac(path: Path) -> Iterator[Write]:
    import av
    from av.audio.stream import AudioStream

    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo", options={"b": str(AAC_RATE)})
        assert isinstance(stream, AudioStream), "AAC is sound"
        place = 0

        def write(samples: Samples) -> None:
            nonlocal place
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, place
            place += len(samples)
            container.mux(stream.encode(frame))

        yield write
        container.mux(stream.encode(None))
