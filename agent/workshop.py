"""What the graph's nodes may touch, handed to them in one frozen value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.director import Director
from agent.events import Charged, Event, StepEnded, StepMoved, StepStarted, StepWaiting
from agent.planning import Wishes
from tools.credits.ledger import Ledger
from tools.production.model import Balance
from tools.production.store import Store
from tools.providers.port import Provider

Emit = Callable[[Event], None]


@dataclass(frozen=True)
class Workshop:
    """The parts of one production's making; `ui/wiring.py` assembles it."""

    store: Store
    director: Director
    wishes: Wishes
    provider: Provider
    open_ledger: Callable[[Decimal | None], Ledger]
    emit: Emit
    should_stop: Callable[[], bool]
    today: date


@dataclass(frozen=True)
class Watcher:
    """Turns what the drivers report into events. They call it from their worker threads."""

    emit: Emit
    stopping: Callable[[], bool]

    def started(self, step_id: str, shot_id: str | None, label: str) -> None:
        """A piece of work began."""
        self.emit(StepStarted(step_id=step_id, shot_id=shot_id, label=label))

    def waiting(self, step_id: str, shot_id: str | None, label: str, why: str) -> None:
        """A piece of work has to wait."""
        self.emit(StepWaiting(step_id=step_id, shot_id=shot_id, label=label, why=why))

    def moved(self, step_id: str, shot_id: str | None, progress: float) -> None:
        """How far it is, from 0 to 1."""
        self.emit(StepMoved(step_id=step_id, shot_id=shot_id, progress=progress))

    def ended(self, step_id: str, shot_id: str | None, outcome: str, file: str | None) -> None:
        """It is over."""
        self.emit(StepEnded.model_validate({"step_id": step_id, "shot_id": shot_id, "outcome": outcome, "file": file}))

    def charged(self, key: str, credits: Decimal, balance: Balance) -> None:
        """The ledger moved."""
        self.emit(Charged(key=key, credits=credits, balance=balance))

    def should_stop(self) -> bool:
        """True once the person wants the turn to end."""
        return self.stopping()
