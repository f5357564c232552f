"""From every shot's candidates to one model a shot, with the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tools.catalog.schema import Edition, VideoModel
from tools.film.brief import Brief
from tools.film.errors import CannotBeDone, TooDear, UsageError
from tools.film.route import Route, RuledOut
from tools.film.storyboard import Shot, Storyboard
from tools.routing.budget import Option, cheapest_total, choose
from tools.routing.candidates import DRAFT_WAIVED, Candidate, candidates
from tools.routing.filters import Demand, why_not


@dataclass(frozen=True)
class Choice:
    """The model that makes a render, what the playbook would have taken with more money, and why not the others."""

    shot: Shot
    """What the render is asked for: the shot itself, or a multi-shot sequence as if it were one long shot."""
    shots: tuple[Shot, ...]
    """The shots that the render returns."""
    chosen: Candidate
    wished: Candidate
    bar: int
    """The fit that was good enough here: the role's floor, or the best there is when nothing reaches it."""
    pinned: bool
    able: tuple[Candidate, ...]
    ruled_out: tuple[RuledOut, ...]


@dataclass(frozen=True)
class _Case:
    shot: Shot
    shots: tuple[Shot, ...]
    able: tuple[Candidate, ...]
    ruled_out: tuple[RuledOut, ...]
    bar: int
    pinned: bool


def choose_models(
    storyboard: Storyboard,
    brief: Brief,
    edition: Edition,
    today: date,
    video_budget: Decimal | None,
    kept: Mapping[str, Route] | None = None,
) -> list[Choice]:
    """One choice a render, in order. `video_budget` is what is left for drafts and clips, in credits.

    `kept` holds routes that stay as they are, by shot: those shots have one candidate.

    Raises CannotBeDone with the nearest plan when a shot has no model, or nothing fits the budget.
    """
    cases = [_case(shots, storyboard, brief, edition, today) for shots in _renders(storyboard)]
    cases = [_as_routed(case, (kept or {}).get(case.shot.id)) for case in cases]
    runs = _linked_runs(cases)
    ways = [_ways_for(run) for run in runs]
    options = [_options(run, waged, edition) for run, waged in zip(runs, ways, strict=True)]
    picked = choose(options, video_budget)
    if picked is None:
        raise _too_dear(cheapest_total(options), brief, video_budget)
    free = choose(options, None)
    assert free is not None, "without a budget there is always a plan"
    choices: list[Choice] = []
    for run, waged, taken, wished in zip(runs, ways, picked, free, strict=True):
        for case, chosen, best in zip(run, waged[taken], waged[wished], strict=True):
            choices.append(
                Choice(case.shot, case.shots, chosen, best, case.bar, case.pinned, case.able, case.ruled_out)
            )
    return choices


def apply_pins(storyboard: Storyboard, edition: Edition, pins: Mapping[str, str]) -> Storyboard:
    """The storyboard with every named model resolved to its id; raises UsageError for a name nobody knows."""
    if unknown := sorted(set(pins) - {shot.id for shot in storyboard.shots}):
        last = storyboard.shots[-1].id
        raise UsageError(f"There is no shot {unknown[0]} to pin a model to; the shots are s01 to {last}.")
    shots = []
    for shot in storyboard.shots:
        wanted = pins.get(shot.id) or shot.pinned_model
        shots.append(shot if wanted is None else shot.model_copy(update={"pinned_model": model_named(wanted, edition)}))
    return Storyboard(shots=tuple(shots))


def model_named(words: str, edition: Edition) -> str:
    """The id of the model that a person means by those words; raises UsageError for a name nobody knows."""
    asked = words.strip().lower()
    if edition.video_model(asked) is not None:
        return asked
    squeezed = asked.replace(" ", "-")
    matches = [model.id for model in edition.video if squeezed and model.id.startswith(squeezed)]
    matches += [model.id for model in edition.video if asked and model.label.lower().startswith(asked)]
    if not matches:
        raise UsageError(f"No model is called {words[:40]!r}; choose one of {', '.join(edition.ids())}.")
    return matches[0]


def _renders(storyboard: Storyboard) -> list[tuple[Shot, ...]]:
    return [storyboard.rendered_with(shot) for shot in storyboard.shots if shot.sequence in (None, shot.id)]


def _as_one(shots: tuple[Shot, ...], edition: Edition) -> Shot:
    """What a sequence asks of its model: all its seconds, whatever any of its shots needs, its weightiest role."""
    if len(shots) == 1:
        return shots[0]
    return shots[0].model_copy(
        update={
            "seconds": sum((shot.seconds for shot in shots), Decimal(0)),
            "role": max((shot.role for shot in shots), key=lambda role: edition.roles[role].importance),
            "faces": any(shot.faces for shot in shots),
            "dialogue": next((shot.dialogue for shot in shots if shot.dialogue), None),
            "traits": frozenset().union(*(shot.traits for shot in shots)),
            "cast": tuple(dict.fromkeys(name for shot in shots for name in shot.cast)),
            "pinned_model": next((shot.pinned_model for shot in shots if shot.pinned_model), None),
        }
    )


