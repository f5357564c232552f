"""Ordered shots, each one framed action with a job."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field, model_validator

from tools.film.base import Noun, Seconds, ShotId


class Role(StrEnum):
    """A shot's job in the film; the playbook routes by it."""

    HERO = "hero"
    WORKHORSE = "workhorse"
    B_ROLL = "b-roll"
    STYLIZED = "stylized"
    TALKING_HEAD = "talking-head"
    TEST = "test"


class Framing(StrEnum):
    """How much of the subject the frame holds, from widest to closest."""

    EWS = "EWS"
    WS = "WS"
    MS = "MS"
    MCU = "MCU"
    CU = "CU"
    ECU = "ECU"


class CameraMove(StrEnum):
    """What the camera does during the shot."""

    STATIC = "static"
    PUSH_IN = "push-in"
    PULL_OUT = "pull-out"
    PAN = "pan"
    TILT = "tilt"
    ORBIT = "orbit"
    HANDHELD = "handheld"


class Trait(StrEnum):
    """What a shot demands of its model beyond its role."""

    CROWD = "crowd"
    PHYSICS = "physics"
    NATIVE_4K = "4k"
    MULTI_SHOT = "multi-shot"


class Shot(Noun):
    """One framed action. `seconds` is screen time, not what is generated."""

    id: ShotId
    description: str = Field(min_length=1, max_length=2_000)
    framing: Framing
    camera: CameraMove
    role: Role
    seconds: Seconds
    seconds_given: bool = False
    """The person named this very length: the clip is ordered at it, and what the trim takes is said."""
    faces: bool = False
    dialogue: str | None = None
    """Words that somebody in the picture says, verbatim: they ask for lip-sync."""
    narration: str | None = None
    """Words the voice-over says during this shot."""
    on_screen_text: str | None = None
    """Words the person wants to read in the picture, verbatim."""
    brand_card: bool = False
    """The closing card: the painter sets the brand's name and keeps captions clear of it."""
    end_still: bool = False
    """True when the move has a known ending, so that a first+last model gets both ends."""
    continues: ShotId | None = None
    """The shot whose end still is this one's start still: one long move cut into clips."""
    chained: bool = False
    """It starts from the last frame of the clip it continues, not from a still that both share."""
    sequence: ShotId | None = None
    """The first shot of the multi-shot sequence it belongs to: one render returns them all."""
    traits: frozenset[Trait] = frozenset()
    pinned_model: str | None = None
    cast: tuple[str, ...] = ()
    """Names from the brief's cast that are in the picture."""
    from_references: bool = False
    """The person wants the looks of the cast held, even where the first frame is then not bound to its still."""
    own_start: str | None = None
    """The SHA-256 of the person's own picture for the first frame; None lets a still model draw it."""
    own_end: str | None = None
    """The same for the last frame."""
    still_roll: int = Field(default=1, ge=1)
    """Counts the pictures asked for: one more makes the same still anew."""
    draft_roll: int = Field(default=1, ge=1)
    take_roll: int = Field(default=1, ge=1)
    """Counts the re-rolls of the clip."""
    chosen_take: int | None = None
    """The take that the person chose; None leaves it to the newest that fits the shot."""

    @property
    def spoken(self) -> str | None:
        """What is heard during the shot: dialogue before narration."""
        return self.dialogue or self.narration

    @property
    def caption(self) -> str | None:
        """What is read during the shot."""
        return self.on_screen_text or self.spoken


class Storyboard(Noun):
    """The shots in order. Ids are unique, and a continued shot follows the one it continues."""

    shots: tuple[Shot, ...] = Field(min_length=1)

    def shares_a_still(self, shot: Shot) -> bool:
        """True when the shot's start or end is a still that it shares with its neighbour."""
        before = shot.continues is not None and not shot.chained
        return before or any(other.continues == shot.id and not other.chained for other in self.shots)

    def rendered_with(self, shot: Shot) -> tuple[Shot, ...]:
        """Every shot that the render of this one returns, in order: its whole sequence, or it alone."""
        if shot.sequence is None:
            return (shot,)
        return tuple(other for other in self.shots if other.sequence == shot.sequence)

    def label(self, shot: Shot) -> str:
        """What a person sees as its name: its id, with its place before it where the two differ."""
        place = self.shots.index(shot) + 1
        return shot.id if int(shot.id[1:]) == place else f"{place} ({shot.id})"

    @property
    def seconds(self) -> Decimal:
        """Total screen time."""
        return sum((shot.seconds for shot in self.shots), Decimal(0))

    def shot(self, shot_id: str) -> Shot:
        """The shot with that id; raises KeyError when there is none."""
        for shot in self.shots:
            if shot.id == shot_id:
                return shot
        raise KeyError(shot_id)

    @model_validator(mode="after")
    def _ids_are_unique_and_links_hold(self) -> "Storyboard":
        seen: list[str] = []
        for shot in self.shots:
            if shot.id in seen:
                raise ValueError(f"two shots are called {shot.id}")
            if shot.continues is not None and (not seen or seen[-1] != shot.continues):
                raise ValueError(f"{shot.id} continues {shot.continues}, which is not the shot before it")
            if shot.chained and shot.continues is None:
                raise ValueError(f"{shot.id} is chained to nothing")
            seen.append(shot.id)
        return self

    @model_validator(mode="after")
    def _a_sequence_is_one_run(self) -> "Storyboard":
        before: Shot | None = None
        for shot in self.shots:
            follows = before is not None and before.sequence == shot.sequence
            if shot.sequence not in (None, shot.id) and not follows:
                raise ValueError(f"{shot.id} is in the sequence of {shot.sequence}, which ended before it")
            if shot.sequence is not None and (shot.continues is not None or shot.end_still):
                raise ValueError(f"{shot.id} is in a sequence, so its ends are the render's own")
            before = shot
        return self
