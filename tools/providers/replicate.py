"""Replicate, over plain HTTP: its own client raises on one of its own states, and five calls need no client."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

import httpx
from pydantic import BaseModel, Field, ValidationError

from tools.catalog.wire import Wire, wires
from tools.providers.bodies import Body, body_of
from tools.providers.download import download
from tools.providers.failures import failure, no_answer, quoted
from tools.providers.pictures import as_text
from tools.providers.port import BadOrder, BrokenResult, Gone, JobStatus, Order, UnknownOutcome
from tools.providers.secrets import never_quote
from tools.providers.terms import Terms, UnitPrice

Shape = TypeVar("Shape", bound=BaseModel)
PLATFORM = "https://api.replicate.com/v1"
SUBMIT_SECONDS = 120.0
MIDDLE_OF_THE_ROAD = 0.5
"""The progress that is shown while a prediction is processed: Replicate tells none."""


class _Prediction(BaseModel):
    id: str = Field(pattern=r"^[\w-]{1,100}$")
    status: Literal["starting", "processing", "succeeded", "failed", "canceled", "aborted"]
    output: str | list[str] | None = None
    error: object = None
    started_at: str | None = None

    @property
    def file(self) -> str | None:
        """Where the result is: an address, or a list of them."""
        told = self.output if isinstance(self.output, list) else [self.output or ""]
        return next(iter(told), "") or None


class _Rule(BaseModel):
    """What one input may be; one with a list of values stands elsewhere in the schema and is pointed to."""

    type: str | None = None
    enum: list[object] | None = None
    allOf: list[dict[str, str]] = []


class _Inputs(BaseModel):
    properties: dict[str, _Rule]


class _Components(BaseModel):
    schemas: dict[str, dict[str, object]]


class _OpenApi(BaseModel):
    components: _Components


class _Version(BaseModel):
    openapi_schema: _OpenApi


class _Model(BaseModel):
    latest_version: _Version | None = None


class Replicate:
    """Replicate's predictions. A job's id is the prediction's; its files are deleted there after an hour."""

    name = "replicate"
    find_is_authoritative = False
    poll_seconds = 2.0

    def __init__(self, key: str, *, loopback: bool = False, platform: str = PLATFORM) -> None:
        never_quote(key)
        self._loopback = loopback
        self._platform = platform
        self._sender = httpx.Client(
            headers={"Authorization": f"Bearer {key}"},
            timeout=SUBMIT_SECONDS,
            transport=httpx.HTTPTransport(retries=0),
        )
        self._fetcher = httpx.Client(timeout=60.0)

    def submit(self, order: Order) -> str:
        """Send the order once, after Replicate's own schema of the model has been read for the names that it takes."""
        wire = wires(self.name).get(order.endpoint or "")
        if wire is None:
            raise BadOrder(
                f"{order.model} cannot be ordered from {self.name} that way, so {order.reference} was not sent."
            )
        body = body_of(order, wire, as_text)
        self._require_known(order, wire, body)
        try:
            answer = self._sender.post(
                f"{self._platform}/models/{wire.model}/predictions", json={"input": body}, follow_redirects=False
            )
        except httpx.HTTPError as error:
            raise no_answer(self.name, error, sent=True) from error
        if not answer.is_success:
            raise failure(self.name, answer.status_code, answer.text, answer.headers, sent=True)
        try:
            return _Prediction.model_validate_json(answer.content).id
        except ValidationError as error:
            raise UnknownOutcome(f"{self.name} took {order.reference} and did not say as what job.") from error

    def poll(self, job_id: str) -> JobStatus:
        """Where the prediction is."""
        known = self._prediction(job_id)
        match known.status:
            case "succeeded" if known.file:
                return JobStatus(state="done", progress=1.0)
            case "processing":
                return JobStatus(state="running", progress=MIDDLE_OF_THE_ROAD)
            case "starting":
                return JobStatus(state="queued")
            case _:
                return _given_up(known)

    def fetch(self, job_id: str, destination: Path) -> None:
        """Download the result."""
        address = self._prediction(job_id).file
        if address is None:
            raise BrokenResult(f"{self.name} has no file for {job_id}; `greenlight resume` looks again.")
        download(self._fetcher, address, destination, loopback=self._loopback)

    def cancel(self, job_id: str) -> None:
        """Ask for the prediction to stop; what it computed until then is charged."""
        self._told("POST", f"/predictions/{job_id}/cancel", _Prediction)

    def find(self, reference: str) -> str | None:
        """Replicate keeps no names of ours, so a lost order cannot be found."""
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """Which of these models are there. Replicate tells neither prices nor a balance."""
        there: dict[str, UnitPrice | None] = {}
        for each in endpoints:
            try:
                self._told("GET", f"/models/{_model(each)}", _Model)
            except Gone:
                continue
            there[each] = None
        return Terms(endpoints=there)

    def close(self) -> None:
        """Let go of the connections."""
        self._sender.close()
        self._fetcher.close()

    def _require_known(self, order: Order, wire: Wire, body: Body) -> None:
        """A name that a model does not know is dropped by it in silence, with the still that was to be the start."""
        version = self._told("GET", f"/models/{wire.model}", _Model).latest_version
        schemas = {} if version is None else version.openapi_schema.components.schemas
        wrong = _complaint(body, schemas) if schemas.get("Input", {}).get("properties") else None
        if wrong is not None:
            raise BadOrder(
                f"{wire.model} at {self.name} does not take {wrong} any more, so {order.reference} was not "
                "sent; pin another model, or set FAL_KEY."
            )

    def _prediction(self, job_id: str) -> _Prediction:
        known = self._told("GET", f"/predictions/{job_id}", _Prediction)
        if known.id != job_id:
            raise BrokenResult(f"{self.name} answered for another job; `greenlight resume` looks again.")
        return known

    def _told(self, verb: Literal["GET", "POST"], path: str, shape: type[Shape]) -> Shape:
        try:
            answer = self._sender.request(verb, f"{self._platform}{path}", timeout=30.0)
        except httpx.HTTPError as error:
            raise no_answer(self.name, error, sent=False) from error
        if not answer.is_success:
            raise failure(self.name, answer.status_code, answer.text, answer.headers, sent=False)
        try:
            return shape.model_validate_json(answer.content)
        except ValidationError as error:
            raise BrokenResult(
                f"{self.name} answered in a way that cannot be read; `greenlight resume` looks again."
            ) from error


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
}


