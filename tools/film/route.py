"""Which model makes a shot, why, and what it costs."""

import hashlib
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field

from tools.film.base import Credits, Noun, Seconds, ShotId, SubjectId
from tools.film.shape import AspectRatio, Size, size_of


class Mode(StrEnum):
    """How a clip is conditioned."""

    IMAGE_TO_VIDEO = "image-to-video"
    FIRST_LAST = "first-last"
    CHAIN = "chain"
    MULTI_SHOT = "multi-shot"
    TEXT_TO_VIDEO = "text-to-video"
    REFERENCE = "reference-to-video"
    """From pictures of what is seen, the locked still among them: how they look is held, the first frame is not."""


class RuledOut(Noun):
    """A model that did not get the shot, with the reason in a few words."""

    model: str
    why: str


class Draft(Noun):
    """A cheap take that tests the motion before a premium one is paid for."""

    model: str
    provider: str
    clip_seconds: Seconds
    resolution: str
    fps: int
    credits: Credits


class Route(Noun):
    """One shot's way to a clip. `credits` is the list price of a single take, without its draft."""

    shot_id: ShotId
    model: str
    provider: str
    endpoint: str | None = None
    mode: Mode
    clip_seconds: Seconds
    """What is generated; the cut trims `seconds` of screen time from it."""
    resolution: str
    aspect_ratio: AspectRatio
    fps: int
    audio: bool
    credits: Credits
    expected_takes: Decimal = Field(ge=1)
    draft: Draft | None = None
    references: int = Field(default=0, ge=0)
    """How many pictures of the cast go along with the clip's order."""
    rendered_with: ShotId | None = None
    """The shot whose render shows this one too, and whose route pays for both; None when it has its own render."""
    why: str
    ruled_out: tuple[RuledOut, ...] = ()

    @property
    def size(self) -> Size:
        """The clip's size in pixels."""
        return size_of(self.aspect_ratio, self.resolution)


class QuoteLine(Noun):
    """One paid call that a greenlight would allow."""

    kind: Literal["still", "draft", "clip"]
    key: str
    """The call's own name within the production, such as `clip/s01/1`: it is paid at most once."""
    shot_id: SubjectId
    model: str
    provider: str
    endpoint: str | None = None
    """Where at the provider it is ordered, as the edition names it."""
    seconds: Seconds = Decimal(0)
    credits: Credits
    expected_takes: Decimal = Field(default=Decimal(1), ge=1)
    """How many such purchases a keeper takes on average: the forecast's own assumption."""
    content: str
    """A digest of all that is sent (prompt, size, stills): when it changes, the quote is void."""


class Quote(Noun):
    """What a step costs before it is done. The greenlight is bound to `digest`."""

    lines: tuple[QuoteLine, ...]
    p50: Credits
    """Half of such steps cost no more than this once re-rolls are counted."""
    p90: Credits

    @property
    def credits(self) -> Decimal:
        """The list price of every line once, without re-rolls."""
        return sum((line.credits for line in self.lines), Decimal("0.00"))

    @property
    def digest(self) -> str:
        """Changes with anything that was priced: shots, prompts, models, seconds, prices."""
        canonical = "\n".join(line.model_dump_json() for line in self.lines)
        return hashlib.sha256(canonical.encode()).hexdigest()


class Warning(Noun):
    """One sentence for the person, under a rule's name that scripts can match."""

    rule: str
    message: str
