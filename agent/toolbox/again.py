"""Make it again: a new production that keeps what was good in this one."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from agent.events import Opened
from agent.replanning import replan, screenplay_of
from agent.toolbox.base import NoArguments, Tool, film, listed, next_step, number_of
from agent.workshop import Workshop
from tools.film.brief import Character
from tools.film.footage import Still
from tools.film.storyboard import Shot, Storyboard
from tools.production.model import OWN, Production
from tools.production.store import Store
from tools.purchases import sha256_of
from tools.routing.contents import Position


def make_again(workshop: Workshop, _: NoArguments) -> str:
    """Start a new production beside this one."""
    before = film(workshop)
    folder = _free_folder(workshop.store.folder)
    again = _as_new(before, workshop, folder)
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    for file in sorted({*again.own_files(), *(each.file for each in again.material)}):
        place = making / file
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(workshop.store.folder / file, place)
    Store(making).create(again)
    making.rename(folder)
    workshop.emit(Opened(folder=str(folder)))
    locked = sum(still.position != "reference" for still in again.stills)
    rolled = [
        str(number_of(before, shot.id))
        for shot in before.storyboard.shots
        if sum(take.shot_id == shot.id and not take.draft for take in before.takes) > 1
    ]
    open_again = f" Shot {listed(rolled)} took several takes, so its model is open again." if rolled else ""
    return (
        f"A new production is in `{folder}`: the same storyboard, its {locked} locked stills, and the "
        f"models that got it right at once.{open_again} Change what you like. {next_step(again)}"
    )


def _as_new(before: Production, workshop: Workshop, folder: Path) -> Production:
    here = workshop.store.folder
    cast = tuple(_as_drawn(one, before, here) for one in before.brief.cast)
    shots = tuple(_fresh(shot, before, here) for shot in before.storyboard.shots)
    new = Production(
        slug=folder.name,
        mode=before.mode,
        edition=before.edition,
        sellers=before.sellers,
        brief=before.brief.model_copy(update={"target_credits": None, "cast": cast}),
        storyboard=Storyboard(shots=shots),
        shots_made=max(before.shots_made, len(shots)),
        routes=before.routes,
        takes=tuple(take for take in before.takes if take.provider == OWN),
        material=before.material,
    )
    new = new.model_copy(update={"stills": (*_kept_stills(before, new), *_kept_looks(before, new))})
    return replan(new, screenplay_of(new), (), workshop.today)


def _kept_stills(before: Production, new: Production) -> Iterator[Still]:
    for shot in new.storyboard.shots:
        ends: tuple[tuple[Position, str | None], ...] = (("start", shot.own_start), ("end", shot.own_end))
        for position, own in ends:
            known = before.still(shot.id, position) if own is not None else None
            if known is not None and known.shot_id == shot.id:
                yield _owned(known, new.contents.still(shot, position))


def _kept_looks(before: Production, new: Production) -> Iterator[Still]:
    for one in new.brief.cast:
        known = before.reference(one.name)
        if known is not None and one.own_picture is not None:
            yield _owned(known, new.contents.reference(one))


def _owned(still: Still, content: str) -> Still:
    return still.model_copy(update={"provider": OWN, "content": content, "credits": Decimal("0.00")})


def _as_drawn(one: Character, before: Production, folder: Path) -> Character:
    """The member of the cast as it looked."""
    known = before.reference(one.name)
    if one.own_picture is not None or known is None or not (folder / known.file).exists():
        return one
    return one.model_copy(update={"own_picture": sha256_of(folder / known.file)})


def _fresh(shot: Shot, before: Production, folder: Path) -> Shot:
    """The shot without its history, but with its locked stills, and its model where one take was enough.

    A clip of the person's own stays.
    """
    takes = [take for take in before.takes if take.shot_id == shot.id and not take.draft]
    kept = before.keeper(shot.id)
    own = kept.number if kept is not None and kept.provider == OWN else None
    right_at_once = len(takes) == 1 and own is None and shot.pinned_model is None
    return shot.model_copy(
        update={
            "own_start": _locked(before, shot, "start", folder) or shot.own_start,
            "own_end": _locked(before, shot, "end", folder) or shot.own_end,
            "pinned_model": before.route(shot.id).model if right_at_once else shot.pinned_model,
            "still_roll": 1,
            "draft_roll": 1,
            "take_roll": 1,
            "chosen_take": own,
        }
    )


def _locked(before: Production, shot: Shot, position: Position, folder: Path) -> str | None:
    """The digest of the shot's own locked still at that end."""
    still = before.still(shot.id, position)
    if still is None or not still.locked or still.shot_id != shot.id or not (folder / still.file).exists():
        return None
    return sha256_of(folder / still.file)


def _free_folder(folder: Path) -> Path:
    number = 2
    while (wanted := folder.with_name(f"{folder.name}-again-{number}")).exists():
        number += 1
    return wanted


TOOLS = (
    Tool(
        "make_again",
        NoArguments,
        make_again,
        "Start a new production that keeps this one's storyboard, locked stills and well-chosen models.",
    ),
)
