"""What the commands print for a person: plain text tables, no colours, fit for a pipe."""

from typing import Any

from agent.events import SpendRequested
from agent.reckoning import Reckoning
from tools.credits.ledger import Ledger
from tools.production.model import Production
from ui.columns import table

Json = dict[str, Any]


def planned(production: Production) -> str:
    """A plan as a person reads it."""
    brief, cut, quote = production.brief, production.cut, production.quote
    rows = [("shot", "seconds", "frame", "camera", "model", "credits", "what is seen")]
    for shot in production.storyboard.shots:
        route = production.route(shot.id)
        draft = f" + draft {route.draft.credits}" if route.draft else ""
        rows.append(
            (
                shot.id,
                f"{shot.seconds.normalize():f}",
                shot.framing.value,
                shot.camera.value,
                f"{route.model} ({route.mode.value})",
                f"{route.credits}{draft}",
                shot.description,
            )
        )
    lines = [f"{brief.aspect_ratio.value}, {brief.size}, edition {production.edition}, {production.mode}", ""]
    lines.append(table(rows))
    if cut is not None:
        lines.append(f"The cut will be {cut.seconds.normalize():f} s at {cut.fps} frames a second.")
    if quote is not None:
        lines.append(f"Quote: {quote.credits} credits; with re-rolls {quote.p50} (half of the time) to {quote.p90}.")
    lines += [f"note: {warning.message}" for warning in production.warnings]
    return "\n".join(lines) + "\n"


def quoted(request: SpendRequested) -> str:
    """One quote as a person reads it before saying yes."""
    rows = [("what", "shot", "model", "seconds", "credits")]
    rows += [
        (
            line.kind,
            line.shot_id,
            line.model,
            f"{line.seconds.normalize():f}" if line.seconds else "",
            str(line.credits),
        )
        for line in request.quote.lines
    ]
    kind = "play credits, nothing real is charged" if request.play_credits else "REAL credits"
    total = f"{request.purpose}: {request.quote.credits} credits ({kind}); with re-rolls {request.quote.p50}"
    return table(rows) + f"{total} to {request.quote.p90}.\n" + "".join(f"{line}\n" for line in terms_in_words(request))


def terms_in_words(request: SpendRequested) -> list[str]:
    """What stands behind the prices of a live quote: the provider's word or the list, the accounts and the cap."""
    if request.play_credits:
        return []
    models = dict.fromkeys(line.model for line in request.quote.lines)
    listed = [model for model in models if model not in request.confirmed]
    parts = []
    if request.confirmed:
        parts.append(f"prices confirmed by the provider just now: {', '.join(request.confirmed)}")
    if listed:
        parts.append(f"list prices: {', '.join(listed)}")
    lines = ["; ".join(parts).capitalize() + "."]
    lines += [f"Balance at {name}: {credits} credits." for name, credits in sorted(request.accounts.items())]
    balance = request.balance
    cap = "no cap is set" if balance.budget is None else f"the cap is {balance.budget}, {balance.left} of it free"
    return [*lines, f"Spent so far {balance.settled} credits; {cap}."]


def ledger_table(ledger: Ledger) -> str:
    """Every entry in order, and where the money stands."""
    rows = [("when", "what", "call", "credits", "note")]
    rows += [(entry.at, entry.kind, entry.key, str(entry.credits), entry.note) for entry in ledger.entries()]
    balance = ledger.balance()
    cap = "no budget" if balance.budget is None else f"budget {balance.budget}"
    parts = ("approved", "reserved", "settled", "unknown")
    where = ", ".join(f"{part} {getattr(balance, part)}" for part in parts)
    return f"{ledger.mode} credits\n\n" + table(rows) + f"\n{cap}, {where}\n"


def ledger_json(ledger: Ledger) -> Json:
    """The same as data, amounts as exact strings."""
    return {
        "schema": 1,
        "mode": ledger.mode,
        "balance": ledger.balance().model_dump(mode="json"),
        "entries": [entry.model_dump(mode="json") for entry in ledger.entries()],
    }


def reckoned(reckoning: Reckoning) -> str:
    """What asking the vendors came to: what is open first, then each provider beside the ledger."""
    lines = list(reckoning.found)
    for each in reckoning.providers:
        lines.append(
            f"{each.provider}: {each.calls} calls, {each.settled} credits settled ({each.reported} on its own word, "
            f"{each.listed} at list prices), {each.open} open."
        )
        lines += [f"  {sentence}" for sentence in each.says]
    return "\n".join(lines or ["Nothing was bought yet, so there is nothing to compare."]) + "\n"


def reckoning_json(reckoning: Reckoning) -> Json:
    """The same as data, amounts as exact strings."""
    return {"reconciled": reckoning.model_dump(mode="json")}
