"""Looking at one clip: the two ends of what was decoded, judged."""

from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

from tools.stitching.trimming.decoding import SmallClip, small
from tools.stitching.trimming.findings import DEFAULT, ClipLook, Fault, Finding


def look(path: Path) -> ClipLook:
    """Decode a clip once and find what is wrong with its ends; raises BrokenMedia when it cannot be played."""
    return judged(small(path))


def judged(clip: SmallClip) -> ClipLook:
    """What is wrong with the ends of a clip that was made small. Pure."""
    return ClipLook(
        frames=clip.frames,
        rate=clip.rate,
        seconds=_milliseconds(clip.seconds),
        head=_nothing(clip),
        tail=_nothing(clip),
    )


def _nothing(clip: SmallClip) -> Finding:
    seconds = min(DEFAULT, _milliseconds(clip.seconds / 8))
    return Finding(
        fault=Fault.NOTHING,
        frames=int(float(seconds) * clip.rate),
        seconds=seconds,
        reason="nothing found: a quarter of a second by default",
        certainty=1.0,
    )


def _milliseconds(seconds: float) -> Decimal:
    return Decimal(repr(seconds)).quantize(Decimal("0.001"), ROUND_FLOOR)
