"""Handing a cut off: the project file of an editor with everything it plays, whole or not at all."""

import contextlib
import errno
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.film.errors import GreenlightError
from tools.production.model import Production
from tools.stitching.assembling import assemble
from tools.stitching.captions import as_srt
from tools.stitching.edit import Edit
from tools.stitching.handoff.capcut import as_capcut
from tools.stitching.handoff.edl import as_edl
from tools.stitching.handoff.fcp7xml import as_fcp7xml
from tools.stitching.handoff.fcpxml import as_fcpxml
from tools.stitching.handoff.formats import Format
from tools.stitching.handoff.media import Media, balanced, survey
from tools.stitching.handoff.open_timeline import as_open_timeline, in_plain_text
from tools.stitching.handoff.shotlist import as_csv, as_markdown
from tools.stitching.timeline import TIMELINE, load_timeline

EXPORTS = "exports"
SUBTITLES = "captions.srt"
_CLONE = 0x40049409
"""Linux's FICLONE: a copy that shares its blocks until one of the two is written to."""

Texts = dict[str, str]
"""The files that we write ourselves, by name; the first is the one to open."""


@dataclass(frozen=True)
class Delivery:
    """A finished hand-off."""

    format: Format
    folder: Path
    files: tuple[str, ...]
    """Everything in it; the first is the one to open."""
    shots: int
    frames: int
    fps: int


def hand_off(production: Production, folder: Path, wanted: Format, destination: Path | None = None) -> Delivery:
    """Write the film in that format, by default to `exports/<format>/` in its folder. Takes are linked, not moved.

    What lay there under the same names is replaced in one step each; nothing else there is touched. Raises
    GreenlightError in one sentence when a take is missing or the disk is full, and then nothing has changed.
    """
    edit = in_plain_text(edit_of(production, folder))
    media = survey(edit, folder)
    place = destination or folder / EXPORTS / wanted.value
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        beside.mkdir(parents=True)
        if wanted in _LEVELLED:
            media = balanced(edit, media, folder, beside)
        texts = _WRITERS[wanted](edit, media, production.brief.language)
        carried = {} if wanted is Format.SHOTLIST else {each.name: folder / each.source for each in media.values()}
        for name, source in carried.items():
            _copy(source, beside / name, may_link=wanted is not Format.PREMIERE)
        for name, text in texts.items():
            _write(beside / name, text)
        _publish(beside, place, [*carried, *reversed(texts)])
    except OSError as error:
        raise GreenlightError(f"The film could not be exported: {_reason(error)}; nothing was changed.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Delivery(wanted, place, (*texts, *carried), len(edit.clips), edit.frames, edit.fps)


def edit_of(production: Production, folder: Path) -> Edit:
    """The cut as its timeline file says it; assembled anew while there is none, or the film has changed since."""
    cut = production.cut
    if cut is not None and cut.file is not None and (folder / TIMELINE).exists():
        return load_timeline(folder / TIMELINE)
    return assemble(production, {})


def _otio(edit: Edit, media: Media, _: str) -> Texts:
    return {"film.otio": as_open_timeline(edit, media), **_subtitles(edit)}


def _fcpxml(edit: Edit, media: Media, language: str) -> Texts:
    return {"film.fcpxml": as_fcpxml(edit, media, language=language), **_subtitles(edit)}


def _fcp7xml(edit: Edit, media: Media, _: str) -> Texts:
    return {"film.xml": as_fcp7xml(edit, media), **_subtitles(edit)}


def _edl(edit: Edit, media: Media, _: str) -> Texts:
    return {"film.edl": as_edl(edit, media), **_subtitles(edit)}


def _capcut(edit: Edit, media: Media, _: str) -> Texts:
    return {**as_capcut(edit, media, made=int(time.time())), **_subtitles(edit)}


def _resolve(edit: Edit, media: Media, language: str) -> Texts:
    return {
        "film.fcpxml": as_fcpxml(edit, media, language=language, declare_rates=True),
        "film.otio": as_open_timeline(edit, media),
        **_subtitles(edit),
    }


def _shotlist(edit: Edit, media: Media, _: str) -> Texts:
    # spreadsheets know UTF-8 by its mark
    return {"shotlist.csv": "\ufeff" + as_csv(edit, media), "shotlist.md": as_markdown(edit, media)}


def _subtitles(edit: Edit) -> Texts:
    return {SUBTITLES: as_srt(edit.captions)} if edit.captions else {}


_WRITERS: dict[Format, Callable[[Edit, Media, str], Texts]] = {
    Format.OTIO: _otio,
    Format.FCPXML: _fcpxml,
    Format.FCP7XML: _fcp7xml,
    Format.EDL: _edl,
    Format.CAPCUT: _capcut,
    Format.RESOLVE: _resolve,
    Format.PREMIERE: _fcp7xml,
    Format.SHOTLIST: _shotlist,
}


_LEVELLED = {Format.FCPXML, Format.FCP7XML, Format.CAPCUT, Format.RESOLVE, Format.PREMIERE}
"""The formats that carry how loud a sound is."""


def _copy(source: Path, destination: Path, *, may_link: bool) -> None:
    """A copy that shares the disk's blocks where the disk can, else a second name for the file, else its bytes.

    Premiere writes into the media that it imports, so it is never given the take itself.
    """
    with contextlib.suppress(OSError), source.open("rb") as read, destination.open("wb") as written:
        if sys.platform == "linux":
            fcntl.ioctl(written.fileno(), _CLONE, read.fileno())
            return
    destination.unlink(missing_ok=True)
    if may_link:
        with contextlib.suppress(OSError):
            os.link(source.resolve(), destination)
            return
    shutil.copyfile(source, destination)


def _write(path: Path, text: str) -> None:
    with path.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _publish(made: Path, place: Path, names: list[str]) -> None:
    """Put the finished files in their place, the one to open last."""
    if not place.exists():
        made.rename(place)
        return
    for name in names:
        (made / name).replace(place / name)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return (error.strerror or type(error).__name__).lower()
