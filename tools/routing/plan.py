"""The plan of a film: storyboard, catalog and budget in; routes, quote, planned cut and warnings out. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tools.catalog.schema import Edition
from tools.film.brief import Brief
from tools.film.errors import CannotBeDone
from tools.film.footage import Cut
from tools.film.route import Mode, Quote, Route, Warning
from tools.film.shape import AspectRatio
from tools.film.storyboard import Shot, Storyboard
from tools.routing.choosing import Choice, apply_pins, choose_models
from tools.routing.contents import Owned
from tools.routing.filters import HANDLES
from tools.routing.mistakes import mistakes
from tools.routing.quoting import Pricing, priced, still_model_for
from tools.routing.reasons import outbid, why_chosen

TARGET_LUFS = -14.0


@dataclass(frozen=True)
class Plan:
    """All that is known before a credit is spent."""

    storyboard: Storyboard
    routes: tuple[Route, ...]
    quote: Quote
    cut: Cut
    warnings: tuple[Warning, ...]


@dataclass(frozen=True)
class Made:
    """What an earlier version of the film already bought, so that a change costs no more than it must."""

    owned: tuple[Owned, ...] = ()
    routes: Mapping[str, Route] = field(default_factory=dict)
    """Routes to keep as they are, by shot: their takes exist."""
    sunk: Decimal = Decimal(0)
    """Credits spent on what the film no longer uses."""


NOTHING_MADE = Made()


FAL_OPENS_MOST = "a FAL_KEY opens most models and stills, or leave out --live to rehearse"


def plan(
    storyboard: Storyboard,
    brief: Brief,
    edition: Edition,
    *,
    today: date,
    pins: Mapping[str, str] | None = None,
    made: Made = NOTHING_MADE,
) -> Plan:
    """Route and price every shot; what was made before is kept where it still fits.

    Raises UsageError for a pin nobody knows, CannotBeDone (with the nearest plan) when no model or no budget will do.
    """
    pinned = apply_pins(storyboard, edition, pins or {})
    live_stills = _live_stills(edition, today)
    choices = _choices(pinned, brief, edition, today, live_stills, made)
    board = Storyboard(shots=tuple(shot for choice in choices for shot in choice.shots))
    fresh = (route for choice in choices for route in _routes(choice, board, brief, edition))
    routes = tuple(made.routes.get(route.shot_id, route) for route in fresh)
    quote = priced(Pricing(board, routes, brief, edition, live_stills, made.owned).lines())
    cut = _planned_cut(board, routes, brief)
    warnings = (
        *_shorter(board, cut),
        *_compromises(choices),
        *_below_the_floor(choices, edition),
        *_first_frame_not_bound(routes),
        *mistakes(board, brief, routes, quote, edition),
    )
    return Plan(storyboard=board, routes=routes, quote=quote, cut=cut, warnings=warnings)


def screen_seconds(shot: Shot, route: Route) -> Decimal:
    """How long the shot is on screen: what it asks for, as far as the clip can be trimmed at both ends."""
    return min(shot.seconds, route.clip_seconds - HANDLES)


def longest_shot(edition: Edition, ratio: AspectRatio, today: date) -> Decimal:
    """The longest screen time in seconds that one clip of that shape gives; longer shots are linked from several."""
    live = [model for model in edition.video if model.why_unavailable(today) is None and ratio in model.aspect_ratios]
    if not live and any(model.no_key and ratio in model.aspect_ratios for model in edition.video):
        raise CannotBeDone(f"No video model can be bought with the keys that are set; {FAL_OPENS_MOST}.")
    if not live:
        raise CannotBeDone(f"No model of edition {edition.name} makes {ratio.value} today; choose 16:9 or 9:16.")
    linking = [model for model in live if model.first_last] or live
    return max(model.seconds[-1] for model in linking) - HANDLES


def _live_stills(edition: Edition, today: date) -> frozenset[str]:
    live = [model for model in edition.stills if model.why_unavailable(today) is None]
    if not any(model.good_enough for model in live):
        raise CannotBeDone(f"No still model can be bought with the keys that are set; {FAL_OPENS_MOST}.")
    return frozenset(model.id for model in live)


def _choices(
    board: Storyboard, brief: Brief, edition: Edition, today: date, live_stills: frozenset[str], made: Made
) -> list[Choice]:
    """Choose with what the stills leave of the budget, or of the price that the film should have."""
    cap = None if brief.budget_credits is None else brief.budget_credits - made.sunk
    limits = [limit for limit in (cap, brief.target_credits) if limit is not None]
    if not limits:
        return choose_models(board, brief, edition, today, None, made.routes)
    reserve = sum(
        (
            still_model_for(shot, brief, edition, live_stills).credits(brief.still_size) * _stills_at_most(shot, board)
            for shot in board.shots
        ),
        Decimal(0),
    )
    return choose_models(board, brief, edition, today, min(limits) - reserve, made.routes)


def _stills_at_most(shot: Shot, board: Storyboard) -> int:
    return (0 if shot.continues else 1) + (1 if shot.end_still or board.shares_a_still(shot) else 0)


def longest_sequence(edition: Edition, ratio: AspectRatio, today: date) -> Decimal:
    """The longest screen time in seconds that one multi-shot render gives in that shape; 0 when no model makes one."""
    able = [model for model in edition.video if model.multi_shot and ratio in model.aspect_ratios]
    live = [model.seconds[-1] for model in able if model.why_unavailable(today) is None]
    return max(live) - HANDLES if live else Decimal(0)


def _routes(choice: Choice, board: Storyboard, brief: Brief, edition: Edition) -> list[Route]:
    """The render's route; the other shots of a sequence refer to it and cost nothing more."""
    leader = _route(choice, board, brief, edition)
    why = f"shown in the same render as {leader.shot_id}, so that people, light and clothes stay alike"
    included = {"credits": Decimal("0.00"), "draft": None, "rendered_with": leader.shot_id, "why": why}
    others = [leader.model_copy(update={**included, "shot_id": shot.id}) for shot in choice.shots[1:]]
    return [leader, *others]


