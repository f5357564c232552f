"""The cut: takes trimmed and joined, graded, captioned, with sound. Each frame is decoded once and encoded once."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tools.film.footage import Cut
from tools.production.model import Production
from tools.production.store import write_whole
from tools.stitching.assembling import assemble
from tools.stitching.captions import as_srt
from tools.stitching.delivering import Bench, Look, publish, workplace
from tools.stitching.encoding import forget_old
from tools.stitching.grading import grades
from tools.stitching.looking import look_at_keepers
from tools.stitching.settings import delivery_named
from tools.stitching.sound.cues import PRESETS
from tools.stitching.sound.mixer import mix
from tools.stitching.timeline import TIMELINE, save_timeline
from tools.stitching.timing import pieces, planned_cut

FILM = "cut/final.mp4"
SUBTITLES = "cut/captions.srt"


def stitch(
    production: Production,
    folder: Path,
    on_progress: Callable[[float], None],
    on_warning: Callable[[str], None] = lambda _: None,
) -> Cut:
    """Write `cut/final.mp4`, its timeline and its captions into the production's folder and return the cut as it is.

    `on_warning` gets a sentence for what the person should know of. All files are written whole or not at all. Raises
    GreenlightError in one sentence when a part is missing or broken.
    """
    planned = planned_cut(production)
    pieces(production)  # says which take is missing, before any is looked at
    seen = look_at_keepers(production, folder)
    edit = assemble(production, seen)
    with workplace(folder) as work:
        heard = mix(edit.cues, folder, Decimal(edit.frames) / edit.fps, work / "sound.m4a", PRESETS["social"])
        for sentence in heard.warnings:
            on_warning(sentence)
        on_progress(0.03)
        bench = Bench(folder, work, delivery_named("film"))
        film, segments = bench.put_together(
            edit,
            Look(grades(production, seen)),
            work / "sound.m4a",
            lambda share: on_progress(0.03 + 0.95 * share),
        )
        save_timeline(edit, folder / TIMELINE)
        write_whole(folder / SUBTITLES, as_srt(edit.captions).encode("utf-8"))
        publish(film, folder / FILM)
    forget_old(folder, segments)
    on_progress(1.0)
    loudness = None if heard.lufs is None else round(heard.lufs, 1)
    exact = {"file": FILM, "seconds": edit.seconds, "loudness_lufs": loudness}
    return planned.model_copy(update=exact)
