"""The person's logo, small in a corner of every shot."""

from pathlib import Path

from PIL import Image

from tools.film.shape import Size
from tools.purchases import sha256_of

SHARE = 0.16
"""The logo's longer side, as a share of the picture's shorter one."""
MARGIN = 0.05
"""From the edges, as a share of the picture's shorter side: inside what every platform leaves free at the top left."""
OPACITY = 0.85


def laid_over(logo: Path, size: Size, destination: Path) -> str:
    """Write a clear picture of the film's size with the logo at its top left; return its SHA-256."""
    with Image.open(logo) as opened:
        mark = opened.convert("RGBA")
    side = round(min(size) * SHARE)
    mark.thumbnail((side, side), Image.Resampling.LANCZOS)
    mark.putalpha(mark.getchannel("A").point(lambda alpha: round(alpha * OPACITY)))
    clear = Image.new("RGBA", size, (0, 0, 0, 0))
    margin = round(min(size) * MARGIN)
    clear.alpha_composite(mark, (margin, margin + round(size.height * 0.04)))
    clear.save(destination)
    return sha256_of(destination)
