"""From routes to the lines of a quote, each bound to exactly what would be sent."""

import hashlib
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from typing import Literal

from tools.catalog.schema import Edition, StillModel
from tools.film.brief import Brief
from tools.film.route import Mode, Quote, QuoteLine, Route
from tools.film.storyboard import Shot, Storyboard
from tools.routing.forecast import Roll, forecast

Kind = Literal["still", "draft", "clip"]


def still_model_for(shot: Shot, brief: Brief, edition: Edition, live: frozenset[str]) -> StillModel:
    """The cheapest live still model that is good enough; one that writes text where words are in the picture.

    `live` holds the ids that can be bought today.
    """
    offered = [model for model in edition.stills if model.id in live and model.good_enough]
    lettered = [model for model in offered if model.writes_text]
    needs_text = bool(shot.on_screen_text) or (shot.brand_card and brief.brand is not None)
    pool = lettered if needs_text and lettered else offered
    return min(pool, key=lambda model: (model.credits(brief.size), model.id))


def needs_end_still(shot: Shot, route: Route, storyboard: Storyboard) -> bool:
    """True when the shot's last frame is given: it has a known ending, or another shot goes on from it."""
    return route.mode is Mode.FIRST_LAST and (shot.end_still or storyboard.shares_a_still(shot))


def quote_lines(
    storyboard: Storyboard, routes: Iterable[Route], brief: Brief, edition: Edition, live_stills: frozenset[str]
) -> tuple[QuoteLine, ...]:
    """Every still, draft and clip of the film once, in the order in which they are made."""
    stills: list[QuoteLine] = []
    drafts: list[QuoteLine] = []
    clips: list[QuoteLine] = []
    for shot, route in zip(storyboard.shots, routes, strict=True):
        stills += _still_lines(
            shot, route, storyboard, brief, still_model_for(shot, brief, edition, live_stills), edition
        )
        if route.rendered_with is not None:
            continue
        shown = storyboard.rendered_with(shot)
        if route.draft is not None:
            drafts.append(_draft_line(shown, route, brief, edition))
        clips.append(_clip_line(shown, route, brief))
    return (*stills, *drafts, *clips)


def priced(lines: tuple[QuoteLine, ...]) -> Quote:
    """The lines with their forecast."""
    range_ = forecast(Roll(line.credits, line.expected_takes) for line in lines)
    return Quote(lines=lines, p50=range_.p50, p90=range_.p90)


def step_quote(quote: Quote, kinds: frozenset[str], paid: Container[str]) -> Quote:
    """The part of the film's quote that one step would buy: those kinds, without what is already paid."""
    return priced(tuple(line for line in quote.lines if line.kind in kinds and line.key not in paid))


def content_of(kind: Kind, shots: Sequence[Shot], route: Route, brief: Brief) -> str:
    """A digest of everything that decides what is sent; a line whose digest no longer matches is not bought."""
    shown = [shot.model_dump_json() for shot in shots]
    said = [kind, *shown, brief.model_dump_json(exclude={"budget_credits"})]
    if kind != "still":
        said.append(route.model_dump_json(include=_SENT))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


_SENT = {"model", "endpoint", "mode", "clip_seconds", "resolution", "aspect_ratio", "fps", "audio", "draft"}


def _still_lines(
    shot: Shot, route: Route, storyboard: Storyboard, brief: Brief, model: StillModel, edition: Edition
) -> list[QuoteLine]:
    ends = ([] if shot.continues else ["start"]) + (["end"] if needs_end_still(shot, route, storyboard) else [])
    return [
        QuoteLine(
            kind="still",
            key=f"still/{shot.id}/{end}/1",
            shot_id=shot.id,
            model=model.id,
            provider=model.provider,
            credits=model.credits(brief.size),
            expected_takes=_takes(edition.chances.still),
            content=content_of("still", (shot,), route, brief),
        )
        for end in ends
    ]


def _draft_line(shots: Sequence[Shot], route: Route, brief: Brief, edition: Edition) -> QuoteLine:
    draft = route.draft
    assert draft is not None, "only routes with a draft get a draft's line"
    return QuoteLine(
        kind="draft",
        key=f"draft/{route.shot_id}/1",
        shot_id=route.shot_id,
        model=draft.model,
        provider=draft.provider,
        seconds=draft.clip_seconds,
        credits=draft.credits,
        expected_takes=_takes(edition.roles[shots[0].role].keeper_chance),
        content=content_of("draft", shots, route, brief),
    )


def _clip_line(shots: Sequence[Shot], route: Route, brief: Brief) -> QuoteLine:
    return QuoteLine(
        kind="clip",
        key=f"clip/{route.shot_id}/1",
        shot_id=route.shot_id,
        model=route.model,
        provider=route.provider,
        seconds=route.clip_seconds,
        credits=route.credits,
        expected_takes=route.expected_takes,
        content=content_of("clip", shots, route, brief),
    )


def _takes(chance: Decimal) -> Decimal:
    return round(1 / chance, 2)
