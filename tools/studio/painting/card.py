"""The closing card: the brand's name, set large over its light, clear of where captions go."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools import fonts
from tools.studio.painting.canvas import Picture, blend, blur, glow, over
from tools.studio.painting.palette import Palette

TOP, BOTTOM, WIDE = 0.30, 0.60, 0.84
"""The area that the name keeps to, in shares of the picture."""


def set_name(picture: Picture, name: str, palette: Palette) -> Picture:
    """The name, wrapped and sized to fit, in light letters with a soft glow and a fine line below."""
    height, width = picture.shape[:2]
    lines, font = _fitted(name, width, height)
    paper = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(paper)
    step = font.size * 1.12
    top = height * (TOP + BOTTOM) / 2 - step * len(lines) / 2
    for number, line in enumerate(lines):
        draw.text((width / 2, top + step * (number + 0.5)), line, font=font, fill=255, anchor="mm")
    rule_y = top + step * len(lines) + font.size * 0.22
    draw.rectangle((width * 0.42, rule_y, width * 0.58, rule_y + max(2, height * 0.0022)), fill=200)
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


def _fitted(name: str, width: int, height: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The largest size at which the name fits into the area, on up to four lines."""
    words = name.split() or [name]
    size = int(min(width * 0.17, height * 0.15))
    while True:
        font = ImageFont.truetype(str(fonts.BLACK), max(8, size))
        lines = _wrapped(words, font, width * WIDE)
        fits = all(font.getlength(line) <= width * WIDE for line in lines)
        if size <= 10 or (fits and len(lines) <= 4 and len(lines) * size * 1.12 <= height * (BOTTOM - TOP)):
            return lines[:4], font
        size = int(size * 0.92)


def _wrapped(words: list[str], font: ImageFont.FreeTypeFont, wide: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and font.getlength(f"{lines[-1]} {word}") <= wide:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
