"""Where everything lies on the cut: whole frames, no drift."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tools.film.errors import GreenlightError, UsageError
from tools.film.footage import Cut, Take, VoiceLine
from tools.film.storyboard import Shot
from tools.production.model import Production
from tools.routing.filters import outer_handles
from tools.routing.plan import screen_seconds
from tools.stitching.trimming import ClipLook, Seam, window

VOICE_LEAD = 0.25
"""Seconds between a cut and the first word."""
VOICE_GAP = 0.12


@dataclass(frozen=True)
class Piece:
    """One shot on the cut. Times are seconds; `frames` at the cut's rate."""

    shot: Shot
    take: Take
    start: float
    frames: int
    head: float
    """Where in the take the cut goes in."""
    seconds: float
    why: str = ""
    """Why it goes in there."""


@dataclass(frozen=True)
class _Part:
    """What is seen of a take, in seconds."""

    head: Decimal
    seconds: Decimal
    why: str = ""


@dataclass(frozen=True)
class Line:
    """A spoken line on the cut."""

    voice: VoiceLine
    start: float


def planned_cut(production: Production) -> Cut:
    """The cut as planned; raises GreenlightError when the film was never planned."""
    if production.cut is None:
        raise GreenlightError("This film has no planned cut; plan it first.")
    return production.cut


def pieces(
    production: Production,
    looks: Mapping[str, ClipLook] | None = None,
    seams: Mapping[str, Seam] | None = None,
) -> list[Piece]:
    """Every shot's keeper with its place. Boundaries are rounded once each, so errors never add up.

    `looks` says, by the take's file, what looking at it found; without one both ends are trimmed alike. `seams` says
    how it meets the take that it goes on from: a frame that is there twice is dropped. Raises UsageError when a shot
    has no keeper yet.
    """
    cut = planned_cut(production)
    placed: list[Piece] = []
    clock, edge = Decimal(0), 0
    for shot in production.storyboard.shots:
        take = production.keeper(shot.id)
        if take is None:
            raise UsageError(f"{shot.id} has no take to cut yet; `greenlight resume` renders it first.")
        part = _part(production, shot, take, (looks or {}).get(take.file), (seams or {}).get(take.file))
        clock += part.seconds
        next_edge = round(clock * cut.fps)
        frames = next_edge - edge
        placed.append(Piece(shot, take, edge / cut.fps, frames, float(part.head), frames / cut.fps, part.why))
        edge = next_edge
    return placed


def lines(production: Production, placed: list[Piece]) -> list[Line]:
    """When each line is spoken: a little after its cut, never over the line before it, inside the film if it fits."""
    starts = {piece.shot.id: piece.start for piece in placed}
    end = placed[-1].start + placed[-1].seconds
    spoken: list[Line] = []
    free = 0.0
    for voice in production.voice:
        length = float(voice.seconds)
        wished = max(starts[voice.shot_id] + VOICE_LEAD, free)
        begin = max(free, min(wished, end - length - 0.1))
        spoken.append(Line(voice, begin))
        free = begin + length + VOICE_GAP
    return spoken


def speaks_itself(production: Production, shot_id: str) -> bool:
    """Whether the shot's words come out of its own clip: bought with sound, from a model that makes lips and words."""
    shot = production.storyboard.shot(shot_id)
    bought = production.mode == "live" and production.route(shot_id).audio
    return bought and shot.dialogue is not None and production.brief.finish.native_sound


def _part(production: Production, shot: Shot, take: Take, look: ClipLook | None, seam: Seam | None) -> _Part:
    kept = screen_seconds(shot, production.route(shot.id))
    continued = any(other.continues == shot.id for other in production.storyboard.shots)
    if shot.sequence:
        return _Part(_sequence_head(production, shot, take), kept, "one of several shots in one render")
    if look is None:
        return _Part(_head(shot, take.seconds - kept, is_continued=continued), kept)
    none = Decimal(0)
    repeated = none if seam is None else Decimal(seam.drop) / Decimal(str(look.rate))
    seen = window(
        look,
        kept,
        speech=look.voiced if speaks_itself(production, shot.id) else (),
        heard=production.brief.finish.native_sound,
        head_at=repeated if shot.continues else None,
        tail_at=none if continued else None,
    )
    return _Part(seen.head, seen.seconds, seen.reason if seam is None else f"{seen.reason}; seam: {seam.reason}")


def _sequence_head(production: Production, shot: Shot, take: Take) -> Decimal:
    """A multi-shot render is trimmed at its two outer ends; inside, each shot begins where the one before it ended."""
    shown = production.storyboard.rendered_with(shot)
    head, _ = outer_handles(take.seconds, shown)
    return head + sum((each.seconds for each in shown[: shown.index(shot)]), Decimal(0))


def _head(shot: Shot, spare: Decimal, *, is_continued: bool) -> Decimal:
    """Trim both ends alike; where two shots share a still, trim the outer ends, so that the seam disappears."""
    if is_continued and shot.continues is None:
        return spare
    if shot.continues is not None:
        return spare / 2 if is_continued else Decimal(0)
    return spare / 2
