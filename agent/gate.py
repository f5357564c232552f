"""The gate: turns paid calls into one quote, and a person's yes into a greenlight. Nothing else writes greenlights.

What cannot be taken back is asked here too, so that no director does it by itself.
"""

import hashlib
import re
from collections.abc import Iterable

from pydantic import ValidationError

from agent.director import Question, ToolCall
from agent.events import Answered, Approved, QuestionAsked, Reply, SpendRequested
from agent.market_check import check_market
from agent.replanning import replan, screenplay_of
from agent.toolbox import TOOLS
from agent.toolbox.base import ledger_calls
from agent.toolbox.cancelling import LET_GO_ON
from agent.workshop import Workshop
from tools.film.errors import NotGreenlit, UsageError
from tools.film.route import Quote
from tools.production.model import Production
from tools.routing.quoting import step_quote

_STOP_IT = r"(?:please )?(?:stop|cancel)(?: (?:it|them|all|it all|them all|all of them|everything))?(?: please)?"
_YES = re.compile(rf"(?:(?:yes|y|yep|yeah|yup|sure|ok|okay)[\s,]*)(?:please|do|do it|{_STOP_IT})?|{_STOP_IT}")
_NO = re.compile(r"(?:no|n|nope|nah)(?:[\s,]+(?:thanks|thank you|don'?t))*")


def kinds_bought(call: ToolCall) -> frozenset[str]:
    """Which lines of the film's quote a call would buy."""
    if call.name == "draw_stills":
        return frozenset({"still"})
    if call.name == "render_takes":
        return frozenset({"draft"} if call.arguments.get("only_drafts") is True else {"draft", "clip"})
    return frozenset()


def confirmation(workshop: Workshop, calls: Iterable[ToolCall]) -> QuestionAsked | None:
    """One question for all calls that cannot be taken back; None when there is none, or nothing to ask."""
    asked: list[Question] = []
    for call in calls:
        tool = TOOLS.get(call.name)
        if tool is None or tool.asks is None:
            continue
        try:
            question = tool.asks(workshop, tool.arguments.model_validate(call.arguments))
        except (ValidationError, UsageError):
            continue  # the tool refuses for the same reason, and says it
        asked += [question] if question is not None else []
    if not asked:
        return None
    name = hashlib.sha256("\n".join(each.topic for each in asked).encode()).hexdigest()[:12]
    text = "\n\n".join(dict.fromkeys(each.text for each in asked))
    return QuestionAsked(request_id=f"sure-{name}", text=text, choices=asked[0].choices, default=asked[0].default)


def asks_first(call: ToolCall) -> bool:
    """Whether the person is asked before the call, other than for money."""
    tool = TOOLS.get(call.name)
    return tool is not None and tool.asks is not None


def spends(call: ToolCall) -> bool:
    """Whether the call may buy something."""
    tool = TOOLS.get(call.name)
    return tool is not None and tool.spends


def note_of_no(request: QuestionAsked, reply: Reply) -> str | None:
    """None for a plain yes; else it is a no: with what the person said instead, nothing for a plain no."""
    if not isinstance(reply, Answered) or reply.request_id != request.request_id:
        return ""
    said = reply.text.strip().lower().rstrip(" .!")
    if said == request.choices[0] or _YES.fullmatch(said):
        return None
    return "" if said in ("", LET_GO_ON) or _NO.fullmatch(said) else reply.text.strip()


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
        bought = frozenset(  # what is under way was greenlit before it was sent, and is only waited for
            line.key
            for line in production.quote.lines
            if (call := ledger.call(line.key)) is not None and call.state in ("settled", "submitted")
        )
        quote = step_quote(production.quote, kinds, bought)
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
