"""How shots hang together: a long move cut into linked clips, or several shots that one render returns."""

from decimal import Decimal

from tools.film.storyboard import Shot, Trait
from tools.story.timing import even


def linked(shot: Shot, longest: Decimal, *, chained: bool) -> list[Shot]:
    """One shot, or the linked pieces of a shot that is longer than any clip; words go with the first piece."""
    if shot.seconds <= longest:
        return [shot]
    pieces = even(shot.seconds, -(-int(shot.seconds * 1000) // int(longest * 1000)))
    both_ends = {"end_still": not chained, "brand_card": False}
    first = shot.model_copy(update={"seconds": pieces[0], **both_ends})
    quiet = {"dialogue": None, "narration": None, "on_screen_text": None, "chained": chained, **both_ends}
    rest = [shot.model_copy(update={**quiet, "seconds": seconds, "continues": "s01"}) for seconds in pieces[1:]]
    rest[-1] = rest[-1].model_copy(update={"brand_card": shot.brand_card})
    return [first, *rest]


def numbered(shots: list[Shot]) -> list[Shot]:
    """The shots with their ids in order, every link pointing at the shot before."""
    numbered = []
    for number, shot in enumerate(shots, start=1):
        before = f"s{number - 1:02d}" if shot.continues is not None else None
        numbered.append(shot.model_copy(update={"id": f"s{number:02d}", "continues": before}))
    return numbered


def in_sequences(shots: list[Shot], longest: Decimal) -> list[Shot]:
    """Gather neighbours into multi-shot sequences of at most `longest` seconds; a shot that must stand alone does."""
    gathered: list[list[Shot]] = []
    for shot in shots:
        run = gathered[-1] if gathered else []
        length = sum((each.seconds for each in run), shot.seconds)
        if run and length <= longest and all(_may_share(each, shots) for each in (*run, shot)):
            run.append(shot)
        else:
            gathered.append([shot])
    return [made for run in gathered for made in (_as_sequence(run) if len(run) > 1 else run)]


def _may_share(shot: Shot, shots: list[Shot]) -> bool:
    """The brand card needs its own exact frame, and a linked shot its shared one."""
    linked = shot.continues is not None or any(other.continues == shot.id for other in shots)
    return not shot.brand_card and not linked


def _as_sequence(run: list[Shot]) -> list[Shot]:
    return [
        shot.model_copy(update={"sequence": run[0].id, "end_still": False, "traits": shot.traits | {Trait.MULTI_SHOT}})
        for shot in run
    ]


def repaired(shots: list[Shot]) -> list[Shot]:
    """The shots with only those links and sequences that still hold after some were moved, added or taken away."""
    mended: list[Shot] = []
    for shot in shots:
        before = mended[-1] if mended else None
        if shot.continues is not None and (before is None or before.id != shot.continues):
            shot = shot.model_copy(update={"continues": None, "chained": False})
        mended.append(shot)
    runs: list[list[Shot]] = []
    for shot in mended:
        if runs and shot.sequence is not None and runs[-1][0].sequence == shot.sequence:
            runs[-1].append(shot)
        else:
            runs.append([shot])
    return [made for run in runs for made in _sequence_again(run)]


def _sequence_again(run: list[Shot]) -> list[Shot]:
    if run[0].sequence is None:
        return run
    if len(run) > 1:
        return [shot.model_copy(update={"sequence": run[0].id}) for shot in run]
    return [run[0].model_copy(update={"sequence": None, "traits": run[0].traits - {Trait.MULTI_SHOT}})]
