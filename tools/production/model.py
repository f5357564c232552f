"""What `production.json` says: the film so far, readable and diffable."""

from decimal import Decimal
from typing import Literal

from tools.catalog.schema import Finding
from tools.film.base import Credits, Noun
from tools.film.brief import Brief
from tools.film.footage import Cut, Material, Music, Still, Take, VoiceLine
from tools.film.route import Quote, QuoteLine, Route, Warning
from tools.film.storyboard import Shot, Storyboard
from tools.routing.contents import Contents, Position

ModeOfWork = Literal["rehearsal", "live"]

SCHEMA = 1
OWN = "own"
"""The provider of what the person brought along."""


class Production(Noun):
    """One film. Every change is a new value, written atomically by the store."""

    schema_number: int = SCHEMA
    slug: str
    mode: ModeOfWork
    edition: str
    sellers: tuple[str, ...] | None = None
    """The providers that this film may be bought from, by their keys. None in rehearsal, which needs none."""
    findings: tuple[Finding, ...] = ()
    """Where the providers' own word differs from the edition, as last asked."""
    brief: Brief
    storyboard: Storyboard
    shots_made: int = 0
    """How many shot ids were ever given out: an id is never used for a second shot."""
    routes: tuple[Route, ...] = ()
    quote: Quote | None = None
    """The whole film's quote: every still, draft and clip once."""
    stills: tuple[Still, ...] = ()
    takes: tuple[Take, ...] = ()
    voice: tuple[VoiceLine, ...] = ()
    music: Music | None = None
    material: tuple[Material, ...] = ()
    """The person's own files in this film."""
    cut: Cut | None = None
    warnings: tuple[Warning, ...] = ()

    def route(self, shot_id: str) -> Route:
        """The shot's route; raises KeyError while it has none."""
        for route in self.routes:
            if route.shot_id == shot_id:
                return route
        raise KeyError(shot_id)

    @property
    def contents(self) -> Contents:
        """What each call of this film would send now."""
        return Contents(self.storyboard, self.brief, self.routes)

    def keeper(self, shot_id: str) -> Take | None:
        """The take that goes into the cut: the chosen one, else the newest that shows what the shot asks for.

        A sequence's shots share the take of its first shot.
        """
        shot = self.storyboard.shot(shot_id)
        if shot.sequence is not None and shot.sequence != shot_id:
            return self.keeper(shot.sequence)
        clips = [take for take in self.takes if take.shot_id == shot_id and not take.draft]
        if shot.chosen_take is not None:
            return next((take for take in clips if take.number == shot.chosen_take), None)
        wanted = self.contents.clip(shot)
        fitting = [take for take in clips if take.content == wanted]
        return max(fitting, key=lambda take: take.number, default=None)

    def draft(self, shot_id: str) -> Take | None:
        """The test take of what the shot asks for now."""
        shot = self.storyboard.shot(shot_id)
        wanted = self.contents.draft(shot)
        drafts = [take for take in self.takes if take.shot_id == shot_id and take.draft and take.content == wanted]
        return max(drafts, key=lambda take: take.number, default=None)

    def still(self, shot_id: str, position: Position = "start") -> Still | None:
        """The shot's still at that end, its neighbour's where two shots share a boundary, a chain's first.

        None while the shot asks for a picture that has not been drawn.
        """
        shot = self.storyboard.shot(shot_id)
        if position == "start" and shot.continues is not None:
            return self.still(shot.continues, "start" if shot.chained else "end")
        wanted = self.contents.still(shot, position)
        drawn = [still for still in self.stills if (still.shot_id, still.position) == (shot_id, position)]
        return max((s for s in drawn if s.content == wanted), key=lambda s: s.number, default=None)

    def reference(self, name: str) -> Still | None:
        """The picture of a member of the cast as it is described now; None while there is none."""
        character = self.brief.character(name)
        if character is None:
            return None
        wanted = self.contents.reference(character)
        drawn = [still for still in self.stills if still.shot_id == character.id and still.content == wanted]
        return max(drawn, key=lambda still: still.number, default=None)

    def looks(self, *shots: Shot) -> dict[str, str]:
        """The file that shows how each of those in the shots looks, by name and relative to the folder."""
        names = dict.fromkeys(name for shot in shots for name in shot.cast)
        return {name: still.file for name in names if (still := self.reference(name)) is not None}

    def own_files(self) -> set[str]:
        """Every still and take that was made from a file of the person's, relative to the folder."""
        stills = {still.file for still in self.stills if still.provider == OWN}
        takes = {take.file for take in self.takes if take.provider == OWN}
        return stills | takes

    def to_make(self) -> tuple[QuoteLine, ...]:
        """The lines of the quote whose file is not there yet: what going on would buy."""
        made = {(still.key, still.content) for still in self.stills}
        made |= {(take.key, take.content) for take in self.takes}
        wanted = [line for line in (self.quote.lines if self.quote else ()) if (line.key, line.content) not in made]
        return tuple(line for line in wanted if line.kind != "draft" or self.keeper(line.shot_id) is None)

    def drawn(self) -> bool:
        """True once every still that the film asks for now has been drawn."""
        return self.quote is not None and not any(line.kind == "still" for line in self.to_make())


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
