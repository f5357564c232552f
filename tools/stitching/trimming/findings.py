"""What looking at clips found: frozen values that can be kept as JSON."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tools.film.base import Noun, Seconds

METHOD = 6
"""Raised when the same clip would be judged differently, so that kept looks are made anew."""

DEFAULT = Decimal("0.25")
"""Seconds cut from an end where nothing was found."""

Span = tuple[Seconds, Seconds]
"""From when to when, in seconds of the clip."""

Certainty = Annotated[float, Field(ge=0, le=1)]


class Fault(StrEnum):
    """What can be wrong with a clip's end."""

    FROZEN = "frozen"
    DUPLICATED = "duplicated"
    FLASH = "flash"
    BLANK = "blank"
    JUMP = "jump"
    MORPH = "morph"
    SILENCE = "silence"
    CLICK = "click"
    NOTHING = "nothing"


class Finding(Noun):
    """How much to cut from one end of a clip, and why."""

    fault: Fault
    """The one that reaches furthest into the clip, when there are several."""
    frames: int = Field(ge=0)
    seconds: Seconds
    """Rounded down, so that a player that seeks there still finds the first good frame."""
    reason: str
    certainty: Certainty

    @property
    def found(self) -> bool:
        """Whether something is wrong; otherwise the cut is only the usual quarter of a second."""
        return self.fault is not Fault.NOTHING


class ClipLook(Noun):
    """What a clip is and where its clean part begins and ends."""

    method: int = METHOD
    frames: int = Field(ge=1)
    rate: float = Field(gt=0)
    """Frames per second; the average where the rate varies."""
    seconds: Seconds = Field(gt=0)
    head: Finding
    tail: Finding
    head_sound: Finding | None = None
    """None when nothing is wrong with how the sound begins, or when there is none."""
    tail_sound: Finding | None = None
    voiced: tuple[Span, ...] = ()
    """Where its own sound is clearly louder than the rest: where somebody speaks, if anybody does."""


class Window(Noun):
    """The part of a clip that goes into the cut."""

    head: Seconds
    """Seconds into the clip at which the cut goes in."""
    seconds: Seconds = Field(gt=0)
    """How long it stays: more than was wanted only where words would be cut off."""
    shortened_by: Seconds
    """How much shorter than wanted the shot had to become."""
    reason: str


class Seam(Noun):
    """How the last frame of one clip meets the first frame of the next."""

    drop: int = Field(ge=0, le=1)
    """Frames to drop from the head of the second clip, because they repeat the end of the first."""
    gain: float = Field(gt=0)
    """What the second clip's luma is multiplied by at the seam to meet the first; ease it to 1 over `ease` frames."""
    ease: int = Field(ge=0)
    bad: bool
    """The two show different pictures: no gain mends that."""
    reason: str
