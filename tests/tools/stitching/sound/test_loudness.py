"""The mix lands on its target, whatever is in it, by two meters that nobody here wrote; and no peak passes the ceiling."""

import subprocess

import numpy as np
import pyloudnorm
import pytest

from tests.tools.stitching.sound import sources as made
from tests.tools.stitching.sound.conftest import SECONDS, by_ffmpeg, cue, mixed
from tools import ffmpeg
from tools.stitching.sound.cues import PRESETS
from tools.stitching.sound.decoding import Recording
from tools.stitching.sound.metering import Meter, loudness
from tools.studio.sound import RATE

MIXES = {
    "music alone": [cue("music", "music")],
    "a voice alone": [cue("voice", "long-speech")],
    "a voice over music": [cue("music", "music"), cue("voice", "speech", 1, 2)],
    "everything": [
        cue("music", "music"), cue("voice", "speech", 0.5, 2), cue("native", "pink", 0, 2.5), cue("native", "white", 2.5, 1.5),
        cue("ambience", "brown"),
    ],
    "clips alone": [cue("native", "pink", 0, 2.5), cue("native", "brown", 2.5, 1.5)],
    "someone speaks in a clip": [cue("native", "long-speech", speaks=True), cue("music", "music")],
    "a steady tone": [cue("music", "sine")],
    "the deepest bass": [cue("music", "bass")],
    "a tone with its peaks between the samples": [cue("music", "high")],
    "a full-scale square": [cue("native", "square")],
    "white noise": [cue("native", "white")],
    "drums and silence": [cue("music", "drums")],
    "a sweep": [cue("music", "sweep")],
    "a whispered recording": [cue("voice", "quiet")],
    "one ear only": [cue("voice", "left")],
    "two ears against each other": [cue("music", "against")],
    "clipped already": [cue("voice", "loud")],
    "one line in a long silence": [cue("voice", "speech", 2, 1)],
    "music turned down by the person": [cue("music", "music", gain_db=-15), cue("voice", "speech", 0, 2)],
    "drums over a square": [cue("music", "drums", gain_db=6), cue("native", "square")],
}  # fmt: skip


@pytest.mark.parametrize("name", MIXES)
def test_every_mix_lands_on_its_target_and_below_the_ceiling(sounds, tmp_path, name):
    target = list(PRESETS.values())[list(MIXES).index(name) % 3]
    told, _ = mixed(sounds, tmp_path / "mix.m4a", *MIXES[name], target=target)
    assert told.warnings == () and told.lufs == pytest.approx(target.lufs, abs=0.11)
    decoded = Recording(tmp_path / "mix.m4a").read(SECONDS * RATE)
    assert pyloudnorm.Meter(RATE).integrated_loudness(decoded) == pytest.approx(target.lufs, abs=0.3)
    loudness, peak = by_ffmpeg(tmp_path / "mix.m4a")
    assert loudness == pytest.approx(target.lufs, abs=0.3) and peak < target.true_peak
    assert peak == pytest.approx(told.true_peak, abs=0.5)


@pytest.mark.parametrize("name", ["everything", "drums over a square", "one ear only"])
def test_a_wav_lands_on_it_too_and_leaves_room_for_an_encoder(sounds, tmp_path, name):
    told, samples = mixed(sounds, tmp_path / "mix.wav", *MIXES[name])
    assert told.warnings == () and told.lufs == pytest.approx(-14, abs=0.02) and told.true_peak < -2
    assert pyloudnorm.Meter(RATE).integrated_loudness(samples) == pytest.approx(-14, abs=0.3)


def test_what_no_gain_can_bring_to_the_target_is_left_quieter_and_said(sounds, tmp_path):
    clicks = np.zeros(SECONDS * RATE, np.float32)
    clicks[::RATE] = 0.9
    made.wav(clicks, sounds / "clicks.wav")
    told, _ = mixed(sounds, tmp_path / "mix.wav", cue("music", "clicks"))
    assert told.lufs < -15 and told.true_peak < -2 and len(told.warnings) == 1 and "LUFS" in told.warnings[0]


def test_quiet_background_is_not_blown_up_to_the_target(sounds, tmp_path):
    told, samples = mixed(sounds, tmp_path / "mix.wav", cue("ambience", "pink"))
    assert told.lufs == pytest.approx(-38, abs=0.5) and "quiet" in told.warnings[0] and np.abs(samples).max() < 0.1


def test_a_foreign_encoder_does_not_push_the_peaks_of_a_wav_over_the_ceiling(sounds, tmp_path):
    cues = [cue("music", "drums"), cue("native", "white", gain_db=3), cue("voice", "long-speech")]
    told, _ = mixed(sounds, tmp_path / "mix.wav", *cues)
    command = [ffmpeg.program(), "-loglevel", "error", "-i", str(tmp_path / "mix.wav"), "-b:a", "192k"]
    subprocess.run([*command, str(tmp_path / "mix.m4a")], check=True)
    assert told.true_peak == pytest.approx(-2.2, abs=0.1) and by_ffmpeg(tmp_path / "mix.m4a")[1] < -1


def test_the_meter_tells_what_the_standard_says_of_its_reference_tone():
    """BS.1770-4: a 997 Hz sine at full scale in one of two channels reads -3.01 LUFS, in both 0."""
    meter = Meter(peaks=True)
    tone = made.sine(3, 997, 1.0)
    meter.feed(made.left_only(tone))
    meter.finish()
    assert loudness(meter.energies) == pytest.approx(-3.01, abs=0.02)
    assert meter.peaks[10:-10].max() == pytest.approx(1.0, abs=0.005)


def test_peaks_between_the_samples_are_seen():
    """A quarter of the sampling rate, 45 degrees off: every sample reads -3 dB, the wave itself reaches 0."""
    phase = np.arange(RATE) * np.pi / 2 + np.pi / 4
    meter = Meter(peaks=True)
    meter.feed(np.repeat(np.sin(phase)[:, None], 2, axis=1).astype(np.float32))
    meter.finish()
    assert meter.peaks[50:-50].max() == pytest.approx(1.0, abs=0.01)
