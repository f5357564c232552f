"""`greenlight cancel`: jobs under way are stopped at their vendors, after the person has seen what that saves."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from agent.reckoning import OpenMarket
from agent.replanning import replan, screenplay_of
from tools.credits.ledger import Ledger
from tools.film.errors import UsageError
from tools.production.store import Store
from tools.stopping import UnderWay, jobs_under_way, stop


def under_way(folder: Path, keys: Collection[str] = ()) -> tuple[UnderWay, ...]:
    """The jobs under way, or those of them with these keys. Raises UsageError for a key that is none of them."""
    ledger = _ledger(folder)
    try:
        jobs = jobs_under_way(ledger)
    finally:
        ledger.close()
    if strange := [key for key in keys if key not in {job.call.key for job in jobs}]:
        raise UsageError(
            f"{strange[0]} is no job under way, so nothing was stopped; `greenlight ledger {folder}` lists the calls."
        )
    return tuple(job for job in jobs if not keys or job.call.key in keys)


def cancel(folder: Path, keys: Collection[str], open_market: OpenMarket, today: date) -> tuple[str, ...]:
    """Ask the vendors to stop these jobs, and say what came of each; what is stopped is quoted anew."""
    store = Store(folder)
    with store.hold():
        production = store.load()
        if production.mode == "rehearsal":
            raise UsageError(f"{folder} is a rehearsal, which has no jobs anywhere; there is nothing to cancel.")
        jobs, ledger, market = under_way(folder, keys), _ledger(folder), open_market(production)
        try:
            said = tuple(stop(ledger, market, job) for job in jobs)
            store.save(replan(production, screenplay_of(production), ledger.calls(), today))
            return said
        finally:
            market.close()
            ledger.close()


def _ledger(folder: Path) -> Ledger:
    store = Store(folder)
    if not store.exists():
        raise UsageError(f"There is no production in {folder}; start one with `greenlight make`.")
    production = store.load()
    return Ledger(folder / "ledger.db", production.mode, production.brief.budget_credits)
