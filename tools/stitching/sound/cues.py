"""What the mixer is given and what it gives back."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tools.film.base import Noun

Moment = Annotated[Decimal, Field(ge=0)]
"""Seconds; not only whole milliseconds, because a cut lies on a frame."""


class Kind(StrEnum):
    """What a sound is in the film: how loud it is, and what makes way for what, follows from it."""

    NATIVE = "native"
    VOICE = "voice"
    MUSIC = "music"
    AMBIENCE = "ambience"


class Cue(Noun):
    """One piece of sound on the film's clock. Times are seconds."""

    kind: Kind
    file: str
    """Relative to the production's folder: a sound file, or a clip whose own sound is meant."""
    start: Moment
    """Where it begins on the film."""
    seconds: Annotated[Decimal, Field(gt=0)]
    """How long it is heard."""
    offset: Moment = Decimal(0)
    """Where it begins in the file."""
    gain_db: float = Field(default=0.0, ge=-60, le=24)
    """The person's own word on its level; the mixer brings each kind to its level before that."""
    fade_in: Moment = Decimal(0)
    fade_out: Moment = Decimal(0)
    speaks: bool = False
    """Somebody in a clip speaks: the others make way for it as for the voice."""

    @property
    def is_speech(self) -> bool:
        """True when music, ambience and other clips make way for it."""
        return self.kind is Kind.VOICE or self.speaks

    @property
    def end(self) -> Decimal:
        """Where it ends on the film."""
        return self.start + self.seconds


class Loudness(Noun):
    """How loud the finished film is."""

    lufs: float = Field(ge=-40, le=-5)
    """Integrated loudness after ITU-R BS.1770-4."""
    true_peak: float = Field(default=-1.0, ge=-20, le=-0.1)
    """What no peak passes, in dBTP, also after the sound has been encoded as AAC."""


PRESETS = {
    "social": Loudness(lufs=-14.0),
    "podcast": Loudness(lufs=-16.0),
    "broadcast": Loudness(lufs=-23.0),
}
"""Social: what YouTube, Spotify and TikTok turn everything down to. Podcast: Apple Podcasts' audio requirements.
Broadcast: EBU R 128. All three ask for at most -1 dBTP. Checked 2026-11-25."""


class Mixed(Noun):
    """The mixed sound as it was measured, before it is encoded."""

    lufs: float | None
    """None when nothing is heard."""
    true_peak: float | None
    """dBTP; None when nothing is heard."""
    gains_db: tuple[float, ...] = ()
    """What each cue was turned up or down by before ducking and the final gain, in the order given."""
    final_gain_db: float = 0.0
    """What the whole mix was turned up or down by."""
    warnings: tuple[str, ...] = ()
    """Sentences for the person: recordings that are broken, silent, clipped or too short."""
