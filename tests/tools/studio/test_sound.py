"""The voice says the words it was given, with times; the music lands where the film does."""

import wave

import numpy as np
import pytest

from tools.studio.music import compose
from tools.studio.score import STYLES, arrange
from tools.studio.voice import Unspeakable, speak


def samples(path):
    with wave.open(str(path)) as file:
        assert file.getframerate() == 48_000
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768
        return data.reshape(-1, file.getnchannels())


@pytest.mark.parametrize(
    "text", ["Wake up to something warm.", '30% off — at Müller & Sons, "today"!', "One. Two! Three?", "a"]
)
def test_the_words_are_the_texts_own_in_order_and_inside_the_sound(tmp_path, text):
    spoken = speak(text, tmp_path / "v.wav")
    assert " ".join(word.text for word in spoken.words) == text
    times = [time for word in spoken.words for time in (word.start, word.end)]
    assert times == sorted(times) and times[-1] <= spoken.seconds
    assert abs(len(samples(tmp_path / "v.wav")) / 48_000 - float(spoken.seconds)) < 0.002


def test_the_voice_is_heard_where_the_words_are(tmp_path):
    spoken = speak("Hello there. And good evening.", tmp_path / "v.wav")
    sound = samples(tmp_path / "v.wav")[:, 0]
    for word in spoken.words:
        assert np.abs(sound[int(float(word.start) * 48_000) : int(float(word.end) * 48_000)]).max() > 0.05
    assert np.abs(sound).max() < 1


@pytest.mark.parametrize("text", ["", "…!?", "お茶"])
def test_what_cannot_be_spoken_is_said_in_one_sentence(tmp_path, text):
    with pytest.raises(Unspeakable):
        speak(text, tmp_path / "v.wav")
    assert not (tmp_path / "v.wav").exists()


@pytest.mark.parametrize("mood", STYLES)
def test_every_mood_plays_exactly_as_long_as_asked_without_clipping_or_gaps(tmp_path, mood):
    compose(9.5, mood, tmp_path / "m.wav", landing=7.0, seed=4)
    sound = samples(tmp_path / "m.wav")
    assert sound.shape == (int(9.5 * 48_000), 2)
    assert np.abs(sound).max() < 0.95
    blocks = np.sqrt((sound[: 9 * 48_000].reshape(-1, 12_000, 2) ** 2).mean((1, 2)))
    assert (blocks[1:-4] > 0.005).all()


@pytest.mark.parametrize(("seconds", "landing"), [(2, 0), (4, 3.5), (27, 22.5), (120, 115)])
def test_the_last_chord_begins_on_the_landing(seconds, landing):
    for style in STYLES.values():
        bars = arrange(style, seconds, landing)
        assert bars[-1].final and bars[-1].start == pytest.approx(landing)
        assert sum(bar.seconds for bar in bars) == pytest.approx(seconds)


def test_another_seed_plays_other_notes_and_the_same_seed_the_same(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        compose(4, "warm", tmp_path / f"{name}.wav", landing=3, seed=seed)
    first, same, other = (samples(tmp_path / f"{name}.wav") for name in "abc")
    assert np.array_equal(first, same) and not np.array_equal(first, other)
