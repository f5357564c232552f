"""The edit: which frames of which takes are seen when, what is read, what is heard. The timeline file says just this.

Pictures are counted in whole frames at the film's rate, so that errors never add up; sound and words in seconds.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from pydantic import Field, model_validator

from tools.film.base import Credits, Noun, ShotId
from tools.film.finish import Transition
from tools.film.shape import AspectRatio, Size
from tools.stitching.captions import Caption
from tools.stitching.sound.cues import Cue


class Provenance(Noun):
    """Where a clip came from: what an editor sees when she asks about it."""

    take: int
    model: str
    provider: str
    credits: Credits
    prompt: str
    description: str
    still: str | None = None
    """The locked still that it starts from, relative to the production's folder."""
    trimmed: str = ""
    """Why the cut goes in and out where it does."""


class Join(Noun):
    """How a clip comes in over the one before it. Frames at the film's rate, around the cut between the two."""

    kind: Transition
    before: int = Field(ge=0)
    """Frames before the cut that it takes; a dissolve shows so many of this clip's handle."""
    after: int = Field(ge=0)
    """Frames after the cut; a dissolve shows so many of the earlier clip's handle."""


class Clip(Noun):
    """One shot's part of its take. Frames at the film's rate."""

    shot_id: ShotId
    file: str
    """Relative to the production's folder."""
    sha256: str
    start: int = Field(ge=0)
    """The first frame of the take that is seen."""
    frames: int = Field(ge=1)
    length: int = Field(ge=1)
    """How many frames the whole take has: what lies outside is its handles."""
    has_sound: bool = False
    card: bool = False
    """The closing card: its words must stay whole in every shape."""
    faces: bool = False
    gain: float = Field(default=1.0, gt=0)
    """What the picture's light is multiplied by at its first frame, eased to 1, to meet the clip before it."""
    join: Join | None = None
    """None for a hard cut."""
    about: Provenance

    @property
    def tail(self) -> int:
        """Frames of the take after the part that is seen."""
        return max(0, self.length - self.start - self.frames)


class Edit(Noun):
    """The whole cut, before it is encoded in any size or for anybody."""

    name: str
    ratio: AspectRatio
    width: int
    height: int
    fps: int = Field(ge=1)
    clips: tuple[Clip, ...] = Field(min_length=1)
    captions: tuple[Caption, ...] = ()
    cues: tuple[Cue, ...] = ()
    mode: str = "rehearsal"
    """Rehearsal or live: nobody shall take an animatic for the film."""

    @property
    def size(self) -> Size:
        """The picture's size in pixels."""
        return Size(self.width, self.height)

    @property
    def frames(self) -> int:
        """The film's length in frames."""
        return sum(clip.frames for clip in self.clips)

    @property
    def seconds(self) -> Decimal:
        """The film's length, to the millisecond."""
        return seconds_of(self.frames, self.fps)

    @property
    def starts(self) -> tuple[int, ...]:
        """The frame of the film at which each clip begins."""
        return tuple(accumulate((clip.frames for clip in self.clips[:-1]), initial=0))

    @model_validator(mode="after")
    def _joins_have_their_frames(self) -> "Edit":
        for before, clip in zip((None, *self.clips), self.clips, strict=False):
            join = clip.join
            if join is None:
                continue
            if before is None:
                raise ValueError(f"{clip.shot_id} comes first, so there is nothing to join it to")
            if join.kind is Transition.DISSOLVE and (join.before > clip.start or join.after > before.tail):
                raise ValueError(f"the dissolve into {clip.shot_id} is longer than the handles of the two clips")
        for clip, following in zip(self.clips, (*self.clips[1:], None), strict=True):
            taken = (clip.join.after if clip.join else 0) + (
                following.join.before if following and following.join else 0
            )
            if taken > clip.frames:
                raise ValueError(f"{clip.shot_id} is shorter than the transitions at its ends")
        return self


def seconds_of(frames: int, fps: int) -> Decimal:
    """Whole frames as seconds, to the millisecond."""
    return (Decimal(frames) / fps).quantize(Decimal("0.001"))


def joined(clips: Iterable[Clip], kind: Transition, frames: int) -> tuple[Clip, ...]:
    """The clips with that transition of about so many frames between them, as far as their handles reach.

    A clip whose handles give less than two frames keeps its hard cut.
    """
    done: list[Clip] = []
    for clip in clips:
        join = None if not done or kind is Transition.CUT else _join(done[-1], clip, kind, frames)
        done.append(clip.model_copy(update={"join": join}))
    return tuple(done)


def _join(before: Clip, clip: Clip, kind: Transition, frames: int) -> Join | None:
    half = min(frames // 2, before.frames // 3, clip.frames // 3)
    if kind is Transition.DISSOLVE:
        reach = min(half, clip.start, before.tail)
        return Join(kind=kind, before=reach, after=reach) if reach >= 1 else None
    return Join(kind=kind, before=half, after=half) if half >= 1 else None
