"""What a file of the person's really is: by its content, never by its name."""

import stat
from pathlib import Path
from typing import Literal

from tools.ffmpeg import PLAIN_FILE
from tools.film.base import Noun
from tools.film.errors import UsageError
from tools.probing import shown_size

LARGEST_FILE = 2_000_000_000
LARGEST_TEXT = 12_000_000
"""Bytes: a look of 65 points a side is about 7 MB of text."""
LARGEST_SIDE = 16_384
SMALLEST_SIDE = 64
NOT_MEDIA = (b"<?xml", b"<svg", b"<html", b"<!doc", b"#extm3u", b"[playlist", b"ffconcat", b"http://", b"https://")
"""Beginnings of files that make a reader fetch or run other things."""


class BadMaterial(UsageError):
    """The file cannot be used; the sentence says what is wrong with it and what would do."""


class Facts(Noun):
    """A checked file. Sizes in pixels, `seconds` for what plays."""

    kind: Literal["image", "video", "audio", "text"]
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    has_audio: bool = False


def inspect(path: Path) -> Facts:
    """The facts of a file; raises BadMaterial, with one sentence, for one that cannot be used."""
    head = _head(path)
    if head.lower().lstrip(b"\xef\xbb\xbf \r\n\t").startswith(NOT_MEDIA):
        raise BadMaterial(f"{path.name} is a page, a drawing in code or a playlist; export a plain file first.")
    if picture := _image(path):
        return picture
    if b"\0" not in head and (text := _text(path)) is not None:
        return text
    return _playing(path)


def read_text(path: Path) -> str:
    """The whole text of a checked text file."""
    return path.read_bytes().decode("utf-8-sig")


def _head(path: Path) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise BadMaterial(f"{path.name} is not a plain file; name the file itself.")
        if facts.st_size == 0:
            raise BadMaterial(f"{path.name} is empty; choose another file.")
        if facts.st_size > LARGEST_FILE:
            raise BadMaterial(f"{path.name} is larger than 2 GB; shorten or compress it first.")
        with path.open("rb") as file:
            return file.read(4096)
    except FileNotFoundError:
        raise BadMaterial(f"There is no file called {path.name}; check the name, or give its whole path.") from None
    except OSError as error:
        raise BadMaterial(f"{path.name} cannot be read ({error.strerror}); copy it elsewhere and try again.") from None


def _image(path: Path) -> Facts | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")) as picture:
            width, height = picture.size
            if max(width, height) > LARGEST_SIDE:
                raise BadMaterial(f"{path.name} is {width}x{height}; {LARGEST_SIDE} pixels a side are the most.")
            if min(width, height) < SMALLEST_SIDE:
                raise BadMaterial(f"{path.name} is only {width}x{height}; {SMALLEST_SIDE} pixels a side are the least.")
            picture.load()
            return Facts(kind="image", width=width, height=height)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadMaterial(f"{path.name} is a damaged picture ({type(error).__name__}); export it again.") from None


def _text(path: Path) -> Facts | None:
    if path.stat().st_size > LARGEST_TEXT:
        return None
    try:
        told = read_text(path)
    except UnicodeDecodeError:
        return None
    if not told.strip():
        raise BadMaterial(f"{path.name} holds no words; choose another file.")
    return Facts(kind="text") if "\0" not in told else None


def _playing(path: Path) -> Facts:
    import av

    options = {**PLAIN_FILE, "enable_drefs": "0"}  # nothing but this one local file is ever opened
    try:
        with av.open(f"file:{path}", options=options) as container:
            seconds = float(container.duration or 0) / 1_000_000
            sound = bool(container.streams.audio)
            if container.streams.video:
                stream = container.streams.video[0]
                width, height = shown_size(next(container.decode(stream)), stream)
                if min(width, height) < SMALLEST_SIDE or seconds <= 0:
                    raise BadMaterial(f"{path.name} has no picture to speak of; choose another clip.")
                return Facts(kind="video", width=width, height=height, seconds=seconds, has_audio=sound)
            if sound and seconds > 0:
                next(container.decode(audio=0))
                return Facts(kind="audio", seconds=seconds, has_audio=True)
    except (av.FFmpegError, OSError, ValueError, StopIteration) as error:
        raise BadMaterial(
            f"{path.name} is neither a picture, a clip, a sound nor a text that can be read ({type(error).__name__}); "
            "export it as PNG, MP4, WAV or plain text."
        ) from None
    raise BadMaterial(f"{path.name} holds neither picture nor sound; choose another file.")
