"""What a media file really is, read from the file itself: a name or a promise proves nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.film.errors import GreenlightError
from tools.film.shape import Size

if TYPE_CHECKING:
    import av
    import av.container


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


def probe_video(path: Path) -> VideoFacts:
    """Read a video's facts and decode its first and last frames; raises BrokenMedia when it cannot be played."""
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise BrokenMedia(f"{path.name} has no picture; make it again.")
            stream = container.streams.video[0]
            frames = sum(1 for packet in container.demux(stream) if packet.size)
            _decode_ends(container, stream)
            rate = float(stream.average_rate or 0)
            if frames == 0 or rate == 0:
                raise BrokenMedia(f"{path.name} holds no frames; make it again.")
            context = stream.codec_context
            return VideoFacts(
                width=context.width,
                height=context.height,
                fps=rate,
                frames=frames,
                seconds=frames / rate,
                codec=context.name,
                profile=context.profile,
                pixel_format=context.pix_fmt or "",
                color_space=_color_space(context.colorspace),
                has_audio=bool(container.streams.audio),
            )
    except (av.FFmpegError, OSError, ValueError) as error:
        raise BrokenMedia(f"{path.name} cannot be read as a video ({type(error).__name__}); make it again.") from error


def has_sound(path: Path) -> bool:
    """Whether a file has any sound; raises BrokenMedia when it cannot be opened."""
    import av

    try:
        with av.open(str(path)) as container:
            return bool(container.streams.audio)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise BrokenMedia(f"{path.name} cannot be read as a video ({type(error).__name__}); make it again.") from error


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
    import av
    from PIL import Image

    beside = picture.with_name(f".{picture.name}.tmp.png")
    try:
        with av.open(str(video)) as container:
            found = None
            for found in container.decode(video=0):  # noqa: B007
                if not last:
                    break
            if found is None:
                raise BrokenMedia(f"{video.name} holds no frames; make it again.")
            picture.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(found.to_ndarray(format="rgb24")).save(beside)
        beside.replace(picture)
    except av.FFmpegError as error:
        raise BrokenMedia(f"{video.name} cannot be read as a video ({type(error).__name__}); make it again.") from error
    finally:
        beside.unlink(missing_ok=True)


def _decode_ends(container: "av.container.InputContainer", stream: "av.VideoStream") -> None:
    """Decode the first frame and everything after the last key frame: a truncated file fails here."""
    container.seek(0)
    next(container.decode(stream))
    if stream.duration and stream.time_base:
        container.seek(max(0, stream.duration - int(0.2 / stream.time_base)), stream=stream)
        for _ in container.decode(stream):
            pass


def _color_space(number: int) -> str:
    return {1: "bt709", 5: "bt601", 6: "bt601", 9: "bt2020"}.get(int(number), "unknown")
