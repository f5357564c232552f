"""What a vendor's answers mean for the ledger: written down before and after each act, and told to the person."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError, NotGreenlit
from tools.providers.port import BrokenResult, JobStatus, Provider, ProviderError, UnknownOutcome
from tools.purchases import Bought, Purchase, Watch
from tools.stopping import given_up, may_be_charged


@dataclass(frozen=True)
class Books:
    """The ledger of one production as its purchases go on. For one thread alone."""

    folder: Path
    ledger: Ledger
    provider: Provider
    watch: Watch

    def known(self, purchase: Purchase) -> Call:
        """The call with its job, whatever an earlier run left behind."""
        call = self.ledger.reserve(purchase.line)
        return call if call.state in ("settled", "submitted") else self._found_or_sent(purchase, call)

    def answered(self, purchase: Purchase, answer: Callable[[], object]) -> Call:
        """The order was answered: the job's id is written down, or the money freed, or the call is of unknown fate."""
        key = purchase.line.key
        try:
            job_id = str(answer())
        except UnknownOutcome as unknown:
            found = self.provider.find(key)
            if found is None:
                self.ledger.mark_unknown(key, "no answer to the submit")
                raise UnknownOutcome(
                    f"{unknown} It is not sent again and counts in full; {self._how_to_resolve(key)}"
                ) from unknown
            job_id = found
        except ProviderError as error:
            self.ledger.release(key, str(error))
            raise
        self._written_down(key, job_id)
        self._told(key)
        return self._now(key)

    def received(self, purchase: Purchase, digest: object, status: JobStatus | None) -> Bought:
        """The file is there: paid for, or of unknown fate where it is not what was ordered."""
        line = purchase.line
        if isinstance(digest, GreenlightError):
            self.ledger.mark_unknown(line.key, str(digest))
            self.watch.ended(line.key, line.shot_id, "failed", None)
            raise BrokenResult(
                f"What came back for {line.key} is not what was ordered ({digest}); it is kept in {purchase.file} "
                "and its cost counts until it is resolved, `greenlight resume` looks again."
            ) from digest
        told = None if status is None else status.credits
        credits = line.credits if told is None else told
        self.ledger.settle(line.key, credits, purchase.file, str(digest), reported=told is not None)
        self._told(line.key)
        self.watch.ended(line.key, line.shot_id, "done", purchase.file)
        return Bought(purchase, str(digest), credits)

    def failed(self, purchase: Purchase, status: JobStatus) -> NoReturn:
        """The vendor gave the job up: the money is free again, unless it was charged, or may have been."""
        key, why = purchase.line.key, (status.reason or "no reason was given").rstrip(".")
        if self.ledger.asked_to_stop(key) is not None:
            self._stopped(purchase, status)
        gone_wrong = f"{purchase.label} failed at {self.provider.name}"
        unsure = may_be_charged(self.ledger, self._now(key), status)
        if status.credits or unsure:
            self.ledger.mark_unknown(key, status.reason or status.state)
        else:
            self.ledger.release(key, status.reason or status.state)
        self._told(key)
        self.watch.ended(key, purchase.line.shot_id, "failed", None)
        if status.credits:
            raise ProviderError(
                f"{gone_wrong} ({why}) and {status.credits} credits were charged; say `greenlight ledger "
                f"{self.folder} --resolve {key}=charged` and go on with another take."
            )
        if unsure:
            raise ProviderError(
                f"{gone_wrong} ({why}), and it may be charged all the same, so it counts in full; "
                f"{self._how_to_resolve(key)}"
            )
        raise ProviderError(f"{gone_wrong}: {why}; nothing was charged for it.")

    def _stopped(self, purchase: Purchase, status: JobStatus) -> NoReturn:
        """The person had it stopped: it is not bought again before she has greenlit another."""
        key = purchase.line.key
        said = given_up(self.ledger, self._now(key), status)
        self._told(key)
        self.watch.ended(key, purchase.line.shot_id, "skipped", None)
        if self._now(key).lost:
            raise NotGreenlit(f"{said} Say go on, or `greenlight resume`, for a new quote.")
        raise ProviderError(said)

    def vanished(self, purchase: Purchase, error: ProviderError) -> NoReturn:
        """The vendor took the job and does not know it any more: it may be charged, so it counts in full."""
        key = purchase.line.key
        self.ledger.mark_unknown(key, str(error))
        self._told(key)
        self.watch.ended(key, purchase.line.shot_id, "failed", None)
        raise UnknownOutcome(f"{key} was ordered and its job is not to be found there; {self._how_to_resolve(key)}")

    def was_removed(self, purchase: Purchase) -> bool:
        """Whether a job that its vendor does not know any more is one that it was asked to stop."""
        return self.ledger.asked_to_stop(purchase.line.key) is not None

    def _found_or_sent(self, purchase: Purchase, call: Call) -> Call:
        """An earlier run died around the submit: look the job up before anything is sent."""
        key = purchase.line.key
        job_id = call.job_id or self.provider.find(key)
        if job_id is not None:
            self.ledger.submitted(key, job_id)
            return self._now(key)
        if getattr(self.provider, "find_is_authoritative", False):
            return self.answered(purchase, lambda: self.provider.submit(purchase.order))
        self.ledger.mark_unknown(key, "sent by a run that ended before the answer came")
        raise UnknownOutcome(
            f"It is not known whether {key} was sent before the last run ended, so it is not sent again and counts in "
            f"full; {self._how_to_resolve(key)}"
        )

    def _written_down(self, key: str, job_id: str) -> None:
        """The job's id is durable, or said: it is all that leads back to what is paid for."""
        try:
            self.ledger.submitted(key, job_id)
        except sqlite3.Error as error:
            raise UnknownOutcome(
                f"{key} was taken as the job {job_id} and the ledger cannot be written ({error}); free the disk, then "
                f"`greenlight resume`, and if it asks, `greenlight ledger {self.folder} --resolve {key}={job_id}`."
            ) from error

    def _how_to_resolve(self, key: str) -> str:
        return (
            "in a few minutes look at your account there whether it was charged, then say so: "
            f"`greenlight ledger {self.folder} --resolve {key}=charged` (or `=not-charged`, or `=ID` of its job there, "
            "which is then fetched)."
        )

    def _told(self, key: str) -> None:
        self.watch.charged(key, self._now(key).credits, self.ledger.balance())

    def _now(self, key: str) -> Call:
        call = self.ledger.call(key)
        assert call is not None, "the call was reserved above"
        return call
