"""A silent clip sounds faintly of the place that its shot names, or of nothing."""

from decimal import Decimal

import numpy as np
import pytest

from tests.tools.stitching.sound.conftest import cue, mixed
from tools.stitching.sound.decoding import Recording
from tools.stitching.sound.metering import Meter, loudness
from tools.stitching.sound.places import Silent, lay_ambience, place_of
from tools.studio.ambience import SECONDS, Place, make_ambience
from tools.studio.sound import RATE


def silent(words, start, seconds):
    return Silent(words, Decimal(start), Decimal(seconds))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("A surfer paddles out at dawn", Place.SEA),
        ("Neon signs over a rainy street", Place.RAIN),
        ("A barista pours milk in a small café", Place.CAFE),
        ("Hands knead dough on a kitchen table", Place.ROOM),
        ("A fox trots through the forest", Place.FOREST),
        ("A seamless gradient with the logo", None),
        ("Training shoes, seaside-blue, on white", None),
    ],
)
def test_the_place_is_the_one_that_the_words_name(words, place):
    assert place_of(words) is place


def test_neighbours_in_one_place_are_one_stretch_and_a_long_stretch_goes_round(tmp_path):
    clips = [silent("a beach", 0, 5), silent("the sea", 5, 5), silent("a logo", 10, 3), silent("waves", 13, 20)]
    cues = lay_ambience(clips, tmp_path)
    assert [(float(each.start), float(each.seconds)) for each in cues] == [(0, 10), (13, 16), (29, 4)]
    assert [path.name for path in (tmp_path / "audio").iterdir()] == ["ambience-sea.wav"]
    assert lay_ambience([silent("a gradient", 0, 5)], tmp_path) == ()


def test_it_lies_far_under_the_voice_and_does_not_change_the_film(sounds, tmp_path):
    place, voice = cue("ambience", "brown"), cue("voice", "long-speech", 0, 3)
    alone, _ = mixed(sounds, tmp_path / "mix.wav", voice)
    under, samples = mixed(sounds, tmp_path / "mix.wav", voice, place)
    assert abs(under.final_gain_db - alone.final_gain_db) < 0.6 and under.warnings == ()
    meter = Meter()
    meter.feed(samples[round(3.55 * RATE) :].astype(np.float32))
    meter.finish()
    assert -45 < loudness(meter.energies) < -32


@pytest.mark.parametrize("place", [Place.SEA, Place.NIGHT, Place.CAFE])
def test_every_place_is_a_ring_of_living_stereo_sound(tmp_path, place):
    make_ambience(place, tmp_path / "place.wav")
    heard = Recording(tmp_path / "place.wav").read((SECONDS + 1) * RATE)
    around, edge = heard[: SECONDS * RATE], heard[SECONDS * RATE - RATE // 4 : SECONDS * RATE + RATE // 4]
    assert len(heard) == SECONDS * RATE + RATE // 2 and np.abs(heard).max() == pytest.approx(0.5, abs=0.01)
    assert np.abs(np.diff(edge, axis=0)).max() <= np.abs(np.diff(around, axis=0)).max()  # no seam
    assert np.array_equal(heard[SECONDS * RATE :], heard[: RATE // 2])
    assert 0.1 < np.corrcoef(around.T)[0, 1] < 0.95 and np.abs(around.mean()) < 0.001
