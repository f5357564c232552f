"""One face of a font file: its name, its measures, and the characters that it has."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from tools import fonts


@dataclass(frozen=True)
class Font:
    """A face that can be drawn with. `number` is its place in a collection (`.ttc`), 0 in any other file."""

    file: Path
    name: str
    """What libass finds it by, such as `Lato Black`: exact, where a family's name may bring another weight."""
    number: int = 0
    pictures: bool = False
    """True for emoji: it is asked last, so that digits stay digits."""


@dataclass(frozen=True)
class Measures:
    """A face's heights in shares of its em, as libass takes them (Windows metrics, as VSFilter did)."""

    ascent: float
    descent: float

    @property
    def size(self) -> float:
        """The ASS font size that gives an em of one pixel."""
        return self.ascent + self.descent


def _shipped(file: str, name: str, *, pictures: bool = False) -> Font:
    return Font(fonts.FOLDER / file, name, pictures=pictures)


HEAVY = _shipped("Lato-Black.ttf", "Lato Black")
LIGHT = _shipped("Lato-Regular.ttf", "Lato Regular")
WORLD = (
    _shipped("NotoSans-Bold.ttf", "Noto Sans Bold"),
    _shipped("NotoSansArabic-Bold.ttf", "Noto Sans Arabic Bold"),
    _shipped("NotoSansHebrew-Bold.ttf", "Noto Sans Hebrew Bold"),
    _shipped("NotoSansDevanagari-Bold.ttf", "Noto Sans Devanagari Bold"),
    _shipped("NotoSansThai-Bold.ttf", "Noto Sans Thai Bold"),
)
EMOJI = _shipped("NotoEmoji-Bold.ttf", "Noto Emoji Bold", pictures=True)


@cache
def characters(font: Font) -> frozenset[int]:
    """The code points that the face has outlines for; none when it cannot be read or holds only bitmaps."""
    try:
        with TTFont(font.file, fontNumber=font.number, lazy=True) as opened:
            if not {"glyf", "CFF ", "CFF2"} & set(opened.reader.tables):
                return frozenset()
            return frozenset(opened.getBestCmap() or ())
    except (OSError, TTLibError, AssertionError, KeyError, ValueError):
        return frozenset()  # somebody's system holds a broken font: it is as good as none


@cache
def measures(font: Font) -> Measures:
    """The face's heights; raises what fontTools raises when the file is no font."""
    with TTFont(font.file, fontNumber=font.number, lazy=True) as opened:
        em = opened["head"].unitsPerEm
        windows, lines = opened["OS/2"], opened["hhea"]
        ascent, descent = windows.usWinAscent, windows.usWinDescent
        if ascent + descent == 0:
            ascent, descent = lines.ascent, -lines.descent
        return Measures(ascent / em, descent / em)


def lay_out(chosen: Iterable[Font], folder: Path) -> None:
    """Put the fonts' files into a folder for ffmpeg's `fontsdir`: as links, as copies where there are none."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(dict.fromkeys(font.file for font in chosen)):
        place = folder / f"{number}{file.suffix.lower()}"
        try:
            place.symlink_to(file.resolve())
        except OSError:
            shutil.copy(file, place)
