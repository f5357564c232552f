"""A recording that is broken gets one sentence, and the film goes on; one that is merely odd is heard."""

import numpy as np
import pytest

from tests.tools.stitching.sound import sources as made
from tests.tools.stitching.sound.conftest import cue, mixed
from tools.stitching.sound.cues import Cue
from tools.stitching.sound.decoding import Recording
from tools.studio.sound import RATE


def with_holes(folder):
    samples = made.sine(2)
    samples[1000:2000] = np.nan
    samples[5000] = np.inf
    return samples


BROKEN = {
    "zero bytes": (lambda path: path.write_bytes(b""), "cannot be read as sound"),
    "a text": (lambda path: path.write_text("no sound at all\n" * 50), "cannot be read as sound"),
    "a playlist": (lambda path: path.write_text("#EXTM3U\n#EXTINF:4,\nsine.wav\n"), "cannot be read as sound"),
    "a list of files": (lambda path: path.write_text("ffconcat version 1.0\nfile sine.wav\n"), "cannot be read as sound"),
    "a folder": (lambda path: path.mkdir(), "is not a file"),
    "nothing": (lambda path: None, "is not a file"),
    "half of a file": (lambda path: _halved(made.wav(made.sine(2), path)), "1.0 s too early"),
    "one sample": (lambda path: made.wav(made.sine(1)[:1], path), "2.0 s too early"),
    "silence": (lambda path: made.wav(np.zeros(2 * RATE, np.float32), path), "is silent"),
    "no numbers": (lambda path: made.floats(with_holes(path), path), "no numbers"),
    "absurd numbers": (lambda path: made.floats(made.sine(2) * 1e30, path), "no numbers"),
}  # fmt: skip
ODD = {
    "8 kHz, one channel": lambda path: made.floats(made.sine(2)[::6], path, 8_000),
    "96 kHz, 5.1": lambda path: made.floats(np.repeat(np.repeat(made.sine(2), 2)[:, None], 6, 1), path, 96_000),
    "three channels": lambda path: made.floats(np.repeat(made.sine(2)[:, None], 3, 1), path),
    "direct current": lambda path: made.wav(made.sine(2, level=0.1) + 0.4, path),
    "clipped at full scale": lambda path: made.wav(made.sine(2, level=4.0), path),
    "floats above full scale": lambda path: made.floats(made.sine(2, level=3.0), path),
}  # fmt: skip


def _halved(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_recording_gets_one_sentence_and_the_rest_is_heard(sounds, tmp_path, name):
    spoil, sentence = BROKEN[name]
    made.wav(made.sine(3), tmp_path / "sine.wav")
    spoil(tmp_path / "bad.wav")
    told, samples = mixed(
        tmp_path, tmp_path / "mix.wav", cue("music", "sine", 0, 3), cue("voice", "bad", 0.5, 2), seconds=3
    )
    assert len(told.warnings) == 1 and sentence in told.warnings[0] and "bad.wav" in told.warnings[0]
    assert str(tmp_path) not in told.warnings[0] and told.warnings[0].endswith(".")
    assert told.lufs == pytest.approx(-14, abs=0.05) and len(samples) == 3 * RATE and abs(samples[RATE:]).max() > 0.1


@pytest.mark.parametrize("name", ODD)
def test_an_odd_recording_is_heard_like_any_other(tmp_path, name):
    ODD[name](tmp_path / "odd.wav")
    told, samples = mixed(tmp_path, tmp_path / "mix.wav", cue("voice", "odd", 0.5, 2), seconds=3)
    assert told.warnings == () and told.lufs == pytest.approx(-14, abs=0.05)
    heard = samples[RATE // 2 : RATE * 5 // 2]
    spectrum = np.abs(np.fft.rfft(heard[:, 0] * np.hanning(len(heard))))
    assert spectrum.argmax() / 2 == pytest.approx(440, abs=1) and abs(heard.mean()) < 0.002
    assert not samples[: RATE // 2 - 10].any() and np.abs(samples[:, 0] - samples[:, 1]).max() < 0.01


def test_all_recordings_broken_is_a_silent_film_with_its_sentences(tmp_path):
    (tmp_path / "bad.wav").write_bytes(b"RIFF")
    made.wav(np.zeros(RATE, np.float32), tmp_path / "empty.wav")
    told, samples = mixed(tmp_path, tmp_path / "mix.wav", cue("voice", "bad"), cue("music", "empty", 0, 1))
    assert told.lufs is None and not samples.any() and len(told.warnings) == 3


def test_a_clip_without_sound_is_no_trouble(tmp_path, sounds):
    from tests.tools.stitching.test_cut import clip

    clip(tmp_path / "takes/s01.mp4", seconds=1, fps=24, size=(64, 64))
    silent = Cue(kind="native", file="takes/s01.mp4", start=0, seconds=1)
    assert mixed(tmp_path, tmp_path / "mix.wav", silent)[0].warnings == ()


@pytest.mark.parametrize("ending", ["wav", "m4a", "mp3"])
def test_a_recording_is_read_from_the_very_sample_that_was_asked_for(tmp_path, ending):
    import subprocess

    from tools import ffmpeg

    ticks = np.zeros(RATE * 4, np.float32)
    for second in range(4):
        ticks[second * RATE : second * RATE + 40] = np.sin(np.arange(40) / 40 * 2 * np.pi) * 0.5
    source = made.wav(ticks, tmp_path / "ticks.wav")
    if ending != "wav":
        command = [ffmpeg.program(), "-loglevel", "error", "-i", str(source), str(tmp_path / f"ticks.{ending}")]
        subprocess.run(command, check=True)
    for offset in (0, 20_000, 2 * RATE + 20_000):
        heard = Recording(tmp_path / f"ticks.{ending}", offset).read(RATE)
        first = np.correlate(heard[:, 0], ticks[RATE : RATE + 40], "valid").argmax()
        assert (first + offset) % RATE == pytest.approx(0 if offset else first, abs=1)
