"""What buying is about: a purchase, what became of it, who watches, and the digests that both are known by."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from tools.film.errors import GreenlightError
from tools.film.route import QuoteLine
from tools.film.storyboard import Shot
from tools.production.model import Balance, Production
from tools.providers.port import Look, Order


class Watch(Protocol):
    """Who is told how the work goes, and may stop it."""

    def started(self, step_id: str, shot_id: str | None, label: str) -> None:
        """A piece of work began."""
        ...

    def waiting(self, step_id: str, shot_id: str | None, label: str, why: str) -> None:
        """A piece of work has to wait, in the words of `why`."""
        ...

    def moved(self, step_id: str, shot_id: str | None, progress: float) -> None:
        """How far it is, from 0 to 1."""
        ...

    def ended(self, step_id: str, shot_id: str | None, outcome: str, file: str | None) -> None:
        """It is over: `done`, `failed` or `skipped`."""
        ...

    def charged(self, key: str, credits: Decimal, balance: Balance) -> None:
        """The ledger moved."""
        ...

    def should_stop(self) -> bool:
        """True once the person wants the work to end."""
        ...


class Interrupted(GreenlightError):
    """The person stopped the work."""

    exit_status = 130


@dataclass(frozen=True)
class Purchase:
    """One call to make: what was greenlit, what is sent, and where the result goes."""

    line: QuoteLine
    order: Order
    file: str
    """Relative to the production's folder."""
    label: str


@dataclass(frozen=True)
class Bought:
    """A verified, stored and settled result."""

    purchase: Purchase
    sha256: str
    credits: Decimal


def looks_in(production: Production, folder: Path, *shots: Shot) -> tuple[Look, ...]:
    """The pictures of those in the shots who must look just so."""
    found = production.looks(*shots).items()
    return tuple(Look(name=name, picture=(folder / file).resolve()) for name, file in found)


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def seed_of(key: str, roll: int = 1) -> int:
    """A seed that is the same for the same call, so that a rehearsal can be repeated; another roll gives another."""
    key = key if roll == 1 else f"{key}/{roll}"
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