def _mode(choice: Choice, board: Storyboard) -> Mode:
    way, shot = choice.chosen, choice.shot
    if len(choice.shots) > 1:
        return Mode.MULTI_SHOT
    if shot.chained:
        return Mode.CHAIN
    if way.without_first_frame:
        return Mode.REFERENCE
    ends = shot.end_still or board.shares_a_still(shot)
    return Mode.FIRST_LAST if ends and way.model.first_last else Mode.IMAGE_TO_VIDEO


def _route(choice: Choice, board: Storyboard, brief: Brief, edition: Edition) -> Route:
    way, shot, mode = choice.chosen, choice.shot, _mode(choice, board)
    chance = edition.chances.clip_after_draft if way.draft else edition.roles[shot.role].keeper_chance
    return Route(
        shot_id=shot.id,
        model=way.model.id,
        provider=way.model.provider,
        endpoint=way.model.endpoint_for(mode),
        mode=mode,
        clip_seconds=way.clip_seconds,
        resolution=way.resolution,
        aspect_ratio=brief.aspect_ratio,
        fps=way.model.fps,
        audio=way.audio,
        credits=way.credits,
        expected_takes=round(1 / chance, 2),
        draft=way.draft,
        references=way.references,
        why=why_chosen(choice, brief),
        ruled_out=(*choice.ruled_out, *outbid(choice)),
    )


def _planned_cut(board: Storyboard, routes: tuple[Route, ...], brief: Brief) -> Cut:
    kept = [screen_seconds(shot, route) for shot, route in zip(board.shots, routes, strict=True)]
    by_rate: Counter[int] = Counter()
    for seconds, route in zip(kept, routes, strict=True):
        by_rate[route.fps] += int(seconds * 1000)
    return Cut(
        file=None,
        seconds=sum(kept, Decimal(0)),
        width=brief.size.width,
        height=brief.size.height,
        fps=max(by_rate, key=lambda rate: (by_rate[rate], rate)),
        loudness_lufs=TARGET_LUFS if brief.voice or brief.music else None,
        captions=brief.captions,
    )


def _shorter(board: Storyboard, cut: Cut) -> tuple[Warning, ...]:
    missing = board.seconds - cut.seconds
    if missing <= 0:
        return ()
    message = (
        f"The cut will be {cut.seconds.normalize():f} s of the {board.seconds.normalize():f} s asked for: some clips "
        "come exactly as long as their shots, and half a second of each is trimmed away at its ends."
    )
    return (Warning(rule="shorter-than-asked", message=message),)


def _compromises(choices: list[Choice]) -> tuple[Warning, ...]:
    given = []
    for choice in choices:
        if choice.chosen.model.id != choice.wished.model.id:
            given.append(f"{choice.shot.id} on {choice.chosen.model.id} instead of {choice.wished.model.id}")
        elif choice.chosen.draft_waived and not choice.wished.draft_waived:
            given.append(f"{choice.shot.id} without its draft")
    if not given:
        return ()
    return (Warning(rule="compromise", message=f"To stay within the budget: {', '.join(given)}."),)


def _below_the_floor(choices: list[Choice], edition: Edition) -> tuple[Warning, ...]:
    low = [choice for choice in choices if choice.bar < edition.roles[choice.shot.role].floor and not choice.pinned]
    if not low:
        return ()
    shots = ", ".join(f"{choice.shot.id} ({choice.shot.role.value})" for choice in low)
    message = (
        f"No model that can make {shots} reaches what the playbook calls good enough; the best there is was taken."
    )
    return (Warning(rule="below-the-floor", message=message),)


def _first_frame_not_bound(routes: tuple[Route, ...]) -> tuple[Warning, ...]:
    free = [route.shot_id for route in routes if route.mode is Mode.REFERENCE]
    if not free:
        return ()
    message = (
        f"{', '.join(free)} will be made from reference pictures, as you asked: the locked still is one of them, so "
        "the clip follows it and need not begin with exactly that frame."
    )
    return (Warning(rule="first-frame-not-bound", message=message),)
