"""The tools that answer questions. None of them changes anything."""

from dataclasses import replace
from decimal import Decimal

from pydantic import Field

from agent.planning import edition_of
from agent.replanning import replan, screenplay_of
from agent.toolbox.base import (
    Arguments,
    NoArguments,
    ShotNumber,
    Tool,
    film,
    ledger_calls,
    listed,
    next_step,
    number_of,
    shot_id_of,
)
from agent.workshop import Workshop
from tools.film.errors import CannotBeDone
from tools.production.model import Production
from tools.routing.choosing import model_named
from tools.story import editing


class Asked(Arguments):
    """What the question is about; leave out what it is not about."""

    model: str | None = Field(default=None, max_length=60, description="A model's id or name.")
    shot: ShotNumber | None = Field(default=None, description="A shot's number or id.")


def ask_cost(workshop: Workshop, asked: Asked) -> str:
    """What the film costs, or would cost with another model."""
    production = film(workshop)
    if asked.model is not None:
        return _what_if(workshop, production, asked)
    if asked.shot is not None:
        shot_id = shot_id_of(production, asked.shot)
        route = production.route(shot_id)
        draft = f" and a draft for {route.draft.credits}" if route.draft else ""
        return f"Shot {number_of(production, shot_id)} costs {route.credits} credits on {route.model}{draft}."
    quote = production.quote
    assert quote is not None, "a planned film has a quote"
    spent = sum((call.credits for call in ledger_calls(workshop, production) if call.state == "settled"), Decimal(0))
    cap = "" if production.brief.budget_credits is None else f" The budget is {production.brief.budget_credits}."
    return (
        f"Once through it costs {quote.credits} credits at list price; with usual re-rolls half of such films stay "
        f"within {quote.p50} and nine in ten within {quote.p90}. Spent so far: {spent}.{cap} {next_step(production)}"
    )


def ask_why(workshop: Workshop, asked: Asked) -> str:
    """Why a shot has its model, or why a model has no shot."""
    production = film(workshop)
    model = None if asked.model is None else model_named(asked.model, edition_of(production))
    if asked.shot is not None:
        return _why_this(production, shot_id_of(production, asked.shot), model)
    if model is None:
        told = [f"{number_of(production, route.shot_id)}: {route.model}, {route.why}" for route in production.routes]
        return "Every shot has its reason. " + "; ".join(told) + "."
    having = [route for route in production.routes if route.model == model]
    if having:
        numbers = listed(str(number_of(production, route.shot_id)) for route in having)
        return f"{model} makes shot {numbers}: {having[0].why}."
    return f"No shot goes to {model}. " + _reasons_against(production, model)


def show_status(workshop: Workshop, _: NoArguments) -> str:
    """Where the film stands."""
    production = film(workshop)
    board = production.storyboard
    kept = sum(production.keeper(shot.id) is not None for shot in board.shots)
    drawn = sum(production.still(shot.id) is not None for shot in board.shots)
    return (
        f"{len(board.shots)} shots, {board.seconds.normalize():f} s, {production.brief.aspect_ratio.value}: {drawn} "
        f"drawn, {kept} with a take. {next_step(production)}"
    )


def show_models(workshop: Workshop, _: NoArguments) -> str:
    """Which models there are."""
    edition = edition_of(film(workshop))
    live = [model.id for model in edition.video if model.why_unavailable(workshop.today) is None]
    gone = [model.id for model in edition.video if model.why_unavailable(workshop.today) is not None]
    retired = f" Retired or not for sale: {listed(gone)}." if gone else ""
    return f"Edition {edition.name} has {listed(live)}.{retired} `greenlight models` shows what each does and costs."


def show_ledger(workshop: Workshop, _: NoArguments) -> str:
    """Where the money went."""
    production = film(workshop)
    ledger = workshop.open_ledger(production.brief.budget_credits)
    try:
        balance, calls = ledger.balance(), ledger.calls()
    finally:
        ledger.close()
    kind = "play credits" if production.mode == "rehearsal" else "credits"
    cap = "no cap" if balance.budget is None else f"a cap of {balance.budget}"
    return (
        f"{balance.settled} {kind} spent on {sum(call.state == 'settled' for call in calls)} results, "
        f"{balance.reserved} reserved, {balance.unknown} of unknown outcome; greenlit {balance.approved}, {cap}."
    )


def _what_if(workshop: Workshop, production: Production, asked: Asked) -> str:
    assert asked.model is not None, "asked of a model"
    edition = edition_of(production)
    model = model_named(asked.model, edition)
    calls = ledger_calls(workshop, production)
    wanted = [shot.id for shot in production.storyboard.shots if shot.sequence in (None, shot.id)]
    if asked.shot is not None:
        wanted = [shot_id_of(production, asked.shot)]
    able: list[str] = []
    told = screenplay_of(production)
    play = replace(told, brief=told.brief.model_copy(update={"target_credits": None}))
    reason = ""
    for shot_id in wanted:
        tried = editing.pin_model(play, shot_id, model)
        try:
            replan(production, tried, calls, workshop.today)
        except CannotBeDone as error:
            reason = str(error)
        else:
            play, able = tried, [*able, shot_id]
    if not able:
        return f"{reason} The film stays as it is."
    there = replan(production, play, calls, workshop.today)
    assert there.quote is not None and production.quote is not None, "planned films have quotes"
    numbers = listed(str(number_of(production, each)) for each in able)
    prices = listed(f"{there.route(each).credits}" for each in able)
    return (
        f"With {model} shot {numbers} would cost {prices} credits, and the film {there.quote.credits} instead of "
        f"{production.quote.credits}. Nothing was changed; "
        f"**make shot {number_of(production, able[0])} with {model}** would do it."
    )


def _why_this(production: Production, shot_id: str, model: str | None) -> str:
    route, number = production.route(shot_id), number_of(production, shot_id)
    if model is not None and model != route.model:
        against = next((ruled.why for ruled in route.ruled_out if ruled.model == model), "it is not in this edition")
        return f"Shot {number} does not go to {model}: {against}. It goes to {route.model}: {route.why}."
    others = "; ".join(f"{ruled.model}: {ruled.why}" for ruled in route.ruled_out[:6])
    return f"Shot {number} goes to {route.model}: {route.why}. Ruled out: {others}."


def _reasons_against(production: Production, model: str) -> str:
    by_reason: dict[str, list[int]] = {}
    for route in production.routes:
        for ruled in route.ruled_out:
            if ruled.model == model:
                by_reason.setdefault(ruled.why, []).append(number_of(production, route.shot_id))
    told = [f"shot {listed(map(str, numbers))}: {why}" for why, numbers in by_reason.items()]
    return "; ".join(told) + "." if told else "It is not in this edition."


TOOLS = (
    Tool(
        "ask_cost", Asked, ask_cost, "What the film or a shot costs, or would cost on another model. Changes nothing."
    ),
    Tool("ask_why", Asked, ask_why, "Why a shot goes to its model, or why a named model has no shot."),
    Tool("show_status", NoArguments, show_status, "Where the film stands and what comes next."),
    Tool("show_models", NoArguments, show_models, "Which models the edition has."),
    Tool("show_ledger", NoArguments, show_ledger, "What was spent, reserved and greenlit."),
)
