"""The cut: takes trimmed and joined, graded, captioned, with sound. Each frame is decoded once and encoded once."""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tools.film.errors import UsageError
from tools.film.footage import Cut, Material
from tools.film.shape import SHORT_SIDES, Size, size_of
from tools.production.model import Production
from tools.production.store import write_whole
from tools.stitching.assembling import Frame, assemble, caption_layout
from tools.stitching.captions import Energies, as_srt, as_vtt, energy_of
from tools.stitching.delivering import Bench, Look, publish, workplace
from tools.stitching.dimming import write_table
from tools.stitching.edit import Clip, Edit
from tools.stitching.encoding import forget_old
from tools.stitching.framing import Framed, framed, is_alike
from tools.stitching.grading import grades
from tools.stitching.hardware import refuse_without
from tools.stitching.laying_over import laid_over
from tools.stitching.listening import with_all_sound
from tools.stitching.looking import Seen, look_at_keepers
from tools.stitching.picture import table_of
from tools.stitching.settings import Encoder, Preset, picture_settings, preset_named
from tools.stitching.sound.cues import PRESETS, Mixed
from tools.stitching.sound.mixer import mix
from tools.stitching.timeline import TIMELINE, save_timeline
from tools.stitching.timing import pieces, planned_cut
from tools.stitching.versions import cut_down, looping

FILM = "cut/final.mp4"
SUBTITLES, WEB_SUBTITLES = "cut/captions.srt", "cut/captions.vtt"


@dataclass(frozen=True)
class Watch:
    """Who hears how the work goes."""

    progress: Callable[[float], None] = lambda _: None
    """Gets the share that is done, from 0 to 1."""
    warning: Callable[[str], None] = lambda _: None
    """Gets a sentence for what the person should know of."""


@dataclass(frozen=True)
class Version:
    """One way to hand out the film."""

    preset: Preset
    seconds: Decimal | None = None
    """Its length at most; None for the whole film."""
    captions: bool = True
    encoder: Encoder = "software"

    @property
    def file(self) -> str:
        """Where it lies, relative to the production's folder."""
        length = "" if self.seconds is None else f"-{self.seconds.normalize():f}s".replace(".", "-")
        words = "" if self.captions else "-no-captions"
        return f"cut/{self.preset.name}{length}{words}.{self.preset.suffix}"


@dataclass(frozen=True)
class Delivered:
    """A version as it is."""

    file: str
    preset: Preset
    size: Size
    seconds: Decimal
    fps: int
    loudness_lufs: float | None

    @property
    def told(self) -> str:
        """Its size, length and loudness in a few words."""
        loud = "silent" if self.loudness_lufs is None else f"{self.loudness_lufs:.1f} LUFS"
        return f"{self.size.width}x{self.size.height}, {self.seconds:.1f} s, {loud}"


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
    edit = with_all_sound(assemble(production, seen, energies=_energies(production, folder)), production, folder)
    with workplace(folder) as work:
        version = Version(preset_named("film"))
        film, heard = _made(production, folder, work, edit, seen, version, Watch(on_progress, on_warning))
        save_timeline(edit, folder / TIMELINE)
        write_whole(folder / SUBTITLES, as_srt(edit.captions).encode("utf-8"))
        write_whole(folder / WEB_SUBTITLES, as_vtt(edit.captions).encode("utf-8"))
        publish(film, folder / FILM)
    on_progress(1.0)
    loudness = None if heard is None or heard.lufs is None else round(heard.lufs, 1)
    return planned.model_copy(update={"file": FILM, "seconds": edit.seconds, "loudness_lufs": loudness})


def deliver(production: Production, folder: Path, version: Version, watch: Watch) -> Delivered:
    """Write another version of the film beside it. Whatever it shares with others is not made again.

    Raises UsageError when the film cannot be delivered so, GreenlightError when a part is missing or broken.
    """
    preset = version.preset
    pieces(production)
    _refuse_what_is_too_small(production, preset)
    ratio = preset.ratio or production.brief.aspect_ratio
    frame = Frame(ratio, size_of(ratio, preset.resolution or production.brief.resolution), preset.name)
    _refuse_what_cannot_be_encoded(production, version, frame.size, watch)
    seen = look_at_keepers(production, folder)
    edit = assemble(production, seen, frame, _energies(production, folder))
    if not (version.captions and preset.captions):
        edit = edit.model_copy(update={"captions": ()})
    if version.seconds is not None:
        edit = cut_down(edit, version.seconds)
    edit = looping(edit) if preset.loop else with_all_sound(edit, production, folder)
    if preset.longest_s is not None and edit.seconds > preset.longest_s:
        watch.warning(f"{preset.label} takes at most {preset.longest_s} s, and this version lasts {edit.seconds} s.")
    with workplace(folder) as work:
        film, heard = _made(production, folder, work, edit, seen, version, watch)
        publish(film, folder / version.file)
    watch.progress(1.0)
    loudness = None if heard is None or heard.lufs is None else round(heard.lufs, 1)
    return Delivered(version.file, preset, edit.size, edit.seconds, edit.fps, loudness)


