"""An edit encoded for one delivery: segments, joined, with their sound."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.fonts.faces import lay_out
from tools.stitching.captions import Layout, fonts_of, layout_for
from tools.stitching.edit import Edit
from tools.stitching.encoding import Encoding
from tools.stitching.framing import MIDDLE, Framed
from tools.stitching.joining import BrokenSegment, Pictures, join
from tools.stitching.picture import FONTS
from tools.stitching.segments import Filter, segments_of
from tools.stitching.settings import Encoder, Preset, picture_settings


@dataclass(frozen=True)
class Look:
    """How the takes are shown: each one's grade and fit by its file, and what is laid over all of them."""

    grades: Mapping[str, tuple[Filter, ...]]
    framed: Mapping[str, Framed] = field(default_factory=dict)
    drawn_over: tuple[tuple[str, str], ...] = ()
    captions: Layout | None = None
    """None for the usual one of the picture's shape."""


@dataclass(frozen=True)
class Bench:
    """Where one version of a film is put together."""

    folder: Path
    """The production's."""
    work: Path
    """A folder for half-made files, from `workplace`."""
    preset: Preset
    encoder: Encoder = "software"

    def made(
        self,
        edit: Edit,
        look: Look,
        on_progress: Callable[[float], None],
        sound: Callable[[], Path | None] = lambda: None,
    ) -> tuple[Path, list[Path]]:
        """Encode what is not encoded yet and join it all: the film in the work folder, and its segments.

        Its sound is asked for when the picture is there.
        """
        layout = look.captions or layout_for(edit.ratio, edit.size)
        parts = segments_of(
            edit,
            layout,
            framed={clip.file: look.framed.get(clip.file, MIDDLE) for clip in edit.clips},
            looks=look.grades,
            drawn_over=look.drawn_over,
        )
        lay_out(fonts_of(edit.captions, layout), self.work / FONTS)
        film = self.work / f"film.{self.preset.suffix}"
        settings = picture_settings(self.preset, edit.size, edit.fps, self.encoder)
        encoding = Encoding(self.folder, self.work, edit.size, edit.fps, settings, self.preset.suffix)
        # a kept segment that turns out to be damaged is encoded again
        for last in (False,) * len(parts) + (True,):
            files = encoding.encode(parts, on_progress)
            try:
                pictures = Pictures(files, [each.frames for each in parts], edit.fps, self.preset.tag)
                join(pictures, sound(), film)
                return film, files
            except BrokenSegment as broken:
                broken.file.unlink(missing_ok=True)
                if last:
                    raise
        raise AssertionError("the last try returns or raises")


class workplace:
    """A folder for one version's half-made files; gone afterwards, whatever happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "cut" / ".work"

    def __enter__(self) -> Path:
        shutil.rmtree(self._path, ignore_errors=True)
        self._path.mkdir(parents=True)
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)


def publish(made: Path, destination: Path) -> None:
    """Put a whole file in its place in one step, durably."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(destination)
