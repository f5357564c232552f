"""Where a clip goes on from another: the frame that is there twice, the step of light, the other picture."""

import pytest

from tests.tools.stitching.test_cut import film, shot
from tests.tools.stitching.trimming.planting import encode
from tests.tools.stitching.trimming.scenes import Scene
from tests.tools.stitching.trimming.scenes import film as filmed
from tools.stitching.assembling import assemble
from tools.stitching.cut import stitch
from tools.stitching.grading import grades
from tools.stitching.looking import look_at_keepers
from tools.stitching.trimming import seam

SPEED = 0.3


@pytest.fixture(scope="module")
def pan():
    return filmed(Scene(seed=31, seconds=2.0, camera="pan", speed=SPEED))


def lit(frames, gain):
    return [[16 + (luma - 16) * gain, *tints] for luma, *tints in frames]


@pytest.fixture(scope="module")
def met(pan, tmp_path_factory):
    """How the first second of a pan meets what comes next, by what that is."""
    folder = tmp_path_factory.mktemp("seams")
    encode(pan[:24], folder / "before.mp4", 24, 18)
    after = {"goes on": pan[24:], "repeats": pan[23:], "darker": lit(pan[23:], 0.85)}
    after["another"] = filmed(Scene(seed=99, seconds=1.0))
    found = {}
    for name, frames in after.items():
        encode(frames, folder / f"{name}.mp4", 24, 18)
        found[name] = seam(folder / "before.mp4", folder / f"{name}.mp4")
    return found


def test_a_clip_that_goes_on_is_left_as_it_is(met):
    assert (met["goes on"].drop, met["goes on"].gain, met["goes on"].bad) == (0, 1.0, False)


def test_a_frame_that_is_there_twice_is_dropped(met):
    assert met["repeats"].drop == 1
    assert "repeats" in met["repeats"].reason


def test_a_step_of_light_is_measured_so_that_it_can_be_evened_out(met):
    assert met["darker"].gain == pytest.approx(1 / 0.85, abs=0.03)
    assert met["darker"].drop == 1


def test_another_picture_is_a_bad_seam_and_says_what_to_do(met):
    assert met["another"].bad
    assert "before.mp4 ends on another picture than another.mp4 begins with; render" in met["another"].reason


def chained(folder, before, after):
    """A film of two shots, the second of which goes on from the first."""
    shots, lengths = [shot(1, "1"), shot(2, "1", continues="s01")], {"s01": {"seconds": 1.5}, "s02": {"seconds": 1.5}}
    production = film(folder, shots, clips=lengths, voice=False, music=False, captions=False)
    for number, frames in enumerate((before, after), start=1):
        encode(frames, folder / f"takes/s0{number}-1.mp4", 24, 18)
    return production


def test_the_edit_drops_the_repeated_frame_and_evens_out_the_light(pan, tmp_path):
    production = chained(tmp_path, pan[:36], lit(pan[35:] + pan[:24], 0.85))
    edit = assemble(production, look_at_keepers(production, tmp_path))
    assert edit.clips[0].tail == 0
    assert edit.clips[1].start == 1
    assert edit.clips[1].gain == pytest.approx(1 / 0.85, abs=0.03)
    assert "repeats the last one and is dropped" in edit.clips[1].about.trimmed


def test_a_shot_that_goes_on_from_another_is_graded_as_that_one_is_so_that_no_step_comes_back(pan, tmp_path):
    production = chained(tmp_path, pan[:36], pan[35:] + lit(pan[:24], 0.5))
    graded = grades(production, look_at_keepers(production, tmp_path), None)
    assert graded["takes/s01-1.mp4"] == graded["takes/s02-1.mp4"]
    production = chained(tmp_path, pan[:36], lit(filmed(Scene(seed=99, seconds=1.5)), 0.5))
    graded = grades(production, look_at_keepers(production, tmp_path), None)
    assert graded["takes/s01-1.mp4"] != graded["takes/s02-1.mp4"]


def test_a_bad_seam_is_told_of_and_the_film_is_made_all_the_same(pan, tmp_path):
    production = chained(tmp_path, pan[:36], filmed(Scene(seed=99, seconds=1.5)))
    told = []
    stitch(production, tmp_path, lambda _: None, told.append)
    assert (tmp_path / "cut/final.mp4").exists()
    assert any("s02-1.mp4" in sentence and "another picture" in sentence for sentence in told)
