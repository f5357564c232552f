"""How two clips meet: the last frames of one against the first frames of the next."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.stitching.trimming.decoding import Frames, small
from tools.stitching.trimming.findings import Seam

Picture = NDArray[np.float32]

EASE_SECONDS = 0.5
"""Over how long an exposure step is evened out."""
LEAST_STEP = 0.015
"""The smallest change of brightness, as a share, that is worth evening out."""
LARGEST_STEP = 1.6
"""No gain beyond this is a matter of exposure."""
BLACK = 16.0
"""The luma of black: light is multiplied from there."""
ALIKE = 0.80
"""The correlation below which two frames show different pictures."""


def seam(before: Path, after: Path) -> Seam:
    """Compare the end of a clip with the start of the one that goes on from it; raises BrokenMedia for a broken one."""
    first, second = small(before), small(after)
    found = judged(first.tail, second.head, second.rate)
    if not found.bad:
        return found
    return found.model_copy(
        update={
            "reason": f"{before.name} ends on another picture than {after.name} begins with; "
            "render the second again from the first one's last frame, or join them with a dissolve."
        }
    )


def judged(before: Frames, after: Frames, rate: float) -> Seam:
    """How the last frame of `before` meets the first of `after`. Pure."""
    if before.luma.shape[1:] != after.luma.shape[1:]:
        return Seam(drop=0, gain=1.0, ease=0, bad=True, reason="the two clips have different shapes")
    last, first = _floats(before)[-1], _floats(after)[0]
    gain = _gain(last, first)
    if _correlation(last, first) < ALIKE or not 1 / LARGEST_STEP < gain < LARGEST_STEP:
        return Seam(drop=0, gain=1.0, ease=0, bad=True, reason="the two clips show different pictures at the seam")
    uneven = abs(gain - 1) >= LEAST_STEP
    apart = float(np.abs(last - (BLACK + (first - BLACK) * gain)).mean())
    drop = int(apart < 0.5 * max(_step(before), _step(after), 0.5) and len(after) > 1)
    told = ["its first frame repeats the last one and is dropped"] if drop else []
    told += [f"brightness steps by {abs(1 - 1 / gain):.0%} and is evened out"] if uneven else []
    return Seam(
        drop=drop,
        gain=round(gain, 4) if uneven else 1.0,
        ease=round(EASE_SECONDS * rate) if uneven else 0,
        bad=False,
        reason=", and ".join(told) or "the two clips meet",
    )


def _floats(frames: Frames) -> Picture:
    return frames.luma.astype(np.float32)


def _gain(last: Picture, first: Picture) -> float:
    return float((last.mean() - BLACK) / max(1.0, first.mean() - BLACK))


def _correlation(one: Picture, other: Picture) -> float:
    a, b = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return 1.0 if spread < 1.0 else float((a * b).mean()) / spread


def _step(frames: Frames) -> float:
    """How much one frame differs from the next, as a rule."""
    steps = np.abs(np.diff(_floats(frames), axis=0)).mean(axis=(1, 2))
    return float(np.median(steps)) if len(steps) else 0.0
