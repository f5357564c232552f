"""Pictures in a terminal: two pixels a cell, with the upper half block."""

from functools import lru_cache
from pathlib import Path

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style


@lru_cache(maxsize=256)
def half_cells(path: Path, stamp: int, columns: int) -> Segments:
    """The picture as lines of half cells, `columns` wide, its shape kept. `stamp` tells versions of one file apart."""
    from PIL import Image

    with Image.open(path) as picture:
        picture.draft("RGB", (columns * 4, columns * 8))
        rows = max(2, round(picture.height * columns / picture.width / 2) * 2)
        pixels = picture.convert("RGB").resize((columns, rows), Image.Resampling.BOX)
    flat = pixels.tobytes()
    segments: list[Segment] = []
    for top in range(0, rows, 2):
        for column in range(columns):
            upper, lower = ((row * columns + column) * 3 for row in (top, top + 1))
            style = Style(color=_colour(flat, upper), bgcolor=_colour(flat, lower))
            segments.append(Segment("▀", style))
        segments.append(Segment.line())
    return Segments(segments)


def stamp_of(path: Path) -> int:
    """Changes whenever the file does."""
    return path.stat().st_mtime_ns


def _colour(flat: bytes, place: int) -> Color:
    return Color.from_rgb(flat[place], flat[place + 1], flat[place + 2])
