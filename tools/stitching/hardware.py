"""Encoding in hardware: how a picture gets there, and whether this machine has any.

The commands are checked against what the shipped ffmpeg says of its encoders; none could be run where this was made.
"""

import re
from collections.abc import Mapping
from typing import Any

import ffmpeg as graph

from tools import ffmpeg
from tools.film.errors import UsageError
from tools.film.shape import Size
from tools.stitching.settings import Encoder

TRIED = 5
"""Frames that are encoded to see whether it can be done: an encoder may only find out with the first ones."""


def _is_on_its_device(settings: Mapping[str, str]) -> bool:
    """VAAPI takes pictures that lie on the device already; the others fetch them."""
    return settings["c:v"].endswith("_vaapi")


def opening(settings: Mapping[str, str]) -> list[str]:
    """What ffmpeg is told of the device before anything else."""
    return ["-init_hw_device", "vaapi=gpu", "-filter_hw_device", "gpu"] if _is_on_its_device(settings) else []


def handed_over(picture: Any, settings: Mapping[str, str]) -> Any:  # noqa: ANN401  (ffmpeg-python has no types)
    """The picture where its encoder looks for it."""
    return picture.filter("format", "nv12").filter("hwupload") if _is_on_its_device(settings) else picture


def refuse_without(encoder: Encoder, settings: Mapping[str, str], size: Size) -> None:
    """Raises UsageError in one sentence when this machine cannot encode so: a few frames are tried."""
    source = graph.input(f"color=s={size.width}x{size.height}:r={settings['r']}", f="lavfi").video
    made = graph.output(handed_over(source, settings), "-", f="null", **settings, **{"frames:v": str(TRIED)})
    process = ffmpeg.start(["-loglevel", "error", *opening(settings), *graph.get_args(made)])
    try:
        _, told = process.communicate()
    finally:
        ffmpeg.end(process)
    if process.returncode != 0:
        raise UsageError(
            f"This machine cannot encode with {encoder} ({_reason(told)}), so nothing was delivered; "
            "leave --encoder out, and the processor encodes."
        )


def _reason(told: bytes) -> str:
    """The first thing that ffmpeg complained of: all that follows only follows from it."""
    first = next(iter(told.decode("utf-8", "replace").strip().splitlines()), "ffmpeg gave no reason")
    return re.sub(r"^(?:\[[^\]]*\]\s*)+", "", first).rstrip(".")[:120]
