"""One segment as an ffmpeg graph: decoded, fitted, graded, captioned, encoded. Built here, run elsewhere."""

from pathlib import Path
from typing import Any

import ffmpeg as graph

from tools.ffmpeg import PLAIN_FILE, SQUARE
from tools.film.shape import Size
from tools.probing import Light
from tools.stitching.framing import Framed
from tools.stitching.segments import Segment, Source

FONTS = "fonts"
"""The folder, in the one that ffmpeg is run in, with the fonts of what is read."""
BLUR = 44
"""Pixels of 1080 by which the copy behind a whole picture is blurred."""

SAID = {
    "range": "tv", "color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709",
    "chroma_location": "left", "field_mode": "prog",
}  # fmt: skip
"""What every segment says of its picture."""


def drawn(segment: Segment, folder: Path, size: Size, fps: int, *, words: str | None) -> Any:  # noqa: ANN401
    """The segment's picture. `words` names its ASS script in the folder that ffmpeg is run in; None for no words."""
    parts = [_fitted(source, folder, size, fps) for source in segment.sources]
    picture = parts[0] if len(parts) == 1 else _mixed(parts[0], parts[1], segment.frames, fps)
    if segment.fade_in:
        picture = picture.filter("fade", type="in", start_frame=0, nb_frames=segment.fade_in)
    if segment.fade_out:
        at = segment.frames - segment.fade_out
        picture = picture.filter("fade", type="out", start_frame=at, nb_frames=segment.fade_out)
    for file, _ in segment.drawn_over:
        picture = graph.overlay(picture, _drawing(folder / file), format="yuv420")  # one picture, held to the end
    if words is not None:
        # run in the work folder, so that no name anybody chose is ever part of a filter's text
        picture = picture.filter("ass", filename=words, fontsdir=FONTS)
    # what the takes say of themselves must not reach the encoder: segments of unlike headers cannot be joined
    return picture.filter("format", "yuv420p").filter("setparams", **SAID)


def _fitted(source: Source, folder: Path, size: Size, fps: int) -> Any:  # noqa: ANN401
    """Exactly the source's frames at the film's rate and size; a take that ends early holds its last frame."""
    picture = _input(folder / source.file, start=source.start / fps)
    picture = picture.filter("fps", fps).filter("tpad", stop_mode="clone", stop_duration="0.5")
    picture = picture.filter("trim", end_frame=source.frames).filter("setpts", "PTS-STARTPTS")
    picture = _dimmed(picture.filter("scale", *SQUARE), source.framed.light)
    picture = _framed(picture, source.framed, size)
    for name, values, named in source.look:
        picture = picture.filter(name, *values, **dict(named))
    return picture


def _dimmed(picture: Any, light: Light) -> Any:  # noqa: ANN401
    """HDR brought down to the film's range of light, by the table of its curve in the folder that ffmpeg is run in."""
    if light == "sdr":
        return picture
    picture = picture.filter("scale", in_color_matrix="bt2020").filter("format", "gbrp16le")
    picture = picture.filter("lut3d", file=table_of(light), interp="tetrahedral")
    return picture.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")


def table_of(light: Light) -> str:
    """The file that `write_table` of dimming writes for that curve."""
    return f"{light}.cube"


def _framed(picture: Any, framed: Framed, size: Size) -> Any:  # noqa: ANN401
    # whatever size came, also one a little off its shape: never stretched, and free when it is just right
    if framed.how == "fill":
        picture = _scaled(picture, size, "increase")
        x, y = f"(iw-ow)*{framed.x:.4f}", f"(ih-oh)*{framed.y:.4f}"
        return _plain(picture.filter("crop", size.width, size.height, x, y))
    copies = picture.filter_multi_output("split")
    small = Size(size.width // 8 * 2, size.height // 8 * 2)
    behind = _scaled(copies[0], small, "increase").filter("crop", small.width, small.height)
    behind = behind.filter("gblur", sigma=BLUR * min(small) / 1080).filter("eq", brightness=-0.12)
    behind = _plain(behind.filter("scale", size.width, size.height, flags="bilinear"))
    whole = _plain(_scaled(copies[1], size, "decrease"))
    return graph.overlay(behind, whole, x="(W-w)/2", y="(H-h)/2", format="yuv420")


def _scaled(picture: Any, size: Size, how: str) -> Any:  # noqa: ANN401
    return picture.filter(
        "scale",
        size.width,
        size.height,
        flags="bicubic",
        force_original_aspect_ratio=how,
        force_divisible_by=2,
        out_color_matrix="bt709",
        out_range="tv",
    )


def _plain(picture: Any) -> Any:  # noqa: ANN401
    return picture.filter("setsar", 1).filter("format", "yuv420p")


def _mixed(leaving: Any, coming: Any, frames: int, fps: int) -> Any:  # noqa: ANN401
    """One dissolves into the other over every frame of the segment."""
    parts = [part.filter("settb", f"1/{fps}") for part in (leaving, coming)]
    return graph.filter(parts, "xfade", transition="fade", duration=f"{frames / fps:.6f}", offset=0)


def _drawing(path: Path) -> Any:  # noqa: ANN401
    """A PNG that we drew ourselves."""
    return graph.input(f"file:{path.resolve()}", f="png_pipe", protocol_whitelist="file").video


def _input(path: Path, *, start: float = 0.0) -> Any:  # noqa: ANN401
    """A plain local file and nothing else: no playlist, no address, whatever the file says."""
    options: dict[str, Any] = {"threads": "1", **PLAIN_FILE}
    if start:
        options["ss"] = f"{start:.6f}"
    return graph.input(f"file:{path.resolve()}", **options).video
