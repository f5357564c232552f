"""The cut: takes trimmed and joined, graded, captioned, with sound, in one encode."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ffmpeg as graph

from tools import ffmpeg, fonts
from tools.film.brief import Grade, Mood
from tools.film.errors import GreenlightError
from tools.film.footage import Cut
from tools.film.shape import Size
from tools.probing import probe_video
from tools.production.model import Production
from tools.production.store import write_whole
from tools.stitching.captions import as_ass, as_srt, captions, layout_for
from tools.stitching.mixing import mix
from tools.stitching.settings import encoder_settings
from tools.stitching.timing import Piece, lines, pieces, planned_cut

FILM = "cut/final.mp4"
SUBTITLES = "cut/captions.srt"
GRADES = {
    Mood.WARM: {"contrast": 1.04, "saturation": 1.08, "gamma_r": 1.02, "gamma_b": 0.97},
    Mood.UPBEAT: {"contrast": 1.05, "saturation": 1.14, "gamma": 1.02},
    Mood.DREAMY: {"contrast": 0.98, "saturation": 0.96, "gamma": 1.04, "gamma_b": 1.02},
    Mood.TENSE: {"contrast": 1.08, "saturation": 0.90, "gamma": 0.98, "gamma_b": 1.02},
    Mood.CALM: {"contrast": 1.01, "saturation": 0.98, "gamma": 1.01},
    Mood.PROUD: {"contrast": 1.06, "saturation": 1.06, "gamma_r": 1.01},
}
"""One look for all shots, whatever model they came from, by the film's mood."""
LOOKS = {
    Grade.NATURAL: {"contrast": 1.0},
    Grade.WARM: {"contrast": 1.04, "saturation": 1.10, "gamma_r": 1.07, "gamma_b": 0.92},
    Grade.VIVID: {"contrast": 1.08, "saturation": 1.35},
    Grade.SOFT: {"contrast": 0.90, "saturation": 0.85, "gamma": 1.06},
    Grade.DARK: {"contrast": 1.12, "saturation": 0.88, "gamma": 0.82},
    Grade.COOL: {"contrast": 1.04, "saturation": 0.98, "gamma_r": 0.93, "gamma_b": 1.08},
    Grade.MONO: {"contrast": 1.10, "saturation": 0.0},
    Grade.RICH: {"contrast": 1.15, "saturation": 1.15, "gamma": 0.96},
}
"""The look that the person asked for."""


def stitch(production: Production, folder: Path, on_progress: Callable[[float], None]) -> Cut:
    """Write `cut/final.mp4` and `cut/captions.srt` into the production's folder and return the cut as it is.

    Both are written whole or not at all. Raises GreenlightError in one sentence when a part is missing or broken.
    """
    planned = planned_cut(production)
    placed = pieces(production)
    for piece in placed:
        probe_video(folder / piece.take.file)
    spoken = lines(production, placed)
    size = Size(planned.width, planned.height)
    layout = layout_for(production.brief.aspect_ratio, size)
    shown = captions(placed, spoken, layout) if production.brief.captions else []
    with _workplace(folder) as work:
        (work / "captions.ass").write_text(as_ass(shown, size, layout), encoding="utf-8")
        seconds = sum(piece.frames for piece in placed) / planned.fps
        loudness = mix(production, folder, spoken, seconds, work / "sound.wav")
        on_progress(0.03)
        picture = _picture(production, folder, placed, planned, has_captions=bool(shown))
        sound = graph.input("sound.wav").audio
        made = graph.output(picture, sound, "film.mp4", **encoder_settings(planned), t=f"{seconds:.6f}")
        _encode(made, work, seconds, lambda share: on_progress(0.03 + 0.97 * share))
        write_whole(folder / SUBTITLES, as_srt(shown).encode("utf-8"))
        _publish(work / "film.mp4", folder / FILM)
    on_progress(1.0)
    exact = {"file": FILM, "loudness_lufs": None if loudness is None else round(loudness, 1)}
    return planned.model_copy(update=exact)


class _workplace:
    """A folder for one cut's half-made files; gone afterwards, whatever happens."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "cut" / ".work"

    def __enter__(self) -> Path:
        shutil.rmtree(self._path, ignore_errors=True)
        (self._path / "fonts").mkdir(parents=True)
        for font in (fonts.BLACK, fonts.REGULAR):
            shutil.copy(font, self._path / "fonts" / font.name)
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)


def _picture(production: Production, folder: Path, placed: list[Piece], cut: Cut, *, has_captions: bool) -> Any:  # noqa: ANN401
    parts = [_part(folder, piece, cut) for piece in placed]
    joined = parts[0] if len(parts) == 1 else graph.concat(*parts, v=1, a=0)
    brief = production.brief
    graded = joined.filter("eq", **(LOOKS[brief.grade] if brief.grade is not None else GRADES[brief.mood]))
    if not has_captions:
        return graded
    # run in the work folder, so that no name anybody chose is ever part of a filter's text
    return graded.filter("ass", filename="captions.ass", fontsdir="fonts")


def _part(folder: Path, piece: Piece, cut: Cut) -> Any:  # noqa: ANN401
    source = graph.input(f"file:{(folder / piece.take.file).resolve()}", ss=f"{piece.head:.6f}").video
    part = source.filter("fps", cut.fps).filter("tpad", stop_mode="clone", stop_duration="0.5")
    part = part.filter("trim", end_frame=piece.frames).filter("setpts", "PTS-STARTPTS")
    # whatever size came, also one a little off its shape: never stretched, and free when it is just right
    part = part.filter("scale", cut.width, cut.height, flags="bicubic", force_original_aspect_ratio="increase")
    part = part.filter("crop", cut.width, cut.height)
    return part.filter("setsar", 1).filter("format", "yuv420p")


def _encode(made: Any, work: Path, seconds: float, on_progress: Callable[[float], None]) -> None:  # noqa: ANN401
    arguments = ["-loglevel", "error", "-nostats", "-progress", "pipe:1", *graph.get_args(made)]
    process = ffmpeg.start(arguments, folder=work)
    assert process.stdout is not None and process.stderr is not None, "both were asked for"
    try:
        for line in process.stdout:
            if line.startswith(b"out_time_us=") and line[12:].strip().isdigit():
                on_progress(min(1.0, int(line[12:]) / 1e6 / seconds))
        told = process.stderr.read()
        if process.wait() != 0:
            raise GreenlightError(f"The film could not be cut: {ffmpeg.complaint(told)}; mend it and resume.")
    finally:
        ffmpeg.end(process)


def _publish(made: Path, destination: Path) -> None:
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(destination)
