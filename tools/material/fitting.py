"""Making the person's pictures, clips and sounds fit the film: its exact size, its rate, its length."""

from pathlib import Path
from typing import Any

import ffmpeg as graph

from tools import ffmpeg
from tools.film.shape import Size
from tools.material.checks import BadMaterial


def fit_picture(source: Path, size: Size, destination: Path, *, whole: bool) -> None:
    """Write the picture as a PNG of exactly that size.

    It fills the frame and is cropped around its middle; `whole` shows all of it on a ground of its own colour instead.
    """
    from PIL import Image, ImageOps

    with Image.open(source) as raw:
        upright = ImageOps.exif_transpose(raw) or raw
        picture = upright.convert("RGBA")
    ground = _ground(picture)
    flat = Image.alpha_composite(Image.new("RGBA", picture.size, (*ground, 255)), picture).convert("RGB")
    if whole:
        room = Size(round(size.width * 0.8), round(size.height * 0.8))
        inner = ImageOps.contain(flat, room, Image.Resampling.LANCZOS)
        fitted = Image.new("RGB", size, ground)
        fitted.paste(inner, ((size.width - inner.width) // 2, (size.height - inner.height) // 2))
    else:
        fitted = ImageOps.fit(flat, size, Image.Resampling.LANCZOS)
    beside = destination.with_name(f".{destination.name}.part")
    destination.parent.mkdir(parents=True, exist_ok=True)
    fitted.save(beside, format="PNG", compress_level=1)
    beside.replace(destination)


def fit_clip(source: Path, size: Size, fps: int, destination: Path) -> None:
    """Write the clip as H.264 of exactly that size and rate: filled and cropped, never stretched."""
    picture = graph.input(f"file:{source}", **ffmpeg.PLAIN_FILE).video
    picture = picture.filter("scale", *ffmpeg.SQUARE).filter(
        "scale", size.width, size.height, force_original_aspect_ratio="increase", flags="bicubic"
    )
    picture = picture.filter("crop", size.width, size.height).filter("fps", fps).filter("setsar", 1)
    picture = picture.filter("format", "yuv420p|yuv420p10le")  # HDR keeps its ten bits, or skies would show steps
    settings = {"vcodec": "libx264", "preset": "veryfast", "crf": 16, "an": None, "f": "mp4"}
    _write(graph.output(picture, "OUT", **settings), source, destination)


def fit_sound(source: Path, destination: Path, seconds: float | None = None) -> None:
    """Write the sound as 48 kHz stereo; for a film of `seconds` it is repeated or cut, and fades out at the end."""
    looped = {} if seconds is None else {"stream_loop": -1}
    sound = graph.input(f"file:{source}", **ffmpeg.PLAIN_FILE, **looped).audio
    if seconds is not None:
        sound = sound.filter("atrim", end=f"{seconds:.3f}")
        sound = sound.filter("afade", type="out", start_time=f"{max(0.0, seconds - 1.5):.3f}", duration="1.5")
    _write(graph.output(sound, "OUT", acodec="pcm_s16le", ar=48000, ac=2, f="wav"), source, destination)


def _write(made: Any, source: Path, destination: Path) -> None:  # noqa: ANN401  (ffmpeg-python has no types)
    destination.parent.mkdir(parents=True, exist_ok=True)
    beside = destination.with_name(f".{destination.stem}.part{destination.suffix}")
    arguments = [str(beside) if argument == "OUT" else argument for argument in graph.get_args(made)]
    process = ffmpeg.start(["-loglevel", "error", *arguments])
    try:
        _, told = process.communicate()
        if process.returncode != 0:
            raise BadMaterial(f"{source.name} cannot be made to fit ({ffmpeg.complaint(told)}); export it again.")
        beside.replace(destination)
    finally:
        ffmpeg.end(process)
        beside.unlink(missing_ok=True)


def _ground(picture: Any) -> tuple[int, int, int]:  # noqa: ANN401  (a Pillow image)
    """The colour of the picture's edge where it has one, else a quiet dark one."""
    corners = [picture.getpixel(at) for at in ((0, 0), (picture.width - 1, 0), (0, picture.height - 1))]
    solid = [corner[:3] for corner in corners if corner[3] > 250]
    if len(solid) == 3 and max(abs(a - b) for one in solid for a, b in zip(one, solid[0], strict=True)) < 12:
        return (solid[0][0], solid[0][1], solid[0][2])
    return (24, 23, 27)
