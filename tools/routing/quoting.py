"""From routes to the lines of a quote, each bound to exactly what would be sent."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from tools.catalog.schema import Edition, StillModel
from tools.film.brief import Brief
from tools.film.route import Draft, Mode, Quote, QuoteLine, Route
from tools.film.storyboard import Shot, Storyboard
from tools.routing.contents import Contents, Owned, Position, key_for
from tools.routing.forecast import Roll, forecast


def still_model_for(shot: Shot, brief: Brief, edition: Edition, live: frozenset[str]) -> StillModel:
    """The cheapest live still model that is good enough; one that writes text where words are in the picture.

    `live` holds the ids that can be bought today.
    """
    offered = [model for model in edition.stills if model.id in live and model.good_enough]
    lettered = [model for model in offered if model.writes_text]
    needs_text = bool(shot.on_screen_text) or (shot.brand_card and brief.brand is not None)
    pool = lettered if needs_text and lettered else offered
    return min(pool, key=lambda model: (model.credits(brief.still_size), model.id))


def needs_end_still(shot: Shot, route: Route, storyboard: Storyboard) -> bool:
    """True when the shot's last frame is given: it has a known ending, or another shot goes on from it."""
    return route.mode is Mode.FIRST_LAST and (shot.end_still or storyboard.shares_a_still(shot))


@dataclass(frozen=True)
class Pricing:
    """What the lines of a film's quote are made from. `owned` are the calls that were made before or are under way."""

    storyboard: Storyboard
    routes: tuple[Route, ...]
    brief: Brief
    edition: Edition
    live_stills: frozenset[str]
    owned: tuple[Owned, ...] = ()

    def lines(self) -> tuple[QuoteLine, ...]:
        """Every still, draft and clip of the film once, in the order in which they are made."""
        stills: list[QuoteLine] = self._references()
        drafts: list[QuoteLine] = []
        clips: list[QuoteLine] = []
        for shot, route in zip(self.storyboard.shots, self.routes, strict=True):
            stills += self._stills(shot, route)
            if route.rendered_with is not None or shot.chosen_take is not None:
                continue
            if route.draft is not None:
                drafts.append(self._draft(shot, route, route.draft))
            clips.append(self._clip(shot, route))
        return (*stills, *drafts, *clips)

    @property
    def _contents(self) -> Contents:
        return Contents(self.storyboard, self.brief, self.routes)

    def _references(self) -> list[QuoteLine]:
        """A picture of everyone in the cast who is seen and has none yet: every still with them is drawn after it."""
        seen = {name.lower() for shot in self.storyboard.shots for name in shot.cast}
        drawn = [one for one in self.brief.cast if one.name.lower() in seen and one.own_picture is None]
        lines = []
        for character in drawn:
            content = self._contents.reference(character)
            model = still_model_for(self.storyboard.shots[0], self.brief, self.edition, self.live_stills)
            key = key_for(f"still/{character.id}/reference", content, self.owned)
            lines.append(self._picture(character.id, key, content, model))
        return lines

    def _stills(self, shot: Shot, route: Route) -> list[QuoteLine]:
        wanted: list[Position] = []
        if shot.continues is None and shot.own_start is None:
            wanted.append("start")
        if needs_end_still(shot, route, self.storyboard) and shot.own_end is None:
            wanted.append("end")
        model = still_model_for(shot, self.brief, self.edition, self.live_stills)
        return [self._still(shot, position, model) for position in wanted]

    def _still(self, shot: Shot, position: Position, model: StillModel) -> QuoteLine:
        content = self._contents.still(shot, position)
        return self._picture(shot.id, key_for(f"still/{shot.id}/{position}", content, self.owned), content, model)

    def _picture(self, subject: str, key: str, content: str, model: StillModel) -> QuoteLine:
        return QuoteLine(
            kind="still",
            key=key,
            shot_id=subject,
            model=model.id,
            provider=model.provider,
            endpoint=model.endpoint,
            credits=model.credits(self.brief.still_size),
            expected_takes=_takes(self.edition.chances.still),
            content=content,
        )

    def _draft(self, shot: Shot, route: Route, draft: Draft) -> QuoteLine:
        content, tester = self._contents.draft(shot), self.edition.video_model(draft.model)
        mode = Mode.IMAGE_TO_VIDEO if route.mode is Mode.REFERENCE else route.mode  # a draft tests how it moves
        return QuoteLine(
            kind="draft",
            key=key_for(f"draft/{route.shot_id}", content, self.owned),
            shot_id=route.shot_id,
            model=draft.model,
            provider=draft.provider,
            endpoint=None if tester is None else tester.endpoint_for(mode),
            seconds=draft.clip_seconds,
            credits=draft.credits,
            expected_takes=_takes(self.edition.roles[shot.role].keeper_chance),
            content=content,
        )

    def _clip(self, shot: Shot, route: Route) -> QuoteLine:
        content = self._contents.clip(shot)
        return QuoteLine(
            kind="clip",
            key=key_for(f"clip/{route.shot_id}", content, self.owned),
            shot_id=route.shot_id,
            model=route.model,
            provider=route.provider,
            endpoint=route.endpoint,
            seconds=route.clip_seconds,
            credits=route.credits,
            expected_takes=route.expected_takes,
            content=content,
        )


def priced(lines: tuple[QuoteLine, ...]) -> Quote:
    """The lines with their forecast."""
    range_ = forecast(Roll(line.credits, line.expected_takes) for line in lines)
    return Quote(lines=lines, p50=range_.p50, p90=range_.p90)


def step_quote(quote: Quote, kinds: frozenset[str], paid: Container[str]) -> Quote:
    """The part of the film's quote that one step would buy: those kinds, without what is already paid."""
    return priced(tuple(line for line in quote.lines if line.kind in kinds and line.key not in paid))


def _takes(chance: Decimal) -> Decimal:
    return round(1 / chance, 2)
