"""Little scenes to film: a textured world, a camera that moves over it, people-ish figures, grain, lamps."""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

CAMERAS = ("static", "pan", "tilt", "push", "pull", "handheld", "eased", "swing")
SHAPES = ((96, 170), (170, 96), (128, 128))


@dataclass(frozen=True)
class Scene:
    """What is filmed. Speeds are per second, in shares of the picture's width."""

    seed: int
    size: tuple[int, int] = (96, 170)
    rate: int = 24
    seconds: float = 2.5
    camera: str = "pan"
    speed: float = 0.15
    figures: int = 0
    grain: float = 0.0
    blink: float = 0.0
    """Seconds between one flash of a lamp in the scene and the next; 0 for no lamp."""
    fade: tuple[float, float] = (0.0, 0.0)
    """Seconds of a slow fade from black at the start and to black at the end."""
    held: int = 1
    """Each drawing is shown for so many frames: animation on twos."""
    walks_in: bool = False
    world: list = field(default_factory=list, compare=False)

    @property
    def frames(self):
        return round(self.seconds * self.rate)


def film(scene):
    """The scene's frames, each three planes of yuv420p as floats."""
    rng = np.random.default_rng(scene.seed)
    wide = 6 if scene.speed > 0.6 else 3
    planes = world(rng, scene.size, wide)
    figures = [Figure(rng, scene) for _ in range(scene.figures)]
    sway = [(rng.uniform(0.3, 2.2), rng.uniform(0, math.tau), rng.uniform(0.5, 1)) for _ in range(6)]
    lamp = rng.uniform(0.25, 0.75, 2)
    direction = rng.choice((-1, 1))
    return [
        frame(scene, wide, planes, figures, (sway, lamp, direction), number // scene.held * scene.held)
        for number in range(scene.frames)
    ]


def world(rng, size, wide):
    """Three planes some times as large as the picture: soft clouds, sharp shapes, some fine texture."""
    across, down = (side * wide for side in size)
    luma = np.zeros((down, across), np.float32)
    for cells, height in ((4, 50), (9, 30), (28, 16), (80, 9)):
        cells = cells * wide // 3
        luma += height * cv2.resize(
            rng.normal(0, 1, (cells, cells)).astype(np.float32), (across, down), interpolation=cv2.INTER_CUBIC
        )
    for _ in range(rng.integers(8, 30) * wide * wide // 9):
        x, y, w, h = rng.integers(0, across), rng.integers(0, down), *rng.integers(8, 60, 2)
        shade = float(rng.normal(0, 45))
        if rng.random() < 0.5:
            cv2.rectangle(luma, (x, y), (x + w, y + h), shade, -1)
        else:
            cv2.ellipse(luma, (x, y), (w, h), float(rng.uniform(0, 180)), 0, 360, shade, -1)
    luma = np.clip(rng.uniform(85, 150) + luma * rng.uniform(0.5, 1), 20, 232)
    tints = [
        128 + 22 * cv2.resize(rng.normal(0, 1, (5, 5)).astype(np.float32), (across // 2, down // 2)) for _ in range(2)
    ]
    return [luma.astype(np.float32), *tints]


class Figure:
    """A head on a body that walks, or stands and sways."""

    def __init__(self, rng, scene):
        self.start = rng.uniform(0.2, 0.8)
        self.pace = 0.0 if rng.random() < 0.4 else rng.uniform(-0.25, 0.25)
        self.height = rng.uniform(0.35, 0.7)
        self.shade = rng.uniform(40, 210)
        self.phase, self.beat = rng.uniform(0, math.tau), rng.uniform(0.6, 1.8)
        self.walks_in = scene.walks_in
        if scene.walks_in:
            self.start, self.pace = -0.2, 0.45

    def draw(self, plane, moment, share, shade):
        down, across = plane.shape
        x = (self.start + self.pace * moment + 0.015 * math.sin(self.phase + math.tau * self.beat * moment)) * across
        tall = self.height * down
        bob = 0.012 * down * math.sin(2 * (self.phase + math.tau * self.beat * moment))
        for place, radii in ((0.30, (0.11, 0.26)), (-0.08, (0.075, 0.09))):
            centre = (round(x * 16), round((down - tall + place * tall + tall * 0.2 + bob) * 16))
            axes = tuple(max(16, round(radius * tall * 16)) for radius in radii)
            cv2.ellipse(plane, centre, axes, 0, 0, 360, shade + (25 if place < 0 else 0) * share, -1, cv2.LINE_AA, 4)


def frame(scene, wide, planes, figures, chance, number):
    sway, lamp, direction = chance
    moment, progress = number / scene.rate, number / max(1, scene.frames - 1)
    seen = view(scene, moment, progress, sway, direction)
    shown = []
    for index, plane in enumerate(planes):
        share = 1 if index == 0 else 2
        size = scene.size[0] // share, scene.size[1] // share
        picture = look_through(plane, size, seen, wide)
        for figure in figures:
            figure.draw(picture, moment, index == 0, figure.shade if index == 0 else 128 + 12 * (index - 1.5))
        shown.append(picture)
    light = 1.0
    if scene.blink and moment % scene.blink < min(0.12, scene.blink / 2):
        down, across = shown[0].shape
        rows, columns = np.mgrid[0:down, 0:across]
        near = np.exp(-(((columns / across - lamp[0]) ** 2 + (rows / down - lamp[1]) ** 2) / 0.02))
        shown[0] = shown[0] + 90 * near.astype(np.float32)
    if scene.fade[0]:
        light = min(light, moment / scene.fade[0])
    if scene.fade[1]:
        light = min(light, (scene.seconds - 1 / scene.rate - moment) / scene.fade[1])
    light = max(0.0, light)
    grain = np.random.default_rng((scene.seed, number)).normal(0, 1, shown[0].shape) * scene.grain
    shown[0] = 16 + (shown[0] - 16) * light + grain
    return [shown[0], *(128 + (tint - 128) * light for tint in shown[1:])]


def view(scene, moment, progress, sway, direction):
    """What the camera sees: how much wider or narrower than usual, where from the middle of the world, and a tilt in degrees."""
    way = scene.speed * (moment - scene.seconds / 2) * direction
    eased = scene.speed * scene.seconds * direction * progress * progress * (3 - 2 * progress)
    shake = [sum(a * math.sin(math.tau * f * moment + p) for f, p, a in sway[n::2]) / 3 for n in range(2)]
    return {
        "static": (1, 0, 0, 0),
        "pan": (1, way, 0, 0),
        "tilt": (1, 0, way, 0),
        "push": (math.exp(-0.5 * scene.speed * moment), 0, 0, 0),
        "pull": (math.exp(0.5 * scene.speed * (moment - scene.seconds)), 0, 0, 0),
        "handheld": (1, 0.25 * scene.speed * shake[0], 0.25 * scene.speed * shake[1], 4 * scene.speed * shake[0]),
        "eased": (1 - 0.25 * abs(eased), eased, 0, 0),
        "swing": (1, 0.5 * scene.speed * math.sin(math.tau * moment / 2.6 + sway[0][1]), 0, 0),
    }[scene.camera]


def look_through(plane, size, seen, wide):
    width, x, y, turn = seen
    down, across = plane.shape
    radians = math.radians(turn)
    cos, sin = math.cos(radians) * width, math.sin(radians) * width
    centre_x, centre_y = across * (0.5 + x / wide), down * (0.5 + y / wide)
    left = centre_x - cos * size[0] / 2 + sin * size[1] / 2
    top = centre_y - sin * size[0] / 2 - cos * size[1] / 2
    matrix = np.array([[cos, -sin, left], [sin, cos, top]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, matrix, size, flags=flags, borderMode=cv2.BORDER_REFLECT_101)
