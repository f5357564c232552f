"""The closing card: the brand's name, set large over its light, clear of where captions go."""

import numpy as np
from PIL import Image, ImageDraw

from tools.fonts.lettering import Lettering
from tools.studio.painting.canvas import Picture, blend, blur, glow, over
from tools.studio.painting.palette import Palette

TOP, BOTTOM, WIDE = 0.30, 0.60, 0.74
"""The area that the name keeps to, in shares of the picture: in sight wherever the camera goes over it."""
PITCH, RISE = 1.2, 0.36
"""From one line to the next, and from a line's middle down to where its letters stand, in ems."""


def set_name(picture: Picture, name: str, palette: Palette) -> Picture:
    """The name, wrapped and sized to fit, in light letters with a soft glow and a fine line below."""
    height, width = picture.shape[:2]
    lines, font = _fitted(name, width, height)
    paper = Image.new("L", (width, height), 0)
    step = font.size * PITCH
    top = height * (TOP + BOTTOM) / 2 - step * len(lines) / 2
    for number, line in enumerate(lines):
        font.put(paper, (width / 2, top + step * (number + 0.5) + font.size * RISE), line, 255, "middle")
    rule_y = top + step * len(lines) + font.size * 0.3
    rule = (width * 0.42, rule_y, width * 0.58, rule_y + max(2, height * 0.0022))
    ImageDraw.Draw(paper).rectangle(rule, fill=200)
    letters = np.asarray(paper, np.float32) / 255
    picture = over(picture, palette.near, np.clip(blur(letters, height * 0.02) * 1.8, 0, 1), 0.55)
    picture = glow(picture, blur(letters, height * 0.012), palette.accent, 0.55)
    return over(picture, blend(palette.light, (1, 1, 1), 0.65), letters)


def darkened(picture: Picture, palette: Palette) -> Picture:
    """The scene held back, so that the name is what one sees."""
    soft = blur(picture, max(picture.shape[:2]) * 0.008)
    rows = np.linspace(0, 1, picture.shape[0], dtype=np.float32)[:, None]
    band = np.exp(-(((rows - (TOP + BOTTOM) / 2) / 0.24) ** 2)).repeat(picture.shape[1], 1)
    return over(soft * 0.86, blend(palette.near, palette.far, 0.12), band, 0.62)


def _fitted(name: str, width: int, height: int) -> tuple[list[str], Lettering]:
    """The largest size at which the name fits into the area, on up to four lines, and no word of it is cut."""
    size = int(min(width * 0.17, height * 0.15))
    while True:
        font = Lettering(max(8, size))
        lines = font.wrapped(name, width * WIDE)
        whole = " ".join(lines) == " ".join(name.split())
        if size <= 10 or (whole and len(lines) <= 4 and len(lines) * size * PITCH <= height * (BOTTOM - TOP)):
            return lines[:4], font
        size = int(size * 0.92)
