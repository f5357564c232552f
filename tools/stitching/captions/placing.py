"""Where captions lie: inside what the platforms leave free, and clear of faces and of the brand's name."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from tools.film.base import Noun
from tools.film.finish import CaptionCards, CaptionStyle
from tools.film.shape import AspectRatio, Size
from tools.film.storyboard import Framing, Role, Shot
from tools.studio.painting import card

AIR = 0.015
"""Share of the height between a card and the edge of the safe area, so that nothing touches it."""
STEP = 0.005
ALIASES = {
    "Instagram Story": "Stories",
    "Instagram stories": "Stories",
    "Instagram feed": "feed",
    "Facebook feed": "feed",
    "feed post": "feed",
    "LinkedIn": "feed",
}
"""What a brief calls a platform, where the table has another name for it."""


@dataclass(frozen=True)
class Box:
    """A part of the picture, in shares of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float


FACES = {
    Framing.MS: Box(0.28, 0.12, 0.72, 0.40),
    Framing.MCU: Box(0.20, 0.10, 0.80, 0.50),
    Framing.CU: Box(0.10, 0.08, 0.90, 0.58),
    Framing.ECU: Box(0.0, 0.05, 1.0, 0.72),
}
"""Where a face is, by the framing: eyes near the upper third, as a shot is composed. In wider shots nobody knows."""


class SafeArea(Noun):
    """What one platform lays over one shape of picture: margins in shares of its size."""

    platform: str
    ratio: AspectRatio
    top: float = Field(ge=0, lt=0.5)
    bottom: float = Field(ge=0, lt=0.5)
    left: float = Field(ge=0, lt=0.5)
    right: float = Field(ge=0, lt=0.5)
    source: str = Field(min_length=10)
    official: bool
    checked: date


@dataclass(frozen=True)
class Layout:
    """Sizes in pixels for one shape of picture, and the look."""

    font: int
    """The em of the letters."""
    side: int
    """What stays free left and right, the same on both sides, so that cards are centred."""
    bottom: int
    top: int
    characters: int
    """How many fit on a line."""
    style: CaptionStyle = CaptionStyle.BOLD
    cards: CaptionCards = CaptionCards.WORDS
    language: str = ""
    """What the words are in, such as `ja`: Chinese characters are drawn differently from one to the other."""


@cache
def safe_areas() -> tuple[SafeArea, ...]:
    """Every known platform's, from `safe_areas.toml`."""
    table = tomllib.loads((Path(__file__).parent / "safe_areas.toml").read_text(encoding="utf-8"))
    return tuple(SafeArea.model_validate(row) for row in table["area"])


def safe_area(ratio: AspectRatio, platform: str | None = None) -> Box:
    """What text may use: the platform's, or what every platform of that shape leaves free."""
    named = ALIASES.get(platform or "", platform or "").casefold()
    mine = [area for area in safe_areas() if area.ratio is ratio and area.platform.casefold() == named]
    same = mine or [area for area in safe_areas() if area.ratio is ratio and area.platform != "Stories"]
    known = same or [area for area in safe_areas() if area.ratio is AspectRatio.LANDSCAPE]
    return Box(
        left=max(area.left for area in known),
        top=max(area.top for area in known),
        right=1 - max(area.right for area in known),
        bottom=1 - max(area.bottom for area in known),
    )


def layout_for(
    ratio: AspectRatio,
    size: Size,
    *,
    platform: str | None = None,
    style: CaptionStyle = CaptionStyle.BOLD,
    cards: CaptionCards = CaptionCards.WORDS,
    language: str = "",
) -> Layout:
    """Large letters, inside the safe area."""
    safe = safe_area(ratio, platform)
    upright = size.height >= size.width
    share = 0.074 if upright else 0.062
    font = max(8, round(min(size) * share * (0.78 if cards is CaptionCards.LINES else 1.0)))
    side = round(size.width * max(safe.left, 1 - safe.right, 0.05))
    return Layout(
        font=font,
        side=side,
        bottom=round(size.height * (1 - safe.bottom + AIR)),
        top=round(size.height * (safe.top + AIR)),
        characters=max(8, int((size.width - 2 * side) / (font * 0.55))),
        style=style,
        cards=cards,
        language=language,
    )


def keep_clear(shot: Shot) -> tuple[Box, ...]:
    """What a caption must not cover in that shot, as far as it is known: the brand's name, a face."""
    boxes: list[Box] = []
    if shot.brand_card:
        boxes.append(Box((1 - card.WIDE) / 2, card.TOP, (1 + card.WIDE) / 2, card.BOTTOM + 0.02))
    if (shot.faces or shot.role is Role.TALKING_HEAD) and shot.framing in FACES and not shot.brand_card:
        boxes.append(FACES[shot.framing])
    return tuple(boxes)


def place(height: float, within: tuple[float, float], clear: Sequence[Box], *, from_top: bool = False) -> float:
    """The top of a card of that height, all in shares of the picture's: as low as can be, or as high for a title.

    It moves only as far as it must to cover nothing of `clear`; where it cannot help covering something, it covers
    the least. A card that is higher than the room between the two edges begins at the upper one.
    """
    first, last = within[0], max(within[0], within[1] - height)
    count = int((last - first) / STEP) + 1
    tops = [min(last, first + STEP * number) for number in range(count)] + [last]
    ordered = tops if from_top else tops[::-1]
    return min(ordered, key=lambda top: round(sum(_covered(top, top + height, box) for box in clear), 6))


def _covered(top: float, bottom: float, box: Box) -> float:
    return max(0.0, min(bottom, box.bottom) - max(top, box.top))
