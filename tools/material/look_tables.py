"""A look of the person's own: a `.cube` file, checked to the last number before it colours anything.

The format is Adobe's Cube LUT Specification 1.0 (2013): keywords, then N x N x N lines of three numbers.
"""

import math
from collections.abc import Iterator

from tools.material.checks import BadMaterial

SIZES = range(2, 130)
"""Points a side that ffmpeg's `lut3d` reads from 2 on; larger tables than 129 are nobody's."""
WORDS = ("TITLE", "DOMAIN_MIN", "DOMAIN_MAX", "LUT_3D_INPUT_RANGE")
WIDEST = 100.0
"""A colour as far outside the picture is a damaged file."""


def check_look_table(name: str, text: str) -> int:
    """The points a side of a three-dimensional table; raises BadMaterial for anything else."""
    size, rows = 0, 0
    for line in _lines(text):
        word, *values = line.split()
        if word == "LUT_3D_SIZE" and len(values) == 1 and values[0].isdigit():
            size = int(values[0])
        elif word == "LUT_1D_SIZE":
            raise BadMaterial(f"{name} is a one-dimensional table; export the look as a 3D .cube file.")
        elif word not in WORDS:
            _check_colour(name, line)
            rows += 1
    if size not in SIZES:
        raise BadMaterial(f"{name} is not a .cube file of a look; export one from your grading program as 3D .cube.")
    if rows != size**3:
        raise BadMaterial(f"{name} holds {rows} of its {size**3} colours; export it again.")
    return size


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = line.strip()
        if plain and not plain.startswith("#"):
            yield plain


def _check_colour(name: str, line: str) -> None:
    try:
        colour = [float(value) for value in line.split()]
    except ValueError:
        colour = []
    if len(colour) != 3 or not all(math.isfinite(value) and abs(value) <= WIDEST for value in colour):
        raise BadMaterial(f"{name} has a line that is no colour ({line[:30]!r}); export it again as 3D .cube.")
