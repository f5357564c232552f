"""What is heard when: no clicks, music that makes way and comes back, exact lengths."""

from decimal import Decimal

import numpy as np
import pytest

from tests.tools.stitching.sound import sources as made
from tests.tools.stitching.sound.conftest import SECONDS, cue, mixed
from tools.stitching.sound.cues import PRESETS, Cue
from tools.studio.sound import RATE


def level(samples, begin, end):
    """RMS in dB of a stretch, seconds."""
    part = samples[round(begin * RATE) : round(end * RATE)]
    return 20 * np.log10(np.sqrt((part**2).mean()) + 1e-9)


def band(samples, pitch, begin, end):
    """Level in dB of one tone in a stretch."""
    part = samples[round(begin * RATE) : round(end * RATE), 0]
    wave = np.exp(-2j * np.pi * pitch * np.arange(len(part)) / RATE) * np.hanning(len(part))
    return 20 * np.log10(abs((part * wave).sum()) / len(part) + 1e-9)


@pytest.mark.parametrize(
    "cues",
    [
        [cue("voice", "sine", 0.7003, 1, offset=Decimal("0.00025"))],
        [cue("native", "sine", 0, 1.5), cue("native", "sine", 1.5, 1.5, offset=Decimal("2.00050"))],
        [cue("native", "sine", 0, 1.5), cue("native", "sine", 1.5, 1.5, offset=Decimal(0))],
        [cue("music", "sine", 0.5, 1), cue("music", "sine", 1.2, 2, offset=Decimal("0.10050"))],
        [cue("native", "sine", 0, 1.5, offset=Decimal("2.5")), cue("native", "sine", 1.5, 1.5, offset=Decimal("0.3"))],
    ],
    ids=["in and out", "two clips meet", "no handle before", "two overlap", "no handle after"],
)
def test_no_cue_begins_or_ends_with_a_click(sounds, tmp_path, cues):
    _, samples = mixed(sounds, tmp_path / "mix.wav", *cues)
    quarter = RATE // 4
    own = np.abs(np.diff(samples[:, 0], 3))[RATE : RATE + quarter].max()  # no cue begins or ends in this stretch
    assert np.abs(np.diff(samples[:, 0], 3)).max() < 2.5 * own


def test_where_two_clips_meet_the_power_stays(sounds, tmp_path):
    made.wav(made.noise(SECONDS, 0.1, seed=8), sounds / "white2.wav")
    second = cue("native", "white2", 2, 2, offset=Decimal(1))
    _, samples = mixed(sounds, tmp_path / "mix.wav", cue("native", "white", 0, 2), second)
    around = level(samples, 1, 3)
    assert [level(samples, at, at + 0.01) for at in (1.98, 1.99, 2.0, 2.01)] == pytest.approx([around] * 4, abs=1.0)


def test_music_makes_way_for_the_voice_and_comes_back(sounds, tmp_path):
    made.wav(made.sine(9, 1000), sounds / "bed.wav")
    words = made.speech(2)[: 2 * RATE]
    made.wav(words, sounds / "words.wav")
    bed = cue("music", "bed", 0, 9)
    _, samples = mixed(sounds, tmp_path / "mix.wav", bed, cue("voice", "words", 3, 2), seconds=9)
    before, under, after = (band(samples, 1000, at, at + 0.8) for at in (0.5, 3.5, 7.5))
    assert before - under == pytest.approx(10, abs=0.7) and after == pytest.approx(before, abs=0.1)
    steps = np.diff([band(samples, 1000, at, at + 0.1) for at in np.arange(2.2, 7, 0.05)])
    assert np.abs(steps).max() < 4 and (np.abs(steps) < 0.2).mean() > 0.4  # it glides, and does not pump between words


def test_someone_who_speaks_in_a_clip_is_made_way_for_too_but_another_clip_is_not(sounds, tmp_path):
    bed = cue("music", "sine")
    falls = []
    for speaks in (True, False):
        talk = cue("native", "speech", 1.5, 2, speaks=speaks)
        _, samples = mixed(sounds, tmp_path / "mix.wav", bed, talk)
        falls.append(band(samples, 1000, 0.2, 1.0) - band(samples, 1000, 2.0, 2.8))
    assert falls[0] > 8 and abs(falls[1]) < 1.5


def test_a_clip_makes_way_less_than_the_music(sounds, tmp_path):
    clip = cue("native", "sine", gain_db=3)
    _, samples = mixed(sounds, tmp_path / "mix.wav", clip, cue("voice", "speech", 1.5, 2))
    assert band(samples, 1000, 0.2, 1.0) - band(samples, 1000, 2.0, 2.8) == pytest.approx(6, abs=0.7)


def test_recordings_of_any_level_come_out_alike_and_the_persons_own_word_counts(sounds, tmp_path):
    loud, quiet = cue("voice", "speech", 0, 1.9), cue("voice", "quiet", 2, 1.9)
    softly = PRESETS["broadcast"]  # so far down that no limiter mixes in
    _, samples = mixed(sounds, tmp_path / "mix.wav", loud, quiet, target=softly)
    same = level(samples, 0, 1.9) - level(samples, 2, 3.9)
    assert abs(same) < 1.5
    told, samples = mixed(sounds, tmp_path / "mix.wav", loud, quiet.model_copy(update={"gain_db": -9}), target=softly)
    assert level(samples, 0, 1.9) - level(samples, 2, 3.9) == pytest.approx(same + 9, abs=0.2)
    assert told.gains_db[1] - told.gains_db[0] == pytest.approx(34 - 9, abs=1.5)


@pytest.mark.parametrize("seconds", ["1", "0.04", "2.0416666666666666666", "3.3366666667"])
def test_the_sound_is_exactly_as_long_as_the_picture(sounds, tmp_path, seconds):
    _, samples = mixed(sounds, tmp_path / "mix.wav", cue("music", "music", 0, 9), seconds=seconds)
    assert len(samples) == round(Decimal(seconds) * 48_000)


def test_a_film_without_cues_is_silent_without_a_word(sounds, tmp_path):
    told, samples = mixed(sounds, tmp_path / "mix.wav")
    assert told.lufs is None and told.true_peak is None and told.warnings == ()
    assert len(samples) == SECONDS * RATE and not samples.any()
    assert mixed(sounds, tmp_path / "mix.m4a")[0].lufs is None


def test_a_cue_after_the_end_is_not_heard_and_one_across_it_is_cut_off(sounds, tmp_path):
    cues = cue("voice", "speech", 1.5, 2), cue("music", "sine", 7, 2)
    told, samples = mixed(sounds, tmp_path / "mix.wav", *cues, seconds=2)
    assert len(samples) == 2 * RATE and abs(samples[-1]).max() < 0.01 and told.warnings == ()


def test_nothing_is_left_behind_and_an_old_mix_survives_a_failure(sounds, tmp_path, monkeypatch):
    mixed(sounds, tmp_path / "mix.wav", cue("music", "music"))
    before = (tmp_path / "mix.wav").read_bytes()
    monkeypatch.setattr("tools.stitching.sound.limiting.Finish.apply", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mixed(sounds, tmp_path / "mix.wav", cue("music", "sine"))
    assert (tmp_path / "mix.wav").read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["mix.wav"]


def test_cues_say_no_to_what_cannot_be():
    for wrong in ({"kind": "noise"}, {"seconds": 0}, {"start": -1}, {"gain_db": 90}, {"file": "a", "what": 1}):
        with pytest.raises(ValueError):
            Cue.model_validate({"kind": "music", "file": "a.wav", "start": 0, "seconds": 1, **wrong})
