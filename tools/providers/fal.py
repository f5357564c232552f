"""fal: one account for most models. The order goes out once, by ourselves; everything after it by fal's own client."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import fal_client
import httpx
from fal_client import client as sdk
from pydantic import BaseModel, Field, ValidationError

from tools.catalog.wire import Wire, wires
from tools.film.money import round_up
from tools.providers.bodies import body_of
from tools.providers.download import download
from tools.providers.failures import failure, no_answer, quoted
from tools.providers.pictures import as_text
from tools.providers.port import (
    BadKey,
    BadOrder,
    BrokenResult,
    Busy,
    Gone,
    JobStatus,
    NoCredits,
    Order,
    ProviderError,
    Refused,
    UnknownOutcome,
)
from tools.providers.secrets import never_quote
from tools.providers.terms import MOST_AT_ONCE, Terms, UnitPrice

Answer = TypeVar("Answer")
SUBMIT_SECONDS = 120.0
FETCH_SECONDS = 60.0
TERMS_SECONDS = 10.0
PLATFORM = "https://api.fal.ai/v1"
"""fal's price list and account: https://fal.ai/docs/platform-apis/v1/models/pricing, read 2026-11-24."""
FAITHFUL = {"x-fal-disable-fallbacks": "true"}
"""Else fal may make the clip with another model than the one that was asked for and paid."""
MIDDLE_OF_THE_ROAD = 0.5
"""The progress that is shown once a job runs: fal tells none."""


class _Taken(BaseModel):
    request_id: str = Field(pattern=r"^[\w-]{1,100}$")


class _Endpoint(BaseModel):
    endpoint_id: str


class _Listing(BaseModel):
    models: list[_Endpoint]


class _Priced(BaseModel):
    endpoint_id: str
    unit_price: Decimal
    unit: str
    currency: str = "USD"

    def as_unit_price(self) -> UnitPrice:
        return UnitPrice(credits=round_up(self.unit_price * 100), unit=self.unit)


class _PriceList(BaseModel):
    prices: list[_Priced]


class _Credits(BaseModel):
    current_balance: Decimal
    currency: str = "USD"


class _Account(BaseModel):
    credits: _Credits | None = None


