"""WAV files at 48 kHz, 16 bit, written whole or not at all."""

import os
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Samples = NDArray[np.float32]


def write_wav(samples: Samples, destination: Path) -> None:
    """Write mono (n,) or stereo (n, 2) samples from -1 to 1."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    destination.parent.mkdir(parents=True, exist_ok=True)
    beside = destination.with_name(f".{destination.name}.{os.getpid()}.tmp")
    try:
        with wave.open(str(beside), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
        beside.replace(destination)
    finally:
        beside.unlink(missing_ok=True)