def _complaint(body: Body, schemas: Mapping[str, object]) -> str | None:
    """The first input that the model's own schema does not allow; None when it allows them all."""
    try:
        known = _Inputs.model_validate(schemas["Input"]).properties
        for name, value in body.items():
            if name not in known:
                return repr(name)
            rule = known[name]
            for each in rule.allOf:
                rule = _Rule.model_validate(schemas[each["$ref"].rpartition("/")[2]])
            kind = _TYPES.get(rule.type or "")
            odd = kind is not None and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool))
            if odd or (rule.enum and value not in rule.enum):
                return f"{name} = {str(value)[:40]!r}"
    except (KeyError, ValidationError):  # a schema in other words forbids nothing; the vendor itself will say so
        return None
    return None


def _given_up(known: _Prediction) -> JobStatus:
    """What was cancelled before it began costs nothing, later the time that it ran, which is not told."""
    match known.status:
        case "succeeded":
            return JobStatus(state="failed", reason="it was finished without a file")
        case "aborted":
            return JobStatus(state="failed", reason="it never began")
        case "canceled":
            free = Decimal(0) if known.started_at is None else None
            return JobStatus(state="cancelled", reason="it was cancelled", credits=free)
        case _:
            return JobStatus(state="failed", reason=quoted(str(known.error or "no reason was given")))


def _model(endpoint: str) -> str:
    """`owner/name`, without the tier that we write behind it."""
    return endpoint.partition("#")[0]
