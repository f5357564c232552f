"""What the ledger remembers: calls, entries, greenlights."""

from typing import Literal

from tools.film.base import Credits, Noun
from tools.film.errors import GreenlightError

CallState = Literal["reserved", "submitted", "settled", "released", "unknown"]
"""`reserved` intent is durable, nothing sent · `submitted` the provider's job is known · `unknown` sent, no answer."""


class Call(Noun):
    """One paid call, by its own key; it is paid at most once."""

    key: str
    state: CallState
    credits: Credits
    provider: str
    model: str
    content: str
    job_id: str | None = None
    file: str | None = None
    sha256: str | None = None
    reported: bool = False
    """Whether a settled call's credits are the vendor's own word; else they are the list price of its quote."""

    @property
    def lost(self) -> bool:
        """Paid for, and nothing came of it: it was charged and cannot be had, or it was stopped at the provider."""
        return self.state == "settled" and self.file is None


class Entry(Noun):
    """One line of the ledger's history; nothing is ever changed or removed."""

    at: str
    kind: Literal["greenlit", "reserved", "submitted", "cancelling", "settled", "released", "unknown"]
    key: str
    credits: Credits
    note: str


class Account(Noun):
    """What an account at a provider held at one moment, as the provider said."""

    at: str
    provider: str
    credits: Credits


class Greenlight(Noun):
    """A person's approval of exactly one quote."""

    digest: str
    credits: Credits
    by: Literal["person", "flag"]
    at: str


class OverCap(GreenlightError):
    """The call would cross what was greenlit or the budget."""

    exit_status = 4


class LedgerDamaged(GreenlightError):
    """The ledger's file cannot be read; money is not spent on a guess."""