class Fal:
    """fal's queue. A job's id is `endpoint#request`, so that another process can ask for it."""

    name = "fal"
    find_is_authoritative = False
    poll_seconds = 2.0

    def __init__(self, key: str, *, loopback: bool = False, platform: str | None = None) -> None:
        never_quote(key)
        self._platform = platform or PLATFORM
        self._loopback = loopback
        self._sender = httpx.Client(
            headers={"Authorization": f"Key {key}"}, timeout=SUBMIT_SECONDS, transport=httpx.HTTPTransport(retries=0)
        )
        self._fetcher = httpx.Client(timeout=FETCH_SECONDS)
        self._sdk = fal_client.SyncClient(key=key)

    def submit(self, order: Order) -> str:
        """Send the order once. fal's client would send it up to ten times on a dropped connection."""
        wire = self._wire(order)
        body = body_of(order, wire, as_text)
        try:
            answer = self._sender.post(sdk.QUEUE_URL_FORMAT + wire.id, json=body, headers=FAITHFUL)
        except httpx.HTTPError as error:
            raise no_answer(self.name, error, sent=True) from error
        if not answer.is_success:
            raise failure(self.name, answer.status_code, answer.text, answer.headers, sent=True)
        try:
            return f"{wire.id}#{_Taken.model_validate_json(answer.content).request_id}"
        except ValidationError as error:
            raise UnknownOutcome(f"{self.name} took {order.reference} and did not say as what job.") from error

    def poll(self, job_id: str) -> JobStatus:
        """Where the job is. COMPLETED is no success: the result is looked at before it is called done."""
        handle = self._handle(job_id)
        status = self._asked(lambda: handle.status(with_logs=False))
        match status:
            case fal_client.Queued():
                return JobStatus(state="queued")
            case fal_client.InProgress():
                return JobStatus(state="running", progress=MIDDLE_OF_THE_ROAD)
            case fal_client.Completed(error=str(why)) if "cancel" in why.lower():
                return JobStatus(state="cancelled", reason=quoted(why))
            case fal_client.Completed(error=str(why)):
                return self._finished(handle, why)
            case _:
                return self._finished(handle)

    def fetch(self, job_id: str, destination: Path) -> None:
        """Download the result. Its address is asked for anew each time, since addresses expire."""
        result = self._asked(self._handle(job_id).get)
        address = _address(result)
        if address is None:
            raise BrokenResult(f"{self.name} says {job_id} is done and gives no file; `greenlight resume` looks again.")
        download(self._fetcher, address, destination, loopback=self._loopback)

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these endpoints fal lists, at what unit price; the balance where the key may see it (an admin's)."""
        asked = {"endpoint_id": list(endpoints)[:MOST_AT_ONCE]}
        listed = _Listing.model_validate(self._told("/models", asked)).models
        prices = _PriceList.model_validate(self._told("/models/pricing", asked)).prices
        priced = {each.endpoint_id: each.as_unit_price() for each in prices if each.currency == "USD"}
        there = {each.endpoint_id: priced.get(each.endpoint_id) for each in listed}
        return Terms(balance=self.balance(), endpoints=there)

    def cancel(self, job_id: str) -> None:
        """Ask for the job to stop; one that runs is made and charged all the same."""
        self._asked(self._handle(job_id).cancel)

    def find(self, reference: str) -> str | None:
        """fal keeps no names of ours, so a lost order cannot be found."""
        return None

    def job_named(self, endpoint: str, told: str) -> str:
        """A job's id, from the request id on fal's page."""
        return told if "#" in told else f"{endpoint}#{told}"

    def close(self) -> None:
        """Let go of the connections."""
        self._sender.close()
        self._fetcher.close()

    def balance(self) -> Decimal | None:
        """What the account holds, where the key may see it (an admin's)."""
        try:
            account = _Account.model_validate(self._told("/account/billing", {"expand": ["credits"]}))
        except (BadKey, NoCredits, Refused, BrokenResult, ValidationError):  # such a key can still buy
            return None
        told = account.credits
        return None if told is None or told.currency != "USD" else round_up(told.current_balance * 100)

    def _told(self, path: str, query: Mapping[str, list[str]]) -> object:
        try:
            answer = self._sender.get(f"{self._platform}{path}", params=query, timeout=TERMS_SECONDS)
            if not answer.is_success:
                raise failure(self.name, answer.status_code, answer.text, answer.headers, sent=False)
            return answer.json()
        except httpx.HTTPError as error:
            raise no_answer(self.name, error, sent=False) from error
        except ValueError as error:
            raise BrokenResult(f"{self.name} answered in a way that cannot be read.") from error

    def _wire(self, order: Order) -> Wire:
        known = wires(self.name)
        wire = known.get(order.endpoint or "")
        if wire is None:
            raise BadOrder(
                f"{order.model} cannot be ordered from {self.name} that way, so {order.reference} was not sent."
            )
        return known[wire.with_looks] if wire.with_looks and order.looks else wire

    def _handle(self, job_id: str) -> fal_client.SyncRequestHandle:
        endpoint, _, request = job_id.partition("#")
        return self._sdk.get_handle(endpoint, request)

    def _finished(self, handle: fal_client.SyncRequestHandle, why: str | None = None) -> JobStatus:
        """What came of it. fal charges no error of its own (500 and above), and others where a runner had begun."""
        try:
            result = self._asked(handle.get)
        except ProviderError as error:
            cause = error.__cause__
            if not isinstance(cause, fal_client.FalClientHTTPError) or (cause.status_code >= 500 and why is None):
                raise
            if isinstance(error, Busy | BadKey | Gone):  # it says nothing of the job
                raise
            charged = cause.status_code < 500
            return JobStatus(state="failed", reason=quoted(why or cause.response.text), may_be_charged=charged)
        if why is not None:
            return JobStatus(state="failed", reason=quoted(why), may_be_charged=True)
        if _address(result) is None:
            return JobStatus(state="failed", reason="it was finished without a file", may_be_charged=True)
        return JobStatus(state="done", progress=1.0)

    def _asked(self, call: Callable[[], Answer]) -> Answer:
        try:
            return call()
        except fal_client.FalClientHTTPError as error:
            text, headers = error.response.text, error.response.headers
            raise failure(self.name, error.status_code, text, headers, sent=False) from error
        except httpx.HTTPError as error:
            raise no_answer(self.name, error, sent=False) from error
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenResult(
                f"{self.name} answered in a way that cannot be read; `greenlight resume` looks again."
            ) from error


def _address(result: object) -> str | None:
    """Where the file is: `video.url`, or `images[0].url`."""
    if not isinstance(result, dict):
        return None
    pictures = result.get("images")
    found = result.get("video") or (pictures[0] if isinstance(pictures, list) and pictures else None)
    address = found.get("url") if isinstance(found, dict) else None
    return address if isinstance(address, str) and address else None
