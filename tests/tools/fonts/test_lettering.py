"""A line on a card or a board is shaped and ordered as its script wants it, and nothing of it becomes a box."""

import numpy as np
import pytest
from PIL import Image

from tools.fonts.lettering import Lettering

CUP, ARABIC, HINDI = "☕", "قهوة", "कॉफ़ी"


def ink(text, width=900):
    sheet = Image.new("L", (width, 160), 0)
    Lettering(64).put(sheet, (width / 2, 100), text, 255, "middle")
    return np.asarray(sheet, float) / 255


def columns(picture):
    """Where its letters begin and end."""
    inked = np.flatnonzero(picture.max(axis=0) > 0.2)
    return int(inked[0]), int(inked[-1]) + 1


def test_a_line_of_several_scripts_is_made_of_what_each_of_them_looks_like_alone():
    parts = [ink(part).sum() for part in (CUP, ARABIC, HINDI)]
    assert ink(f"{CUP} {ARABIC} {HINDI}").sum() == pytest.approx(sum(parts), rel=0.02)


def test_what_begins_with_arabic_runs_from_the_right_and_its_letters_join():
    line = ink(f"{ARABIC} {CUP} Luna")
    begin, end = columns(ink(ARABIC))
    _, right = columns(line)
    assert np.abs(line[:, right - (end - begin) : right] - ink(ARABIC)[:, begin:end]).mean() < 0.02
    apart = [columns(ink(letter)) for letter in ARABIC]
    assert end - begin < sum(last - first for first, last in apart)


def test_hindi_vowels_stand_where_they_are_read():
    """The short i is written behind its letter and read before it: the two together are no wider than one and a bar."""
    assert not np.array_equal(ink("कि"), ink("क ि"))
    one, two = columns(ink("क")), columns(ink("कि"))
    assert two[1] - two[0] < 1.6 * (one[1] - one[0])


@pytest.mark.parametrize("text", ["a line of plain words that is far too long", "ร้านกาแฟริมน้ำ" * 4, HINDI * 9])
def test_lines_are_never_wider_than_their_room(text):
    font = Lettering(20, heavy=False)
    lines = font.wrapped(text, 120)
    assert len(lines) > 1 and all(font.width(line) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert font.width(font.shortened(text, 120)) <= 120


def test_what_no_font_has_is_no_reason_to_stop():
    assert ink("\U000e1234 \U00013000 <&> \x00 \ud800").sum() > 0
