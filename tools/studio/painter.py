"""The painter: any prompt becomes a lit, layered illustration of exactly the ordered size, always the same one."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from tools.film.storyboard import Framing
from tools.providers.port import Order
from tools.studio.moves import END_VIEWS
from tools.studio.painting import card
from tools.studio.painting.canvas import Mask, Picture, blend, blur, bokeh, disc, finish, glow, over, steam
from tools.studio.painting.indoor import indoor
from tools.studio.painting.lighting import Cutout, lit_prop, lit_shape, place
from tools.studio.painting.outdoor import outdoor, weather
from tools.studio.painting.people import bust, figure
from tools.studio.painting.reading import Person, Scene, read_scene
from tools.studio.props import Prop

PERSON = 1.7
"""Metres that somebody is high."""
LARGE = 0.8
"""A thing of so many metres is seen beside people from afar too."""
MIRRORS = frozenset({"sea", "city", "road"})
"""Places under the sky whose ground gives back what stands on it; indoors every surface does."""
BACKDROP = 0.5
"""The place is painted at this share of the size and enlarged: it is soft anyway, and four times quicker."""


@dataclass(frozen=True)
class Painting:
    """A finished still."""

    image: Image.Image


def paint(order: Order) -> Painting:
    """Draw the start or the end still of a shot; the end shows the same scene once the camera has moved."""
    cv2.setNumThreads(1)
    scene = read_scene(order)
    picture, ground = _backdrop(scene, order)
    picture = _subjects(picture, scene, order, ground)
    if order.brand:
        picture = card.darkened(picture, scene.palette)
    if "steam" in scene.air and not order.brand:
        picture = _steam(picture, scene, ground)
    picture = weather(picture, scene.palette, scene.air, scene.seed)
    if order.position == "end":
        picture = _moved(picture, order)
    if order.brand:
        picture = card.set_name(picture, order.brand, scene.palette)
    picture = _styled(finish(picture, scene.seed, dark_edges=0.45 + 0.15 * scene.palette.dark), order.style, scene.seed)
    pixels = (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
    return Painting(Image.fromarray(pixels, "RGB"))


def _backdrop(scene: Scene, order: Order) -> tuple[Picture, float]:
    width, height = max(16, int(order.width * BACKDROP)), max(16, int(order.height * BACKDROP))
    paint_place = indoor if scene.inside else None
    if paint_place is not None:
        picture, ground = paint_place(scene.setting, scene.palette, width, height, scene.seed)
    else:
        picture, ground = outdoor(scene.setting, scene.palette, width, height, scene.seed, scene.air)
    if scene.close:
        picture, ground = _close(picture, scene, ground)
    enlarged = cv2.resize(np.clip(picture, 0, 1), (order.width, order.height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(enlarged, 0, 1), np.float32), ground


def _close(picture: Picture, scene: Scene, ground: float) -> tuple[Picture, float]:
    """Shallow depth of field: the place melts into soft shapes and lights, its surface comes near."""
    height, width = picture.shape[:2]
    soft = blur(picture, min(width, height) * 0.035)
    palette = scene.palette
    lights = bokeh(width, height, scene.seed + 11, [palette.light, palette.accent, palette.horizon], 16, 0.02, 0.58)
    soft = 1 - (1 - soft) * (1 - lights * (0.55 + 0.35 * palette.dark))
    surface = max(0.70, min(ground, 0.76))
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None].repeat(width, 1)
    tone = blend(blend(palette.near, palette.far, 0.45), palette.accent, 0.14)
    near_edge = np.clip((rows - surface + 0.10) / 0.05, 0, 1)
    table = np.asarray(tone, np.float32) * (1.15 - 0.6 * np.clip((rows - surface) / 0.35, 0, 1))[..., None]
    table = (
        table
        + np.asarray(palette.light, np.float32) * (0.22 * np.exp(-(((rows - surface + 0.06) / 0.05) ** 2)))[..., None]
    )
    mixed = table * 0.72 + soft[::-1] * 0.28
    soft = over(soft.astype(np.float32), np.clip(mixed, 0, 1).astype(np.float32), near_edge.astype(np.float32))
    return soft, surface + 0.10


def _subjects(picture: Picture, scene: Scene, order: Order, ground: float) -> Picture:
    if scene.person is not None and not scene.close:
        if scene.props:
            setting = _set_large if scene.wide else _set_props
            picture = setting(picture, scene, order, ground)
        return _people(picture, scene, order, ground)
    if scene.person is not None and scene.close:
        return _bust(picture, scene, order)
    if scene.props:
        return _set_props(picture, scene, order, ground)
    return picture


def _set_large(picture: Picture, scene: Scene, order: Order, ground: float) -> Picture:
    """From afar, beside people: a thing that is large in life, as large as it would be."""
    height, width = picture.shape[:2]
    large = next((prop for prop in scene.props if prop.metres >= LARGE), None)
    if large is None:
        return picture
    tall = min(large.metres / PERSON * _standing(order, width, height), 0.46 * height)
    wide = min(max(tall * large.width / large.height, 0.1 * min(width, height)), 0.5 * width)
    side = -1 if scene.seed % 2 else 1
    return _stand(picture, scene, large, wide, 0.5 + side * 0.27, ground + 0.02, blurred=False)


def _set_props(picture: Picture, scene: Scene, order: Order, ground: float) -> Picture:
    """The main thing large, its companions beside and behind it."""
    height, width = picture.shape[:2]
    unit = min(width, height * 0.9)
    sizes = {
        Framing.ECU: 0.86,
        Framing.CU: 0.68,
        Framing.MCU: 0.56,
        Framing.MS: 0.46,
        Framing.WS: 0.42,
        Framing.EWS: 0.3,
    }
    main = unit * sizes[order.framing] * (0.62 if scene.person is not None else 1.0) * (0.8 if order.brand else 1.0)
    side = -1 if scene.seed % 2 else 1
    props = scene.props[: 1 if order.framing is Framing.ECU else 3 if scene.person is None else 2]
    if scene.wide:  # small things are not seen from afar, unless the shot is about one
        props = (*props[:1], *(prop for prop in props[1:] if prop.metres >= LARGE))
    for number, prop in reversed(list(enumerate(props))):
        x = 0.5 + (0 if number == 0 else side * (0.27 if number == 1 else -0.29))
        if scene.person is not None:
            x = 0.5 + side * (0.25 if number == 0 else -0.30)
        base = ground + (0.055 if number == 0 else 0.01)
        share = 1.0 if number == 0 else 0.62 * _lean(prop.metres / props[0].metres)
        wide = _fitted(prop, main * share, width, height)
        if scene.person is not None:
            alive = prop.metres / PERSON * _standing(order, width, height) * prop.width / prop.height
            wide *= min(1.7, max(0.45, (alive / wide) ** 0.5))
        elif scene.wide:
            wide = _fitted(prop, main * _lean(prop.metres), width, height)
        picture = _stand(picture, scene, prop, wide, x, min(base, 0.93), blurred=number > 0 and scene.close)
    return picture


def _lean(ratio: float) -> float:
    """How much of a difference in size is shown: enough to be felt, so little that small things are still seen."""
    return min(1.4, max(0.6, ratio**0.2))


def _fitted(prop: Prop, size: float, width: int, height: int) -> float:
    """The width in pixels of a prop of that size: a slim one is narrower, and none outgrows the frame."""
    wide = size if prop.width >= prop.height * 0.9 else size * (0.45 + 0.5 * prop.width / prop.height)
    return min(wide, width * 0.92, height * 0.55 * prop.width / prop.height)


def _stand(picture: Picture, scene: Scene, prop: Prop, wide: float, x: float, base: float, *, blurred: bool) -> Picture:
    height, width = picture.shape[:2]
    towards = ((scene.palette.sun[0] - x) * width, (scene.palette.sun[1] - base + 0.2) * height * 0.8)
    cut = lit_prop(prop, max(8, int(wide)), scene.palette, towards)
    tall = cut.mask.shape[0]
    left = int(x * width - wide / 2)
    top = int(base * height - tall) if prop.stands else int(height * (base - 0.22) - tall / 2)
    tones, mask, own = cut.tones, cut.mask, cut.own_light
    if blurred:
        radius = wide * 0.02
        tones, mask, own = blur(tones, radius), blur(mask, radius), blur(own, radius)
    if prop.stands:
        picture = _grounded(picture, scene, cut, left, top, towards)
    haze = (scene.palette.horizon, 0.22) if scene.wide else None
    picture = place(picture, tones, mask, left, top, haze)
    return _own_light(picture, own, left, top) if own.any() else picture


def _grounded(
    picture: Picture, scene: Scene, cut: Cutout, left: int, top: int, towards: tuple[float, float]
) -> Picture:
    """Its reflection and its shadow, so that it stands on the surface instead of hanging before it."""
    height, width = picture.shape[:2]
    tall, wide = cut.mask.shape
    if scene.inside or scene.close or scene.setting in MIRRORS:
        fade = np.linspace(0.30, 0.0, tall, dtype=np.float32)[:, None]
        picture = place(picture, cut.tones[::-1], cut.mask[::-1] * fade, left, top + tall - 2)
    shadow = np.zeros((height, width), np.float32)
    centre = (int(left + wide / 2 - np.sign(towards[0]) * wide * 0.14), int(top + tall - wide * 0.012))
    cv2.ellipse(shadow, centre, (int(wide * 0.52), max(2, int(wide * 0.055))), 0, 0, 360, 1.0, -1)
    return over(picture, scene.palette.near, blur(shadow, wide * 0.035), 0.62)


def _own_light(picture: Picture, own: Picture, left: int, top: int) -> Picture:
    height, width = picture.shape[:2]
    light = place(np.zeros_like(picture), own, np.ones(own.shape[:2], np.float32), left, top)
    halo = blur(light, max(height, width) * 0.03) * 1.6 + light * 0.7
    return 1 - (1 - np.clip(picture, 0, 1)) * (1 - np.clip(halo, 0, 1))


def _people(picture: Picture, scene: Scene, order: Order, ground: float) -> Picture:
    """Standing figures against the light: small in wide frames, from the knees up in closer ones."""
    height, width = picture.shape[:2]
    assert scene.person is not None, "called only with somebody to draw"
    tall = _standing(order, width, height)
    random = np.random.default_rng(scene.seed + 3)
    for x, scale, mask in _cast(scene.person, tall, random):
        side = mask.shape[0]
        feet = (
            ground + 0.06 if order.framing in (Framing.EWS, Framing.WS) else ground + 0.10 + 0.45 * tall / height * 0.62
        )
        left, top = int(x * width - side / 2), int(feet * height - side)
        towards = ((scene.palette.sun[0] - x) * width, (scene.palette.sun[1] - 0.5) * height)
        tone = blend(scene.palette.near, scene.palette.accent, 0.10 + 0.12 * random.random())
        if order.framing in (Framing.EWS, Framing.WS):
            picture = _foot_shadow(picture, scene, x, feet - 0.028 * scale * tall / height, side)
        far = order.framing is Framing.EWS
        picture = place(
            picture,
            lit_shape(mask, tone, scene.palette, towards, 1.0),
            mask,
            left,
            top,
            (scene.palette.horizon, 0.25) if far else None,
        )
    return picture


def _standing(order: Order, width: int, height: int) -> float:
    """How many pixels high a standing person is in this framing."""
    shares = {Framing.EWS: 0.16, Framing.WS: 0.34, Framing.MS: 0.86}
    return min(height, width * 1.5) * shares.get(order.framing, 1.2)


def _cast(person: Person, tall: float, random: np.random.Generator) -> list[tuple[float, float, Mask]]:
    """Who stands where: (x as a share, scale, mask)."""
    centre = 0.5 + float(random.uniform(-0.10, 0.10))
    size = int(max(16, tall))
    woman = person.kind == "woman"
    if person.kind == "child":
        return [(centre, 0.68, figure(person.pose, int(size * 0.68), dress=bool(random.random() < 0.5)))]
    if person.kind == "couple":
        pose = person.pose if person.pose in ("walk", "stand", "cheer") else "stand"
        return [
            (centre - 0.075, 1.0, figure(pose, size)),
            (centre + 0.075, 0.93, figure(pose, int(size * 0.93), dress=True, long_hair=True, flip=True)),
        ]
    if person.kind == "family":
        return [
            (centre - 0.14, 1.0, figure("stand", size)),
            (centre + 0.13, 0.93, figure("hip", int(size * 0.93), dress=True, long_hair=True, flip=True)),
            (centre, 0.6, figure("cheer", int(size * 0.6))),
        ]
    if person.kind in ("group", "crowd"):
        poses = ("cheer", "stand", "hold", "hip", "walk") if person.kind == "group" else ("cheer", "cheer", "stand")
        spread = 0.30 if person.kind == "group" else 0.52
        places = np.linspace(-spread, spread, person.count)
        return [
            (
                0.5 + float(x) + float(random.uniform(-0.03, 0.03)),
                scale,
                figure(
                    poses[n % len(poses)], int(size * scale), dress=n % 3 == 1, long_hair=n % 2 == 1, flip=n % 2 == 0
                ),
            )
            for n, x in enumerate(places)
            for scale in [float(random.uniform(0.86, 1.0))]
        ]
    if person.kind == "cyclist":
        return [(centre, 1.0, figure("ride", size))]
    return [
        (
            centre,
            1.0,
            figure(
                person.pose,
                size,
                dress=woman and random.random() < 0.6,
                long_hair=woman,
                hat=not woman and random.random() < 0.25,
                flip=bool(random.random() < 0.5),
            ),
        )
    ]


def _foot_shadow(picture: Picture, scene: Scene, x: float, y: float, side: int) -> Picture:
    height, width = picture.shape[:2]
    shadow = np.zeros((height, width), np.float32)
    lean = np.sign(0.5 - scene.palette.sun[0]) or 1.0
    cv2.ellipse(
        shadow,
        (int(x * width + lean * side * 0.10), int(y * height)),
        (max(2, int(side * 0.22)), max(1, int(side * 0.022))),
        0,
        0,
        360,
        1.0,
        -1,
    )
    return over(picture, scene.palette.near, blur(shadow, side * 0.02), 0.55)


def _bust(picture: Picture, scene: Scene, order: Order) -> Picture:
    """Close to somebody: from behind, against the light, with what they hold beside them."""
    height, width = picture.shape[:2]
    assert scene.person is not None, "called only with somebody to draw"
    random = np.random.default_rng(scene.seed + 3)
    woman = scene.person.kind in ("woman", "child", "couple")
    side = int(min(width * 1.02, height * 0.86) * (0.92 if order.framing is Framing.MCU else 1.05))
    x = 0.40 if scene.palette.sun[0] > 0.5 else 0.60
    mask = bust(side, long_hair=woman, hat=not woman and random.random() < 0.3, flip=bool(random.random() < 0.5))
    towards = ((scene.palette.sun[0] - x) * width, (scene.palette.sun[1] - 0.5) * height)
    tone = blend(scene.palette.near, scene.palette.accent, 0.14)
    picture = glow(picture, disc(width, height, x, 0.42, 0.42, 1.6), scene.palette.light, 0.28)
    if scene.person.count > 1 or scene.person.kind in ("couple", "family"):
        second = bust(int(side * 0.9), long_hair=True, flip=True)
        picture = place(
            picture,
            lit_shape(second, blend(tone, scene.palette.far, 0.2), scene.palette, towards, 1.1),
            second,
            int((1.02 - x) * width - side * 0.45),
            height - int(side * 0.86),
        )
    picture = place(
        picture,
        lit_shape(mask, tone, scene.palette, towards, 1.2),
        mask,
        int(x * width - side / 2),
        height - int(side * 0.97),
    )
    if scene.props:
        spot = 0.80 if x < 0.5 else 0.20
        wide = _fitted(scene.props[0], width * 0.32, width, height)
        picture = _stand(picture, scene, scene.props[0], wide, spot, 0.90, blurred=False)
    return picture


def _steam(picture: Picture, scene: Scene, ground: float) -> Picture:
    height, width = picture.shape[:2]
    small = (max(16, width // 3), max(16, height // 3))
    top = ground - (0.20 if scene.close else 0.10)
    vapour = steam(*small, scene.seed + 5, 0.5, top, 0.42 if scene.close else 0.24, 0.20 if scene.close else 0.10)
    mask = cv2.resize(vapour, (width, height), interpolation=cv2.INTER_CUBIC)
    return glow(picture, np.clip(mask, 0, 1).astype(np.float32), blend(scene.palette.light, (1, 1, 1), 0.4), 0.55)


def _moved(picture: Picture, order: Order) -> Picture:
    """The end of the camera's move over the same scene, without ever showing an edge."""
    height, width = picture.shape[:2]
    zoom, shift_x, shift_y = END_VIEWS[order.camera]
    left, top = (1 - zoom) / 2 + shift_x, (1 - zoom) / 2 + shift_y
    matrix = np.array([[zoom, 0, left * width], [0, zoom, top * height]], np.float32)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(np.clip(picture, 0, 1), matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT)
    warmer = np.clip(moved, 0, 1) * np.array([1.03, 1.01, 0.985], np.float32)
    return np.asarray(warmer, np.float32)


