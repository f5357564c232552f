"""Where captions lie in the picture."""

from dataclasses import dataclass

from tools.film.shape import AspectRatio, Size


@dataclass(frozen=True)
class Layout:
    """Sizes in pixels for one shape of picture."""

    font: int
    side: int
    bottom: int
    top: int
    characters: int
    """How many fit on a line."""


def layout_for(ratio: AspectRatio, size: Size) -> Layout:
    """Large letters; margins that keep clear of what the platforms lay over a vertical film."""
    short = min(size)
    upright = size.height > size.width
    font = round(short * (0.088 if upright or ratio is AspectRatio.SQUARE else 0.074))
    side = round(size.width * (0.10 if upright else 0.12))
    bottom = {AspectRatio.PORTRAIT: 0.22, AspectRatio.PORTRAIT_CLASSIC: 0.13}.get(ratio, 0.09)
    return Layout(
        font=font,
        side=side,
        bottom=round(size.height * bottom),
        top=round(size.height * 0.12),
        characters=max(8, int((size.width - 2 * side) / (font * 0.47))),
    )
