"""Cards set in lines: broken evenly, measured in the fonts that draw them, and given their place in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

from tools.film.shape import Size
from tools.fonts.clusters import clusters
from tools.fonts.faces import Font
from tools.fonts.writing import runs
from tools.stitching.captions.cards import Caption
from tools.stitching.captions.grouping import LINES_AT_ONCE
from tools.stitching.captions.placing import Box, Layout, place

PITCH = 1.16
"""From one line to the next, in ems, where no letter reaches further."""
GAP = 0.14
"""Ems between the lowest letter of a line and the highest of the next."""
SMALLEST = 0.55
"""Share of the usual size that a card may shrink to before it takes more lines."""
MOST_LINES = 3
PAD = 0.34
"""Ems between the letters and the edge of their box."""


@dataclass(frozen=True)
class Row:
    """One line: the words on it, by their place in the caption, and where it stands in pixels."""

    text: str
    words: tuple[tuple[int, str], ...]
    runs: tuple[tuple[Font, str], ...]
    width: float
    baseline: float


@dataclass(frozen=True)
class Card:
    """A caption as it is drawn."""

    caption: Caption
    em: float
    rows: tuple[Row, ...]
    box: tuple[float, float, float, float]
    """Left, top, right and bottom in pixels, with air around the letters: what is beneath is judged here."""


def typeset(caption: Caption, size: Size, layout: Layout, fonts: Sequence[Font]) -> Card:
    """The card at the largest size at which it fits on a few lines, clear of what must be seen."""
    room = float(size.width - 2 * layout.side)
    em, lines = _broken(caption.words, float(layout.font), room, fonts)
    cut = [tuple(runs(_text(line), fonts)) for line in lines]
    tops, ends = zip(*(_ink(run, em) for run in cut), strict=True)
    baselines = [0.0]
    for above, below in zip(ends, tops[1:], strict=False):
        baselines.append(baselines[-1] + max(PITCH * em, above + below + GAP * em))
    height = tops[0] + baselines[-1] + ends[-1] + 2 * PAD * em
    top = size.height * place(
        height / size.height,
        (layout.top / size.height, 1 - layout.bottom / size.height),
        _in_the_way(caption.clear, size, layout),
        from_top=caption.title,
    )
    first = top + PAD * em + tops[0]
    widths = [_width(run, em) for run in cut]
    rows = tuple(
        Row(_text(line), tuple(line), run, width, first + base)
        for line, run, width, base in zip(lines, cut, widths, baselines, strict=True)
    )
    half = max(widths) / 2 + PAD * em * 1.25
    return Card(caption, em, rows, (size.width / 2 - half, top, size.width / 2 + half, top + height))


def _in_the_way(clear: Sequence[Box], size: Size, layout: Layout) -> list[Box]:
    side = layout.side / size.width
    return [box for box in clear if box.left < 1 - side and box.right > side]


def _text(line: Sequence[tuple[int, str]]) -> str:
    return "".join(word for _, word in line).strip()


def _broken(
    words: Sequence[str], font: float, room: float, fonts: Sequence[Font]
) -> tuple[float, list[list[tuple[int, str]]]]:
    """The size, and the words in even lines. A word wider than the picture is cut where a character ends."""
    em = font
    while True:
        pieces = [(number, part) for number, word in enumerate(words) for part in _cut_to(word, em, room, fonts)]
        widths = [_measured(part.rstrip(), em, fonts) for _, part in pieces]
        full = [_measured(part, em, fonts) for _, part in pieces]
        count = _lines_needed(widths, full, room)
        whole = len(pieces) == len(words)
        if (count <= LINES_AT_ONCE and whole) or (count <= MOST_LINES and em < font * 0.8) or em <= font * SMALLEST:
            return em, _even(pieces, widths, full, count)
        em = max(em * 0.93, font * SMALLEST)


def _cut_to(word: str, em: float, room: float, fonts: Sequence[Font]) -> list[str]:
    if _measured(word.rstrip(), em, fonts) <= room:
        return [word]
    parts = [""]
    for piece in clusters(word):
        if parts[-1] and _measured((parts[-1] + piece).rstrip(), em, fonts) > room:
            parts.append("")
        parts[-1] += piece
    return parts


def _lines_needed(widths: Sequence[float], full: Sequence[float], room: float) -> int:
    count, used = 1, 0.0
    for width, whole in zip(widths, full, strict=True):
        if used and used + width > room:
            count, used = count + 1, 0.0
        used += whole
    return count


def _even(
    pieces: list[tuple[int, str]], widths: Sequence[float], full: Sequence[float], count: int
) -> list[list[tuple[int, str]]]:
    """The words on that many lines, the widest as narrow as can be: the narrowest room they still fit in."""
    low, high = max(widths), sum(full)
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if _lines_needed(widths, full, middle) <= count else (middle, high)
    lines: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for piece, width, whole in zip(pieces, widths, full, strict=True):
        if lines[-1] and used + width > high:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += whole
    return lines


def _measured(text: str, em: float, fonts: Sequence[Font]) -> float:
    return _width(runs(text, fonts), em)


def _width(cut: Sequence[tuple[Font, str]], em: float) -> float:
    """Measured at a hundred pixels and scaled, so that sizes do not fill memory with fonts."""
    return sum(_loaded(font).getlength(text) for font, text in cut) * em / 100


def _ink(cut: Sequence[tuple[Font, str]], em: float) -> tuple[float, float]:
    """How far the letters reach above and below their line; at least as far as capitals and a comma do."""
    boxes = [_loaded(font).getbbox(text, anchor="ls") for font, text in cut if text.strip()]
    return (
        max([0.72, *(-box[1] / 100 for box in boxes)]) * em,
        max([0.2, *(box[3] / 100 for box in boxes)]) * em,
    )


@cache
def _loaded(font: Font) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font.file), 100, index=font.number)
