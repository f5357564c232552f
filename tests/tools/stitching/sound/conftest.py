"""One folder of sounds for all tests of the mix."""

import re
import subprocess
import wave
from decimal import Decimal

import numpy as np
import pytest

from tests.tools.stitching.sound import sources as made
from tools import ffmpeg
from tools.stitching.sound.cues import PRESETS, Cue
from tools.stitching.sound.mixer import mix
from tools.studio.music import compose

SECONDS = 4


@pytest.fixture(scope="session")
def sounds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sounds")
    compose(SECONDS, "upbeat", folder / "music.wav", landing=SECONDS - 1, seed=1)
    for name, samples in {
        "speech": made.speech(2),
        "long-speech": made.speech(SECONDS, seed=2),
        "sine": made.sine(SECONDS, 1000),
        "bass": made.sine(SECONDS, 45, 0.7),
        "high": made.sine(SECONDS, 11_025, 0.9),
        "square": made.square(SECONDS),
        "drums": made.drums(SECONDS),
        "sweep": made.sweep(SECONDS),
        "white": made.noise(SECONDS, 0.2),
        "pink": made.noise(SECONDS, 0.15, colour=1),
        "brown": made.noise(SECONDS, 0.1, colour=2, seed=4),
        "quiet": made.speech(SECONDS) * 0.02,
        "left": made.left_only(made.speech(SECONDS)),
        "against": made.against_itself(made.sine(SECONDS, 300)),
        "loud": np.clip(made.noise(SECONDS, 2.0, colour=1), -1, 1),
    }.items():
        made.wav(samples, folder / f"{name}.wav")
    return folder


def cue(kind, name, start=0.0, seconds=SECONDS, **more):
    return Cue(kind=kind, file=f"{name}.wav", start=Decimal(str(start)), seconds=Decimal(str(seconds)), **more)


def mixed(folder, destination, *cues, seconds=SECONDS, target=PRESETS["social"]):
    """What the mixer says, and the samples that it wrote."""
    told = mix(tuple(cues), folder, Decimal(str(seconds)), destination, target)
    return told, samples_of(destination) if destination.suffix == ".wav" else None


def samples_of(path):
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 2, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32_768


def by_ffmpeg(path):
    """Integrated loudness and true peak as ffmpeg's ebur128 measures them."""
    command = [ffmpeg.program(), "-hide_banner", "-i", str(path), "-filter:a", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    summary = told[told.rindex("Summary:") :]
    return tuple(float(re.search(rf"{word}:\s+(-?[\d.]+|-inf)", summary).group(1)) for word in ("I", "Peak"))
