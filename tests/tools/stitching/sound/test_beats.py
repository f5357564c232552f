"""The beat is found where it is known to be; music of any length fits a film of any other, from bar to bar."""

from decimal import Decimal

import numpy as np
import pytest

from tests.tools.stitching.sound import sources as made
from tests.tools.stitching.sound.conftest import mixed
from tools.stitching.sound.beats import Listener
from tools.stitching.sound.bed import lay_bed
from tools.stitching.sound.decoding import Recording, Unheard
from tools.studio.music import compose
from tools.studio.score import STYLES, arrange
from tools.studio.sound import RATE


def listened(samples):
    listener = Listener()
    stereo = samples if samples.ndim == 2 else np.stack([samples, samples], axis=1)
    for first in range(0, len(stereo), 50_000):
        listener.feed(stereo[first : first + 50_000])
    return listener.beats()


def beside(times, truth):
    """How far each of the times is from the nearest true one."""
    return np.abs(np.array(times)[:, None] - np.array(truth)[None, :]).min(axis=1)


@pytest.mark.parametrize("bpm", [63, 97.3, 120, 140])
def test_the_beats_of_a_click_track_are_found_to_a_hundredth_of_a_second(bpm):
    beats = listened(made.drums(15, bpm, first=0.37))
    truth = np.arange(0.37, 15, 60 / bpm)
    assert beats.tempo == pytest.approx(bpm, rel=0.003)
    assert beside(truth, beats.times).max() < 0.012 and beside(beats.times[1:-1], truth).max() < 0.012


@pytest.mark.parametrize("mood", ["warm", "upbeat", "calm", "tense"])
def test_the_beats_and_bars_of_our_own_music_are_found(tmp_path, mood):
    compose(22, mood, tmp_path / "music.wav", landing=19, seed=3)
    beats = listened(Recording(tmp_path / "music.wav").read(22 * RATE))
    bars = [bar for bar in arrange(STYLES[mood], 22, 19) if not bar.final]
    truth = [bar.start + beat * bar.seconds / 4 for bar in bars for beat in range(4)]
    found = beside(truth, beats.times)
    assert np.median(found) < 0.015 and (found < 0.07).mean() > 0.9
    assert (beside([bar.start for bar in bars], beats.bars) < 0.07).mean() > 0.7
    ratio = beats.tempo * bars[0].seconds / 240
    assert min(abs(ratio - octave) for octave in (0.5, 1, 2)) < 0.01


def test_noise_a_tone_and_silence_have_no_beat():
    for samples in (made.noise(8), made.noise(8, colour=2), made.sine(8), np.zeros(8 * RATE, np.float32), made.sine(1)):
        assert listened(samples) is None


def hits(samples):
    """Where the drums come in: the moments at which the level jumps."""
    level = np.abs(samples[:, 0])[: len(samples) // 48 * 48].reshape(-1, 48).max(axis=1)
    loud = np.flatnonzero(level > 0.5 * level.max())
    return loud[np.insert(np.diff(loud) > 200, 0, True)] / 1000


@pytest.mark.parametrize("seconds", ["13", "20.5"])
def test_short_music_goes_round_from_bar_to_bar_and_stays_in_time(tmp_path, seconds):
    made.wav(
        np.concatenate([np.zeros(RATE // 2, np.float32), made.drums(9, 120), np.zeros(RATE, np.float32)]),
        tmp_path / "own.wav",
    )
    bed = lay_bed("own.wav", tmp_path, Decimal(seconds))
    assert "120 beats" in bed.told and "bars" in bed.told and len(bed.cues) > 1
    for one, other in zip(bed.cues, bed.cues[1:], strict=False):
        bars = float(one.offset + one.seconds - other.offset) / 2
        assert one.end == other.start and bars == pytest.approx(round(bars), abs=0.01) and bars > 0.5
    _, samples = mixed(tmp_path, tmp_path / "mix.wav", *bed.cues, seconds=seconds)
    before_the_fade = hits(samples[: round((float(seconds) - 2) * RATE)])
    assert np.diff(before_the_fade) == pytest.approx(0.5, abs=0.006)
    assert len(before_the_fade) == int((float(seconds) - 2) / 0.5)


def test_the_end_fades_out_from_a_beat(tmp_path):
    made.wav(made.drums(20, 120, first=0.13), tmp_path / "own.wav")
    bed = lay_bed("own.wav", tmp_path, Decimal("11.3"))
    (cue,) = bed.cues
    into_the_file = float(cue.offset + cue.seconds - cue.fade_out)
    assert (into_the_file - 0.13) % 0.5 == pytest.approx(0, abs=0.02) or (into_the_file - 0.13) % 0.5 > 0.48
    assert 0.4 <= cue.fade_out <= 1.7 and cue.end == Decimal("11.3") and "from a beat" in bed.told
    _, samples = mixed(tmp_path, tmp_path / "mix.wav", cue, seconds="11.3")
    assert np.abs(samples[-400:]).max() < 0.01 * np.abs(samples).max()


def test_music_without_a_beat_melts_into_itself_without_a_hole(tmp_path):
    made.wav(made.noise(6, 0.2, colour=1), tmp_path / "own.wav")
    bed = lay_bed("own.wav", tmp_path, Decimal(15))
    _, samples = mixed(tmp_path, tmp_path / "mix.wav", *bed.cues, seconds=15)
    power = (samples[: 13 * RATE] ** 2).mean(axis=1).reshape(-1, RATE // 10).mean(axis=1)
    assert "no steady beat" in bed.told and 10 * np.log10(power[1:].min() / np.median(power)) > -3


def test_a_jingle_is_played_once_and_what_is_no_sound_is_said(tmp_path):
    made.wav(made.drums(2), tmp_path / "own.wav")
    assert len(lay_bed("own.wav", tmp_path, Decimal(30)).cues) == 1
    (tmp_path / "bad.wav").write_text("la la la")
    with pytest.raises(Unheard, match="cannot be read"):
        lay_bed("bad.wav", tmp_path, Decimal(30))


@pytest.mark.parametrize("seconds", ["0.5", "4.1", "8.02", "9.3"])
def test_whatever_the_lengths_the_music_covers_the_film_exactly(tmp_path, seconds):
    made.wav(made.drums(8, 100), tmp_path / "own.wav")
    cues = lay_bed("own.wav", tmp_path, Decimal(seconds)).cues
    assert cues[0].start == 0 and cues[-1].end == Decimal(seconds)
    assert all(one.end == pytest.approx(other.start) for one, other in zip(cues, cues[1:], strict=False))
