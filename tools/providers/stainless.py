"""What the clients of one make have in common (openai, runwayml, lumaai): the same errors under the same names."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from tools.providers.failures import as_httpx, failure, no_answer
from tools.providers.port import BrokenResult, ProviderError, UnknownOutcome

Answer = TypeVar("Answer")


class Client(Protocol):
    """The module of such a client."""

    APIStatusError: Any
    APIConnectionError: Any


def asked(provider: str, client: Client, call: Callable[[], Answer], *, sent: bool) -> Answer:
    """The call's answer, or what went wrong as one of the port's errors. `sent` says that the call is a submit.

    These clients let a broken answer through as their own error or as a plain ValueError, so both are caught last.
    """
    try:
        return call()
    except client.APIStatusError as error:
        told = error.response
        raise failure(provider, told.status_code, told.text, told.headers, sent=sent) from error
    except client.APIConnectionError as error:
        raise no_answer(provider, as_httpx(error.__cause__), sent=sent) from error
    except (ValueError, TypeError, _base_of(client)) as error:
        raise _unreadable(provider, sent=sent) from error


def _base_of(client: Client) -> type[Exception]:
    """The client's own base of all errors: the next one above its errors of a status and of a connection."""
    base: type[Exception] = client.APIStatusError.__mro__[1]
    return base


def _unreadable(provider: str, *, sent: bool) -> ProviderError:
    if sent:
        return UnknownOutcome(f"{provider} answered in a way that cannot be read, so the order may have been taken.")
    return BrokenResult(f"{provider} answered in a way that cannot be read; `greenlight resume` looks again.")
