"""Files that were made, with where they came from."""

from typing import Literal

from tools.film.base import Credits, Noun, Seconds, ShotId, SubjectId


class Still(Noun):
    """The start or end frame of a shot, or what a member of the cast looks like.

    `file` is relative to the production's folder.
    """

    shot_id: SubjectId
    position: Literal["start", "end", "reference"]
    file: str
    width: int
    height: int
    sha256: str
    model: str
    provider: str
    credits: Credits
    number: int = 1
    content: str = ""
    """The digest of what was sent for it: the still is current while its shot still asks for just that."""
    locked: bool = False

    @property
    def key(self) -> str:
        """The paid call that made it."""
        return f"still/{self.shot_id}/{self.position}/{self.number}"


class Take(Noun):
    """One render of a shot. Drafts are takes too, and never go into the cut."""

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
    content: str = ""
    """The digest of what was sent for it."""
    draft: bool = False

    @property
    def key(self) -> str:
        """The paid call that made it."""
        return f"{'draft' if self.draft else 'clip'}/{self.shot_id}/{self.number}"


class Material(Noun):
    """A file of the person's own, copied into the production."""

    name: str
    """What the person calls it: the file's name as it came."""
    file: str
    """Where the copy lies, relative to the production's folder; a name that the product made."""
    kind: Literal["image", "video", "audio", "text"]
    used_as: str
    shot_id: ShotId | None = None
    sha256: str
    origin: str | None = None
    """Where the person made it, such as Midjourney; None for what nobody said."""


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
