"""Where everything lies on the cut: whole frames, no drift."""

from dataclasses import dataclass
from decimal import Decimal

from tools.film.errors import GreenlightError
from tools.film.footage import Cut, Take, VoiceLine
from tools.film.storyboard import Shot
from tools.production.model import Production
from tools.routing.filters import outer_handles
from tools.routing.plan import screen_seconds

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


def pieces(production: Production) -> list[Piece]:
    """Every shot's keeper with its place. Boundaries are rounded once each, so errors never add up.

    Raises GreenlightError when a shot has no keeper yet.
    """
    cut = planned_cut(production)
    placed: list[Piece] = []
    clock, edge = Decimal(0), 0
    continued = {shot.continues for shot in production.storyboard.shots if shot.continues}
    for shot in production.storyboard.shots:
        take = production.keeper(shot.id)
        if take is None:
            raise GreenlightError(f"{shot.id} has no take to cut yet; `greenlight resume` renders it first.")
        kept = screen_seconds(shot, production.route(shot.id))
        clock += kept
        next_edge = round(clock * cut.fps)
        placed.append(
            Piece(
                shot=shot,
                take=take,
                start=edge / cut.fps,
                frames=next_edge - edge,
                head=_sequence_head(production, shot, take)
                if shot.sequence
                else _head(shot, take, kept, is_continued=shot.id in continued),
                seconds=(next_edge - edge) / cut.fps,
            )
        )
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


def _sequence_head(production: Production, shot: Shot, take: Take) -> float:
    """A multi-shot render is trimmed at its two outer ends; inside, each shot begins where the one before it ended."""
    shown = production.storyboard.rendered_with(shot)
    head, _ = outer_handles(take.seconds, shown)
    before = sum((each.seconds for each in shown[: shown.index(shot)]), Decimal(0))
    return float(head + before)


def _head(shot: Shot, take: Take, kept: Decimal, *, is_continued: bool) -> float:
    """Trim both ends alike; where two shots share a still, trim the outer ends, so that the seam disappears."""
    spare = float(take.seconds - kept)
    if is_continued and shot.continues is None:
        return spare
    if shot.continues is not None:
        return spare / 2 if is_continued else 0.0
    return spare / 2
