"""Aspect ratios and picture sizes in pixels."""

from enum import StrEnum
from typing import Literal, NamedTuple


class AspectRatio(StrEnum):
    """The six shapes a production can have; picked once, before anything is generated."""

    LETTERBOX = "21:9"
    LANDSCAPE = "16:9"
    CLASSIC = "4:3"
    SQUARE = "1:1"
    PORTRAIT_CLASSIC = "3:4"
    PORTRAIT = "9:16"

    @property
    def parts(self) -> tuple[int, int]:
        """Width and height as small whole numbers."""
        width, height = self.value.split(":")
        return int(width), int(height)


class Size(NamedTuple):
    """A picture's width and height in pixels, both even, as H.264 with 4:2:0 colour requires."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


SHORT_SIDES = {"480p": 480, "540p": 540, "720p": 720, "768p": 768, "1080p": 1080, "1440p": 1440, "4k": 2160}
"""The picture's shorter side in pixels, by the name of the resolution."""


Resolution = Literal["480p", "720p", "1080p"]
"""What a film can be delivered in."""
SMALLEST_STILL: Resolution = "720p"
"""Image models draw about a megapixel and up, so a smaller film has its stills at this resolution."""


def size_of(ratio: AspectRatio, resolution: str) -> Size:
    """The exact size of a ratio at a resolution such as `1080p`; raises KeyError for an unknown name."""
    short = SHORT_SIDES[resolution]
    width, height = ratio.parts
    if width >= height:
        return Size(_even(short * width / height), short)
    return Size(short, _even(short * height / width))


def resolution_of(width: int, height: int) -> str:
    """The name of the resolution of a picture, such as `1080p`; raises KeyError for a size without a name."""
    return {short: name for name, short in SHORT_SIDES.items()}[min(width, height)]


def _even(length: float) -> int:
    return 2 * round(length / 2)
