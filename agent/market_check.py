"""Truth before money: what the providers say of the models a live film would buy, asked before the person is."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from agent.events import StoryboardDrawn, Warned
from agent.planning import edition_of
from agent.replanning import replan, screenplay_of
from agent.workshop import Workshop
from tools.catalog.schema import Finding
from tools.film.route import Warning
from tools.production.model import Production
from tools.providers.port import BrokenResult, Busy, Unreachable
from tools.providers.terms import Informed, Terms, confirmed, endpoints_of, findings, model_in


@dataclass(frozen=True)
class Checked:
    """The production after the check, and what can be said of its prices."""

    production: Production
    changed: bool = False
    confirmed: frozenset[str] = frozenset()
    accounts: dict[str, Decimal] = field(default_factory=dict)


def check_market(workshop: Workshop, production: Production) -> Checked:
    """Ask until the film would buy only what its providers sell at that price: a new route is asked about too.

    Raises what asking once raises.
    """
    checked, changed = _asked_once(workshop, production), False
    while checked.changed:
        checked, changed = _asked_once(workshop, checked.production), True
    return replace(checked, changed=changed)


def _asked_once(workshop: Workshop, production: Production) -> Checked:
    """Ask every provider of the quote for its terms; what differs is planned anew, saved and said.

    A provider that cannot be reached leaves the list prices as they are. Raises BadKey where a key is not accepted, and
    CannotBeDone where the film cannot be made at the new terms.
    """
    if not isinstance(workshop.provider, Informed) or production.quote is None:
        return Checked(production)
    edition = edition_of(production)
    plain = edition_of(production.model_copy(update={"findings": ()}))
    known = (finding.model for finding in production.findings)
    used = dict.fromkeys([*(line.model for line in production.quote.lines), *known])
    first = [model for each in used if (model := model_in(plain, each)) is not None]
    second = [
        model
        for each in used
        if (model := model_in(edition, each)) is not None
        and model.provider not in {one.provider for one in first if one.id == each}
    ]
    models = [*first, *second]
    asked = {model.provider: [m for m in models if m.provider == model.provider] for model in models}
    told: list[Finding] = []
    borne_out, accounts = frozenset[str](), dict[str, Decimal]()
    for provider, its in asked.items():
        terms = _terms(workshop.provider, [f"{provider}:{point}" for model in its for point in endpoints_of(model)])
        told += findings(its, terms)
        borne_out |= confirmed(its, terms)
        if terms.balance is not None:
            accounts[provider] = terms.balance
    now = tuple(told)
    if now == production.findings or edition.as_found(now) == edition:
        return Checked(production, confirmed=borne_out, accounts=accounts)
    return Checked(_replanned(workshop, production, now), changed=True, confirmed=borne_out, accounts=accounts)


def _terms(provider: Informed, endpoints: list[str]) -> Terms:
    try:
        return provider.terms(endpoints)
    except (Unreachable, Busy, BrokenResult):
        return Terms()


def _replanned(workshop: Workshop, before: Production, now: tuple[Finding, ...]) -> Production:
    found = before.model_copy(update={"findings": now})
    ledger = workshop.open_ledger(before.brief.budget_credits)
    try:
        after = replan(found, screenplay_of(found), ledger.calls(), workshop.today)
    finally:
        ledger.close()
    workshop.store.save(after)
    for finding in after.findings:
        if finding not in before.findings:
            workshop.emit(Warned(warning=Warning(rule="price", message=f"{finding.said} The quote below is new.")))
    workshop.emit(StoryboardDrawn(production=after))
    return after
