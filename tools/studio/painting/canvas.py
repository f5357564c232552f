"""Brushes: gradients, noise, masks and ways to lay one picture over another. Pictures are float32 RGB from 0 to 1."""

import math
from functools import lru_cache
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""Shape (height, width, 3)."""
Mask = NDArray[Any]
"""Shape (height, width), 0 to 1."""
Colour = tuple[float, float, float]


def colour(code: str) -> Colour:
    """`#ffb27a` as red, green and blue from 0 to 1."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


def blend(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; `share` 0 is the first."""
    a, b = np.asarray(first), np.asarray(second)
    mixed = a * (1 - share) + b * share
    return (float(mixed[0]), float(mixed[1]), float(mixed[2]))


def gradient(width: int, height: int, stops: list[tuple[float, Colour]]) -> Picture:
    """Colours from top to bottom; stops are (share of the height, colour)."""
    rows = np.linspace(0, 1, height, dtype=np.float32)
    places = [place for place, _ in stops]
    columns = [np.interp(rows, places, [tone[channel] for _, tone in stops]) for channel in range(3)]
    strip = np.stack(columns, -1).astype(np.float32)[:, None, :]
    return np.repeat(strip, width, axis=1)


def flat(width: int, height: int, tone: Colour) -> Picture:
    """One colour everywhere."""
    return np.full((height, width, 3), tone, np.float32)


def noise(width: int, height: int, seed: int, scale: float, octaves: int = 3, stretch: float = 1.0) -> Mask:
    """Soft clouds from 0 to 1; `scale` is roughly how many fit across, `stretch` lengthens them sideways."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    weight = 0.0
    for octave in range(octaves):
        across = scale * 2**octave
        rows = max(2, int(across * height / width * stretch)) + 2
        grid = random.random((rows, max(2, int(across)) + 2)).astype(np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) * 0.5**octave
        weight += 0.5**octave
    return np.clip(total / weight, 0, 1)


def blur(picture: Picture, radius: float) -> Picture:
    """A Gaussian of that many pixels; large ones are worked on a smaller copy."""
    if radius < 0.4:
        return picture
    height, width = picture.shape[:2]
    shrink = max(1, int(radius / 3))
    small = picture
    if shrink > 1:
        size = (max(2, width // shrink), max(2, height // shrink))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), radius / shrink)
    if shrink > 1:
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(soft, np.float32)


def screen(below: Picture, light: Picture) -> Picture:
    """Add light without ever burning out."""
    return 1 - (1 - below) * (1 - np.clip(light, 0, 1))


def glow(below: Picture, mask: Mask, tone: Colour, strength: float = 1.0) -> Picture:
    """Screen a colour through a mask."""
    return screen(below, (mask * strength)[..., None] * np.asarray(tone, np.float32))


def over(below: Picture, tone: Picture | Colour, mask: Mask, share: float = 1.0) -> Picture:
    """Lay a colour or a picture over another through a mask."""
    amount = (mask * share)[..., None]
    return below * (1 - amount) + np.asarray(tone, np.float32) * amount


@lru_cache(maxsize=8)
def grid(width: int, height: int) -> tuple[Mask, Mask]:
    """Column and row of every pixel, as shares of the width and of the height."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :].repeat(height, 0)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None].repeat(width, 1)
    return across, down


def disc(width: int, height: int, x: float, y: float, radius: float, power: float = 2.0) -> Mask:
    """A soft round light; `x` and `y` are shares, `radius` is a share of the longer side."""
    across, down = grid(width, height)
    longer = max(width, height)
    distance = np.hypot((across - x) * width / longer, (down - y) * height / longer) / max(radius, 1e-4)
    return cast(Mask, np.clip(1 - distance, 0, 1) ** power)


def polygon(width: int, height: int, points: list[tuple[float, float]]) -> Mask:
    """A filled shape with clean edges; points are shares of width and height."""
    mask = np.zeros((height, width), np.uint8)
    corners = np.array([[(x * width * 16, y * height * 16) for x, y in points]], np.float64)
    cv2.fillPoly(mask, [corners.round().astype(np.int32)[0]], 255, lineType=cv2.LINE_AA, shift=4)
    return mask.astype(np.float32) / 255


def boxes(width: int, height: int, rectangles: list[tuple[float, float, float, float]]) -> Mask:
    """Filled rectangles (left, top, right, bottom), in shares."""
    mask = np.zeros((height, width), np.float32)
    for left, top, right, bottom in rectangles:
        x0, x1 = (round(min(max(edge, -0.2), 1.2) * width) for edge in (left, right))
        y0, y1 = (round(min(max(edge, -0.2), 1.2) * height) for edge in (top, bottom))
        mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 1.0
    return mask


def shafts(width: int, height: int, seed: int, x: float, y: float, angle: float) -> Mask:
    """Beams of light from a point (shares) towards an angle in degrees (90 is down)."""
    random = np.random.default_rng(seed)
    small = (max(8, width // 4), max(8, height // 4))
    total = np.zeros((small[1], small[0]), np.float32)
    reach = 2.4 * max(small)
    for _ in range(9):
        centre = math.radians(angle + random.uniform(-26, 26))
        half = math.radians(random.uniform(1.0, 3.6))
        beam = np.zeros_like(total)
        corners = [(x * small[0], y * small[1])]
        corners += [
            (x * small[0] + reach * math.cos(a), y * small[1] + reach * math.sin(a))
            for a in (centre - half, centre + half)
        ]
        cv2.fillPoly(beam, [np.array(corners, np.int32)], float(random.uniform(0.12, 0.34)))
        total += beam
    across, down = grid(*small)
    total *= np.clip(1.1 - np.hypot(across - x, down - y) * 0.95, 0, 1)
    soft = cv2.GaussianBlur(total, (0, 0), max(1.0, small[0] * 0.02))
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def bokeh(width: int, height: int, seed: int, tones: list[Colour], count: int, top: float, bottom: float) -> Picture:
    """Out-of-focus lights between two heights (shares)."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    unit = min(width, height)
    for _ in range(count):
        radius = int(unit * random.uniform(0.02, 0.085))
        centre = (int(random.uniform(-0.05, 1.05) * width), int(random.uniform(top, bottom) * height))
        tone = tones[int(random.integers(len(tones)))]
        level = random.uniform(0.10, 0.38)
        layer = np.zeros((height, width, 3), np.float32)
        cv2.circle(layer, centre, radius, tuple(part * level for part in tone), -1, cv2.LINE_AA)
        cv2.circle(layer, centre, radius, tuple(part * level * 1.5 for part in tone), max(1, radius // 14), cv2.LINE_AA)
        total = screen(total, layer)
    return blur(total, unit * 0.004)


def steam(width: int, height: int, seed: int, x: float, base: float, tall: float, wide: float) -> Mask:
    """Curling vapour that rises from a point; shares of the picture."""
    across, down = grid(width, height)
    bend, curl = noise(width, height, seed, 3, 3, 0.6), noise(width, height, seed + 9, 2.2, 3, 0.5)
    rise = (base - down) / max(tall, 1e-3)
    side = (across - x) / max(wide, 1e-3) + (bend - 0.5) * 1.6 * np.clip(rise, 0, 1.2)
    body = np.exp(-((side / (0.16 + 0.42 * np.clip(rise, 0, 1))) ** 2) * 1.2)
    body = body * np.clip(rise * 5, 0, 1) * np.clip(1 - rise, 0, 1) ** 1.3
    wisps = np.abs(np.sin((side * 3.1 + curl * 5 + rise * 1.2) * 2.2)) ** 2.2
    return np.clip(body * (0.25 + 0.95 * wisps), 0, 1).astype(np.float32)


def finish(
    picture: Picture, seed: int, *, bloom: float = 0.35, dark_edges: float = 0.5, grain: float = 0.03
) -> Picture:
    """What a lens and film would add: bloom on the lights, darker corners, grain."""
    height, width = picture.shape[:2]
    soft = blur(np.clip(picture, 0, 1), max(width, height) * 0.022)
    lit = screen(np.clip(picture, 0, 1), np.clip(soft - 0.45, 0, 1) * 1.6 * bloom)
    lit = (lit - 0.5) * 1.07 + 0.5
    across, down = grid(width, height)
    corner = np.clip(np.hypot((across - 0.5) / 0.80, (down - 0.5) / 0.72) - 0.32, 0, 1) ** 1.7
    lit *= (1 - dark_edges * corner)[..., None]
    random = np.random.default_rng(seed)
    grains = random.standard_normal((height // 2 + 1, width // 2 + 1)).astype(np.float32)
    lit += cv2.resize(grains, (width, height), interpolation=cv2.INTER_LINEAR)[..., None] * grain * 0.7
    return np.clip(lit, 0, 1).astype(np.float32)
