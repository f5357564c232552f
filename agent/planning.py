"""From a brief's text to a planned production: read, storyboard, routes, quote. Spends nothing, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tools.catalog.load import load_edition
from tools.catalog.schema import Edition
from tools.film.shape import AspectRatio
from tools.production.model import ModeOfWork, Production
from tools.production.slug import slug_for
from tools.routing.plan import longest_shot, plan
from tools.story.draft import draft
from tools.story.read import Given, Reading, read_brief


@dataclass(frozen=True)
class Wishes:
    """What the person fixed outside the brief's own words. None leaves it to the brief, then to the playbook."""

    ratio: AspectRatio | None = None
    seconds: Decimal | None = None
    shots: int | None = None
    budget: Decimal | None = None
    voice: bool | None = None
    music: bool | None = None
    captions: bool | None = None
    edition: str | None = None
    pins: Mapping[str, str] = field(default_factory=dict)
    mode: ModeOfWork = "rehearsal"


def read(text: str, wishes: Wishes) -> Reading:
    """The brief as the playbook director reads it, with the person's own settings winning over its words."""
    given = Given(
        ratio=wishes.ratio,
        seconds=wishes.seconds,
        shots=wishes.shots,
        budget=wishes.budget,
        voice=wishes.voice,
        music=wishes.music,
        captions=wishes.captions,
    )
    return read_brief(text, given)


def plan_film(text: str, wishes: Wishes, today: date) -> Production:
    """The whole plan of a film; raises UsageError or CannotBeDone with one sentence."""
    edition = load_edition(wishes.edition)
    reading = read(text, wishes)
    longest = longest_shot(edition, reading.brief.aspect_ratio, today)
    storyboard = draft(reading, longest_shot=longest)
    planned = plan(storyboard, reading.brief, edition, today=today, pins=wishes.pins)
    return Production(
        slug=slug_for(reading.brief.brand or reading.brief.subject),
        mode=wishes.mode,
        edition=edition.name,
        brief=reading.brief,
        storyboard=planned.storyboard,
        routes=planned.routes,
        quote=planned.quote,
        cut=planned.cut,
        warnings=(*reading.warnings, *planned.warnings),
    )


def edition_of(production: Production) -> Edition:
    """The edition that the production was planned with."""
    return load_edition(production.edition)
