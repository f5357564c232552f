"""The playbook's eight mistakes, each a named warning in one sentence."""

from collections.abc import Iterable, Sequence

from tools.catalog.schema import Edition
from tools.film.brief import Brief
from tools.film.footage import Still, Take
from tools.film.route import Mode, Quote, Route, Warning
from tools.film.storyboard import Storyboard


def mistakes(
    storyboard: Storyboard,
    brief: Brief,
    routes: Sequence[Route],
    quote: Quote,
    edition: Edition,
    *,
    made: tuple[Sequence[Still], Sequence[Take]] = ((), ()),
) -> tuple[Warning, ...]:
    """Every mistake that the film, planned or half made, contains. `made` holds its stills and takes so far."""
    stills, takes = made
    found = (
        _no_locked_still(routes, stills, takes),
        _mixed_ratios(brief, routes, takes),
        _no_reroll_budget(brief, quote),
        _premium_first_try(routes, edition),
        _no_audio(brief),
        _text_to_video(routes),
        _raw_clips(brief, storyboard),
        _one_model(storyboard, routes),
    )
    return tuple(Warning(rule=rule, message=message) for rule, message in filter(None, found))


Finding = tuple[str, str] | None


def _no_locked_still(routes: Sequence[Route], stills: Sequence[Still], takes: Sequence[Take]) -> Finding:
    locked = {still.shot_id for still in stills if still.locked}
    shared = {route.shot_id for route in routes if route.mode in (Mode.FIRST_LAST, Mode.CHAIN)}
    rash = {take.shot_id for take in takes} - locked - shared
    if not rash:
        return None
    return "no-locked-still", f"{_named(rash)} was rendered before its still was locked; check the composition first."


def _mixed_ratios(brief: Brief, routes: Sequence[Route], takes: Sequence[Take]) -> Finding:
    width, height = brief.aspect_ratio.parts
    odd = {route.shot_id for route in routes if route.aspect_ratio is not brief.aspect_ratio}
    odd |= {take.shot_id for take in takes if abs(take.width / take.height - width / height) > 0.02}
    if not odd:
        return None
    return (
        "mixed-ratios",
        f"{_named(odd)} has another shape than the film's {brief.aspect_ratio.value}; render it again.",
    )


def _no_reroll_budget(brief: Brief, quote: Quote) -> Finding:
    if brief.budget_credits is None or quote.p50 <= brief.budget_credits:
        return None
    return (
        "no-reroll-budget",
        f"The budget of {brief.budget_credits} credits covers every shot once, but with usual re-rolls half of such "
        f"films cost more than {quote.p50}.",
    )


def _premium_first_try(routes: Sequence[Route], edition: Edition) -> Finding:
    premium = {model.id for model in edition.video if model.premium}
    own = [route for route in routes if route.rendered_with is None]
    untested = {route.shot_id for route in own if route.model in premium and route.draft is None}
    if not untested:
        return None
    return (
        "premium-first-try",
        f"{_named(untested)} goes to a premium model untested; a cheap draft first would save re-rolls.",
    )


def _no_audio(brief: Brief) -> Finding:
    if brief.voice or brief.music:
        return None
    return "no-audio", "The film has neither voice nor music; platforms show silent video to fewer people."


def _text_to_video(routes: Sequence[Route]) -> Finding:
    blind = {route.shot_id for route in routes if route.mode is Mode.TEXT_TO_VIDEO}
    if not blind:
        return None
    return "text-to-video", f"{_named(blind)} starts from words alone; a locked still costs little and holds the look."


def _raw_clips(brief: Brief, storyboard: Storyboard) -> Finding:
    if brief.captions or not any(shot.caption for shot in storyboard.shots):
        return None
    return "raw-clips", "Captions are off although words are spoken; most people watch muted and will miss them."


def _one_model(storyboard: Storyboard, routes: Sequence[Route]) -> Finding:
    roles = {shot.role for shot in storyboard.shots}
    models = {route.model for route in routes}
    renders = [route for route in routes if route.rendered_with is None]
    if len(renders) < 3 or len(roles) < 2 or len(models) > 1:
        return None
    return "one-model", f"Every shot goes to {models.pop()}, although their jobs differ; let each have what suits it."


def _named(shot_ids: Iterable[str]) -> str:
    return ", ".join(sorted(shot_ids))
