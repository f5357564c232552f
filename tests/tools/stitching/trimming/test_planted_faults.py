"""Faults planted at known frames are found, and clean clips are left alone.

A bounded part of `make bench NAME=trimming`, on another seed.
"""

from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest

from tests.tools.stitching.trimming import planting_by_filters
from tests.tools.stitching.trimming.planting import KINDS, NEAR, PLANTING, clean, encode, faulty, write
from tests.tools.stitching.trimming.scenes import Scene, film
from tools.stitching.trimming import Fault, look

SEED = 9100


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """A clip of every kind of fault, and what was found at (the spoiled end, the good end)."""
    folder = tmp_path_factory.mktemp("spoiled")
    seen = []
    for planted in faulty(SEED, len(KINDS)):
        found = look(write(planted, folder))
        ends = (found.head, found.tail)
        seen.append((planted, *(ends if planted.end == "head" else ends[::-1])))
    return seen


def test_nearly_every_planted_fault_is_found_within_three_frames(spoiled):
    missed = [
        f"{planted.name}: planted {planted.frames}, found {found.reason} ({found.frames})"
        for planted, found, _ in spoiled
        if not found.found or abs(found.frames - planted.frames) > NEAR
    ]
    assert len(missed) <= 1, "\n".join(missed)


def test_the_good_end_of_a_spoiled_clip_is_left_alone(spoiled):
    false = [f"{planted.name}: {other.reason}" for planted, _, other in spoiled if other.found]
    assert not false, "\n".join(false)


def test_clean_clips_are_left_alone_but_for_the_usual_quarter(tmp_path):
    looks = [(planted, look(write(planted, tmp_path))) for planted in clean(SEED, 8)]
    false = [f"{p.name}: {e.reason} ({e.frames})" for p, seen in looks for e in (seen.head, seen.tail) if e.found]
    assert not false, "\n".join(false)
    assert all(seen.head.seconds == seen.tail.seconds <= 0.25 for _, seen in looks)


PAN = Scene(seed=12, seconds=3.0, camera="pan", speed=0.15)


def found_in(frames, rate, folder):
    encode(frames, folder / "clip.mp4", rate)
    return look(folder / "clip.mp4")


def test_a_fault_is_found_in_a_clip_whose_camera_cuts_in_the_middle(tmp_path):
    one, other = film(replace(PAN, seconds=1.5)), film(replace(PAN, seed=44, seconds=1.5))
    clean_cut = found_in(one + other, PAN.rate, tmp_path)
    assert not clean_cut.head.found and not clean_cut.tail.found
    flashed = PLANTING["flash"](one, 8, np.random.default_rng(3), PAN)
    seen = found_in(flashed + other, PAN.rate, tmp_path)
    assert abs(seen.head.frames - 8) <= NEAR
    assert seen.head.fault is Fault.FLASH
    assert not seen.tail.found


def test_a_flash_of_one_frame_is_found_among_sixty_in_a_second(tmp_path):
    frames = film(replace(PAN, rate=60, seconds=2.5))
    luma, *tints = frames[21]
    frames[21] = [luma * 0.3 + 165, *tints]
    seen = found_in(frames, 60, tmp_path)
    assert abs(seen.head.frames - 22) <= NEAR
    assert not seen.tail.found


def test_colours_that_turn_into_the_clips_own_are_found_and_those_that_come_up_from_black_are_not(tmp_path):
    frames = film(PAN)
    for number in range(12):
        turn = 1.2 * (1 - number / 12)
        luma, blue, red = frames[number]
        around = np.exp(1j * turn) * (blue - 128 + 12 + 1j * (red - 128))
        frames[number] = [luma, 128 + around.real, 128 + around.imag]
    frames[12:] = [[luma, blue + 12, red] for luma, blue, red in frames[12:]]
    seen = found_in(frames, PAN.rate, tmp_path)
    assert seen.head.reason == "its colours turn"
    assert abs(seen.head.frames - 12) <= NEAR
    faded = film(replace(PAN, fade=(0.8, 0.0)))
    assert not found_in([[y, u + 12, v] for y, u, v in faded], PAN.rate, tmp_path).tail.found


def test_a_hand_that_waves_at_the_start_is_no_fault(tmp_path):
    frames = film(replace(PAN, camera="static"))
    for number in range(18):
        for plane, share, shade in zip(frames[number], (1, 2, 2), (60, 120, 140), strict=True):
            down, across = plane.shape
            middle = (round(across * (number / 12 - 0.2)), round(down * 0.6))
            cv2.ellipse(plane, middle, (9 // share, 30 // share), 20, 0, 360, shade, -1)
    assert not found_in(frames, PAN.rate, tmp_path).head.found


def test_a_light_that_blinds_all_along_is_the_clips_own(tmp_path):
    frames = film(replace(PAN, camera="static"))
    for number in (n for n in range(len(frames)) if n % 9 in (3, 4)):
        luma, *tints = frames[number]
        frames[number] = [np.full_like(luma, 235), *tints]
    assert not found_in(frames, PAN.rate, tmp_path).head.found


def test_a_camera_that_sets_out_and_comes_to_rest_slowly_is_not_frozen(tmp_path):
    (eased,) = (each for each in clean(101, 10) if "eased" in each.name)
    seen = look(write(eased, tmp_path))
    assert not seen.head.found and not seen.tail.found


@pytest.mark.parametrize("kind", ["loop", "filled", "roll"])
def test_what_other_tools_plant_is_found_too(kind, tmp_path):
    scene = planting_by_filters.mandelbrot(Random(4), 24, 2.5, tmp_path)
    other = planting_by_filters.testsrc2(Random(4), 24, 2.5, tmp_path)
    graph, inputs = planting_by_filters.PLANTING[kind](scene, other, 9, 24, Random(5))
    made = planting_by_filters.Made("clip", inputs, graph.replace("[scene]", ""), 24, 2.5, kind, "head", 9)
    seen = look(planting_by_filters.write(made, tmp_path))
    assert abs(seen.head.frames - 9) <= NEAR
    assert seen.head.found and not seen.tail.found
