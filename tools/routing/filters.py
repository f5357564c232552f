"""The hard constraints: why a model cannot make a shot at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.catalog.schema import VideoModel
from tools.film.brief import Brief
from tools.film.shape import SHORT_SIDES
from tools.film.storyboard import Role, Shot, Trait

HANDLES = Decimal("0.5")
"""Seconds of a clip that the cut trims away in all: there is often some weirdness at an end."""


@dataclass(frozen=True)
class Demand:
    """What one shot asks of its model."""

    shot: Shot
    brief: Brief
    both_ends: bool
    """Both its first and its last frame are given."""
    today: date

    @property
    def wanted_strengths(self) -> frozenset[str]:
        """What the model should be known for, beyond the role."""
        spoken = {"dialogue"} if self.shot.role is Role.HERO and self.shot.dialogue else set()
        return frozenset({trait.value for trait in self.shot.traits} | spoken)

    @property
    def cast(self) -> int:
        """How many of those in the shot must look just so."""
        return sum(self.brief.character(name) is not None for name in self.shot.cast)

    @property
    def from_references(self) -> bool:
        """The person wants the looks held rather than the first frame, and no other end or shot depends on that."""
        tied = self.both_ends or self.shot.continues is not None or Trait.MULTI_SHOT in self.shot.traits
        return self.shot.from_references and self.cast > 0 and not tied


def references_for(model: VideoModel, demand: Demand) -> int:
    """How many pictures of the cast go along with the shot's clip on that model."""
    told = model.references
    if told is None or (told.endpoint is not None and not demand.from_references):
        return 0
    return min(demand.cast, told.most)


def why_not(model: VideoModel, demand: Demand) -> str | None:
    """The first constraint that rules the model out for the shot, in a few words; None when it can make it."""
    if unavailable := model.why_unavailable(demand.today):
        return unavailable
    if demand.brief.aspect_ratio not in model.aspect_ratios:
        return f"no {demand.brief.aspect_ratio.value}"
    if Trait.MULTI_SHOT in demand.shot.traits and not model.multi_shot:
        return "no multi-shot"
    if clip_length(model, demand.shot) is None:
        return (
            f"its longest clip is {model.seconds[-1].normalize():f} s, the shot lasts {_plain(demand.shot.seconds)} s"
        )
    return _why_incapable(model, demand)


def _why_incapable(model: VideoModel, demand: Demand) -> str | None:
    shot = demand.shot
    if demand.both_ends and not model.first_last:
        return "no end frame"
    if demand.from_references and model.references is None:
        return "it takes no reference pictures"
    if shot.dialogue and shot.faces and model.lip_sync == "none":
        return "no lip-sync"
    resolution = resolution_for(model, demand.brief)
    length = clip_length(model, shot)
    if length is None or model.credits(length, resolution, audio=wants_audio(model, shot)) is None:
        return f"no list price for {_plain(shot.seconds)} s at {resolution}"
    return None


def clip_length(model: VideoModel, shot: Shot) -> Decimal | None:
    """The shortest clip that leaves something to trim at both ends; one as long as the shot where none is longer.

    A multi-shot render always has its handles: its last shot must not end before it is through.
    """
    if Trait.MULTI_SHOT in shot.traits:
        return model.clip_seconds(shot.seconds + HANDLES)
    if shot.seconds_given:
        return model.clip_seconds(shot.seconds)
    return model.clip_seconds(shot.seconds + HANDLES) or model.clip_seconds(shot.seconds)


def outer_handles(clip_seconds: Decimal, shots: Sequence[Shot]) -> tuple[Decimal, Decimal]:
    """Seconds that a multi-shot clip has before its first and after its last shot: what it is longer, in halves."""
    spare = clip_seconds - sum((shot.seconds for shot in shots), Decimal(0))
    head = (spare / 2).quantize(Decimal("0.001"))
    return head, spare - head


def wants_audio(model: VideoModel, shot: Shot) -> bool:
    """The model's own sound is bought only where lips must match words; the cut brings voice and music."""
    return model.audio and shot.dialogue is not None


def resolution_for(model: VideoModel, brief: Brief) -> str:
    """The lowest resolution that reaches the film's, or the model's best when none does."""
    target = SHORT_SIDES[brief.resolution]
    return next((name for name in model.resolutions if SHORT_SIDES[name] >= target), model.resolutions[-1])


def _plain(seconds: Decimal) -> str:
    return f"{seconds.normalize():f}"
