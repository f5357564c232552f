"""What changes from frame to frame, measured on small frames that run inwards from an end of a clip."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tools.stitching.trimming.decoding import Frames

Series = NDArray[np.float64]
Picture = NDArray[np.float32]
Flow = NDArray[np.float32]
"""How far each pixel moves, shape (height, width, 2)."""

SOFTENING = 1.0
"""Radius in pixels of the blur before motion is measured: grain and compression are not motion."""
CELL = 8
"""Pixels of the cells over which motion is averaged: single pixels move by chance."""

FLAT = 6.0
"""The contrast of a picture that shows next to nothing."""


@dataclass(frozen=True)
class Measures:
    """One number a frame, in levels of 0 to 255 unless said otherwise. Frame 0 is the outermost."""

    change: Series
    """How much frame n differs from n + 1."""
    spread: Series
    """In which share of the picture it does so to speak of."""
    unexplained: Series
    """How much it differs when every pixel is moved to where it went: what melts, appears or vanishes."""
    surprise: Series
    """How far frame n is from what the motion of n + 1 to n + 2 foretells."""
    unrest: Series
    """How far the motion from n to n + 1 is from that of n + 1 to n + 2, in thousandths of the longer side."""
    zoom: Series
    """By how many thousandths the picture grows from n to n + 1, and how far it turns: shape (frames, 2)."""
    likeness: Series
    """How far n and n + 1 show the same picture, from 0 to 1, brightness and contrast apart."""
    level: Series
    """Mean luma, blue and red: shape (frames, 3)."""
    step: Series
    """How far the mean luma and colours are from n to n + 1."""
    turn: Series
    """How far the colours are, in shares of the contrast: what comes up from black keeps its colours."""
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
    coarse = [_coarse(flow) for flow in flows]
    tint = frames.tint.astype(np.float64)
    level = np.column_stack([[float(picture.mean()) for picture in pictures], tint])
    contrast = np.array([float(picture.std()) for picture in pictures])

    def whole(values: Sequence[float | tuple[float, float]]) -> Series:
        return _padded(values, len(frames))

    return Measures(
        change=whole([float(each.mean()) for each in differences]),
        spread=whole([_spread(each) for each in differences]),
        unexplained=whole([_apart(one, moved(other, flow)) for (one, other), flow in zip(pairs, flows, strict=True)]),
        surprise=whole([_apart(one, moved(other, flow)) for (one, other), flow in zip(pairs, flows[1:], strict=False)]),
        unrest=whole([_astray(one, other) for one, other in zip(coarse, coarse[1:], strict=False)]),
        zoom=whole([_zoom(flow) for flow in coarse]),
        likeness=whole([_likeness(one, other) for one, other in pairs]),
        level=level,
        step=whole(_steps(level)),
        turn=whole(_steps((tint - 128) / np.maximum(contrast, FLAT)[:, None])),
        contrast=contrast,
    )


def _steps(values: Series) -> list[float]:
    return [float(each) for each in np.linalg.norm(np.diff(values, axis=0), axis=1)]


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


def _coarse(flow: Flow) -> Flow:
    import cv2

    height, width, _ = flow.shape
    return np.asarray(cv2.resize(flow, (width // CELL, height // CELL), interpolation=cv2.INTER_AREA))


def _astray(one: Flow, other: Flow) -> float:
    """How far two fields of cells are apart, in thousandths of the picture's longer side."""
    return float(np.linalg.norm(one - other, axis=2).mean() * 1000 / (max(one.shape) * CELL))


def _zoom(flow: Flow) -> tuple[float, float]:
    """The growth and the turn, in thousandths, that fit a field of cells; less where they explain little of it.

    The outermost cells are left out: what comes into the picture there was nowhere before.
    """
    flow = flow[1:-1, 1:-1]
    height, width, _ = flow.shape
    x, y = np.meshgrid((np.arange(width) - (width - 1) / 2) * CELL, (np.arange(height) - (height - 1) / 2) * CELL)
    moved = flow - flow.mean(axis=(0, 1))
    reach = float((x * x + y * y).sum())
    grown = float((moved[..., 0] * x + moved[..., 1] * y).sum()) / reach
    turned = float((moved[..., 1] * x - moved[..., 0] * y).sum()) / reach
    explained = (grown * grown + turned * turned) * reach / max(1e-6, float((moved * moved).sum()))
    return 1000 * grown * explained, 1000 * turned * explained


def _spread(difference: Picture) -> float:
    import cv2

    height, width = difference.shape
    cells = cv2.resize(difference, (width // CELL, height // CELL), interpolation=cv2.INTER_AREA)
    return float((cells > 0.5 * cells.mean()).mean()) if cells.max() > 0 else 0.0


def _apart(picture: Picture, foretold: Picture) -> float:
    """The mean difference in levels, after brightness and contrast were made the same."""
    one, other = picture - picture.mean(), foretold - foretold.mean()
    spread = float((other * other).mean())
    gain = 1.0 if spread < 1 else min(4.0, max(0.25, float((one * other).mean()) / spread))
    return float(np.abs(one - gain * other).mean())


def _likeness(one: Picture, other: Picture) -> float:
    a, b = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return 1.0 if spread < 1 else max(0.0, float((a * b).mean()) / spread)


def _padded(values: Sequence[float | tuple[float, float]], count: int) -> Series:
    if not values:
        return np.zeros(count)
    return np.array([*values, *[values[-1]] * (count - len(values))])[:count]
