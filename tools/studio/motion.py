"""Motion: one affine move of the camera over a still, or from a first still to a last one, piped into one ffmpeg.

OpenCV warps the planes of yuv420p with sub-pixel steps, so slow moves do not stutter.
"""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import ffmpeg
from tools.film.storyboard import CameraMove
from tools.providers.port import BrokenResult, Order
from tools.studio.moves import END_VIEWS

Plane = NDArray[np.uint8]
ROOM = 0.90
"""A move stays within this share of the picture, so that no edge is ever seen."""

ROOM_TONE = "anoisesrc=color=brown:amplitude=0.02:sample_rate=48000:seed=7"
"""What a clip that was ordered with sound sounds like: a quiet room. Its words are spoken by the voice in the cut."""


@dataclass(frozen=True)
class View:
    """What the camera sees, in shares of the still: how much of its width, its centre, and a tilt in degrees."""

    width: float
    x: float = 0.5
    y: float = 0.5
    turn: float = 0.0


def animate(order: Order, destination: Path, on_progress: Callable[[float], None]) -> None:
    """Render the clip of an order as H.264 at exactly its size, rate and length; written whole or not at all.

    Raises BrokenResult when a still cannot be read or the clip cannot be written.
    """
    cv2.setNumThreads(1)
    total = max(1, round(float(order.seconds) * order.fps))
    beside = destination.with_name(f".{destination.stem}.{os.getpid()}.mp4")
    destination.parent.mkdir(parents=True, exist_ok=True)
    process = ffmpeg.start(_encoder(order, beside), feed=True)
    assert process.stdin is not None and process.stderr is not None, "both were asked for"
    try:
        written = 0
        for passage in _passages(order):
            start = _planes(passage.start_image, order)
            end = _planes(passage.end_image, order) if passage.end_image is not None else None
            frames = passage.last_frame - written
            for number in range(frames):
                process.stdin.write(_frame(order, passage, start, end, number / max(1, frames - 1)))
                written += 1
                if written % 12 == 1:
                    on_progress((written - 1) / total)
        process.stdin.close()
        told = process.stderr.read()
        if process.wait() != 0:
            raise BrokenResult(f"The clip could not be written: {ffmpeg.complaint(told)}; free some space and resume.")
        beside.replace(destination)
    except BrokenPipeError:
        told = process.stderr.read()
        raise BrokenResult(f"The clip could not be written: {ffmpeg.complaint(told)}; resume to try again.") from None
    finally:
        ffmpeg.end(process)
        beside.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Passage:
    """One shot of the clip, up to but not including `last_frame` of the whole."""

    camera: CameraMove
    seconds: float
    last_frame: int
    start_image: Path | None
    end_image: Path | None


def _passages(order: Order) -> list[_Passage]:
    """A single shot is a sequence of one. Boundaries are rounded once each, so the clip is exactly as long as asked."""
    if not order.passages:
        total = max(1, round(float(order.seconds) * order.fps))
        return [_Passage(order.camera, float(order.seconds), total, order.start_image, order.end_image)]
    ends = accumulate(part.seconds for part in order.passages)
    return [
        _Passage(part.camera, float(part.seconds), round(float(end) * order.fps), part.start_image, None)
        for part, end in zip(order.passages, ends, strict=True)
    ]


def view_at(camera: CameraMove, progress: float, seconds: float, seed: int) -> View:
    """The camera's view at a moment, from 0 to 1 of the clip."""
    eased = progress * progress * (3 - 2 * progress)
    swing = math.tau * (seed % 97) / 97
    sign = 1 if seed % 2 else -1
    spare = (1 - ROOM) / 2
    moment = progress * seconds
    views = {
        CameraMove.PUSH_IN: View(1 - 0.14 * eased, 0.5, 0.5 - 0.01 * eased),
        CameraMove.PULL_OUT: View(0.86 + 0.14 * eased),
        CameraMove.PAN: View(ROOM, 0.5 + sign * spare * (2 * eased - 1) * 0.96, 0.5),
        CameraMove.TILT: View(ROOM, 0.5, 0.5 + spare * (1 - 2 * eased) * 0.96),
        CameraMove.ORBIT: View(
            ROOM - 0.03 * math.sin(math.pi * eased),
            0.5 + sign * spare * (2 * eased - 1) * 0.8,
            0.5,
            sign * (eased - 0.5),
        ),
        CameraMove.HANDHELD: View(
            0.94 - 0.02 * eased,
            0.5 + 0.011 * math.sin(1.9 * moment + swing) + 0.005 * math.sin(4.3 * moment + 1),
            0.5 + 0.010 * math.sin(1.5 * moment + 2 + swing) + 0.004 * math.sin(3.7 * moment),
            0.25 * math.sin(1.1 * moment),
        ),
        CameraMove.STATIC: View(
            0.975 - 0.012 * eased,
            0.5 + 0.004 * math.sin(moment * 0.9 + swing),
            0.5 + 0.004 * math.cos(moment * 0.7 + swing),
        ),
    }
    return views[camera]


