"""The gate: turns paid calls into one quote, and a person's yes into a greenlight. Nothing else writes greenlights."""

from agent.director import ToolCall
from agent.events import Approved, SpendRequested
from agent.market_check import check_market
from agent.replanning import replan, screenplay_of
from agent.toolbox.base import ledger_calls
from agent.workshop import Workshop
from tools.film.errors import NotGreenlit
from tools.film.route import Quote
from tools.production.model import Production
from tools.routing.quoting import step_quote


def kinds_bought(call: ToolCall) -> frozenset[str]:
    """Which lines of the film's quote a call would buy."""
    if call.name == "draw_stills":
        return frozenset({"still"})
    if call.name == "render_takes":
        return frozenset({"draft"} if call.arguments.get("only_drafts") is True else {"draft", "clip"})
    return frozenset()


def spend_request(workshop: Workshop, calls: list[ToolCall]) -> SpendRequested | None:
    """One question for all the paid calls; None when there is nothing left to pay for."""
    kinds = frozenset().union(*(kinds_bought(call) for call in calls))
    if not kinds or not workshop.store.exists():
        return None
    checked = check_market(workshop, _without_lost(workshop, workshop.store.load()))
    production = checked.production
    if production.quote is None:
        raise NotGreenlit("There is no quote for this film yet, so nothing can be greenlit; plan it first.")
    ledger = workshop.open_ledger(production.brief.budget_credits)
    try:
        for provider, credits in checked.accounts.items():
            ledger.saw_account(provider, credits)
        paid = frozenset(
            line.key
            for line in production.quote.lines
            if (call := ledger.call(line.key)) is not None and call.state == "settled"
        )
        quote = step_quote(production.quote, kinds, paid)
        if not quote.lines:
            return None
        return SpendRequested(
            request_id=f"spend-{quote.digest[:12]}",
            purpose=_in_words(quote),
            quote=quote,
            balance=ledger.balance(),
            play_credits=production.mode == "rehearsal",
            confirmed=tuple(sorted(checked.confirmed)),
            accounts=checked.accounts,
        )
    finally:
        ledger.close()


def _without_lost(workshop: Workshop, production: Production) -> Production:
    """The production with new calls in place of those that are settled and cannot be had, if it still asks for any."""
    calls = ledger_calls(workshop, production)
    lost = {call.key for call in calls if call.lost}
    if production.quote is None or lost.isdisjoint(line.key for line in production.quote.lines):
        return production
    production = replan(production, screenplay_of(production), calls, workshop.today)
    workshop.store.save(production)
    return production


def greenlight(workshop: Workshop, request: SpendRequested, answer: Approved) -> None:
    """Write the greenlight of exactly the quote that was shown; raises NotGreenlit when the answer is to another."""
    if answer.request_id != request.request_id or answer.quote_digest != request.quote.digest:
        raise NotGreenlit(
            "That answer was to another quote, so nothing was greenlit; look at this one and answer again."
        )
    checked = check_market(workshop, workshop.store.load())
    if checked.changed:
        raise NotGreenlit(
            "A provider changed its prices or models since you were asked, so nothing was greenlit; say go on to "
            "see the new quote."
        )
    ledger = workshop.open_ledger(checked.production.brief.budget_credits)
    try:
        ledger.approve(request.quote, by=answer.by)
    finally:
        ledger.close()


def _in_words(quote: Quote) -> str:
    counts = [(kind, sum(line.kind == kind for line in quote.lines)) for kind in ("still", "draft", "clip")]
    parts = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts if count]
    return " and ".join(parts)
