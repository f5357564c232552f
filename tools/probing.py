"""What a media file really is, read from the file itself: a name or a promise proves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tools.ffmpeg import PLAIN_FILE
from tools.film.errors import GreenlightError
from tools.film.shape import Size

if TYPE_CHECKING:
    import av
    import av.container


Light = Literal["sdr", "pq", "hlg"]
"""How a file says light: as screens always did, or by one of the two curves of HDR."""
_HDR: dict[int, Light] = {16: "pq", 18: "hlg"}
"""By the numbers of ITU-T H.273."""


class BrokenMedia(GreenlightError):
    """The file is damaged, truncated, or not what its name says."""


@dataclass(frozen=True)
class VideoFacts:
    """A video file's own facts. `seconds` is the picture's length, `frames` counted from its packets."""

    width: int
    height: int
    fps: float
    frames: int
    seconds: float
    codec: str
    profile: str | None
    pixel_format: str
    color_space: str
    has_audio: bool


@contextmanager
def opened(path: Path) -> "Iterator[av.container.InputContainer]":
    """A clip or sound open for reading, and nothing but this one local file; raises BrokenMedia when it is none."""
    import av

    try:
        with av.open(f"file:{path}", options={**PLAIN_FILE, "enable_drefs": "0"}) as container:
            yield container
    except (av.FFmpegError, OSError, ValueError, EOFError, StopIteration, ArithmeticError) as error:
        raise BrokenMedia(f"{path.name} {_wrong(path, error)}; make it again.") from error


def _wrong(path: Path, error: Exception) -> str:
    if not path.exists():
        return "is missing"
    if path.is_file() and path.stat().st_size == 0:
        return "is empty"
    return f"cannot be read as a video ({type(error).__name__})"


def quarter_turns(frame: "av.VideoFrame") -> int:
    """How often a frame is turned counterclockwise by a quarter to be shown as it was filmed."""
    return round(frame.rotation / 90) % 4


def shown_size(frame: "av.VideoFrame", stream: "av.VideoStream") -> Size:
    """The size that a frame is shown in, in square pixels.

    A phone's upright clip is kept lying, with a note to turn it; an anamorphic one narrow, with a note to widen it.
    """
    wide = float(stream.sample_aspect_ratio or 1)
    width = frame.width if wide == 1 else 2 * round(frame.width * wide / 2)
    return Size(frame.height, width) if quarter_turns(frame) % 2 else Size(width, frame.height)


def light_of(frame: "av.VideoFrame") -> Light:
    """Which curve a frame's light follows."""
    return _HDR.get(int(frame.color_trc), "sdr")


def probe_video(path: Path) -> VideoFacts:
    """Read a video's facts and decode its first and last frames; raises BrokenMedia when it cannot be played."""
    with opened(path) as container:
        if not container.streams.video:
            raise BrokenMedia(f"{path.name} has no picture; make it again.")
        stream = container.streams.video[0]
        frames = sum(1 for packet in container.demux(stream) if packet.size)
        size = _decode_ends(container, stream)
        rate = float(stream.average_rate or 0)
        if frames == 0 or rate == 0 or min(size) == 0:
            raise BrokenMedia(f"{path.name} holds no frames; make it again.")
        context = stream.codec_context
        return VideoFacts(
            width=size.width,
            height=size.height,
            fps=rate,
            frames=frames,
            seconds=frames / rate,
            codec=context.name,
            profile=context.profile,
            pixel_format=context.pix_fmt or "",
            color_space=_color_space(context.colorspace),
            has_audio=bool(container.streams.audio),
        )


def probe_image(path: Path) -> Size:
    """A picture's size, after decoding all of it; raises BrokenMedia when it is damaged."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            picture.load()
            return Size(*picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BrokenMedia(
            f"{path.name} cannot be read as a picture ({type(error).__name__}); make it again."
        ) from error


def first_frame(video: Path, picture: Path) -> None:
    """Write a video's first frame as a PNG, whole or not at all; raises BrokenMedia when it cannot be decoded."""
    _frame(video, picture, last=False)


def last_frame(video: Path, picture: Path) -> None:
    """Write a video's last frame as a PNG, whole or not at all; raises BrokenMedia when it cannot be decoded."""
    _frame(video, picture, last=True)


def _frame(video: Path, picture: Path, *, last: bool) -> None:
    from PIL import Image

    beside = picture.with_name(f".{picture.name}.tmp.png")
    try:
        with opened(video) as container:
            found, stream = None, container.streams.video[0]
            for found in container.decode(stream):  # noqa: B007
                if not last:
                    break
            if found is None:
                raise BrokenMedia(f"{video.name} holds no frames; make it again.")
            turned = Image.fromarray(found.to_ndarray(format="rgb24")).rotate(90 * quarter_turns(found), expand=True)
            if turned.size != (size := shown_size(found, stream)):
                turned = turned.resize(size, Image.Resampling.LANCZOS)
        picture.parent.mkdir(parents=True, exist_ok=True)
        turned.save(beside)
        beside.replace(picture)
    finally:
        beside.unlink(missing_ok=True)


def _decode_ends(container: "av.container.InputContainer", stream: "av.VideoStream") -> Size:
    """Decode the first frame and everything after the last key frame: a truncated file fails here."""
    container.seek(0)
    size = shown_size(next(container.decode(stream)), stream)
    if stream.duration and stream.time_base:
        container.seek(max(0, stream.duration - int(0.2 / stream.time_base)), stream=stream)
        for _ in container.decode(stream):
            pass
    return size


def _color_space(number: int) -> str:
    return {1: "bt709", 5: "bt601", 6: "bt601", 9: "bt2020"}.get(int(number), "unknown")