def _made(
    production: Production,
    folder: Path,
    work: Path,
    edit: Edit,
    seen: Mapping[str, Seen],
    version: Version,
    watch: Watch,
) -> tuple[Path, Mixed | None]:
    """The version's file in the work folder, and its sound as it was measured."""
    for each in seen.values():
        if each.seam is not None and each.seam.bad:
            watch.warning(each.seam.reason)
    preset, sound = version.preset, work / ("sound.wav" if version.preset.codec == "prores" else "sound.m4a")
    level = PRESETS[production.brief.finish.loudness if preset.name == "film" else preset.loudness]
    frame = Frame(edit.ratio, edit.size, None if preset.name == "film" else preset.name)
    look = replace(_look(production, folder, work, edit, seen), captions=caption_layout(production, frame))
    with ThreadPoolExecutor(1, thread_name_prefix="mix") as aside:  # the picture does not wait for the sound
        seconds = Decimal(edit.frames) / edit.fps
        mixing = aside.submit(mix, edit.cues, folder, seconds, sound, level) if preset.sound else None
        bench = Bench(folder, work, preset, version.encoder)
        film, segments = bench.made(
            edit,
            look,
            lambda share: watch.progress(0.03 + 0.95 * share),
            lambda: sound if mixing is not None and mixing.result() else None,
        )
        heard = mixing.result() if mixing else None
    for sentence in heard.warnings if heard else ():
        watch.warning(sentence)
    forget_old(folder, segments)
    return film, heard


def _energies(production: Production, folder: Path) -> Energies:
    """How loud the recordings are whose words nobody timed: their captions are laid along it."""
    untimed = {line.file for line in production.voice if not line.words}
    return {file: energy_of(folder / file) for file in untimed} if production.brief.captions else {}


def _look(production: Production, folder: Path, work: Path, edit: Edit, seen: Mapping[str, Seen]) -> Look:
    finish = production.brief.finish
    fits = {clip.file: _fit(clip, seen[clip.file], folder, edit.size) for clip in edit.clips}
    for light in {fit.light for fit in fits.values()} - {"sdr"}:
        write_table(light, work / table_of(light))
    over: tuple[tuple[str, str], ...] = ()
    if (logo := _material(production, finish.watermark)) is not None:
        drawn = work / "over.png"
        over = ((str(drawn.relative_to(folder)), laid_over(folder / logo.file, edit.size, drawn)),)
    table = _material(production, finish.look_table)
    if table is not None:
        shutil.copy(folder / table.file, work / f"{table.sha256[:16]}.cube")
    return Look(grades(production, seen, None if table is None else f"{table.sha256[:16]}.cube"), fits, over)


def _fit(clip: Clip, seen: Seen, folder: Path, film: Size) -> Framed:
    return Framed(light=seen.light) if is_alike(seen.size, film) else framed(folder / clip.file, film, card=clip.card)


def _material(production: Production, digest: str | None) -> Material | None:
    return next((each for each in production.material if digest is not None and each.sha256 == digest), None)


def _refuse_what_cannot_be_encoded(production: Production, version: Version, size: Size, watch: Watch) -> None:
    if version.encoder == "software":
        return
    if version.preset.codec == "prores":
        watch.warning(f"ProRes is encoded by the processor: {version.encoder} has no encoder for it.")
        return
    settings = picture_settings(version.preset, size, planned_cut(production).fps, version.encoder)
    refuse_without(version.encoder, settings, size)


def _refuse_what_is_too_small(production: Production, preset: Preset) -> None:
    if preset.needs is None:
        return
    keepers = [production.keeper(shot.id) for shot in production.storyboard.shots]
    if not any(take is not None and min(take.width, take.height) >= SHORT_SIDES[preset.needs] for take in keepers):
        raise UsageError(
            f"No clip of this film is {preset.needs}, so a {preset.label} version would only be blown up; "
            "route a shot to a model that makes it, or deliver it for youtube."
        )