def _styled(picture: Picture, style: tuple[str, ...], seed: int) -> Picture:
    words = " ".join(style).lower()
    if any(name in words for name in ("noir", "black and white", "black-and-white", "monochrome")):
        grey = picture @ np.array([0.30, 0.59, 0.11], np.float32)
        grey = np.clip((grey - 0.42) * 1.35 + 0.42, 0, 1)
        return np.asarray(grey[..., None] * np.array([0.97, 0.99, 1.0], np.float32), np.float32)
    if any(
        name in words for name in ("watercolour", "watercolor", "oil painting", "impressionist", "hand-drawn", "pastel")
    ):
        pixels = (np.clip(picture, 0, 1) * 255).astype(np.uint8)
        half = cv2.resize(pixels, (pixels.shape[1] // 2, pixels.shape[0] // 2), interpolation=cv2.INTER_AREA)
        washed = cv2.edgePreservingFilter(half, flags=cv2.RECURS_FILTER, sigma_s=28, sigma_r=0.32)
        big = (
            cv2.resize(washed, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_CUBIC).astype(np.float32)
            / 255
        )
        paper = np.random.default_rng(seed).standard_normal(big.shape[:2]).astype(np.float32)
        return np.clip(big * 0.92 + 0.06 + blur(paper, 1.2)[..., None] * 0.03, 0, 1).astype(np.float32)
    return picture
