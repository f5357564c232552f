"""What a tool is: typed arguments that a model can read, and one function that does the work and says what changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from agent.director import Question
from agent.events import StoryboardDrawn, Warned
from agent.replanning import replan, screenplay_of
from agent.workshop import Watcher, Workshop
from tools.credits.entries import Call
from tools.film.errors import UsageError
from tools.film.route import Warning
from tools.production.history import remember
from tools.production.model import Production
from tools.stills.board import draw_board
from tools.stopping import what_stopping_saves
from tools.story.editing import Screenplay


class Arguments(BaseModel):
    """A tool's arguments; what is not declared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoArguments(Arguments):
    """Nothing to say."""


ShotNumber = int | str
"""A shot as people name it: its place counted from 1, `first`, `last`, or its id such as `s03`."""


class OfShot(Arguments):
    """One shot."""

    shot: ShotNumber = Field(description="The shot's number counted from 1, or its id such as s03.")


@dataclass(frozen=True)
class Tool:
    """One thing a director can do. Running it twice is harmless, or refused with a reason."""

    name: str
    arguments: type[Arguments]
    run: Callable[[Workshop, Any], str]
    about: str
    """For the model that reads it: what it does, in a sentence or two."""
    spends: bool = False
    """It may buy something, so the gate asks first."""
    works: bool = False
    """It makes files rather than changing the plan: what goes wrong ends the turn."""
    asks: Callable[[Workshop, Any], Question | None] | None = None
    """It cannot be taken back, so the gate asks this first; None where there is nothing to ask."""


def film(workshop: Workshop) -> Production:
    """The production as it is; raises UsageError while there is none."""
    if not workshop.store.exists():
        raise UsageError("There is no film yet; say first what it shall show.")
    return workshop.store.load()


def shot_id_of(production: Production, named: ShotNumber) -> str:
    """The id of the shot that was named; raises UsageError when there is no such shot."""
    shots = production.storyboard.shots
    text = str(named).strip().lower()
    if text in ("first", "last"):
        return shots[0 if text == "first" else -1].id
    known = {shot.id for shot in shots}
    if text in known:
        return text
    if text.isdigit() and 1 <= int(text) <= len(shots):
        return shots[int(text) - 1].id
    raise UsageError(f"There is no shot {str(named)[:20]}; the film has shots 1 to {len(shots)}.")


def number_of(production: Production, shot_id: str) -> int:
    """The shot's place, counted from 1."""
    return [shot.id for shot in production.storyboard.shots].index(shot_id) + 1


def ledger_calls(workshop: Workshop, production: Production) -> tuple[Call, ...]:
    """Everything the ledger knows of, paid or under way."""
    ledger = workshop.open_ledger(production.brief.budget_credits)
    try:
        return ledger.calls()
    finally:
        ledger.close()


def change(workshop: Workshop, label: str, edit: Callable[[Screenplay], Screenplay]) -> Production:
    """Plan the film anew with one edit, put the old version aside for undo, and save. All of it or nothing."""
    before = film(workshop)
    calls = ledger_calls(workshop, before)
    after = replan(before, edit(screenplay_of(before)), calls, workshop.today)
    kept = keep(workshop, label, before, after)
    _tell_of_what_is_superfluous(workshop, before, after, calls)
    return kept


def _tell_of_what_is_superfluous(
    workshop: Workshop, before: Production, after: Production, calls: Iterable[Call]
) -> None:
    """A live job that the film asked for until now and no longer does is kept, unless the person has it stopped."""
    if after.mode == "rehearsal" or before.quote is None or after.quote is None:
        return
    gone = {line.key for line in before.quote.lines} - {line.key for line in after.quote.lines}
    for call in calls:
        if call.state == "submitted" and call.key in gone:
            said = (
                f"{call.key} is still made at {call.provider} for {call.credits} credits, to be fetched and kept. "
                f"Say cancel, or `greenlight cancel {workshop.store.folder} {call.key}`, to stop it: "
                f"{what_stopping_saves(call)}."
            )
            workshop.emit(Warned(warning=Warning(rule="superfluous", message=said)))


def keep(workshop: Workshop, label: str, before: Production, after: Production) -> Production:
    """Save a changed production so that it can be undone, and show it; raises UsageError when nothing is different."""
    if after == before:
        raise UsageError("The film is already so; nothing was changed.")
    remember(workshop.store, label)
    workshop.store.save(after)
    show(workshop, after, known=before)
    return after


def show(workshop: Workshop, production: Production, *, known: Production | None = None) -> None:
    """Renew the board, and say the warnings that are new."""
    if (workshop.store.folder / "board.png").exists():
        draw_board(production, workshop.store.folder)
    workshop.emit(StoryboardDrawn(production=production))
    said = set() if known is None else {warning.message for warning in known.warnings}
    for warning in production.warnings:
        if warning.message not in said:
            workshop.emit(Warned(warning=warning))


def next_step(production: Production) -> str:
    """What going on would do and cost, in a sentence."""
    lines = production.to_make()
    if not lines:
        finished = production.cut is not None and production.cut.file is not None
        return "The film is finished." if finished else "Nothing more to buy: **go on** cuts the film."
    counts = [(kind, sum(line.kind == kind for line in lines)) for kind in ("still", "draft", "clip")]
    made = listed([f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts if count])
    price = sum((line.credits for line in lines), Decimal(0))
    return f"To make: {made}, {price} credits at list price; **go on** asks for your greenlight first."


def listed(items: Iterable[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    told = list(items)
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def watch(workshop: Workshop) -> Watcher:
    """Reports work as events, and stops it when the person wants."""
    return Watcher(emit=workshop.emit, stopping=workshop.should_stop)
