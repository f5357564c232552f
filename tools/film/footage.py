"""Files that were made, with where they came from."""

from typing import Literal

from tools.film.base import Credits, Noun, Seconds, ShotId


class Still(Noun):
    """The start or end frame of a shot. `file` is relative to the production's folder."""

    shot_id: ShotId
    position: Literal["start", "end"]
    file: str
    width: int
    height: int
    sha256: str
    model: str
    provider: str
    credits: Credits
    locked: bool = False


class Take(Noun):
    """One render of a shot; the keeper goes into the cut. Drafts are takes too, and are never kept."""

    shot_id: ShotId
    number: int
    file: str
    width: int
    height: int
    fps: int
    seconds: Seconds
    sha256: str
    model: str
    provider: str
    credits: Credits
    kept: bool = False
    draft: bool = False


class SpokenWord(Noun):
    """A word with its start and end in seconds from the beginning of its sound file."""

    text: str
    start: Seconds
    end: Seconds


class VoiceLine(Noun):
    """A spoken line of a shot; `words` time its captions."""

    shot_id: ShotId
    text: str
    file: str
    seconds: Seconds
    words: tuple[SpokenWord, ...]


class Music(Noun):
    """The music bed under the film."""

    file: str
    seconds: Seconds
    mood: str


class Cut(Noun):
    """The assembled film, or the plan of it while `file` is None."""

    file: str | None
    seconds: Seconds
    width: int
    height: int
    fps: int
    loudness_lufs: float | None
    captions: bool