def _case(shots: tuple[Shot, ...], storyboard: Storyboard, brief: Brief, edition: Edition, today: date) -> _Case:
    shot = _as_one(shots, edition)
    linked = storyboard.shares_a_still(shot)
    demand = Demand(shot=shot, brief=brief, both_ends=linked or shot.end_still, today=today)
    able, ruled_out = candidates(demand, edition)
    if not able and shot.end_still and not linked:
        shot = shot.model_copy(update={"end_still": False})
        shots = (shot,)
        demand = replace(demand, shot=shot, both_ends=False)
        able, ruled_out = candidates(demand, edition)
    if shot.chained:  # a draft would have to start from a frame that is not rendered yet
        able = [replace(way, draft=None) for way in able]
    if shot.pinned_model is not None:
        able = [_pinned(shot.pinned_model, able, ruled_out, edition)]
    if not able:
        raise _impossible(demand, edition)
    bar = min(edition.roles[shot.role].floor, max(way.fit for way in able))
    return _Case(shot, shots, tuple(able), tuple(ruled_out), bar, shot.pinned_model is not None)


def _as_routed(case: _Case, route: Route | None) -> _Case:
    """The case with the one way that was already taken; a shot whose model has gone since chooses anew."""
    way = next((way for way in case.able if route is not None and way.model.id == route.model), None)
    if route is None or way is None:
        return case
    taken = replace(way, credits=route.credits, draft=route.draft, clip_seconds=route.clip_seconds)
    return replace(case, able=(taken,))


def _pinned(model_id: str, able: list[Candidate], ruled_out: list[RuledOut], edition: Edition) -> Candidate:
    for way in able:
        if way.model.id == model_id:
            return way
    why = next((ruled.why for ruled in ruled_out if ruled.model == model_id), "it cannot make this shot")
    model = edition.video_model(model_id)
    nearest = model.successor if model is not None and model.successor else (able[0].model.id if able else None)
    instead = f"; pin {nearest} instead, or leave the pin out" if nearest else "; leave the pin out"
    raise CannotBeDone(f"{model_id} cannot make the shot it was pinned to: {why}{instead}.")


def _linked_runs(cases: list[_Case]) -> list[list[_Case]]:
    runs: list[list[_Case]] = []
    for case in cases:
        if case.shot.continues is not None and runs:
            runs[-1].append(case)
        else:
            runs.append([case])
    return runs


def _ways_for(run: list[_Case]) -> list[tuple[Candidate, ...]]:
    """Every way to make a linked run on one model, so that it looks the same throughout; drafts kept or waived."""
    shared = [way.model for way in run[0].able if all(_way(case, way.model) is not None for case in run)]
    ways: list[tuple[Candidate, ...]] = []
    for model in shared:
        made = tuple(way for case in run if (way := _way(case, model)) is not None)
        ways.append(made)
        if any(way.draft is not None for way in made):
            waived = tuple(replace(way, draft=None, draft_waived=way.draft is not None) for way in made)
            ways.append(waived)
    if not ways:
        names = " and ".join(case.shot.id for case in run)
        raise CannotBeDone(f"No single model can make the linked shots {names}; make the long shot shorter.")
    return ways


def _way(case: _Case, model: VideoModel) -> Candidate | None:
    return next((way for way in case.able if way.model.id == model.id), None)


def _options(run: list[_Case], ways: list[tuple[Candidate, ...]], edition: Edition) -> list[Option]:
    return [
        Option(
            credits=sum((way.total for way in made), Decimal(0)),
            loss=sum(_loss(case, way, edition) for case, way in zip(run, made, strict=True)),
            choice=number,
        )
        for number, made in enumerate(ways)
    ]


def _loss(case: _Case, way: Candidate, edition: Edition) -> int:
    given_up = max(0, case.bar - way.fit) + (DRAFT_WAIVED if way.draft_waived else 0)
    return edition.roles[case.shot.role].importance * given_up


def _impossible(demand: Demand, edition: Edition) -> CannotBeDone:
    shot, brief = demand.shot, demand.brief
    longest = max(
        (
            length
            for model in edition.video
            for length in model.seconds
            if why_not(model, replace(demand, shot=shot.model_copy(update={"seconds": length}))) is None
        ),
        default=None,
    )
    ratio = brief.aspect_ratio.value
    if longest is not None:
        return CannotBeDone(
            f"No model of edition {edition.name} makes {shot.id} {shot.seconds.normalize():f} s long in {ratio}; "
            f"the nearest that can be done is {longest.normalize():f} s."
        )
    return CannotBeDone(
        f"No model of edition {edition.name} can make {shot.id} in {ratio} as described; "
        "the nearest that can be done is the same film in 16:9 or 9:16."
    )


def _too_dear(cheapest: Decimal, brief: Brief, left: Decimal | None) -> TooDear:
    budget = min(limit for limit in (brief.budget_credits, brief.target_credits) if limit is not None)
    needed = cheapest + (budget - left if left is not None else Decimal(0))
    return TooDear(
        f"The cheapest plan for this film costs {needed} credits and the budget is {budget}; "
        f"raise it to {needed}, or ask for a shorter film or fewer shots.",
        needed,
    )
