"""Faults planted at known frames are found, and clean clips are left alone.

A bounded part of `make bench NAME=trimming`, on another seed.
"""

import pytest

from tests.tools.stitching.trimming.planting import KINDS, NEAR, clean, faulty, write
from tools.stitching.trimming import look

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
