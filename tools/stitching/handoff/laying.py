"""Sounds and words on the film's frames, in lanes where nothing overlaps: what editors that count frames are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from tools.stitching.captions import Caption
from tools.stitching.edit import Edit
from tools.stitching.handoff.levels import Level, levels
from tools.stitching.handoff.media import Media, Medium
from tools.stitching.sound.cues import Cue, Kind


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Item = TypeVar("_Item", bound=_Placed)


@dataclass(frozen=True)
class Sound:
    """A cue in frames at the film's rate: at most half a frame from where the mix has it."""

    cue: Cue
    medium: Medium
    start: int
    frames: int
    offset: int
    """The frame of the file that is heard first."""
    levels: tuple[Level, ...]

    @property
    def end(self) -> int:
        """The frame after its last."""
        return self.start + self.frames


@dataclass(frozen=True)
class Words:
    """A caption in frames at the film's rate."""

    text: str
    start: int
    end: int
    title: bool

    @property
    def frames(self) -> int:
        """How long it is read."""
        return self.end - self.start


def sounds(edit: Edit, media: Media) -> dict[Kind, list[list[Sound]]]:
    """Every sound by its kind, in lanes. One that would begin after its file or the film has ended is left out."""
    found: dict[Kind, list[list[Sound]]] = {}
    for kind in Kind:
        placed = [_sound(edit, cue, media[cue.file]) for cue in edit.cues if cue.kind is kind]
        found[kind] = lanes([sound for sound in placed if sound is not None])
    return found


def words(edit: Edit) -> tuple[list[Words], list[list[Words]]]:
    """What is spoken as one lane of captions, each ended where the next begins; and titles in lanes of their own."""
    placed = [_words(edit, caption) for caption in edit.captions]
    inside = sorted((each for each in placed if each is not None), key=lambda each: (each.start, each.end))
    spoken, rest = _one_after_another([each for each in inside if not each.title])
    return spoken, lanes(sorted(rest + [each for each in inside if each.title], key=lambda each: each.start))


def lanes(items: Sequence[_Item]) -> list[list[_Item]]:
    """Items so that no two of one lane overlap."""
    found: list[list[_Item]] = []
    for item in sorted(items, key=lambda each: (each.start, each.end)):
        free = next((lane for lane in found if lane[-1].end <= item.start), None)
        found.append([item]) if free is None else free.append(item)
    return found


def frame_at(seconds: Decimal | Fraction | float, fps: int) -> int:
    """The film's nearest frame."""
    return round(Fraction(seconds) * fps)


def _sound(edit: Edit, cue: Cue, medium: Medium) -> Sound | None:
    start, offset = frame_at(cue.start, edit.fps), frame_at(cue.offset, edit.fps)
    there = medium.frames(edit.fps) - offset
    frames = min(frame_at(cue.end, edit.fps) - start, there, edit.frames - start)
    return Sound(cue, medium, start, frames, offset, levels(edit, cue, medium.gain_db)) if frames >= 1 else None


def _words(edit: Edit, caption: Caption) -> Words | None:
    start = frame_at(caption.start, edit.fps)
    end = min(max(frame_at(caption.end, edit.fps), start + 1), edit.frames)
    return Words(caption.text, start, end, caption.title) if start < end else None


def _one_after_another(found: list[Words]) -> tuple[list[Words], list[Words]]:
    """The captions that fit one lane, shortened where the next begins, and those that begin with another."""
    kept: list[Words] = []
    left: list[Words] = []
    for each in found:
        if kept and kept[-1].start == each.start:
            left.append(each)
            continue
        if kept and kept[-1].end > each.start:
            kept[-1] = Words(kept[-1].text, kept[-1].start, each.start, kept[-1].title)
        kept.append(each)
    return kept, left
