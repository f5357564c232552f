"""The truth about money and jobs: greenlights, reservations, charges. One choke point, one transaction.

Amounts are credits with two decimals, stored as whole hundredths.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from tools.credits.entries import Account, Call, Entry, Greenlight, OverCap
from tools.credits.tables import opened
from tools.film.errors import GreenlightError, NotGreenlit
from tools.film.money import from_hundredths, to_hundredths
from tools.film.route import Quote, QuoteLine
from tools.production.model import Balance, ModeOfWork

BEGUN, NOT_BEGUN = "it was being made", "it had not begun"
_CALL = "call_key, state, credits, provider, model, content, job_id, file, sha256, reported"


@dataclass(frozen=True)
class _Sums:
    approved: int
    reserved: int
    settled: int
    unknown: int


class Ledger:
    """One production's ledger. `budget` caps everything; None leaves only the greenlights as the cap.

    Raises LedgerDamaged when the file is no ledger or belongs to the other mode.
    """

    def __init__(self, path: Path, mode: ModeOfWork, budget: Decimal | None) -> None:
        self.mode: ModeOfWork = mode
        self._budget = budget
        self._db = opened(path, mode)

    def approve(self, quote: Quote, by: Literal["person", "flag"]) -> Greenlight:
        """Write a greenlight for exactly this quote; approving the same quote again changes nothing.

        Raises OverCap when it would exceed the budget with what is already spent.
        """
        with self._transaction():
            known = self._db.execute(
                "SELECT digest, credits, given_by, at FROM greenlights WHERE digest = ?", (quote.digest,)
            ).fetchone()
            if known is None:
                self._add_greenlight(quote, by)
                known = (quote.digest, to_hundredths(quote.credits), by, _now())
        return Greenlight(digest=known[0], credits=from_hundredths(known[1]), by=known[2], at=known[3])

    def reserve(self, line: QuoteLine) -> Call:
        """Make the intent durable before anything is sent; the only way to spend.

        A call that is already reserved, submitted, settled or unknown comes back as it is. Raises NotGreenlit when
        no greenlight covers exactly this line, OverCap when the cap would be crossed.
        """
        with self._transaction():
            known = self.call(line.key)
            if known is not None and known.state != "released":
                return known
            price = to_hundredths(line.credits)
            self._require_greenlight(line, price)
            self._require_room(line.key, price)
            self._db.execute(
                "INSERT INTO calls (call_key, state, credits, provider, model, content) "
                "VALUES (?, 'reserved', ?, ?, ?, ?) "
                "ON CONFLICT (call_key) DO UPDATE SET state = 'reserved', credits = excluded.credits, "
                "provider = excluded.provider, model = excluded.model, content = excluded.content, job_id = NULL",
                (line.key, price, line.provider, line.model, line.content),
            )
            self._write("reserved", line.key, price, line.model)
        return self._known(line.key)

    def submitted(self, key: str, job_id: str) -> None:
        """The provider took the job: from now on it is polled, never sent again."""
        self._move(key, ("reserved", "unknown"), "submitted", job_id, job_id=job_id)

    def settle(self, key: str, credits: Decimal, file: str, sha256: str, *, reported: bool = False) -> None:
        """The result is verified and stored: the call is paid for. `file` is relative to the production's folder.

        `reported` says that the credits are the vendor's own word, not the list price.
        """
        with self._transaction():
            call = self._known(key)
            if call.state == "settled":
                return
            if call.state not in ("submitted", "reserved"):
                raise GreenlightError(f"{key} is {call.state} and cannot be settled; run `greenlight resume` again.")
            self._db.execute(
                "UPDATE calls SET state = 'settled', credits = ?, file = ?, sha256 = ?, reported = ? "
                "WHERE call_key = ?",
                (to_hundredths(credits), file, sha256, reported, key),
            )
            self._write("settled", key, to_hundredths(credits), file)

    def write_off(self, key: str, reason: str, credits: Decimal | None = None) -> None:
        """A call of unknown outcome was charged for nothing: it is paid for, and its key is never bought again.

        `credits` is what the vendor says it cost; None leaves the quoted amount.
        """
        with self._transaction():
            if credits is not None and self._known(key).state == "unknown":
                self._db.execute(
                    "UPDATE calls SET credits = ?, reported = 1 WHERE call_key = ?", (to_hundredths(credits), key)
                )
            self._change(key, ("unknown",), "settled", reason)

    def cancelling(self, key: str, begun: bool) -> None:
        """The person wants the job stopped: durable before the vendor is asked. What became of it is written later."""
        with self._transaction():
            call = self._known(key)
            if call.state != "submitted":
                raise GreenlightError(f"{key} is {call.state}, so there is no job to stop; run `greenlight resume`.")
            self._write("cancelling", key, to_hundredths(call.credits), BEGUN if begun else NOT_BEGUN)

    def asked_to_stop(self, key: str) -> str | None:
        """`BEGUN` or `NOT_BEGUN`, as the job was when its vendor was asked to stop it; None where nobody asked."""
        last = self._db.execute(
            "SELECT kind, note FROM entries WHERE call_key = ? AND kind IN ('submitted', 'cancelling') "
            "ORDER BY number DESC LIMIT 1",
            (key,),
        ).fetchone()
        return last[1] if last is not None and last[0] == "cancelling" else None

    def stopped(self, key: str, credits: Decimal, reason: str, *, reported: bool) -> None:
        """The job was stopped and cost that much, which may be nothing; its key is never bought again."""
        with self._transaction():
            if self._known(key).state == "settled":
                return
            self._db.execute(
                "UPDATE calls SET credits = ?, reported = ? WHERE call_key = ?", (to_hundredths(credits), reported, key)
            )
            self._change(key, ("submitted", "unknown"), "settled", reason)

    def release(self, key: str, reason: str) -> None:
        """Nothing was made and nothing is owed: the amount is free again."""
        self._move(key, ("reserved", "submitted", "unknown"), "released", reason)

    def mark_unknown(self, key: str, reason: str) -> None:
        """It was sent and no answer came: it counts in full until somebody resolves it."""
        self._move(key, ("reserved", "submitted"), "unknown", reason)

    def call(self, key: str) -> Call | None:
        """The call of that key; None when it was never reserved."""
        row = self._db.execute(f"SELECT {_CALL} FROM calls WHERE call_key = ?", (key,)).fetchone()
        return None if row is None else _call(row)

    def calls(self) -> tuple[Call, ...]:
        """Every call that was ever reserved."""
        return tuple(_call(row) for row in self._db.execute(f"SELECT {_CALL} FROM calls ORDER BY call_key").fetchall())

    def open_calls(self) -> tuple[Call, ...]:
        """Calls that are neither settled nor released."""
        rows = self._db.execute(
            f"SELECT {_CALL} FROM calls WHERE state NOT IN ('settled', 'released') ORDER BY call_key"
        ).fetchall()
        return tuple(_call(row) for row in rows)

    def balance(self) -> Balance:
        """Where the money stands."""
        sums = self._sums()
        return Balance(
            budget=self._budget,
            approved=from_hundredths(sums.approved),
            reserved=from_hundredths(sums.reserved),
            settled=from_hundredths(sums.settled),
            unknown=from_hundredths(sums.unknown),
        )

    def entries(self) -> tuple[Entry, ...]:
        """The whole history, oldest first."""
        rows = self._db.execute("SELECT at, kind, call_key, credits, note FROM entries ORDER BY number").fetchall()
        return tuple(
            Entry(at=at, kind=kind, key=key, credits=from_hundredths(amount), note=note)
            for at, kind, key, amount, note in rows
        )

    def saw_account(self, provider: str, credits: Decimal) -> None:
        """What the provider said just now that the account there holds."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO accounts (at, provider, credits) VALUES (?, ?, ?)",
                (_now(), provider, to_hundredths(credits)),
            )

    def accounts(self, provider: str) -> tuple[Account, ...]:
        """Everything that the provider said of the account, oldest first."""
        rows = self._db.execute(
            "SELECT at, provider, credits FROM accounts WHERE provider = ? ORDER BY number", (provider,)
        ).fetchall()
        return tuple(Account(at=at, provider=name, credits=from_hundredths(amount)) for at, name, amount in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _add_greenlight(self, quote: Quote, by: str) -> None:
        sums, price = self._sums(), to_hundredths(quote.credits)
        spent = sums.reserved + sums.settled + sums.unknown
        if self._budget is not None and spent + price > to_hundredths(self._budget):
            left = from_hundredths(to_hundredths(self._budget) - spent)
            raise OverCap(
                f"This step costs {quote.credits} credits and the budget of {self._budget} has {left} left; "
                "raise the budget, or make the film smaller."
            )
        self._db.execute("INSERT INTO greenlights VALUES (?, ?, ?, ?)", (quote.digest, price, by, _now()))
        self._db.executemany(
            "INSERT INTO greenlit_lines VALUES (?, ?, ?, ?, ?, ?)",
            [
                (li.key, quote.digest, li.content, li.model, li.provider, to_hundredths(li.credits))
                for li in quote.lines
            ],
        )
        self._write("greenlit", quote.digest[:12], price, f"{len(quote.lines)} calls, by {by}")

    def _require_greenlight(self, line: QuoteLine, price: int) -> None:
        covered = self._db.execute(
            "SELECT 1 FROM greenlit_lines "
            "WHERE call_key = ? AND content = ? AND model = ? AND provider = ? AND credits = ?",
            (line.key, line.content, line.model, line.provider, price),
        ).fetchone()
        if covered is None:
            raise NotGreenlit(
                f"{line.key} on {line.model} for {line.credits} credits was not greenlit as it stands, so it was not "
                "bought; run `greenlight resume` and answer the new quote."
            )

    def _require_room(self, key: str, price: int) -> None:
        sums = self._sums()
        spent = sums.reserved + sums.settled + sums.unknown
        cap = sums.approved if self._budget is None else min(sums.approved, to_hundredths(self._budget))
        if spent + price > cap:
            raise OverCap(
                f"{key} costs {from_hundredths(price)} credits and only {from_hundredths(max(0, cap - spent))} of the "
                f"{from_hundredths(cap)} allowed are left, so it was not bought; raise the budget to go on."
            )

    def _move(
        self,
        key: str,
        before: tuple[str, ...],
        after: Literal["submitted", "released", "unknown", "settled"],
        note: str,
        job_id: str | None = None,
    ) -> None:
        with self._transaction():
            self._change(key, before, after, note, job_id)

    def _change(
        self,
        key: str,
        before: tuple[str, ...],
        after: Literal["submitted", "released", "unknown", "settled"],
        note: str,
        job_id: str | None = None,
    ) -> None:
        call = self._known(key)
        if call.state == after:
            return
        if call.state not in before:
            raise GreenlightError(f"{key} is {call.state} and cannot become {after}; run `greenlight resume`.")
        self._db.execute(
            "UPDATE calls SET state = ?, job_id = COALESCE(?, job_id) WHERE call_key = ?", (after, job_id, key)
        )
        self._write(after, key, to_hundredths(call.credits), note[:300])

    def _known(self, key: str) -> Call:
        call = self.call(key)
        if call is None:
            raise GreenlightError(f"{key} was never reserved; run `greenlight resume` again.")
        return call

    def _sums(self) -> _Sums:
        (approved,) = self._db.execute("SELECT COALESCE(SUM(credits), 0) FROM greenlights").fetchone()
        states = dict(self._db.execute("SELECT state, SUM(credits) FROM calls GROUP BY state").fetchall())
        reserved = states.get("reserved", 0) + states.get("submitted", 0)
        return _Sums(approved, reserved, states.get("settled", 0), states.get("unknown", 0))

    def _write(self, kind: str, key: str, credits: int, note: str) -> None:
        self._db.execute(
            "INSERT INTO entries (at, kind, call_key, credits, note) VALUES (?, ?, ?, ?, ?)",
            (_now(), kind, key, credits, note),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _call(row: tuple[str, str, int, str, str, str, str | None, str | None, str | None, int]) -> Call:
    names = ("key", "state", "credits", "provider", "model", "content", "job_id", "file", "sha256", "reported")
    told = dict(zip(names, row, strict=True))
    return Call.model_validate({**told, "credits": from_hundredths(row[2]), "reported": bool(row[9])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
