"""The files that an edit needs: what each really is, and the name that it gets beside the project."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tools.film.errors import GreenlightError
from tools.probing import BrokenMedia, opened, shown_size
from tools.stitching.edit import Edit
from tools.stitching.handoff.naming import suffix_of
from tools.stitching.sound.cues import PRESETS, Kind
from tools.stitching.sound.mixer import mix


@dataclass(frozen=True)
class Medium:
    """One file. A sound file has no picture: its `fps` is None."""

    name: str
    """What it is called in the hand-off: made from ids, never from anybody's text."""
    source: str
    """Relative to the production's folder."""
    seconds: Fraction
    fps: Fraction | None = None
    width: int = 0
    height: int = 0
    channels: int = 0
    sample_rate: int = 48_000
    gain_db: float = 0.0
    """What the finished mix turns its sound up by, before the person's own word on a cue."""

    @property
    def has_picture(self) -> bool:
        """True for a clip, false for a sound file."""
        return self.fps is not None

    def frames(self, rate: Fraction | int) -> int:
        """How many whole frames it lasts at that rate."""
        return int(self.seconds * rate)


Media = Mapping[str, Medium]
"""Media by their file in the production."""


def names(edit: Edit) -> dict[str, str]:
    """A name for every file of the edit, by that file: `s01-take2.mp4`, `voice-01.wav`, `music-01.wav`."""
    found: dict[str, str] = {}
    for clip in edit.clips:
        found.setdefault(clip.file, f"{clip.shot_id}-take{clip.about.take}{suffix_of(clip.file)}")
    counts: dict[Kind, int] = {}
    for cue in edit.cues:
        if cue.file not in found:
            counts[cue.kind] = counts.get(cue.kind, 0) + 1
            found[cue.file] = f"{cue.kind.value}-{counts[cue.kind]:02d}{suffix_of(cue.file)}"
    return _told_apart(found)


def survey(edit: Edit, folder: Path) -> Media:
    """Every file of the edit as it really is; raises GreenlightError in one sentence for one that cannot be used."""
    home = folder.resolve()
    owners = {clip.file: clip.shot_id for clip in edit.clips}
    found: dict[str, Medium] = {}
    for file, name in names(edit).items():
        path = (home / file).resolve()
        if not path.is_relative_to(home):
            raise GreenlightError(f"{file[-60:]!r} lies outside the film's folder; copy it in, then export again.")
        if not path.is_file():
            whose = f"The take of {owners[file]}" if file in owners else "A sound"
            raise GreenlightError(f"{whose} ({file}) is missing; `greenlight resume` makes it anew, then export again.")
        found[file] = probe(path, name, file)
    return found


def probe(path: Path, name: str, source: str) -> Medium:
    """Read what a file is from the file itself; raises BrokenMedia when it cannot be played."""
    with opened(path) as container:
        sound = container.streams.audio[0] if container.streams.audio else None
        channels, rate = (sound.codec_context.channels, sound.codec_context.sample_rate) if sound else (0, 48_000)
        if not container.streams.video:
            length = Fraction(container.duration or 0, 1_000_000)
            if sound is None or length <= 0:
                raise BrokenMedia(f"{path.name} holds neither picture nor sound; make it again.")
            if sound.duration and sound.time_base:
                length = sound.duration * sound.time_base
            return Medium(name, source, length, channels=channels, sample_rate=rate)
        picture = container.streams.video[0]
        fps = picture.average_rate
        frames = sum(1 for packet in container.demux(picture) if packet.size)
        if not fps or not frames:
            raise BrokenMedia(f"{path.name} holds no frames; make it again.")
        container.seek(0)
        size = shown_size(next(container.decode(picture)), picture)
        return Medium(name, source, Fraction(frames) / fps, Fraction(fps), *size, channels, rate)


def balanced(edit: Edit, media: Media, folder: Path, work: Path) -> Media:
    """The media with the gains of the finished mix, which is made once more for that in `work`."""
    if not edit.cues:
        return media
    finished = mix(edit.cues, folder, Decimal(edit.frames) / edit.fps, work / "mix.wav", PRESETS["social"])
    (work / "mix.wav").unlink()
    gains = {
        cue.file: round(gain - cue.gain_db + finished.final_gain_db, 2)
        for cue, gain in zip(edit.cues, finished.gains_db, strict=True)
    }
    return {file: replace(medium, gain_db=gains.get(file, 0.0)) for file, medium in media.items()}


def renamed(edit: Edit, name_of: Callable[[str], str]) -> Edit:
    """The edit with its files under other names."""
    clips = tuple(clip.model_copy(update={"file": name_of(clip.file)}) for clip in edit.clips)
    cues = tuple(cue.model_copy(update={"file": name_of(cue.file)}) for cue in edit.cues)
    return edit.model_copy(update={"clips": clips, "cues": cues})


def _told_apart(found: dict[str, str]) -> dict[str, str]:
    """No two files under one name."""
    taken: set[str] = set()
    apart: dict[str, str] = {}
    for file, name in found.items():
        stem, dot, ending = name.partition(".")
        number, fresh = 1, name
        while fresh in taken:
            number += 1
            fresh = f"{stem}-{number}{dot}{ending}"
        taken.add(fresh)
        apart[file] = fresh
    return apart
