"""Single lines of text on a picture, in whatever script they are written.

resvg shapes them and puts them in order; it brings all that it needs for that, where Pillow asks the machine for it.
"""

import html
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import resvg_py
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont

from tools.fonts.bidi import base_level, levels, visual_order
from tools.fonts.clusters import clusters
from tools.fonts.faces import EMOJI, HEAVY, LIGHT, WORLD, Font
from tools.fonts.writing import fonts_for, runs

_RIGHT_TO_LEFT = "\u200f"
_MEASURED = 100
"""Pixels at which a text is measured, whatever size it is drawn in."""
_REACH = 1.6
"""Ems that letters and the marks on them may reach above and below their line."""


@dataclass(frozen=True)
class Lettering:
    """Letters of one size in pixels and one weight."""

    size: float
    heavy: bool = True
    language: str = ""

    def width(self, text: str) -> float:
        """About how wide the text is, in pixels."""
        return sum(_width(font, part) for font, part in runs(text, self._fonts(text))) * self.size / _MEASURED

    def wrapped(self, text: str, room: float) -> list[str]:
        """The text in lines that are at most so wide; a longer word, or a script without spaces, is cut to it."""
        lines: list[str] = []
        for word in text.split() or [text]:
            if lines and self.width(f"{lines[-1]} {word}") <= room:
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines += self._cut(word, room)
        return lines

    def shortened(self, text: str, room: float) -> str:
        """The text, or as much of its beginning as fits, with an ellipsis."""
        pieces = list(clusters(text))
        while self.width(text) > room and len(pieces) > 1:
            pieces.pop()
            text = "".join(pieces).rstrip() + "…"
        return text

    def put(
        self,
        sheet: Image.Image,
        at: tuple[float, float],
        text: str,
        fill: str | int,
        anchor: Literal["start", "middle"] = "start",
    ) -> None:
        """Set the text on the sheet; `at` is where its line begins, or its middle."""
        stretches = self._stretches(_written(text))
        widths = [_width(font, part) * self.size / _MEASURED for font, part in stretches]
        air, reach = self.size, self.size * _REACH
        x = air
        parts = []
        for (font, part), width in zip(stretches, widths, strict=True):
            parts.append(_as_svg(font, part, x + width / 2, reach))
            x += width
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{x + air:.0f}" height="{2 * reach:.0f}" fill="white" '
            f'font-size="{self.size}" text-anchor="middle">{"".join(parts)}</svg>'
        )
        files = sorted({str(font.file) for font, _ in stretches})
        png = bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=files))
        left = at[0] - (sum(widths) / 2 if anchor == "middle" else 0) - air
        with Image.open(io.BytesIO(png)) as letters:
            sheet.paste(fill, (round(left), round(at[1] - reach)), letters.getchannel("A"))

    def _cut(self, word: str, room: float) -> list[str]:
        parts = [""]
        for piece in clusters(word):
            if parts[-1] and self.width(parts[-1] + piece) > room:
                parts.append("")
            parts[-1] += piece
        return parts

    def _stretches(self, text: str) -> list[tuple[Font, str]]:
        """The text as it is seen from left to right, each stretch in one font and one direction."""
        fonts = [font for font, part in runs(text, self._fonts(text)) for _ in part]
        cut: list[tuple[int, Font, str]] = []
        for letter, font, level in zip(text, fonts, levels(text, base_level(text)), strict=True):
            if cut and cut[-1][:2] == (level, font):
                cut[-1] = (level, font, cut[-1][2] + letter)
            else:
                cut.append((level, font, letter))
        seen = [cut[place] for place in visual_order([level for level, _, _ in cut])]
        return [(font, f"{_RIGHT_TO_LEFT}{part}{_RIGHT_TO_LEFT}" if level % 2 else part) for level, font, part in seen]

    def _fonts(self, text: str) -> Sequence[Font]:
        """Those that draw it; what nobody here can draw becomes a box, since a line on a board is no reason to stop."""
        found = fonts_for(text, self.language, heavy=self.heavy)
        return found if isinstance(found, tuple) else (HEAVY if self.heavy else LIGHT, *WORLD, EMOJI)


def _written(text: str) -> str:
    """The text as a drawing may hold it: composed, on one line, without what is no character."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(
        letter
        for letter in composed
        if unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE
    )


def _as_svg(font: Font, text: str, x: float, y: float) -> str:
    family, weight = _named(font)
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{html.escape(family)}" font-weight="{weight}" '
        f'xml:space="preserve">{html.escape(text)}</text>'
    )


def _width(font: Font, text: str) -> float:
    return _loaded(font).getlength(text)


@cache
def _named(font: Font) -> tuple[str, int]:
    """The family and the weight that a style sheet finds the face by."""
    with TTFont(font.file, fontNumber=font.number, lazy=True) as opened:
        names = opened["name"]
        return str(names.getDebugName(16) or names.getDebugName(1)), int(opened["OS/2"].usWeightClass)


@cache
def _loaded(font: Font) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font.file), _MEASURED, index=font.number)
