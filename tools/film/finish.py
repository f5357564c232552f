"""How the film is finished: what the person may choose about the cut beyond its shots."""

from enum import StrEnum


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