def _frame(order: Order, passage: _Passage, start: list[Plane], end: list[Plane] | None, progress: float) -> bytes:
    if end is None:
        return _warped(start, view_at(passage.camera, progress, passage.seconds, order.seed), order)
    # the end still shows a part of the start still: the camera goes there over the start, and only then do they melt
    eased = progress * progress * (3 - 2 * progress)
    zoom, shift_x, shift_y = END_VIEWS[passage.camera]
    leaving = _plane_list(start, View(1 - (1 - zoom) * eased, 0.5 + shift_x * eased, 0.5 + shift_y * eased), order)
    blend = min(1.0, max(0.0, (eased - 0.75) / 0.25))
    if blend == 0:
        return b"".join(plane.tobytes() for plane in leaving)
    wider = (1 - (1 - zoom) * eased) / zoom
    back = (1 - eased) / zoom
    coming = _plane_list(end, View(wider, 0.5 - shift_x * back, 0.5 - shift_y * back), order)
    mixed = [cv2.addWeighted(a, 1 - blend, b, blend, 0) for a, b in zip(leaving, coming, strict=True)]
    return b"".join(plane.tobytes() for plane in mixed)


def _warped(planes: list[Plane], view: View, order: Order) -> bytes:
    return b"".join(plane.tobytes() for plane in _plane_list(planes, view, order))


def _plane_list(planes: list[Plane], view: View, order: Order) -> list[Plane]:
    sizes = ((order.width, order.height), (order.width // 2, order.height // 2), (order.width // 2, order.height // 2))
    return [_warp(plane, view, size) for plane, size in zip(planes, sizes, strict=True)]


def _warp(plane: Plane, view: View, size: tuple[int, int]) -> Plane:
    height, width = plane.shape
    across, down = size
    scale = view.width * width / across
    radians = math.radians(view.turn)
    cos, sin = math.cos(radians) * scale, math.sin(radians) * scale
    left = view.x * width - cos * across / 2 + sin * down / 2
    top = view.y * height - sin * across / 2 - cos * down / 2
    matrix = np.array([[cos, -sin, left + (scale - 1) / 2], [sin, cos, top + (scale - 1) / 2]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(plane, matrix, size, flags=flags, borderMode=cv2.BORDER_REFLECT_101))


def _planes(path: Path | None, order: Order) -> list[Plane]:
    """A still as the three planes of limited-range bt709 yuv420p, no larger than the move needs."""
    picture = None if path is None else cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise BrokenResult(f"The still of {order.shot_id} cannot be read; resume to draw it again.")
    wanted = int(order.width * 1.2) // 2 * 2
    if picture.shape[1] > wanted:
        down = round(picture.shape[0] * wanted / picture.shape[1] / 2) * 2
        picture = cv2.resize(picture, (wanted, down), interpolation=cv2.INTER_AREA)
    picture = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]
    blue, green, red = (picture[:, :, channel].astype(np.float32) for channel in range(3))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    chroma_blue = cv2.resize((blue - luma) / 1.8556, size, interpolation=cv2.INTER_AREA)
    chroma_red = cv2.resize((red - luma) / 1.5748, size, interpolation=cv2.INTER_AREA)
    return [
        np.clip(16 + luma * (219 / 255) + 0.5, 16, 235).astype(np.uint8),
        np.clip(128 + chroma_blue * (224 / 255) + 0.5, 16, 240).astype(np.uint8),
        np.clip(128 + chroma_red * (224 / 255) + 0.5, 16, 240).astype(np.uint8),
    ]


def _encoder(order: Order, path: Path) -> list[str]:
    tags = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{order.width}x{order.height}", "-r", str(order.fps)]
    # ultrafast at a low crf: these clips are read once by the cut, so speed counts more than size
    code = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-pix_fmt", "yuv420p", "-threads", "1"]
    tone = ["-f", "lavfi", "-t", str(order.seconds), "-i", ROOM_TONE] if order.audio else []
    sound = ["-c:a", "aac", "-b:a", "96k"] if order.audio else []
    return ["-loglevel", "error", *source, "-i", "-", *tone, *code, *sound, *tags, "-f", "mp4", str(path)]
