"""Volume and light on flat shapes: every part is rounded at its edges, lit from one side, and rimmed."""

import math
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
import resvg_py
from PIL import Image

from tools.studio.painting.canvas import Colour, Mask, Picture, blend, blur
from tools.studio.painting.palette import Palette
from tools.studio.props import Prop


@dataclass(frozen=True)
class Cutout:
    """A lit object with its mask, and the light that it gives off itself. All the same size in pixels."""

    tones: Picture
    mask: Mask
    own_light: Picture


def raster(markup: str, box: tuple[float, float], width: int, height: int) -> Mask:
    """The coverage of white SVG shapes drawn in a box, at a size in pixels."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box[0]} {box[1]}" width="{width}" height="{height}" '
        f'preserveAspectRatio="none">{markup}</svg>'
    )
    png = bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=width, height=height, skip_system_fonts=True))
    with Image.open(BytesIO(png)) as picture:
        alpha = np.asarray(picture.convert("RGBA"))[..., 3]
    if alpha.shape != (height, width):
        alpha = cv2.resize(alpha, (width, height), interpolation=cv2.INTER_AREA)
    return alpha.astype(np.float32) / 255


def lit_prop(prop: Prop, width: int, palette: Palette, towards: tuple[float, float]) -> Cutout:
    """A prop `width` pixels wide in the scene's light; `towards` points from the object to the light."""
    height = max(4, round(width * prop.height / prop.width))
    tones: Picture = np.zeros((height, width, 3), np.float32)
    mask: Mask = np.zeros((height, width), np.float32)
    own: Picture = np.zeros((height, width, 3), np.float32)
    for part in prop.parts:
        shape = raster(part.markup, (prop.width, prop.height), width, height)
        shade = part_light(shape, part.round * width, part.shine, palette, towards)
        tone = np.asarray(part.colour, np.float32) * shade
        amount = (shape * part.opacity)[..., None]
        tones = tones * (1 - amount) + np.clip(tone, 0, 1.2) * amount
        mask = np.maximum(mask, shape * part.opacity)
        if part.glow:
            own = np.maximum(own, shape[..., None] * np.asarray(part.colour, np.float32) * part.glow)
    return Cutout(rimmed(tones, mask, palette, towards, 0.30), mask, own)


def part_light(shape: Mask, bevel: float, shine: float, palette: Palette, towards: tuple[float, float]) -> Picture:
    """How much light each pixel of a rounded shape gets, in colour."""
    inside = (shape > 0.5).astype(np.uint8)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    bevel = max(2.0, min(bevel, float(depth.max()) or 1.0))
    rise = np.clip(depth / bevel, 0, 1)
    surface = np.sqrt(np.clip(1 - (1 - rise) ** 2, 0, 1)).astype(np.float32) * bevel
    surface = cv2.GaussianBlur(surface, (0, 0), max(1.0, bevel * 0.16))
    slope_x = cv2.Sobel(surface, cv2.CV_32F, 1, 0, ksize=3) / 8
    slope_y = cv2.Sobel(surface, cv2.CV_32F, 0, 1, ksize=3) / 8
    length = np.sqrt(slope_x**2 + slope_y**2 + 1)
    x, y = _unit(towards)
    facing = np.clip((-slope_x * x - slope_y * y + 0.75) / length / 1.25, 0, 1)
    key = np.asarray(blend(palette.light, (1, 1, 1), 0.3), np.float32)
    shadow = np.asarray(blend(palette.near, palette.far, 0.55), np.float32)
    bright = 0.42 + 0.58 * (1 - palette.dark * 0.55)
    ambient = (0.30 + 0.25 * shadow) * (0.75 + 0.25 * (1 - palette.dark))
    light = ambient + facing[..., None] ** 1.2 * key * bright
    if shine:
        gleam = np.clip((-slope_x * x - slope_y * y + 0.9) / length / 1.345, 0, 1) ** 28
        light = light + gleam[..., None] * shine * 1.3 * key
    return np.asarray(light, np.float32)


def rimmed(tones: Picture, mask: Mask, palette: Palette, towards: tuple[float, float], strength: float) -> Picture:
    """A thin edge of light on the side of the sun."""
    width = mask.shape[1]
    x, y = _unit(towards)
    step = max(1.2, width * 0.009)
    shift = np.array([[1, 0, -x * step], [0, 1, -y * step]], np.float32)
    moved = cv2.warpAffine(mask, shift, (mask.shape[1], mask.shape[0]))
    edge = np.clip(mask - blur(moved, step * 0.5), 0, 1)
    edge = blur(edge, step * 0.35) + 0.5 * blur(edge, step * 2.2)
    lit = 1 - (1 - np.clip(tones, 0, 1)) * (
        1 - np.clip(edge * strength * 1.6, 0, 1)[..., None] * np.asarray(palette.light, np.float32)
    )
    return np.asarray(lit, np.float32)


def lit_shape(mask: Mask, tone: Colour, palette: Palette, towards: tuple[float, float], rim: float = 1.0) -> Picture:
    """A figure: dark against the light, a little brighter towards it, with a clear rim."""
    rows = np.linspace(1.0, 0.62, mask.shape[0], dtype=np.float32)[:, None, None]
    x, _ = _unit(towards)
    across = np.linspace(1 - 0.22 * x, 1 + 0.22 * x, mask.shape[1], dtype=np.float32)[None, :, None]
    body = np.asarray(tone, np.float32) * rows * across
    return rimmed(np.clip(body, 0, 1).astype(np.float32), mask, palette, towards, rim)


def place(
    below: Picture, tones: Picture, mask: Mask, left: int, top: int, haze: tuple[Colour, float] | None = None
) -> Picture:
    """Lay an object at a position in pixels; parts outside the frame are cut off. `haze` veils it with air."""
    height, width = below.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + mask.shape[1]), min(height, top + mask.shape[0])
    if x1 <= x0 or y1 <= y0:
        return below
    part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    amount = mask[part][..., None]
    seen = tones[part]
    if haze is not None:
        seen = seen * (1 - haze[1]) + np.asarray(haze[0], np.float32) * haze[1]
    result = below.copy()
    result[y0:y1, x0:x1] = below[y0:y1, x0:x1] * (1 - amount) + seen * amount
    return result


def _unit(towards: tuple[float, float]) -> tuple[float, float]:
    length = math.hypot(*towards) or 1.0
    return towards[0] / length, towards[1] / length
