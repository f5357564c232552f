"""Rooms: a wall with its window or lamps, what stands along it, and the table, counter or floor in front."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from tools.studio.painting.canvas import (
    Colour,
    Picture,
    blend,
    boxes,
    colour,
    disc,
    glow,
    gradient,
    grid,
    noise,
    over,
    polygon,
    shafts,
)  # fmt: skip
from tools.studio.painting.palette import Palette

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Room:
    """What a room is made of. `wall` and `top` are the colours of wall and table in white light."""

    wall: Colour
    top: Colour
    window: Box | None
    shelves: str | None = None
    lamps: int = 0
    ground: float = 0.72
    extra: str | None = None


WOOD, STONE, DARK_WOOD, CONCRETE = colour("#a8743f"), colour("#b9b2a6"), colour("#6b4426"), colour("#8c8984")
ROOMS = {
    "kitchen": Room(colour("#c9b99a"), WOOD, (0.10, 0.14, 0.46, 0.50), "crockery", 2),
    "cafe": Room(colour("#8d6a4c"), DARK_WOOD, None, "bottles", 3),
    "library": Room(colour("#6e5138"), DARK_WOOD, (0.36, 0.08, 0.64, 0.46), "books", 1),
    "office": Room(colour("#9aa3ad"), colour("#7d6a58"), (0.06, 0.10, 0.94, 0.56), None, 0, 0.72, "city"),
    "workshop": Room(colour("#7c6a56"), WOOD, (0.54, 0.12, 0.90, 0.44), "tools", 1),
    "gym": Room(colour("#5d6470"), colour("#3c4048"), (0.04, 0.06, 0.96, 0.30), "weights", 0, 0.78),
    "bathroom": Room(colour("#cfd6d2"), STONE, (0.60, 0.10, 0.92, 0.48), "candles", 0, 0.74, "mirror"),
    "living": Room(colour("#c2ac94"), WOOD, (0.54, 0.10, 0.92, 0.56), None, 1, 0.80, "sofa"),
    "studio": Room(colour("#54505c"), colour("#3a3640"), None, None, 0, 0.70),
    "stage": Room(colour("#15121f"), colour("#1d1826"), None, None, 0, 0.82, "stage"),
}


def indoor(setting: str, palette: Palette, width: int, height: int, seed: int) -> tuple[Picture, float]:
    """The room, and the height (a share) of the surface that things stand on."""
    room = ROOMS[setting]
    random = np.random.default_rng(seed)
    picture = _wall(room, palette, width, height, seed)
    if room.window is not None:
        picture = _window(picture, room, palette, seed)
    if room.shelves is not None:
        picture = _shelves(picture, room, palette, random)
    if room.extra is not None and room.extra in EXTRAS:
        picture = EXTRAS[room.extra](picture, room, palette, random)
    picture = _surface(picture, room, palette, seed)
    for lamp in range(room.lamps):
        picture = _lamp(
            picture, palette, (lamp + 0.5 + random.uniform(-0.1, 0.1)) / room.lamps, random.uniform(0.13, 0.21)
        )
    return picture, room.ground


def _tinted(tone: Colour, palette: Palette, share: float = 0.45) -> Colour:
    """A material's own colour in the scene's light."""
    seen = blend(tone, palette.far, share)
    return blend(seen, palette.near, palette.dark * 0.72)


def _wall(room: Room, palette: Palette, width: int, height: int, seed: int) -> Picture:
    tone = _tinted(room.wall, palette)
    stops = [(0.0, blend(tone, palette.near, 0.62)), (0.42, tone), (1.0, blend(tone, palette.near, 0.5))]
    picture = gradient(width, height, stops)
    texture = (noise(width, height, seed + 3, 5, 4) - 0.5)[..., None] * 0.07
    picture = np.clip(picture + texture, 0, 1).astype(np.float32)
    x, y = palette.sun
    picture = glow(picture, disc(width, height, x, y, 0.75, 2.0), palette.light, 0.26)
    if room.window is None:
        picture = glow(picture, disc(width, height, 0.5, 0.40, 0.48, 1.7), palette.light, 0.36 - 0.12 * palette.dark)
    return picture


def _window(picture: Picture, room: Room, palette: Palette, seed: int) -> Picture:
    """A bright window with its cross, the light it throws, and the patch on the wall beside it."""
    height, width = picture.shape[:2]
    assert room.window is not None, "only rooms with a window come here"
    left, top, right, bottom = room.window
    pane = boxes(width, height, [room.window])
    view = gradient(
        width,
        height,
        [(top, palette.middle), (bottom, blend(palette.horizon, palette.light, 0.5)), (1, palette.horizon)],
    )
    if palette.dark < 0.5:
        view = view * 0.55 + np.asarray(blend(palette.light, (1, 1, 1), 0.35), np.float32) * 0.45
    greenery = np.clip((noise(width, height, seed + 8, 9, 3) - 0.5) * 5, 0, 1) * np.clip(
        (grid(width, height)[1] - bottom + 0.16) * 9, 0, 1
    )
    view = over(view.astype(np.float32), blend(palette.far, palette.middle, 0.3), greenery.astype(np.float32), 0.55)
    if room.extra == "city":
        view = _skyline_view(view, palette, seed, bottom)
    picture = over(picture, view, pane)
    frame, bar = blend(palette.near, room.wall, 0.35), 0.006
    columns = 4 if right - left > 0.6 else 2
    rows = [(left - bar, top - bar, right + bar, top), (left - bar, bottom, right + bar, bottom + bar * 1.6)]
    bars = [
        (left + (right - left) * n / columns - bar / 2, top, left + (right - left) * n / columns + bar / 2, bottom)
        for n in range(columns + 1)
    ]
    cross = [(left, (top * 0.6 + bottom * 0.4) - bar / 3, right, (top * 0.6 + bottom * 0.4) + bar / 3)]
    picture = over(picture, frame, boxes(width, height, [*rows, *bars, *cross]))
    centre = ((left + right) / 2, (top + bottom) / 2)
    picture = glow(picture, disc(width, height, *centre, 0.42, 1.8), palette.light, 0.42 * (1 - palette.dark * 0.6))
    beams = shafts(width, height, seed + 2, centre[0], centre[1], 90 + (0.5 - centre[0]) * 90)
    return glow(picture, beams, palette.light, 0.55 * (1 - palette.dark * 0.7))


def _skyline_view(view: Picture, palette: Palette, seed: int, bottom: float) -> Picture:
    random = np.random.default_rng(seed + 21)
    height, width = view.shape[:2]
    towers, lights = [], []
    for _ in range(16):
        x, tall, wide = random.random(), random.uniform(0.08, 0.34), random.uniform(0.05, 0.11)
        towers.append((x, bottom - tall, x + wide, bottom))
        lights += [(x + random.random() * wide, bottom - random.random() * tall, 0.0, 0.0) for _ in range(9)]
    view = over(view, blend(palette.far, palette.middle, 0.35), boxes(width, height, towers), 0.85)
    panes = [(x, y, x + 0.007, y + 0.006) for x, y, _, _ in lights]
    return glow(view, boxes(width, height, panes), palette.accent, 0.25 + 0.6 * palette.dark)


def _shelves(picture: Picture, room: Room, palette: Palette, random: np.random.Generator) -> Picture:
    """Boards with rows of things on them, dim against the wall."""
    height, width = picture.shape[:2]
    window = room.window
    tone = _tinted(DARK_WOOD, palette, 0.35)
    for row in range(3):
        y = 0.24 + 0.135 * row
        spans = [(0.03, 0.97)] if window is None or y > window[3] + 0.12 else _beside(window)
        for left, right in spans:
            things, tones = _row_of(room.shelves or "", left, right, y, random)
            for box, own in zip(things, tones, strict=True):
                mask = boxes(width, height, [box])
                picture = _patch(picture, mask, box, blend(_tinted(own, palette, 0.35), palette.near, 0.25), palette)
            picture = over(
                picture, blend(tone, palette.near, 0.35), boxes(width, height, [(left, y, right, y + 0.011)])
            )
            picture = over(
                picture, blend(tone, palette.light, 0.3), boxes(width, height, [(left, y, right, y + 0.0022)])
            )
    return picture


def _beside(window: Box) -> list[tuple[float, float]]:
    spans = [(0.03, window[0] - 0.04), (window[2] + 0.04, 0.97)]
    return [(left, right) for left, right in spans if right - left > 0.14]


def _patch(picture: Picture, mask: Picture, box: Box, tone: Colour, palette: Palette) -> Picture:
    """One thing on a shelf, a little lighter on the side of the light."""
    height, width = picture.shape[:2]
    y0, y1 = max(0, round(box[1] * height)), max(0, round(box[3] * height))
    x0, x1 = max(0, round(box[0] * width)), min(width, max(0, round(box[2] * width)))
    if x1 <= x0 or y1 <= y0:
        return picture
    ramp = np.sin(np.linspace(0.5, 2.9, x1 - x0, dtype=np.float32))[None, :, None] * 0.55 + 0.55
    picture[y0:y1, x0:x1] = np.clip(
        np.asarray(tone, np.float32) * ramp + np.asarray(palette.light, np.float32) * (ramp - 0.75).clip(0) * 0.25, 0, 1
    )
    return picture


def _row_of(
    kind: str, left: float, right: float, y: float, random: np.random.Generator
) -> tuple[list[Box], list[Colour]]:
    wide, tall, gap, codes = STOCK[kind]
    things: list[Box] = []
    tones: list[Colour] = []
    x = left + 0.012
    while x < right - wide[1] - 0.01:
        span, rise = random.uniform(*wide), random.uniform(*tall)
        if random.random() < 0.88:
            things.append((x, y - rise, x + span, y))
            tones.append(colour(codes[int(random.integers(len(codes)))]))
            if kind == "bottles":
                things.append((x + span * 0.34, y - rise - 0.022, x + span * 0.66, y - rise + 0.003))
                tones.append(tones[-1])
        x += span + random.uniform(*gap)
    return things, tones


STOCK = {
    "books": (
        (0.010, 0.026),
        (0.060, 0.098),
        (0.001, 0.004),
        ("#7a3226", "#2f4a5c", "#8a6a2f", "#3f5a3c", "#5a3a52", "#b08a5a"),
    ),
    "bottles": (
        (0.020, 0.034),
        (0.045, 0.068),
        (0.010, 0.030),
        ("#3f6a4a", "#8a5a26", "#5a2230", "#c0913f", "#2f4a58"),
    ),
    "crockery": (
        (0.035, 0.075),
        (0.026, 0.060),
        (0.014, 0.040),
        ("#efe6d6", "#c9d4d2", "#b5694a", "#e2c795", "#6f8a84"),
    ),
    "tools": ((0.008, 0.030), (0.030, 0.085), (0.020, 0.050), ("#8a8f94", "#a2552a", "#4a4f55", "#c29a3f", "#5c3a22")),
    "weights": ((0.045, 0.090), (0.034, 0.056), (0.020, 0.040), ("#2a2d33", "#3c4149", "#7a2a26")),
    "candles": ((0.018, 0.040), (0.030, 0.064), (0.030, 0.080), ("#f0e6d4", "#e3cdb8", "#cfd8d2", "#d9b48a")),
}


def _surface(picture: Picture, room: Room, palette: Palette, seed: int) -> Picture:
    """The table or floor: its grain runs away from us, and it mirrors what is behind it a little."""
    height, width = picture.shape[:2]
    edge = room.ground - 0.02
    across, down = grid(width, height)
    depth = np.clip((down - edge) / (1 - edge), 0, 1)
    tone = _tinted(room.top, palette, 0.28)
    top = gradient(
        width, height, [(0, tone), (edge, blend(tone, palette.light, 0.30)), (1, blend(tone, palette.near, 0.55))]
    )
    spread = (across - 0.5) / (0.5 + depth) * 3 + 2
    grain = cv2.remap(
        noise(width, height, seed + 4, 40, 3, 0.25),
        (spread * width / 4).astype(np.float32),
        (depth * height).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    top = np.clip(top + (grain - 0.5)[..., None] * 0.16, 0, 1).astype(np.float32)
    row = round(edge * height)
    mirrored = np.repeat(picture[row - 1 : row], height, axis=0)
    count = min(row, height - row)
    mirrored[row : row + count] = picture[:row][::-1][:count]
    top = over(top, mirrored, np.clip(0.34 - depth * 0.4, 0, 1).astype(np.float32))
    mask = (down > edge).astype(np.float32)
    picture = over(picture, top, mask)
    line = np.exp(-(((down - edge) * height / max(1.5, height * 0.0016)) ** 2)).astype(np.float32)
    picture = glow(picture, line, palette.light, 0.35)
    shadow = np.exp(-(np.clip(edge - down, 0, 1) / 0.03)) * (down <= edge)
    return over(picture, palette.near, shadow.astype(np.float32), 0.35)


def _lamp(picture: Picture, palette: Palette, x: float, y: float) -> Picture:
    height, width = picture.shape[:2]
    wide = 0.055 if width > height else 0.085
    rise = wide * 0.62 * width / height
    cord = boxes(width, height, [(x - 0.0015, -0.1, x + 0.0015, y - rise)])
    shade = polygon(
        width, height, [(x - wide * 0.22, y - rise), (x + wide * 0.22, y - rise), (x + wide / 2, y), (x - wide / 2, y)]
    )
    picture = over(picture, palette.near, np.maximum(cord, shade))
    warm = blend(palette.accent, palette.light, 0.5)
    picture = glow(picture, disc(width, height, x, y + 0.006, 0.030, 1.0), blend(warm, (1, 1, 1), 0.5), 1.0)
    picture = glow(picture, disc(width, height, x, y + 0.02, 0.17, 2.2), warm, 0.75)
    cone = polygon(
        width, height, [(x - wide / 2, y), (x + wide / 2, y), (x + wide * 2.1, y + 0.55), (x - wide * 2.1, y + 0.55)]
    )
    _, down = grid(width, height)
    soft = cv2.GaussianBlur(cone * np.clip(1 - (down - y) / 0.55, 0, 1), (0, 0), width * 0.02)
    return glow(picture, np.asarray(soft, np.float32), warm, 0.20)


def _sofa(picture: Picture, room: Room, palette: Palette, _: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    tone = blend(_tinted(colour("#6f7f86"), palette, 0.3), palette.near, 0.2)
    y = room.ground
    parts = [(0.02, y - 0.17, 0.50, y - 0.02), (-0.02, y - 0.12, 0.06, y), (0.47, y - 0.12, 0.54, y)]
    picture = over(picture, blend(tone, palette.near, 0.25), boxes(width, height, parts[:1]))
    for box in ((0.05, y - 0.09, 0.27, y - 0.01), (0.275, y - 0.09, 0.48, y - 0.01), *parts[1:]):
        picture = _patch(picture, picture, box, tone, palette)
    return picture


def _mirror(picture: Picture, room: Room, palette: Palette, _: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    ring = np.zeros((height, width), np.uint8)
    size = int(min(width, height) * 0.17)
    cv2.circle(ring, (int(width * 0.29), int(height * 0.34)), size, 255, -1, cv2.LINE_AA)
    glass = ring.astype(np.float32) / 255
    shine = gradient(width, height, [(0.2, blend(palette.light, (1, 1, 1), 0.4)), (0.5, palette.middle)])
    picture = over(picture, shine, glass, 0.75)
    cv2.circle(ring, (int(width * 0.29), int(height * 0.34)), size - max(2, size // 16), 0, -1, cv2.LINE_AA)
    return over(picture, _tinted(WOOD, palette, 0.2), ring.astype(np.float32) / 255)


def _stage(picture: Picture, room: Room, palette: Palette, random: np.random.Generator) -> Picture:
    """Beams of coloured light through haze, and the rig they hang from."""
    height, width = picture.shape[:2]
    tones = (palette.accent, palette.light, blend(palette.middle, palette.light, 0.4))
    for number in range(6):
        x = 0.08 + 0.168 * number
        lean = random.uniform(-0.25, 0.25)
        cone = polygon(
            width, height, [(x - 0.008, 0.05), (x + 0.008, 0.05), (x + lean + 0.10, 0.95), (x + lean - 0.10, 0.95)]
        )
        _, down = grid(width, height)
        soft = cv2.GaussianBlur(cone * np.clip(1.15 - down, 0, 1), (0, 0), width * 0.012)
        picture = glow(picture, np.asarray(soft, np.float32), tones[number % 3], 0.52)
        picture = glow(picture, disc(width, height, x, 0.05, 0.07, 1.6), tones[number % 3], 0.95)
    picture = glow(picture, noise(width, height, int(random.integers(1 << 30)), 3, 3) * 0.35, palette.middle, 0.5)
    return over(picture, palette.near, boxes(width, height, [(-0.1, 0.022, 1.1, 0.040)]), 0.9)


EXTRAS: dict[str, Callable[[Picture, Room, Palette, np.random.Generator], Picture]] = {
    "sofa": _sofa,
    "mirror": _mirror,
    "stage": _stage,
}
