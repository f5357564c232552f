"""How the film is finished: what the person may choose about the cut beyond its shots."""

from enum import StrEnum
from typing import Literal

from tools.film.base import Noun


class CaptionStyle(StrEnum):
    """How captions look."""

    BOLD = "bold"
    """Heavy white letters with a dark outline; the spoken word lights up."""
    BOXED = "boxed"
    """White letters on a dark box."""
    CLEAN = "clean"
    """Lighter letters, a fine outline, nothing lights up."""


class CaptionCards(StrEnum):
    """How much is read at once."""

    WORDS = "words"
    """Two to five words a card."""
    LINES = "lines"
    """Full lines, up to two a card."""


class Transition(StrEnum):
    """How one shot follows the other."""

    CUT = "cut"
    DISSOLVE = "dissolve"
    DIP = "dip"
    """Down to black and up again."""


class Finish(Noun):
    """How the cut is finished. Nothing here changes a still or a take, so changing it costs nothing."""

    transition: Transition = Transition.CUT
    caption_style: CaptionStyle = CaptionStyle.BOLD
    caption_cards: CaptionCards = CaptionCards.WORDS
    loudness: Literal["social", "podcast", "broadcast"] = "social"
    native_sound: bool = True
    """The clips' own sound is heard, where they have any."""
    ambience: bool = False
    """Silent clips sound faintly of their place."""
    watermark: str | None = None
    """The SHA-256 of the person's logo, small in a corner of every shot."""
    look_table: str | None = None
    """The SHA-256 of the person's `.cube` file, applied after the shots were matched."""
