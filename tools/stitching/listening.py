"""What is heard besides voice and composed music: the clips' own sound, places, the person's own music."""

from decimal import Decimal
from pathlib import Path

from tools.film.footage import Material
from tools.production.model import Production
from tools.stitching.edit import Edit
from tools.stitching.sound.bed import lay_bed
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.sound.places import Silent, lay_ambience
from tools.stitching.timeline import on_samples
from tools.stitching.timing import speaks_itself


def with_all_sound(edit: Edit, production: Production, folder: Path) -> Edit:
    """The edit with every sound that belongs to it. Makes the sounds of places; raises Unheard for broken music."""
    finish = production.brief.finish
    cues = list(edit.cues)
    own = next((each for each in production.material if each.used_as == "music"), None)
    if own is not None and production.brief.music:
        cues = [cue for cue in cues if cue.kind is not Kind.MUSIC] + _music(own, edit, folder)
    if finish.native_sound:
        cues += _native(edit, production)
    if finish.ambience:
        cues += lay_ambience([_silent(edit, number) for number in _silent_clips(edit)], folder)
    placed = [_on_samples(cue) for cue in cues]
    ordered = sorted(placed, key=lambda cue: (list(Kind).index(cue.kind), cue.start, cue.file))
    return edit.model_copy(update={"cues": tuple(ordered)})


def _music(own: Material, edit: Edit, folder: Path) -> list[Cue]:
    return list(lay_bed(own.file, folder, Decimal(edit.frames) / edit.fps).cues)


def _native(edit: Edit, production: Production) -> list[Cue]:
    return [
        Cue(
            kind=Kind.NATIVE,
            file=clip.file,
            start=Decimal(start) / edit.fps,
            seconds=Decimal(clip.frames) / edit.fps,
            offset=Decimal(clip.start) / edit.fps,
            speaks=speaks_itself(production, clip.shot_id),
        )
        for clip, start in zip(edit.clips, edit.starts, strict=True)
        if clip.has_sound
    ]


def _silent_clips(edit: Edit) -> list[int]:
    return [number for number, clip in enumerate(edit.clips) if not clip.has_sound and not clip.card]


def _silent(edit: Edit, number: int) -> Silent:
    clip = edit.clips[number]
    start, seconds = Decimal(edit.starts[number]) / edit.fps, Decimal(clip.frames) / edit.fps
    return Silent(clip.about.description, start, seconds)


def _on_samples(cue: Cue) -> Cue:
    moments = ("start", "seconds", "offset", "fade_in", "fade_out")
    return cue.model_copy(update={name: on_samples(getattr(cue, name)) for name in moments})
