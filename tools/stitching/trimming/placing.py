"""Where the cut goes into a clip. Pure: the same look and wishes always give the same window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from tools.stitching.trimming.findings import ClipLook, Finding, Span, Window

SHORTEST = Decimal(1)
"""Seconds below which no shot is shortened."""
BREATH = Decimal("0.10")
"""Seconds left before the first word and after the last one."""
NONE = Decimal(0)
MILLISECOND = Decimal("0.001")


@dataclass(frozen=True)
class _End:
    """What is cut from one end: `cut` seconds, because of `finding`, unless a neighbour fixes it."""

    name: str
    finding: Finding
    cut: Decimal
    fixed: bool = False
    spoken: bool = False
    """Words begin so near to this end that less could be cut than was wished."""

    def less(self, cut: Decimal) -> "_End":
        """The same end with no more than `cut` seconds cut away."""
        return self if self.fixed else replace(self, cut=max(NONE, min(self.cut, cut)))

    @property
    def told(self) -> str:
        found = self.finding.reason if self.finding.found else "nothing found"
        if self.fixed:
            seam = f"{self.name}: joined to its neighbour"
            return f"{seam}, although {found}" if self.finding.found and self.cut < self.finding.seconds else seam
        if self.spoken:
            return f"{self.name}: {found}, but somebody speaks there"
        if self.cut < self.finding.seconds:
            return f"{self.name}: {found}, and the shot needs the time"
        return f"{self.name}: {found}"


def window(
    look: ClipLook,
    wanted: Decimal,
    *,
    speech: Sequence[Span] = (),
    heard: bool = False,
    head_at: Decimal | None = None,
    tail_at: Decimal | None = None,
) -> Window:
    """Choose `wanted` seconds inside the clean part of a clip.

    `speech` are the spans in seconds of the clip in which somebody talks: they are never cut, whatever the ends look
    like. `heard` says that the clip's own sound goes into the film, so that its faults count too. `head_at` and
    `tail_at` are the seconds cut from an end that a neighbour fixes (0 to keep a seam whole, one frame where it was
    doubled); with both fixed and time to spare, the seam at the head is kept. An end in which nothing was found gives
    up its quarter of a second before the shot is shortened; no shot is shortened below one second.
    """
    head = _end("start", look, look.head, look.head_sound if heard else None, head_at)
    tail = _end("end", look, look.tail, look.tail_sound if heard else None, tail_at)
    if sum(end.cut for end in (head, tail) if end.fixed) >= look.seconds:
        head, tail = replace(head, cut=NONE, fixed=False), replace(tail, cut=NONE, fixed=False)
    words = _hull(speech, head, tail, look)
    if words is not None:
        head, tail = _before_words(head, words[0]), _before_words(tail, look.seconds - words[1])
    needed = _needed(wanted, words, head, tail, look)
    head, tail = _room_for(needed, head, tail, look)
    seconds = min(needed, look.seconds - head.cut - tail.cut)
    return Window(
        head=_start(seconds, words, head, tail, look),
        seconds=seconds,
        shortened_by=max(NONE, wanted - seconds),
        reason="; ".join([head.told, tail.told, *_about_length(seconds, wanted)]),
    )


def _end(name: str, look: ClipLook, seen: Finding, heard: Finding | None, at: Decimal | None) -> _End:
    finding = seen if heard is None else _both(seen, heard)
    if at is None:
        return _End(name, finding, min(finding.seconds, look.seconds))
    return _End(name, finding, _milliseconds(min(max(at, NONE), look.seconds)), fixed=True)


def _both(seen: Finding, heard: Finding) -> Finding:
    further = max(heard, seen, key=lambda finding: finding.seconds)
    reason = f"{seen.reason}, and {heard.reason}" if seen.found else heard.reason
    return further.model_copy(update={"fault": heard.fault, "reason": reason} if not seen.found else {"reason": reason})


def _hull(speech: Sequence[Span], head: _End, tail: _End, look: ClipLook) -> Span | None:
    """From a breath before the first word to a breath after the last, inside what fixed ends leave."""
    spans = [span for span in speech if span[1] > span[0] and span[1] > 0 and span[0] < look.seconds]
    if not spans:
        return None
    earliest = head.cut if head.fixed else NONE
    latest = look.seconds - (tail.cut if tail.fixed else NONE)
    start = _milliseconds(max(earliest, min(start for start, _ in spans) - BREATH))
    end = min(latest, max(end for _, end in spans) + BREATH)
    return (start, end) if end > start else None


def _before_words(end: _End, most: Decimal) -> _End:
    return replace(end.less(most), spoken=not end.fixed and most < end.cut)


def _needed(wanted: Decimal, words: Span | None, head: _End, tail: _End, look: ClipLook) -> Decimal:
    """The seconds wanted, or more where words would be cut off."""
    if words is None:
        return wanted
    if head.fixed:
        return max(wanted, words[1] - head.cut)
    if tail.fixed:
        return max(wanted, look.seconds - tail.cut - words[0])
    return max(wanted, words[1] - words[0])


def _room_for(needed: Decimal, head: _End, tail: _End, look: ClipLook) -> tuple[_End, _End]:
    """Give up the usual quarters when the shot needs the time, and clean ends when little more would be left."""
    head, tail = _given_up(needed, head, tail, look, found=False)
    return _given_up(min(needed, SHORTEST), head, tail, look, found=True)


def _given_up(needed: Decimal, head: _End, tail: _End, look: ClipLook, *, found: bool) -> tuple[_End, _End]:
    lack = needed - (look.seconds - head.cut - tail.cut)
    if lack <= 0:
        return head, tail
    from_head = head.cut if not head.fixed and head.finding.found <= found else NONE
    from_tail = tail.cut if not tail.fixed and tail.finding.found <= found else NONE
    half = _milliseconds(lack / 2)
    taken = min(from_head, max(half, lack - from_tail))
    return head.less(head.cut - taken), tail.less(tail.cut - min(from_tail, lack - taken))


def _start(seconds: Decimal, words: Span | None, head: _End, tail: _End, look: ClipLook) -> Decimal:
    """In the middle of what is clean, or where a fixed end and the words want it."""
    latest = look.seconds - tail.cut - seconds
    if head.fixed:
        return head.cut
    if tail.fixed:
        return latest
    start = _milliseconds((head.cut + latest) / 2)
    if words is not None:
        start = min(max(start, words[1] - seconds), words[0])
    return min(max(start, head.cut), latest)


def _about_length(seconds: Decimal, wanted: Decimal) -> list[str]:
    if seconds < wanted:
        return [f"{wanted - seconds} s shorter than wanted, for no more of the clip is clean"]
    if seconds > wanted:
        return [f"{seconds - wanted} s longer than wanted, for its words last so long"]
    return []


def _milliseconds(seconds: Decimal) -> Decimal:
    return seconds.quantize(MILLISECOND, ROUND_FLOOR)
