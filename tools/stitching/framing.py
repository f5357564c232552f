"""How a take is fitted into a picture of another shape: filled and cropped where it matters, never stretched."""

from typing import Literal, NamedTuple

from tools.film.shape import Size

LEAST_KEPT = 0.5
"""Below this share of the picture a crop would lose too much; it is then shown whole, over a blurred copy of itself."""


class Framed(NamedTuple):
    """`fill` crops around a point, given from 0 to 1 in each direction; `whole` shows all of it over a blurred copy."""

    how: Literal["fill", "whole"] = "fill"
    x: float = 0.5
    y: float = 0.5


MIDDLE = Framed()


def share_kept(take: Size, film: Size) -> float:
    """How much of a take's picture is left when it fills the film's shape."""
    one, other = take.width / take.height, film.width / film.height
    return min(one, other) / max(one, other)
