"""The cut in pieces that are encoded once each: a shot, or the frames where two shots mix. Pure.

Each has a key made of all that it shows and of how it is encoded. A change of one shot changes the keys of that shot's
segments alone, so every other one is taken as it was encoded before.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tools.film.finish import Transition
from tools.stitching.captions import Card, Layout, Span, as_ass, cards_of
from tools.stitching.edit import Clip, Edit
from tools.stitching.framing import Framed
from tools.stitching.trimming.seams import EASE_SECONDS

METHOD = 5
"""Raised when the same segment would be drawn differently, so that kept ones are made anew."""
Filter = tuple[str, tuple[str | int | float, ...], tuple[tuple[str, str | int | float], ...]]
"""An ffmpeg filter: its name, its arguments in order, its named arguments."""


@dataclass(frozen=True)
class Source:
    """Frames of one take. All counts are frames at the film's rate."""

    file: str
    sha256: str
    start: int
    frames: int
    framed: Framed
    look: tuple[Filter, ...] = ()
    """What brings this shot to the film's one look."""


@dataclass(frozen=True)
class Segment:
    """What is encoded in one go. It begins with a key frame and refers to nothing outside itself."""

    first: int
    """The frame of the film that it begins with; no part of its key, because a moved shot looks the same."""
    frames: int
    sources: tuple[Source, ...]
    """One, or two that dissolve into each other over the whole segment."""
    fade_in: int = 0
    """Frames that come up from black at its beginning."""
    fade_out: int = 0
    words: str = ""
    """What is read, as an ASS script on the segment's own clock; empty for nothing."""
    drawn_over: tuple[tuple[str, str], ...] = field(default=())
    """Pictures laid over it: file and SHA-256."""

    def key(self, settings: Mapping[str, str], program: str) -> str:
        """What this very segment, encoded just so by that program, is kept under."""
        told = [METHOD, program, sorted(settings.items()), self.frames, self.fade_in, self.fade_out, self.words]
        shown = [(each.sha256, each.start, each.frames, each.framed, each.look) for each in self.sources]
        over = [digest for _, digest in self.drawn_over]
        return hashlib.sha256(json.dumps([told, shown, over]).encode()).hexdigest()[:32]


def segments_of(
    edit: Edit,
    layout: Layout,
    *,
    framed: Mapping[str, Framed],
    looks: Mapping[str, tuple[Filter, ...]],
    drawn_over: tuple[tuple[str, str], ...] = (),
) -> list[Segment]:
    """The edit in segments, in order. `framed` and `looks` say, by the take's file, how it is fitted and graded.

    Raises GreenlightError in one sentence when no font can draw what is read.
    """

    def source(clip: Clip, start: int, frames: int) -> Source:
        look = (*_evened(clip, start, edit.fps), *looks.get(clip.file, ()))
        return Source(clip.file, clip.sha256, start, frames, framed[clip.file], look)

    found: list[Segment] = []
    for number, (clip, first) in enumerate(zip(edit.clips, edit.starts, strict=True)):
        following = edit.clips[number + 1] if number + 1 < len(edit.clips) else None
        before = edit.clips[number - 1] if number else None
        if before is not None and _mixes(clip):
            found.append(_mix(before, clip, first, source))
        head = clip.join.after if clip.join is not None and _mixes(clip) else 0
        tail = following.join.before if following is not None and following.join and _mixes(following) else 0
        if clip.frames - head - tail > 0:
            body = source(clip, clip.start + head, clip.frames - head - tail)
            fade_out = following.join.before if following and following.join and not _mixes(following) else 0
            fade_in = clip.join.after if clip.join is not None and not _mixes(clip) else 0
            found.append(Segment(first + head, body.frames, (body,), fade_in, fade_out))
    cards = cards_of(edit.captions, edit.size, layout)
    return [replace(each, words=_words(each, edit, layout, cards), drawn_over=drawn_over) for each in found]


def _evened(clip: Clip, start: int, fps: int) -> tuple[Filter, ...]:
    """What brings a clip's light to that of the clip before it at a hard cut and eases it back to its own."""
    if clip.gain == 1 or clip.join is not None or start != clip.start:
        return ()
    gain = f"(1+{clip.gain - 1:.4f}*max(0,1-n/{max(1, round(EASE_SECONDS * fps))}))"
    # eq turns about the middle grey, light is multiplied from black, which is 16 of 255; without a gamma it
    # would count brightness in hundredths only
    brightness = f"({gain}-1)*{(127.5 - 16) / 255:.4f}"
    return (("eq", (), (("contrast", gain), ("brightness", brightness), ("gamma", 1.0001), ("eval", "frame"))),)


def _mixes(clip: Clip) -> bool:
    return clip.join is not None and clip.join.kind is Transition.DISSOLVE


def _mix(before: Clip, clip: Clip, first: int, source: Callable[[Clip, int, int], Source]) -> Segment:
    assert clip.join is not None, "the caller has looked"
    into, beyond = clip.join.before, clip.join.after
    leaving = source(before, before.start + before.frames - into, into + beyond)
    coming = source(clip, clip.start - into, into + beyond)
    return Segment(first - into, into + beyond, (leaving, coming))


def _words(segment: Segment, edit: Edit, layout: Layout, cards: Sequence[Card]) -> str:
    """What is read in the segment, as a script on its own clock."""
    begin, end = segment.first / edit.fps, (segment.first + segment.frames) / edit.fps
    shown = [card for card in cards if card.caption.end > begin and card.caption.start < end]
    span = Span(segment.first, segment.frames, edit.fps)
    return as_ass(shown, edit.size, layout.style, span) if shown else ""
