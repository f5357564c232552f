"""What `production.json` says: the film so far, readable and diffable."""

from decimal import Decimal
from typing import Literal

from tools.film.base import Credits, Noun
from tools.film.brief import Brief
from tools.film.footage import Cut, Music, Still, Take, VoiceLine
from tools.film.route import Quote, Route, Warning
from tools.film.storyboard import Storyboard

ModeOfWork = Literal["rehearsal", "live"]

SCHEMA = 1


class Production(Noun):
    """One film. Every change is a new value, written atomically by the store."""

    schema_number: int = SCHEMA
    slug: str
    mode: ModeOfWork
    edition: str
    brief: Brief
    storyboard: Storyboard
    routes: tuple[Route, ...] = ()
    quote: Quote | None = None
    """The whole film's quote: every still, draft and clip once."""
    stills: tuple[Still, ...] = ()
    takes: tuple[Take, ...] = ()
    voice: tuple[VoiceLine, ...] = ()
    music: Music | None = None
    cut: Cut | None = None
    warnings: tuple[Warning, ...] = ()

    def route(self, shot_id: str) -> Route:
        """The shot's route; raises KeyError while it has none."""
        for route in self.routes:
            if route.shot_id == shot_id:
                return route
        raise KeyError(shot_id)

    def keeper(self, shot_id: str) -> Take | None:
        """The take that goes into the cut; a sequence's shots share the one of its first shot."""
        rendered = self.storyboard.shot(shot_id).sequence or shot_id
        return next((take for take in self.takes if take.shot_id == rendered and take.kept), None)

    def still(self, shot_id: str, position: str = "start") -> Still | None:
        """The shot's still at that end, its neighbour's where two shots share a boundary, a chain's first."""
        shot = self.storyboard.shot(shot_id)
        if position == "start" and shot.continues is not None:
            return self.still(shot.continues, "start" if shot.chained else "end")
        return next((s for s in self.stills if s.shot_id == shot_id and s.position == position), None)


class Balance(Noun):
    """Where the money of one production stands."""

    budget: Credits | None
    approved: Credits
    reserved: Credits
    settled: Credits
    unknown: Credits

    @property
    def left(self) -> Decimal | None:
        """What the budget still allows; None without a budget."""
        if self.budget is None:
            return None
        return self.budget - self.settled - self.reserved - self.unknown
