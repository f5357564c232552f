"""Jobs under way are stopped at their vendors, after the person has seen what that saves.

`greenlight cancel` and the conversation both come here: there is no second way.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from agent.reckoning import OpenMarket
from agent.replanning import replan, screenplay_of
from tools.credits.ledger import Ledger
from tools.film.errors import CannotBeDone, UsageError
from tools.production.store import Store, existing
from tools.stopping import UnderWay, Vendors, jobs_under_way, stop


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
    """The command: stop these jobs of a production that nobody else is working on, and say what came of each."""
    store = existing(folder)
    with store.hold():
        production = store.load()
        if production.mode == "rehearsal":
            raise UsageError(f"{folder} is a rehearsal, which has no jobs anywhere; there is nothing to cancel.")
        jobs, ledger, market = under_way(folder, keys), _ledger(folder), open_market(production)
        try:
            return stop_jobs(store, ledger, market, jobs, today)
        finally:
            market.close()
            ledger.close()


def stop_jobs(
    store: Store, ledger: Ledger, vendors: Vendors, jobs: Collection[UnderWay], today: date
) -> tuple[str, ...]:
    """Ask the vendors to stop these jobs, and say what came of each; what is stopped is quoted anew.

    Where the film does not fit the budget any more, that is said too; what was stopped stays so.
    """
    said = tuple(stop(ledger, vendors, job) for job in jobs)
    production = store.load()
    try:
        store.save(replan(production, screenplay_of(production), ledger.calls(), today))
    except CannotBeDone as error:
        return (*said, str(error))
    return said


def _ledger(folder: Path) -> Ledger:
    production = existing(folder).load()
    return Ledger(folder / "ledger.db", production.mode, production.brief.budget_credits)
