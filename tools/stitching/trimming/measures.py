"""What changes from frame to frame, measured on small frames that run inwards from an end of a clip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tools.stitching.trimming import cells
from tools.stitching.trimming.decoding import Frames

Series = NDArray[np.float64]
Picture = NDArray[np.float32]
Flow = NDArray[np.float32]
"""How far each pixel moves, shape (height, width, 2)."""

SOFTENING = 1.0
"""Radius in pixels of the blur before motion is measured: grain and compression are not motion."""


@dataclass(frozen=True)
class Measures:
    """One number a frame, in levels of 0 to 255 unless said otherwise. Frame 0 is the outermost."""

    change: Series
    """How much frame n differs from n + 1."""
    spread: Series
    """In which share of the picture it does so to speak of."""
    unexplained: Series
    """How much it differs when every pixel is moved to where it went: what melts, appears or vanishes.

    This and the next two are what is so in most of the picture; this and the next one in shares of what is drawn there.
    """
    surprise: Series
    """How far frame n is from what the motion of n + 1 to n + 2 foretells."""
    unrest: Series
    """How far the motion from n to n + 1 is from that of n + 1 to n + 2, in thousandths of the longer side."""
    zoom: Series
    """By how many thousandths most of the picture grows from n to n + 1, and how far it turns: shape (frames, 2)."""
    likeness: Series
    """How far n and n + 1 show the same picture, from 0 to 1, brightness and contrast apart."""
    level: Series
    """Mean luma, blue and red: shape (frames, 3)."""
    step: Series
    """How far the mean luma and colours are from n to n + 1."""
    turn: Series
    """How far all colours turn together, in levels: what comes up from black, or into the picture, turns none."""
    contrast: Series
    """The spread of a frame's luma; nothing but a blank frame has almost none."""

    def backwards(self) -> "Measures":
        """The same with time reversed, as far as it has a direction: what grew shrinks."""
        return replace(self, zoom=-self.zoom)


def measure(frames: Frames) -> Measures:
    """Measure frames that run inwards; each series is as long as there are frames, padded with its last value."""
    import cv2

    pictures = [cv2.GaussianBlur(luma.astype(np.float32), (0, 0), SOFTENING) for luma in frames.luma]
    pairs = list(zip(pictures, pictures[1:], strict=False))
    differences = [np.abs(one - other) for one, other in pairs]
    moved = _mover(pictures)
    flows = _flows(pictures)
    weights = np.array([cells.followed(picture) for picture in pictures])
    drawn = np.array([cells.drawn(picture) for picture in pictures])
    coarse = np.array([cells.in_cells(flow) for flow in flows])
    tint = frames.tint.astype(np.float64)
    level = np.column_stack([[float(picture.mean()) for picture in pictures], tint])
    contrast = np.array([float(picture.std()) for picture in pictures])

    def whole(values: Sequence[float] | cells.Cells) -> Series:
        return _padded(values, len(frames))

    def apart(flows: list[Flow]) -> Series:
        foretold = [moved(other, flow) for (_, other), flow in zip(pairs, flows, strict=False)]
        count = len(foretold)
        seen, told = (np.array([cells.in_cells(each) for each in some]) for some in (pictures[:count], foretold))
        light = cells.light(seen, told, weights[:count]).astype(np.float32)
        off = [
            cells.in_cells(np.abs(one - gain * other - step))
            for one, other, (gain, step) in zip(pictures, foretold, light, strict=False)
        ]
        return whole(cells.most(np.array(off) / drawn[:count], weights[:count]))

    return Measures(
        change=whole([float(each.mean()) for each in differences]),
        spread=whole([_spread(each) for each in differences]),
        unexplained=apart(flows),
        surprise=apart(flows[1:]),
        unrest=whole(cells.most(_astray(coarse), weights[:-2])),
        zoom=whole(cells.camera(coarse, weights[:-1])),
        likeness=whole([_likeness(one, other) for one, other in pairs]),
        level=level,
        step=whole(_steps(level)),
        turn=whole(_turns(frames.colour)),
        contrast=contrast,
    )


def _steps(values: Series) -> list[float]:
    return [float(each) for each in np.linalg.norm(np.diff(values, axis=0), axis=1)]


def _turns(colour: NDArray[np.uint8]) -> Series:
    """How far all colours turn around grey together, from each frame to the next, in levels."""
    planes = colour.astype(np.float32) - 128
    around = (planes[:, 0] + 1j * planes[:, 1]).reshape(len(planes), -1)
    strength = np.sqrt((np.abs(around) ** 2).mean(axis=1))
    angle = np.angle((around[:-1].conj() * around[1:]).sum(axis=1))
    return np.asarray(np.abs(angle) * np.minimum(strength[:-1], strength[1:]), np.float64)


def _flows(pictures: list[Picture]) -> list[Flow]:
    """Where each pixel of a frame lies in the next one."""
    import cv2

    nothing = np.zeros((*pictures[0].shape, 2), np.float32)
    seer = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    seen = [np.clip(picture, 0, 255).astype(np.uint8) for picture in pictures]
    return [np.asarray(seer.calc(one, other, nothing.copy())) for one, other in zip(seen, seen[1:], strict=False)]


def _mover(pictures: list[Picture]) -> Callable[[Picture, Flow], Picture]:
    """What makes the frame before out of a frame and the motion that leads to it."""
    import cv2

    height, width = pictures[0].shape
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))

    def moved(picture: Picture, flow: Flow) -> Picture:
        x, y = columns + flow[..., 0], rows + flow[..., 1]
        return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    return moved


def _astray(flows: cells.Cells) -> cells.Cells:
    """How far the motion of each cell is from what it is next, in thousandths of the picture's longer side."""
    apart = np.linalg.norm(np.diff(flows, axis=0), axis=3)
    return np.asarray(apart * 1000 / (max(flows.shape[1:3]) * cells.CELL))


def _spread(difference: Picture) -> float:
    moved = cells.in_cells(difference)
    return float((moved > 0.5 * moved.mean()).mean()) if moved.max() > 0 else 0.0


def _likeness(one: Picture, other: Picture) -> float:
    a, b = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return 1.0 if spread < 1 else max(0.0, float((a * b).mean()) / spread)


def _padded(values: Sequence[float] | cells.Cells, count: int) -> Series:
    if not len(values):
        return np.zeros(count)
    return np.array([*values, *[values[-1]] * (count - len(values))])[:count]
