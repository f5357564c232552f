"""Places under the sky: sky, light and weather, then layer behind layer with haze between them."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from tools.studio.painting.canvas import (
    Colour,
    Mask,
    Picture,
    blend,
    blur,
    boxes,
    disc,
    flat,
    glow,
    gradient,
    grid,
    noise,
    over,
    polygon,
    shafts,
)  # fmt: skip
from tools.studio.painting.palette import Palette
from tools.studio.painting.profiles import PROFILES


@dataclass(frozen=True)
class Layer:
    """One silhouette of a landscape: its profile, where it stands, how high it rises, both in shares of the height."""

    profile: str
    base: float
    rise: float


@dataclass(frozen=True)
class Place:
    """A landscape from back to front. `ground` is where feet stand; `surface` how the ground is drawn."""

    layers: tuple[Layer, ...]
    ground: float
    surface: str


def _place(layers: str, ground: float, surface: str) -> Place:
    """Layers as `profile base rise`, back to front."""
    parts = [layer.split() for layer in layers.split(", ")]
    return Place(tuple(Layer(name, float(base), float(rise)) for name, base, rise in parts), ground, surface)


PLACES = {
    "mountains": _place("peaks 0.60 0.34, peaks 0.68 0.22, hills 0.76 0.12, pines 0.84 0.10", 0.86, "meadow"),
    "forest": _place("hills 0.60 0.16, pines 0.70 0.26, pines 0.80 0.36", 0.84, "meadow"),
    "desert": _place("mesa 0.62 0.12, dunes 0.70 0.10, dunes 0.80 0.12", 0.84, "sand"),
    "field": _place("hills 0.58 0.12, hills 0.66 0.10, trees 0.72 0.06", 0.78, "furrows"),
    "vineyard": _place("hills 0.56 0.14, hills 0.64 0.09, trees 0.68 0.05", 0.76, "furrows"),
    "garden": _place("trees 0.62 0.20, trees 0.72 0.15, trees 0.80 0.06", 0.82, "meadow"),
    "road": _place("hills 0.58 0.15, hills 0.66 0.08, trees 0.70 0.05", 0.80, "road"),
    "city": _place("skyline 0.66 0.36, skyline 0.74 0.42, skyline 0.82 0.34", 0.86, "street"),
    "house": _place("hills 0.62 0.12, trees 0.70 0.16", 0.80, "meadow"),
    "sea": _place("hills 0.56 0.05", 0.86, "water"),
    "space": _place("dunes 0.84 0.06, mesa 0.92 0.07", 0.90, "sand"),
    "underwater": _place("dunes 0.80 0.08, coral 0.92 0.12", 0.90, "sand"),
}


def outdoor(
    setting: str, palette: Palette, width: int, height: int, seed: int, air: frozenset[str]
) -> tuple[Picture, float]:
    """The place, and the height (a share) at which things stand in it."""
    place = PLACES[setting]
    random = np.random.default_rng(seed)
    picture = (
        _water_column(palette, width, height, seed)
        if setting == "underwater"
        else sky(palette, width, height, seed, bare=setting == "space")
    )
    depth = len(place.layers)
    for number, layer in enumerate(place.layers):
        share = (number + 1) / (depth + 0.6)
        tone = blend(blend(palette.horizon, palette.far, 0.35 + 0.65 * share), palette.near, share**1.6 * 0.85)
        mask = _silhouette(layer, random, width, height)
        body = gradient(
            width,
            height,
            [(0, blend(tone, palette.horizon, 0.12)), (layer.base, tone), (1, blend(tone, palette.near, 0.4))],
        )
        picture = over(picture, body, mask)
        if layer.profile == "skyline":
            picture = _windows(picture, mask, layer, random, palette, share)
        picture = _haze(
            picture, palette, width, height, layer.base, 0.30 * (1.15 - share) * (1.6 if "fog" in air else 1.0)
        )
    picture = SURFACES[place.surface](picture, palette, place.ground, random)
    if setting == "house":
        picture = _house(picture, palette, place.ground)
    if "sun" not in air and palette.dark < 0.7 and setting != "space":
        beams = shafts(width, height, seed + 5, palette.sun[0], palette.sun[1], 90 + (0.5 - palette.sun[0]) * -60)
        picture = glow(picture, beams, palette.light, 0.30)
    return picture, place.ground


def sky(palette: Palette, width: int, height: int, seed: int, *, bare: bool = False) -> Picture:
    """Gradient, sun or moon with its halo, clouds, and stars where it is dark."""
    if bare:
        picture = gradient(
            width,
            height,
            [(0, (0.01, 0.01, 0.04)), (0.6, blend((0.02, 0.02, 0.06), palette.middle, 0.3)), (1, palette.far)],
        )
    else:
        picture = gradient(
            width, height, [(0, palette.top), (0.34, palette.middle), (0.60, palette.horizon), (1, palette.horizon)]
        )
    x, y = palette.sun
    if palette.dark > 0.7 or bare:
        picture = screen_stars(picture, seed, palette)
    picture = glow(picture, disc(width, height, x, y, 0.55, 2.6), palette.light, 0.55)
    picture = glow(picture, disc(width, height, x, y, 0.16, 2.0), palette.light, 0.6)
    core = np.clip(disc(width, height, x, y, 0.034 if palette.dark < 0.7 else 0.028, 1.0) * 9, 0, 1)
    picture = over(picture, blend(palette.light, (1, 1, 1), 0.5), core.astype(np.float32), 0.92)
    if bare:
        return picture
    clouds = np.clip((noise(width, height, seed + 1, 2.6, 4, 2.6) - 0.52) * 3.4, 0, 1)
    _, down = grid(width, height)
    clouds = clouds * np.clip(1 - down / 0.62, 0, 1) ** 0.6
    tone = blend(palette.horizon, palette.light, 0.35)
    return over(picture, tone, clouds.astype(np.float32), 0.42 if palette.dark < 0.7 else 0.18)


def screen_stars(picture: Picture, seed: int, palette: Palette) -> Picture:
    """Stars over the upper part of a dark sky."""
    height, width = picture.shape[:2]
    random = np.random.default_rng(seed + 77)
    stars = np.zeros((height, width), np.float32)
    count = max(40, width * height // 1600)
    rows = (random.random(count) ** 1.4 * 0.62 * height).astype(int)
    columns = (random.random(count) * width).astype(int)
    stars[rows, np.minimum(columns, width - 1)] = random.random(count) ** 3
    return glow(picture, stars, blend(palette.light, (1, 1, 1), 0.6), 0.9)


def _silhouette(layer: Layer, random: np.random.Generator, width: int, height: int) -> Mask:
    points = PROFILES[layer.profile](random, width / (layer.rise * height))
    outline = [(x, layer.base - layer.rise * rise) for x, rise in points]
    return polygon(width, height, [(-0.05, 1.1), *outline, (1.05, 1.1)])


def _haze(picture: Picture, palette: Palette, width: int, height: int, base: float, strength: float) -> Picture:
    _, down = grid(width, height)
    veil = np.exp(-(((down - base) / 0.10) ** 2)).astype(np.float32)
    return over(picture, blend(palette.horizon, palette.light, 0.3), veil, strength)


def _windows(
    picture: Picture, mask: Mask, layer: Layer, random: np.random.Generator, palette: Palette, share: float
) -> Picture:
    """Lit windows on a skyline: many at night, a few by day."""
    height, width = mask.shape
    size = 0.006 + 0.006 * share
    count = int((90 + 240 * palette.dark) * (0.5 + share))
    lights = []
    for _ in range(count):
        x, y = random.random(), layer.base - layer.rise * random.random() * 0.92
        lights.append((x, y, x + size * 0.8 * height / max(width, 1) * 0.6, y + size))
    lit = boxes(width, height, lights) * mask
    return glow(picture, lit, palette.accent, 0.20 + 0.60 * palette.dark)


def _meadow(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    tone = blend(palette.near, blend(palette.far, (0.30, 0.42, 0.20), 0.45), 0.45)
    earth = gradient(
        width,
        height,
        [(0, tone), (ground - 0.06, blend(tone, palette.horizon, 0.35)), (1, blend(tone, palette.near, 0.75))],
    )
    mask = polygon(
        width,
        height,
        [
            (-0.05, 1.1),
            (-0.05, ground - 0.035),
            (0.3, ground - 0.055),
            (0.7, ground - 0.03),
            (1.05, ground - 0.05),
            (1.05, 1.1),
        ],
    )
    seed = int(random.integers(1 << 30))
    texture = (noise(width, height, seed, 26, 3, 3.0) - 0.5)[..., None] * 0.10
    picture = over(picture, np.clip(earth + texture, 0, 1).astype(np.float32), mask)
    blades = Layer("grass", 1.02, 0.07)
    return over(picture, blend(palette.near, tone, 0.25), _silhouette(blades, random, width, height), 0.95)


def _sand(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    tone = blend(palette.far, palette.accent, 0.25)
    earth = gradient(
        width,
        height,
        [(0, tone), (ground - 0.08, blend(tone, palette.horizon, 0.45)), (1, blend(tone, palette.near, 0.7))],
    )
    mask = polygon(
        width,
        height,
        [
            (-0.05, 1.1),
            (-0.05, ground - 0.07),
            (0.35, ground - 0.03),
            (0.8, ground - 0.075),
            (1.05, ground - 0.05),
            (1.05, 1.1),
        ],
    )
    across, down = grid(width, height)
    bend = noise(width, height, int(random.integers(1 << 30)), 3, 2)
    ripples = np.sin((down * 1.8 + bend * 0.25 + across * 0.12) * 190) * 0.018 * np.clip((down - ground) * 9, 0, 1)
    return over(picture, np.clip(earth + ripples[..., None], 0, 1).astype(np.float32), mask)


def _furrows(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    """Rows that run to a point on the horizon: vines, crops, lavender."""
    height, width = picture.shape[:2]
    across, down = grid(width, height)
    edge = ground - 0.08
    depth = np.clip((down - edge) / (1 - edge), 1e-3, 1)
    rows = np.sin((across - 0.5 + 0.10) / (0.10 + depth) * 46)
    tone = blend(palette.far, palette.near, 0.45)
    green = blend(tone, (0.34, 0.46, 0.20), 0.35)
    share = np.clip(rows * 2.2 * np.clip(depth * 6, 0, 1) * 0.5 + 0.5, 0, 1)[..., None]
    earth = np.asarray(blend(green, palette.light, 0.28), np.float32) * share + np.asarray(
        blend(tone, palette.near, 0.5), np.float32
    ) * (1 - share)
    earth = (
        earth * (1 - 0.45 * depth[..., None])
        + np.asarray(palette.horizon, np.float32) * np.clip(0.35 - depth, 0, 1)[..., None]
    )
    texture = (noise(width, height, int(random.integers(1 << 30)), 40, 2) - 0.5)[..., None] * 0.08
    return over(picture, np.clip(earth + texture, 0, 1).astype(np.float32), (down > edge).astype(np.float32))


def _road(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    picture = _meadow(picture, palette, ground - 0.02, random)
    tone = blend(palette.near, palette.far, 0.35)
    asphalt = polygon(width, height, [(0.53, ground - 0.10), (0.55, ground - 0.10), (1.05, 1.02), (-0.05, 1.02)])
    surface = gradient(
        width,
        height,
        [(0, tone), (ground - 0.1, blend(tone, palette.horizon, 0.5)), (1, blend(tone, palette.near, 0.5))],
    )
    picture = over(picture, surface, asphalt)
    dashes = []
    for step in range(7):
        near, far = 1 - 0.5**step * 0.0, 0.0
        top = ground - 0.10 + (1.02 - ground + 0.10) * (step / 7) ** 1.7
        bottom = ground - 0.10 + (1.02 - ground + 0.10) * ((step + 0.5) / 7) ** 1.7
        half = 0.0015 + 0.010 * (step / 7) ** 1.7
        centre = 0.54 - 0.04 * ((top - ground + 0.1) / (1.12 - ground)) + far * near
        dashes.append((centre - half, top, centre + half, bottom))
    return over(picture, blend(palette.light, palette.horizon, 0.3), boxes(width, height, dashes), 0.7)


def _street(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    """Wet paving that mirrors the lights above it."""
    height, width = picture.shape[:2]
    edge = round((ground - 0.05) * height)
    mirrored = picture[:edge][::-1][: height - edge]
    wet = np.repeat(mirrored[-1:], height, axis=0)
    wet[edge : edge + len(mirrored)] = mirrored
    tone = blend(palette.near, palette.far, 0.25)
    _, down = grid(width, height)
    mask = (down > ground - 0.05).astype(np.float32)
    floor = over(flat(width, height, tone), wet, mask, 0.42 + 0.18 * palette.dark)
    streaks = (noise(width, height, int(random.integers(1 << 30)), 60, 2, 8.0) - 0.5)[..., None] * 0.10
    picture = over(picture, np.clip(floor + streaks, 0, 1).astype(np.float32), mask)
    for x in (0.08, 0.90):
        post = boxes(width, height, [(x, ground - 0.46, x + 0.010, ground - 0.02)])
        picture = over(picture, palette.near, post)
        picture = glow(
            picture,
            disc(width, height, x + 0.005, ground - 0.47, 0.13, 2.4),
            palette.accent,
            0.35 + 0.55 * palette.dark,
        )
    return picture


def _water(picture: Picture, palette: Palette, ground: float, random: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    edge = 0.56
    across, down = grid(width, height)
    depth = np.clip((down - edge) / (1 - edge), 0, 1)
    deep = gradient(
        width,
        height,
        [
            (0, palette.far),
            (edge, blend(palette.horizon, palette.far, 0.35)),
            (1, blend(palette.near, palette.top, 0.45)),
        ],
    )
    waves = np.sin(np.clip(down - edge, 0, 1) ** 0.6 * 220 + np.sin(across * 9 + down * 40) * 1.6) * (
        0.012 + 0.03 * depth
    )
    chop = (noise(width, height, int(random.integers(1 << 30)), 14, 3, 7.0) - 0.5) * (0.06 + 0.22 * depth)
    water = np.clip(deep + (waves + chop)[..., None], 0, 1).astype(np.float32)
    picture = over(picture, water, (down > edge).astype(np.float32))
    path = np.exp(-(((across - palette.sun[0]) / (0.03 + 0.16 * depth)) ** 2)) * (down > edge)
    glitter = np.clip(path * (0.35 + 2.2 * np.clip(noise(width, height, 3, 70, 2, 5.0) - 0.5, 0, 1)), 0, 1)
    return glow(picture, glitter.astype(np.float32), palette.light, 0.75)


def _house(picture: Picture, palette: Palette, ground: float) -> Picture:
    height, width = picture.shape[:2]
    upright = height > width
    left, right = (0.14, 0.86) if upright else (0.28, 0.72)
    top = ground - (0.22 if upright else 0.34)
    wall = blend(blend(palette.far, (0.93, 0.88, 0.80), 0.55), palette.near, palette.dark * 0.6)
    body = gradient(width, height, [(0, wall), (top, wall), (ground, blend(wall, palette.near, 0.35))])
    picture = over(picture, body, boxes(width, height, [(left, top, right, ground)]))
    roof = polygon(
        width, height, [(left - 0.05, top), (left + 0.12, top - 0.13), (right - 0.12, top - 0.13), (right + 0.05, top)]
    )
    picture = over(picture, blend(palette.near, palette.far, 0.3), roof)
    panes, span = [], right - left
    for column in range(4):
        x = left + span * (0.09 + 0.235 * column)
        for y in (top + 0.035, top + 0.135):
            if not (column == 1 and y > top + 0.1):
                panes.append((x, y, x + span * 0.12, y + 0.06))
    lit = boxes(width, height, panes)
    picture = over(picture, blend(palette.near, palette.accent, 0.55 + 0.4 * palette.dark), lit)
    picture = glow(picture, lit, palette.accent, 0.35 + 0.55 * palette.dark)
    door = (left + span * 0.335, ground - 0.085, left + span * 0.335 + span * 0.10, ground)
    return over(picture, blend(palette.near, (0.45, 0.22, 0.12), 0.5), boxes(width, height, [door]))


def _water_column(palette: Palette, width: int, height: int, seed: int) -> Picture:
    deep = gradient(width, height, [(0, (0.42, 0.80, 0.82)), (0.35, (0.10, 0.46, 0.58)), (1, (0.01, 0.08, 0.18))])
    beams = shafts(width, height, seed, palette.sun[0], -0.1, 90)
    return glow(deep, beams, (0.8, 1.0, 0.95), 0.8)


SURFACES: dict[str, Callable[[Picture, Palette, float, np.random.Generator], Picture]] = {
    "meadow": _meadow,
    "sand": _sand,
    "furrows": _furrows,
    "road": _road,
    "street": _street,
    "water": _water,
}


def weather(picture: Picture, palette: Palette, air: frozenset[str], seed: int) -> Picture:
    """Rain, snow, drifting sparks or petals in front of everything."""
    height, width = picture.shape[:2]
    random = np.random.default_rng(seed + 31)
    tone: Colour = blend(palette.light, (1, 1, 1), 0.5)
    if "rain" in air:
        drops = np.zeros((height, width), np.uint8)
        for _ in range(140):
            x, y, length = random.random() * width, random.random() * height, random.uniform(0.02, 0.06) * height
            level = int(random.uniform(50, 150))
            cv2.line(
                drops,
                (int(x), int(y)),
                (int(x - length * 0.12), int(y + length)),
                level,
                max(1, width // 540),
                cv2.LINE_AA,
            )
        picture = glow(picture, blur(drops.astype(np.float32) / 255, width / 900), tone, 0.55)
    if "snow" in air or "sparks" in air:
        flakes = np.zeros((height, width), np.uint8)
        for _ in range(90):
            centre = (int(random.random() * width), int(random.random() * height))
            radius = max(1, int(random.uniform(0.001, 0.006) * height))
            cv2.circle(flakes, centre, radius, int(random.uniform(80, 255)), -1, cv2.LINE_AA)
        soft = blur(flakes.astype(np.float32) / 255, height * 0.0012)
        picture = glow(picture, soft, tone if "snow" in air else palette.accent, 0.9)
    return picture
