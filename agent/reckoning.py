"""`greenlight ledger`: the person says what became of an order, or the vendors are asked; the plan follows from it."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from agent.planning import edition_of
from agent.replanning import replan, screenplay_of
from agent.workshop import Watcher
from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.film.base import Noun
from tools.film.errors import GreenlightError, UsageError
from tools.production.model import Production
from tools.production.store import Store, existing
from tools.providers.market import Market
from tools.providers.port import Gone, ProviderError
from tools.providers.terms import endpoints_of, model_in
from tools.reconciling import Compared, compare, follow_up
from tools.rendering.drive import render_takes
from tools.stills.drive import draw_stills

OpenMarket = Callable[[Production], Market]


class Reckoning(Noun):
    """What asking the vendors came to."""

    found: tuple[str, ...] = ()
    """What was found out about calls of unknown fate, in sentences."""
    providers: tuple[Compared, ...] = ()


def resolve(folder: Path, key: str, fate: str, open_market: OpenMarket, today: date) -> None:
    """What the person found out about a call of unknown fate: `charged`, `not-charged`, or the id of its job.

    Charged, it counts as spent and another call takes its place; not charged, it may be sent again; by its job it is
    fetched if it is done, and else waited for like any other. Raises UsageError when there is nothing to resolve or no
    such job.
    """
    store = existing(folder)
    with store.hold():
        production = store.load()
        ledger = _ledger(folder, production)
        try:
            call = _unknown(ledger, folder, key)
            if fate == "charged":
                ledger.write_off(key, "the person found it charged")
            elif fate == "not-charged":
                ledger.release(key, "the person found it not charged")
            elif production.mode == "rehearsal":
                raise UsageError(f"{folder} is a rehearsal, which has no jobs; say {key}=not-charged.")
            else:
                with closing(open_market(production)) as market:
                    job_id, state = _job(production, ledger, call, fate, market)
                    ledger.submitted(key, job_id)
                    if state == "done":
                        _fetch(store, ledger, market, key)
            store.save(replan(store.load(), screenplay_of(production), ledger.calls(), today))
        finally:
            ledger.close()


def reconcile(folder: Path, open_market: OpenMarket, today: date) -> Reckoning:
    """Ask the vendors after what is open, and hold what is settled against what they say. Spends nothing.

    Raises UsageError for a rehearsal, which nobody charged.
    """
    store = existing(folder)
    with store.hold():
        production = store.load()
        if production.mode == "rehearsal":
            raise UsageError(f"{folder} is a rehearsal: nobody charged anything for it, so there is nobody to ask.")
        ledger, market = _ledger(folder, production), open_market(production)
        try:
            found = follow_up(ledger, market)
            if found:
                production = replan(production, screenplay_of(production), ledger.calls(), today)
                store.save(production)
            return Reckoning(found=found, providers=compare(ledger, market))
        finally:
            market.close()
            ledger.close()


def _ledger(folder: Path, production: Production) -> Ledger:
    return Ledger(folder / "ledger.db", production.mode, production.brief.budget_credits)


def _unknown(ledger: Ledger, folder: Path, key: str) -> Call:
    call = ledger.call(key)
    if call is None or call.state != "unknown":
        state = "is not in this ledger" if call is None else f"is {call.state}"
        raise UsageError(
            f"{key} {state}, so there is nothing to resolve; `greenlight ledger {folder}` lists the calls."
        )
    return call


def _fetch(store: Store, ledger: Ledger, market: Market, key: str) -> None:
    """Take what is done, check and settle it. Nothing is ordered; what does not work now is left to the next resume."""
    watch = Watcher(emit=lambda _: None, stopping=lambda: False)
    with suppress(GreenlightError):
        if key.startswith("still/"):
            draw_stills(store, ledger, market, watch, only=key)
        else:
            render_takes(store, ledger, market, watch, only=key)


def _job(production: Production, ledger: Ledger, call: Call, told: str, market: Market) -> tuple[str, str]:
    """The job that the vendor knows under that id, and where it is. A wrong id changes nothing, or it would be lost."""
    try:
        for endpoint in _endpoints(production, call):
            job_id = market.job_named(call.provider, endpoint, told)
            taken = next((each.key for each in ledger.calls() if each.job_id == job_id and each.key != call.key), None)
            if taken is not None:
                raise UsageError(f"{told} is the job of {taken} already, so it cannot be that of {call.key}.")
            try:
                status = market.poll(job_id)
            except Gone:
                continue
            if status.state in ("failed", "cancelled"):
                raise UsageError(
                    f"{call.provider} says of {told}: {status.reason or status.state}. Nothing was changed; say "
                    f"{call.key}=charged if your account shows a charge, else {call.key}=not-charged."
                )
            return job_id, status.state
    except ProviderError as error:
        raise UsageError(f"{told} could not be looked up, so nothing was changed: {error}") from error
    raise UsageError(
        f"{call.provider} knows no job {told} for {call.model}; nothing was changed, look at the id again."
    )


def _endpoints(production: Production, call: Call) -> Iterator[str]:
    """Where it was ordered, as far as the plan still says; else wherever its model can be."""
    lines = production.quote.lines if production.quote else ()
    yield from (line.endpoint for line in lines if line.key == call.key and line.endpoint)
    model = model_in(edition_of(production), call.model)
    yield from endpoints_of(model) if model is not None else ()
