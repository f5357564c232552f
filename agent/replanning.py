"""A changed screenplay becomes a planned production again, with everything kept that still fits. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.legible import refuse_what_no_font_has
from agent.planning import edition_of
from tools.credits.entries import Call
from tools.film.errors import TooDear
from tools.film.footage import Cut
from tools.film.route import Route
from tools.film.storyboard import Shot, Storyboard
from tools.production.model import Production
from tools.routing.contents import Contents, Owned
from tools.routing.plan import Made, plan, screen_seconds
from tools.story.editing import Screenplay


def screenplay_of(production: Production) -> Screenplay:
    """What the person can change about a production."""
    made = max(production.shots_made, len(production.storyboard.shots))
    return Screenplay(production.brief, production.storyboard, made)


def replan(production: Production, play: Screenplay, calls: Iterable[Call], today: date) -> Production:
    """Route and price the changed film; raises UsageError or CannotBeDone, and then nothing is different.

    `calls` are the ledger's: what was spent on shots that changed since is gone, and counts against the budget.
    """
    refuse_what_no_font_has(play.brief, play.storyboard)
    edition, play = edition_of(production), _without_short_takes(production, play)
    owned, routes = _owned(production, calls), _kept_routes(production, play)
    made = Made(owned=owned, routes=routes, sunk=_sunk(production, play, routes, calls))
    try:
        planned = plan(play.storyboard, play.brief, edition, today=today, made=made)
    except TooDear:
        if play.brief.target_credits is None or play.brief.target_credits != production.brief.target_credits:
            raise
        # an earlier wish for a lower price must not stand in the way of what is wished now
        play = replace(play, brief=play.brief.model_copy(update={"target_credits": None}))
        planned = plan(play.storyboard, play.brief, edition, today=today, made=made)
    changed = production.model_copy(
        update={
            "brief": play.brief,
            "storyboard": planned.storyboard,
            "shots_made": play.shots_made,
            "routes": planned.routes,
            "quote": planned.quote,
            "cut": planned.cut,
            "warnings": planned.warnings,
        }
    )
    return changed.model_copy(update={"cut": _cut_of(production, changed, planned.cut)})


def _without_short_takes(production: Production, play: Screenplay) -> Screenplay:
    """A take that somebody chose is let go once its shot has become longer than it."""
    length = {(take.shot_id, take.number): take.seconds for take in production.takes if not take.draft}
    shots = tuple(
        shot.model_copy(update={"chosen_take": None})
        if shot.chosen_take is not None and length.get((shot.id, shot.chosen_take), shot.seconds) < shot.seconds
        else shot
        for shot in play.storyboard.shots
    )
    return replace(play, storyboard=Storyboard(shots=shots))


def _owned(production: Production, calls: Iterable[Call]) -> tuple[Owned, ...]:
    stills = {still.key: still.content for still in production.stills}
    takes = {take.key: take.content for take in production.takes}
    calls = tuple(calls)
    ledger, lost = {call.key: call.content for call in calls}, {call.key for call in calls if call.lost}
    return tuple(Owned(key, content, key in lost) for key, content in {**ledger, **stills, **takes}.items())


def _kept_routes(production: Production, play: Screenplay) -> dict[str, Route]:
    """The routes of shots that have a take of just what they ask for, or one that the person chose."""
    known = {route.shot_id: route for route in production.routes}
    sent = Contents(play.storyboard, play.brief, tuple(known.values()))
    kept: dict[str, Route] = {}
    for shot in play.storyboard.shots:
        leader = play.storyboard.rendered_with(shot)[0]
        if shot.id in known and _still_fits(production, sent, leader, known) and _long_enough(shot, known[shot.id]):
            kept[shot.id] = known[shot.id]
    return kept


def _still_fits(production: Production, sent: Contents, shot: Shot, known: dict[str, Route]) -> bool:
    route = known.get(shot.id)
    if route is None or (shot.pinned_model is not None and route.model not in (shot.pinned_model, "own")):
        return False
    takes = [take for take in production.takes if take.shot_id == shot.id]
    if shot.chosen_take is not None:
        return any(take.number == shot.chosen_take and not take.draft for take in takes)
    try:
        wanted = {sent.clip(shot), sent.draft(shot)}
    except KeyError:
        return False
    return any(take.content in wanted for take in takes)


def _long_enough(shot: Shot, route: Route) -> bool:
    return shot.chosen_take is not None or shot.seconds_given or screen_seconds(shot, route) >= shot.seconds


def _sunk(production: Production, play: Screenplay, routes: dict[str, Route], calls: Iterable[Call]) -> Decimal:
    sent = Contents(play.storyboard, play.brief, production.routes)
    in_use = {sent.reference(character) for character in play.brief.cast}
    for shot in play.storyboard.shots:
        in_use |= {sent.still(shot, "start"), sent.still(shot, "end")}
        if shot.id in routes and routes[shot.id].rendered_with is None:
            in_use |= {sent.clip(shot), sent.draft(shot)}
    gone = [call.credits for call in calls if call.state != "released" and (call.lost or call.content not in in_use)]
    return sum(gone, Decimal(0))


def _cut_of(before: Production, after: Production, planned: Cut) -> Cut:
    """The film that was cut already stays the film while nothing that is seen or heard in it changed."""
    if before.cut is None or before.cut.file is None or _heard_and_seen(before) != _heard_and_seen(after):
        return planned
    return before.cut


def _heard_and_seen(production: Production) -> tuple[object, ...]:
    brief = production.brief
    shots = [
        (shot.id, shot.seconds, shot.spoken, shot.caption, production.keeper(shot.id))
        for shot in production.storyboard.shots
    ]
    sound = (brief.voice, brief.music, brief.music_mood or brief.mood, brief.captions, brief.grade, brief.brand)
    return (*shots, *sound, brief.finish, production.material)
