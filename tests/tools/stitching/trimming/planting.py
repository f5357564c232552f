"""Faults planted in scenes at known frames, and clean scenes that are hard to tell from faulty ones."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import av
import cv2
import numpy as np

from tests.tools.stitching.trimming.scenes import CAMERAS, SHAPES, Scene, film

KINDS = ("frozen", "duplicated", "flash", "blank", "jump", "shift", "warp", "blend", "pulse")
NEAR = 3
"""Frames by which a finding may be off."""
MOVING = ("pan", "tilt", "push", "pull", "handheld")
"""Cameras whose standing still is a fault that can be seen: the others stand still at times, or at the ends."""
BRISK = ("pan", "tilt", "handheld")
"""Cameras that move so much that a frame shown twice is still one after x264: of slower ones it makes two."""


@dataclass(frozen=True)
class Planted:
    """A scene, and what is wrong with it: `frames` to cut from `end`; `kind` None for a clean one."""

    name: str
    scene: Scene
    kind: str | None = None
    end: str = "head"
    frames: int = 0
    crf: int = 23


def faulty(seed, count):
    """So many scenes, each with one fault; every kind at both ends in turn."""
    made = []
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        kind, end = KINDS[number % len(KINDS)], ("head", "tail")[number // len(KINDS) % 2]
        scene = any_scene(rng, (seed * 1000 + number), CAMERAS)
        if kind in ("frozen", "duplicated"):
            scene = replace(
                scene,
                camera=str(rng.choice(MOVING if kind == "frozen" else BRISK)),
                speed=float(rng.uniform(0.12, 0.35)),
            )
        seconds = rng.uniform(0.2, 0.55)
        frames = max(4, round(seconds * scene.rate))
        name = f"{number:02d}-{kind}-{end}-{scene.camera}"
        made.append(Planted(name, scene, kind, end, frames, int(rng.choice((20, 23, 26, 28)))))
    return made


def any_scene(rng, seed, cameras):
    return Scene(
        seed=seed,
        size=SHAPES[int(rng.choice(3, p=(0.5, 0.35, 0.15)))],
        rate=int(rng.choice((24, 25, 30))),
        seconds=float(rng.uniform(2.0, 3.0)),
        camera=str(rng.choice(cameras)),
        speed=float(rng.uniform(0.06, 0.35)),
        figures=int(rng.choice((0, 0, 1, 2))),
        grain=float(rng.choice((0, 0, 1.5, 3, 5))),
    )


def clean(seed, count):
    """So many scenes with nothing wrong, the hard kinds first."""
    made = []
    for number in range(count):
        rng = np.random.default_rng((seed, 77, number))
        scene = any_scene(rng, seed * 1000 + 500 + number, CAMERAS)
        name, change = HARD[number % len(HARD)]
        made.append(Planted(f"{number:02d}-{name}", replace(scene, **change(rng)), crf=int(rng.choice((20, 23, 28)))))
    return made


HARD = (
    ("standing still", lambda rng: {"camera": "static", "figures": 0, "grain": 0.0}),
    ("still, with grain", lambda rng: {"camera": "static", "figures": 0, "grain": float(rng.uniform(2, 6))}),
    ("slow fade in", lambda rng: {"fade": (float(rng.uniform(0.7, 1.2)), 0.0)}),
    ("slow fade out", lambda rng: {"fade": (0.0, float(rng.uniform(0.7, 1.2)))}),
    ("fast and steady", lambda rng: {"camera": "pan", "speed": float(rng.uniform(0.7, 1.1))}),
    ("a blinking lamp", lambda rng: {"camera": "static", "blink": float(rng.uniform(0.3, 0.7))}),
    ("on twos", lambda rng: {"camera": "pan", "held": 2, "grain": 0.0}),
    ("someone walks in", lambda rng: {"camera": "static", "figures": 1, "walks_in": True}),
    ("shaky hands", lambda rng: {"camera": "handheld", "speed": float(rng.uniform(0.3, 0.6))}),
    ("eased", lambda rng: {"camera": "eased", "speed": float(rng.uniform(0.05, 0.3))}),
    ("swinging", lambda rng: {"camera": "swing", "speed": float(rng.uniform(0.2, 0.5))}),
    ("very slow", lambda rng: {"camera": "push", "speed": 0.03, "figures": 0, "grain": 0.0}),
    ("figures", lambda rng: {"camera": "static", "figures": 3}),
    ("anything", lambda rng: {}),
)


def write(planted, folder):
    """Film it, plant the fault, encode it with x264; return the file."""
    frames = film(planted.scene)
    if planted.kind is not None:
        turned = frames if planted.end == "head" else frames[::-1]
        rng = np.random.default_rng((planted.scene.seed, 5))
        turned = PLANTING[planted.kind](turned, planted.frames, rng, planted.scene)
        frames = turned if planted.end == "head" else turned[::-1]
    path = folder / f"{planted.name.replace(' ', '-').replace(',', '')}.mp4"
    encode(frames, path, planted.scene.rate, planted.crf)
    return path


def encode(frames, path, rate, crf=23):
    down, across = frames[0][0].shape
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(rate))
        stream.width, stream.height, stream.pix_fmt = across, down, "yuv420p"
        stream.options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
        for planes in frames:
            flat = np.concatenate([np.clip(np.rint(plane), 0, 255).astype(np.uint8).reshape(-1) for plane in planes])
            picture = av.VideoFrame.from_ndarray(flat.reshape(-1, across), format="yuv420p")
            container.mux(stream.encode(picture))
        container.mux(stream.encode())


def frozen(frames, count, rng, scene):
    return [frames[count]] * count + frames[count:]


def duplicated(frames, count, rng, scene):
    times = int(rng.choice((2, 3)))
    return [frames[min(number // times * times, count)] for number in range(count)] + frames[count:]


def flash(frames, count, rng, scene):
    lasting = int(rng.integers(1, 5))
    strength = rng.uniform(0.35, 0.9)
    made = list(frames)
    for number in range(max(0, count - lasting), count):
        share = strength * (0.5 + 0.5 * (count - number) / lasting)
        luma, *tints = frames[number]
        made[number] = [luma + (235 - luma) * share, *(128 + (tint - 128) * (1 - share) for tint in tints)]
    return made


def blank(frames, count, rng, scene):
    shade = float(rng.choice((16, 16, 235, 90)))
    luma, *tints = frames[0]
    tint = 128 if shade in (16, 235) else rng.uniform(100, 156)
    return [[np.full_like(luma, shade), *(np.full_like(each, tint) for each in tints)]] * count + frames[count:]


def jump(frames, count, rng, scene):
    other = film(replace(scene, seed=scene.seed + 1_000_000, seconds=(count + 1) / scene.rate, fade=(0.0, 0.0)))
    return other[:count] + frames[count:]


def shift(frames, count, rng, scene):
    """The same place, but the camera stands elsewhere for some frames."""
    zoom, x, y = rng.uniform(1.08, 1.25), rng.uniform(-0.15, 0.15), rng.uniform(-0.15, 0.15)
    return [moved(planes, zoom, x, y) for planes in frames[:count]] + frames[count:]


def warp(frames, count, rng, scene):
    """Everything wobbles like jelly and settles."""
    strength, waves, turns = rng.uniform(0.02, 0.05), rng.uniform(1.5, 3.5), rng.uniform(0.5, 1.5)
    made = list(frames)
    for number in range(count):
        calm = 1 - (number / count) ** 2
        phase = math.tau * turns * number / count
        made[number] = [wobbled(plane, strength * calm, waves, phase) for plane in frames[number]]
    return made


def blend(frames, count, rng, scene):
    """One picture melts into the other."""
    other = film(replace(scene, seed=scene.seed + 1_000_000, seconds=(count + 1) / scene.rate, fade=(0.0, 0.0)))
    made = list(frames)
    for number in range(count):
        share = 1 - (number + 1) / (count + 1)
        made[number] = [b * share + a * (1 - share) for a, b in zip(frames[number], other[number], strict=True)]
    return made


def pulse(frames, count, rng, scene):
    """The picture swells and goes back."""
    strength = rng.uniform(0.05, 0.12)
    made = list(frames)
    for number in range(count):
        made[number] = moved(frames[number], 1 + strength * math.sin(math.pi * (number + 0.5) / count), 0, 0)
    return made


def moved(planes, zoom, x, y):
    shown = []
    for plane in planes:
        down, across = plane.shape
        matrix = np.array([
            [1 / zoom, 0, across * (0.5 + x * 0.5 - 0.5 / zoom)],
            [0, 1 / zoom, down * (0.5 + y * 0.5 - 0.5 / zoom)],
        ])  # fmt: skip
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        shown.append(
            cv2.warpAffine(
                plane.astype(np.float32), matrix, (across, down), flags=flags, borderMode=cv2.BORDER_REFLECT_101
            )
        )
    return shown


def wobbled(plane, strength, waves, phase):
    down, across = plane.shape
    rows, columns = np.mgrid[0:down, 0:across].astype(np.float32)
    x = columns + strength * across * np.sin(waves * math.tau * rows / down + phase).astype(np.float32)
    y = rows + strength * down * np.sin(waves * math.tau * columns / across + phase * 1.3).astype(np.float32)
    return cv2.remap(plane.astype(np.float32), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


PLANTING = {
    "frozen": frozen,
    "duplicated": duplicated,
    "flash": flash,
    "blank": blank,
    "jump": jump,
    "shift": shift,
    "warp": warp,
    "blend": blend,
    "pulse": pulse,
}
