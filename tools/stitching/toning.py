"""Exposure and white balance of the shots brought towards the hero's, so that clips of several models look like one.

Only part of the way and never far: a night that is meant to be dark stays dark.
"""

from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from tools.film.base import Noun
from tools.stitching.segments import Filter
from tools.stitching.trimming import SmallClip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOKS = (0.25, 0.5, 0.75)
"""Where in a take its tone is measured, as shares of its length."""
GREY = 24
"""How far from no colour at all a pixel may be, of 128, to tell the light rather than the thing."""
PART = 0.6
"""How much of the way to the hero a shot goes."""
MOST_GAIN = 0.14
"""How much lighter or darker a shot becomes at most, as a share."""
MOST_SHIFT = 5.0
"""How far colour moves at most, of 128."""
LEAST = 0.012
"""A smaller correction than this share is not worth a pass over the picture."""
METHOD = 2


class Tone(Noun):
    """What light a take is in. Limited-range video levels."""

    luma: float = Field(ge=0, le=255)
    blue: float
    """Mean of U minus 128 over what is nearly grey."""
    red: float


class Correction(NamedTuple):
    """How a shot's light is changed: luma multiplied from black, U and V moved."""

    gain: float
    blue: float
    red: float


def tone_of(clip: SmallClip) -> Tone:
    """Measure a take in a few of its small frames."""
    import numpy as np

    looks = [_pixels(clip, share * clip.seconds) for share in LOOKS]
    return _tone(np.concatenate(looks, axis=1).astype(np.float32))


def _pixels(clip: SmallClip, time: float) -> "NDArray[np.float32]":
    """Y, U and V of the frame that is nearest to that time among those that were looked at."""
    import numpy as np

    near = min((clip.head, clip.tail), key=lambda frames: float(np.abs(frames.times - time).min()))
    number = int(np.abs(near.times - time).argmin())
    blue, red = near.colour[number].astype(np.float32)
    luma = near.luma[number].reshape(len(blue), 2, -1, 2).mean(axis=(1, 3), dtype=np.float32)
    return np.stack([luma, blue, red]).reshape(3, -1)


def _tone(pixels: "NDArray[np.float32]") -> Tone:
    luma, blue, red = pixels[0], pixels[1] - 128, pixels[2] - 128
    grey = (abs(blue) < GREY) & (abs(red) < GREY) & (luma > 40) & (luma < 220)
    if grey.mean() < 0.05:
        return Tone(luma=float(luma.mean()), blue=0.0, red=0.0)
    return Tone(luma=float(luma.mean()), blue=float(blue[grey].mean()), red=float(red[grey].mean()))


def correction(hero: Tone, shot: Tone) -> Correction | None:
    """What brings a shot's light towards the hero's; None where they agree."""
    wanted = (hero.luma - 16) / max(1.0, shot.luma - 16) - 1
    gain = 1 + max(-MOST_GAIN, min(MOST_GAIN, wanted * PART))
    blue, red = (_shift(there - here) for there, here in ((hero.blue, shot.blue), (hero.red, shot.red)))
    if abs(gain - 1) < LEAST and max(abs(blue), abs(red)) < LEAST * 128:
        return None
    return Correction(gain, blue, red)


def towards(hero: Tone, shot: Tone) -> tuple[Filter, ...]:
    """The filters that bring a shot's light towards the hero's."""
    found = correction(hero, shot)
    if found is None:
        return ()
    lifted = f"clip((val-16)*{found.gain:.3f}+16,16,235)"
    return (("lutyuv", (), (("y", lifted), ("u", _moved(found.blue)), ("v", _moved(found.red)))),)


def _shift(distance: float) -> float:
    return max(-MOST_SHIFT, min(MOST_SHIFT, distance * PART))


def _moved(by: float) -> str:
    return f"clip(val{by:+.1f},16,240)"
