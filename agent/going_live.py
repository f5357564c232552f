"""A rehearsed film for real: the same brief, storyboard and wishes in a folder of its own, and nothing of it paid."""

import shutil
from datetime import date
from pathlib import Path

from agent.replanning import replan, screenplay_of
from tools.film.errors import UsageError
from tools.film.storyboard import Shot, Storyboard
from tools.production.model import OWN, Production
from tools.production.store import Store


def live_folder(folder: Path) -> Path:
    """Where the live film of a rehearsed one is."""
    return folder.with_name(f"{folder.name}-live")


def go_live(folder: Path, sellers: tuple[str, ...], today: date) -> Path:
    """Make the live production beside the rehearsed one, once; play credits and what they bought stay behind.

    Raises UsageError when it is live already or is not there; CannotBeDone when no route fits those sellers.
    """
    rehearsed = Store(folder).load()
    if rehearsed.mode == "live":
        raise UsageError(f"{folder} is a live production already; `greenlight resume {folder}` goes on with it.")
    wanted = live_folder(folder)
    if Store(wanted).exists():
        return wanted
    film = _for_real(rehearsed, wanted.name, sellers, today)
    making = wanted.with_name(f".{wanted.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    for name in {*film.own_files(), *(item.file for item in film.material)}:
        (making / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, making / name)
    Store(making).create(film)
    making.rename(wanted)
    return wanted


def _for_real(rehearsed: Production, slug: str, sellers: tuple[str, ...], today: date) -> Production:
    shots = tuple(_unmade(shot, rehearsed) for shot in rehearsed.storyboard.shots)
    bare = rehearsed.model_copy(
        update={
            "slug": slug,
            "mode": "live",
            "sellers": sellers,
            "storyboard": Storyboard(shots=shots),
            "stills": tuple(still for still in rehearsed.stills if still.provider == OWN),
            "takes": tuple(take for take in rehearsed.takes if take.provider == OWN),
            "cut": None,
        }
    )
    return replan(bare, screenplay_of(bare), (), today)


def _unmade(shot: Shot, rehearsed: Production) -> Shot:
    """The shot without its history; a take of the person's own stays chosen."""
    chosen = next(
        (t for t in rehearsed.takes if (t.shot_id, t.number) == (shot.id, shot.chosen_take) and not t.draft), None
    )
    kept = shot.chosen_take if chosen is not None and chosen.provider == OWN else None
    return shot.model_copy(update={"still_roll": 1, "draft_roll": 1, "take_roll": 1, "chosen_take": kept})
