"""Other versions of one cut: shorter, looping, in another shape. Pure: an edit in, an edit out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tools.film.errors import UsageError
from tools.stitching.captions import Caption
from tools.stitching.edit import Clip, Edit
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.timeline import on_samples

LEAST_SECONDS = Decimal("1.2")
"""A shot on screen for less is not seen."""
AFTER_WORDS = Decimal("0.4")
"""Seconds that a shot stays once its words are over."""
BETWEEN_LINES = Decimal("0.12")
FADE_IN, FADE_OUT = Decimal("0.3"), Decimal("0.5")
"""Seconds in which music that begins or ends in its middle comes and goes."""
HOLD = 0.4
"""Seconds after a line in which its last caption may still be read."""


def cut_down(edit: Edit, seconds: Decimal) -> Edit:
    """The film in at most so many seconds: its opening, its end and what matters most between them, in order.

    Shots lose the same share of their time, yet none its words. The edit has voice and composed music only; whatever
    lies under them is laid afterwards. Raises UsageError when not even two shots fit.
    """
    wanted = int(seconds * edit.fps)
    if wanted >= edit.frames:
        return edit
    kept = _chosen(edit, wanted)
    lengths = _shared_out(edit, kept, wanted)
    clips = tuple(_shortened(edit.clips[number], lengths[number]) for number in kept)
    return _moved(edit, kept, clips)


def looping(edit: Edit) -> Edit:
    """The film begun in the middle of its first shot, so that its end runs into its beginning without a seam."""
    first, *others = edit.clips
    half = first.frames // 2
    if half == 0:
        return edit
    opening = first.model_copy(update={"start": first.start + half, "frames": first.frames - half, "join": None})
    closing = first.model_copy(update={"frames": half, "gain": 1.0})
    lead = float(half) / edit.fps
    total = edit.frames / edit.fps
    captions = (_shifted(caption, total - lead if caption.end <= lead else -lead) for caption in edit.captions)
    whole = tuple(caption for caption in captions if caption.start >= 0)
    return edit.model_copy(
        update={"clips": (opening, *others, closing), "captions": tuple(sorted(whole, key=_when)), "cues": ()}
    )


@dataclass(frozen=True)
class _Line:
    """A spoken line of the film, with its captions."""

    cue: Cue
    captions: tuple[Caption, ...]


def _chosen(edit: Edit, wanted: int) -> list[int]:
    """The places of the shots that stay: first, last, then by worth, as long as there is room for their least."""
    last = len(edit.clips) - 1
    order = sorted(range(len(edit.clips)), key=lambda number: _worth(edit, number, last), reverse=True)
    kept: list[int] = []
    room = wanted
    for number in order:
        least = _least(edit, number)
        if least <= room or not kept:
            kept.append(number)
            room -= least
    if room < 0 or not {0, last} <= set(kept):
        least_seconds = Decimal(_least(edit, 0) + (_least(edit, last) if last else 0)) / edit.fps
        raise UsageError(
            f"{Decimal(wanted) / edit.fps:.1f} s is too short for this film's opening and its end; "
            f"from about {least_seconds:.1f} s it can be done."
        )
    return sorted(kept)


def _worth(edit: Edit, number: int, last: int) -> tuple[int, int, int]:
    """The end first, which carries the brand; then the opening; then faces; then what lies between kept shots."""
    clip = edit.clips[number]
    place = 3 if number == last else 2 if number == 0 else 1 if clip.faces else 0
    return place, clip.frames, -number


def _least(edit: Edit, number: int) -> int:
    """The fewest frames that a shot may have: seen, and its words heard."""
    clip, start = edit.clips[number], edit.starts[number]
    spoken = [cue.end * edit.fps - start for cue in _spoken_in(edit, number)]
    words = int(max(spoken) + AFTER_WORDS * edit.fps) if spoken else 0
    return min(clip.frames, max(int(LEAST_SECONDS * edit.fps), words))


def _spoken_in(edit: Edit, number: int) -> list[Cue]:
    start, end = edit.starts[number], edit.starts[number] + edit.clips[number].frames
    return [cue for cue in edit.cues if cue.kind is Kind.VOICE and start <= round(cue.start * edit.fps) < end]


def _shared_out(edit: Edit, kept: list[int], wanted: int) -> dict[int, int]:
    """Each kept shot's frames: its least, and of what is left over its share of what it had more."""
    least = {number: _least(edit, number) for number in kept}
    more = {number: edit.clips[number].frames - least[number] for number in kept}
    spare, over = wanted - sum(least.values()), sum(more.values())
    if over == 0:
        return least
    return {number: least[number] + min(more[number], spare * more[number] // over) for number in kept}


def _shortened(clip: Clip, frames: int) -> Clip:
    """The shot's beginning, from which its words are timed."""
    return clip.model_copy(update={"frames": frames, "join": None})


def _moved(edit: Edit, kept: list[int], clips: tuple[Clip, ...]) -> Edit:
    """The shorter film, with words, sound and captions where their shots are now."""
    cues: list[Cue] = []
    captions: list[Caption] = []
    total = sum(clip.frames for clip in clips)
    film = Decimal(total) / edit.fps
    clock, free = 0, Decimal(0)
    for number, clip in zip(kept, clips, strict=True):
        shift = Decimal(clock - edit.starts[number]) / edit.fps
        end = Decimal(clock + clip.frames) / edit.fps
        for line in _lines(edit, number):
            start = on_samples(max(line.cue.start + shift, free))
            if start + line.cue.seconds > film:
                continue
            cues.append(line.cue.model_copy(update={"start": start}))
            captions += [_shifted(caption, float(start - line.cue.start)) for caption in line.captions]
            free = start + line.cue.seconds + BETWEEN_LINES
        captions += _own_words(edit, number, float(shift), float(end))
        clock += clip.frames
    whole = [_ended(caption, float(film)) for caption in captions if caption.start < float(film)]
    music = _last_part([cue for cue in edit.cues if cue.kind is Kind.MUSIC], film, edit.seconds)
    ordered = sorted((*cues, *music), key=lambda cue: (list(Kind).index(cue.kind), cue.start, cue.file))
    return edit.model_copy(update={"clips": clips, "cues": tuple(ordered), "captions": tuple(sorted(whole, key=_when))})


def _lines(edit: Edit, number: int) -> Iterable[_Line]:
    for cue in _spoken_in(edit, number):
        begin, end = float(cue.start), float(cue.end) + HOLD
        read = tuple(each for each in edit.captions if each.times and begin - HOLD <= each.times[0] <= end - HOLD)
        yield _Line(cue, read)


def _own_words(edit: Edit, number: int, shift: float, end: float) -> Iterable[Caption]:
    """What is read in the shot without being spoken over the film."""
    begin = edit.starts[number]
    until = begin + edit.clips[number].frames
    for caption in edit.captions:
        if not caption.times and begin <= round(caption.start * edit.fps) < until:
            moved = _shifted(caption, shift)
            if moved.start < end:
                yield _ended(moved, end)


def _last_part(music: list[Cue], film: Decimal, before: Decimal) -> Iterable[Cue]:
    """The end of the music, which was composed to end: it comes in softly where the shorter film begins."""
    skipped = before - film
    for cue in music:
        lost = max(Decimal(0), skipped - cue.start)
        if lost >= cue.seconds:
            continue
        start = max(Decimal(0), cue.start - skipped)
        length = min(cue.seconds - lost, film - start)
        if length <= 0:
            continue
        begins = {"fade_in": max(cue.fade_in, FADE_IN)} if lost > 0 else {}
        told = {"start": start, "seconds": length, "offset": cue.offset + lost}
        yield cue.model_copy(
            update={**{name: on_samples(value) for name, value in told.items()}, **begins, "fade_out": FADE_OUT}
        )


def _shifted(caption: Caption, by: float) -> Caption:
    times = tuple(round(time + by, 3) for time in caption.times)
    return replace(caption, start=max(0.0, round(caption.start + by, 3)), end=round(caption.end + by, 3), times=times)


def _ended(caption: Caption, end: float) -> Caption:
    return replace(caption, end=round(min(caption.end, end), 3))


def _when(caption: Caption) -> tuple[float, float]:
    return caption.start, caption.end
