"""From a brief's text to a planned production: read, storyboard, routes, quote. Spends nothing, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from agent.legible import refuse_what_no_font_has
from tools.catalog.load import load_edition
from tools.catalog.schema import Edition
from tools.film.route import Warning
from tools.film.shape import AspectRatio, Resolution
from tools.film.storyboard import Storyboard
from tools.production.model import ModeOfWork, Production
from tools.production.slug import slug_for
from tools.routing.plan import longest_sequence, longest_shot, plan
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
    resolution: Resolution | None = None
    edition: str | None = None
    pins: Mapping[str, str] = field(default_factory=dict)
    mode: ModeOfWork = "rehearsal"
    sellers: tuple[str, ...] | None = None
    """The providers with a key, for a live film."""


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
        resolution=wishes.resolution,
    )
    return read_brief(text, given)


def plan_film(text: str, wishes: Wishes, today: date) -> Production:
    """The whole plan of a film; raises UsageError or CannotBeDone with one sentence."""
    edition = load_edition(wishes.edition, wishes.sellers)
    reading = read(text, wishes)
    ratio = reading.brief.aspect_ratio
    sequence = longest_sequence(edition, ratio, today) if reading.multi_shot else Decimal(0)
    storyboard = draft(reading, longest_shot=longest_shot(edition, ratio, today), longest_sequence=sequence)
    refuse_what_no_font_has(reading.brief, storyboard)
    planned = plan(storyboard, reading.brief, edition, today=today, pins=wishes.pins)
    return Production(
        slug=slug_for(reading.brief.brand or reading.brief.subject),
        mode=wishes.mode,
        edition=edition.name,
        sellers=wishes.sellers,
        brief=reading.brief,
        storyboard=planned.storyboard,
        shots_made=len(planned.storyboard.shots),
        routes=planned.routes,
        quote=planned.quote,
        cut=planned.cut,
        warnings=(*reading.warnings, *_unsequenced(reading, storyboard), *planned.warnings),
    )


def _unsequenced(reading: Reading, storyboard: Storyboard) -> tuple[Warning, ...]:
    if not reading.multi_shot or any(shot.sequence for shot in storyboard.shots):
        return ()
    message = (
        f"No two neighbouring shots fit into one multi-shot render in {reading.brief.aspect_ratio.value}, so each is "
        "rendered alone; shorter shots, 9:16 or 16:9 would allow it."
    )
    return (Warning(rule="multi-shot", message=message),)


def edition_of(production: Production) -> Edition:
    """The edition that the production was planned with, and what its providers said of it since."""
    return load_edition(production.edition, production.sellers).as_found(production.findings)
