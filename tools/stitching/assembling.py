"""From a production to its edit: which part of each take is seen, what is heard and what is read. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from tools.film.footage import Take
from tools.film.shape import AspectRatio, Size
from tools.film.storyboard import Shot
from tools.production.model import Production
from tools.stitching.captions import Caption, Energies, Layout, captions, layout_for
from tools.stitching.edit import Clip, Edit, Provenance, joined
from tools.stitching.looking import Seen
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.timeline import on_samples
from tools.stitching.timing import Line, Piece, lines, pieces, planned_cut, speaks_itself
from tools.stitching.trimming import Seam
from tools.story.prompting import clip_prompt

DISSOLVE_SECONDS = Decimal("0.5")


@dataclass(frozen=True)
class Frame:
    """The shape and size of one version's picture."""

    ratio: AspectRatio
    size: Size
    platform: str | None = None
    """Whom this version is for."""


def assemble(
    production: Production,
    seen: Mapping[str, Seen],
    frame: Frame | None = None,
    energies: Energies | None = None,
) -> Edit:
    """The edit of the film as it stands. `seen` says what looking at the takes found, by their files; `frame` is the
    film's own unless another version is wanted; `energies` times the words of recordings that nobody timed.

    Raises GreenlightError when a shot has no take yet, or the film was never planned.
    """
    cut, brief = planned_cut(production), production.brief
    frame = frame or Frame(brief.aspect_ratio, Size(cut.width, cut.height))
    seams = {file: each.seam for file, each in seen.items() if each.seam is not None}
    placed = pieces(production, {file: each.look for file, each in seen.items()}, seams)
    spoken = [line for line in lines(production, placed) if not speaks_itself(production, line.voice.shot_id)]
    shown = captions(placed, spoken, caption_layout(production, frame), energies) if brief.captions else []
    clips = _evened([_clip(production, piece, cut.fps, seen.get(piece.take.file)) for piece in placed], seams)
    return Edit(
        name=production.slug,
        ratio=frame.ratio,
        width=frame.size.width,
        height=frame.size.height,
        fps=cut.fps,
        mode=production.mode,
        clips=joined(clips, brief.finish.transition, round(DISSOLVE_SECONDS * cut.fps)),
        captions=tuple(_on_milliseconds(caption) for caption in shown),
        cues=tuple(_cues(production, placed, spoken)),
    )


def caption_layout(production: Production, frame: Frame) -> Layout:
    """How the film's captions look in that version.

    A film for one platform has its versions laid out for theirs. A film for none is clear of what any platform lays
    over it, and so are its versions, which can then share its pictures.
    """
    brief = production.brief
    platform = (frame.platform or brief.platform) if brief.platform else None
    return layout_for(
        frame.ratio,
        frame.size,
        platform=platform,
        style=brief.finish.caption_style,
        cards=brief.finish.caption_cards,
        language=brief.language,
    )


def _clip(production: Production, piece: Piece, fps: int, seen: Seen | None) -> Clip:
    start = round(piece.head * fps)
    return Clip(
        shot_id=piece.shot.id,
        file=piece.take.file,
        sha256=seen.sha256 if seen else piece.take.sha256,
        start=start,
        frames=piece.frames,
        has_sound=seen.has_sound if seen else False,
        length=max(start + piece.frames, int((seen.look.seconds if seen else piece.take.seconds) * fps)),
        card=piece.shot.brand_card,
        faces=piece.shot.faces,
        about=_provenance(production, piece.shot, piece.take, piece.why),
    )


def _evened(clips: Sequence[Clip], seams: Mapping[str, Seam]) -> list[Clip]:
    """Each clip with the gain that lets it meet the one before it, where that one is seen to its very end."""
    done = list(clips[:1])
    for before, clip in pairwise(clips):
        seam = seams.get(clip.file)
        meets = seam is not None and before.tail <= 1
        done.append(clip.model_copy(update={"gain": seam.gain}) if seam and meets else clip)
    return done


def _provenance(production: Production, shot: Shot, take: Take, trimmed: str) -> Provenance:
    still = production.still(shot.id)
    return Provenance(
        take=take.number,
        model=take.model,
        provider=take.provider,
        credits=take.credits,
        prompt=clip_prompt(shot, production.brief),
        description=shot.description,
        still=still.file if still else None,
        trimmed=trimmed,
    )


def _cues(production: Production, placed: Sequence[Piece], spoken: Sequence[Line]) -> list[Cue]:
    """Voice, then music, in the order in which the timeline keeps them."""
    end = Decimal(sum(piece.frames for piece in placed)) / planned_cut(production).fps
    heard = [
        Cue(
            kind=Kind.VOICE,
            file=line.voice.file,
            start=on_samples(Decimal(str(line.start))),
            seconds=on_samples(line.voice.seconds),
        )
        for line in spoken
    ]
    if production.music is not None:
        heard.append(Cue(kind=Kind.MUSIC, file=production.music.file, start=Decimal(0), seconds=on_samples(end)))
    return heard


def _on_milliseconds(caption: Caption) -> Caption:
    times = tuple(round(time, 3) for time in caption.times)
    return replace(caption, start=round(caption.start, 3), end=round(caption.end, 3), times=times)
