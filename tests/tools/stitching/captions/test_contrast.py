"""Captions keep 7:1 against whatever picture they lie on, measured in the frames that ffmpeg draws."""

import cv2
import numpy as np
import pytest

from tests.tools.stitching.captions.drawing import BLACK, BUSY, WHITE, card, drawn
from tools.film.finish import CaptionStyle


def luminance(rgb):
    """Relative luminance of sRGB as WCAG 2.2 has it."""
    shares = rgb / 255.0
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(picture, letters):
    """The letters' own colour against what they lie on: the pixels next to those that are a mix of both."""
    kernel = np.ones((3, 3), np.uint8)
    inside = cv2.erode(letters.astype(np.uint8), kernel) > 0
    near = cv2.dilate(letters.astype(np.uint8), kernel, iterations=1)
    ring = (cv2.dilate(near, kernel) > 0) & (near == 0)
    light = luminance(picture)
    return (np.percentile(light[inside], 10) + 0.05) / (np.percentile(light[ring], 90) + 0.05)


@pytest.mark.parametrize("style", CaptionStyle)
def test_letters_stand_out_seven_to_one_from_white_black_and_restless_pictures(style):
    shown = [card("Tea, the slow way", times=(0.0, 3.0, 6.0, 8.0))]
    letters = drawn(shown, style).max(axis=2) > 110
    assert letters.sum() > 500
    for over in (WHITE, BLACK, BUSY):
        assert contrast(drawn(shown, style, over), letters) >= 7.0, (style, over)


def test_only_bold_lights_up_the_spoken_word_and_only_boxed_has_a_box():
    shown = [card("slow tea", times=(0.0, 5.0))]
    pictures = {style: drawn(shown, style, WHITE).astype(int) for style in CaptionStyle}
    warm = {style: ((pic[..., 0] > 230) & (pic[..., 2] < 110)).sum() for style, pic in pictures.items()}
    assert warm[CaptionStyle.BOLD] > 200 and warm[CaptionStyle.BOXED] == warm[CaptionStyle.CLEAN] == 0
    dark = {style: (pic.max(axis=2) < 90).sum() for style, pic in pictures.items()}
    assert dark[CaptionStyle.BOXED] > 2 * max(dark[CaptionStyle.BOLD], dark[CaptionStyle.CLEAN])
