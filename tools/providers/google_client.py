"""What Google's client tells when something goes wrong, as the port's errors: for its images and for its videos."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from google import genai
from google.auth import exceptions as auth
from google.genai import errors, types

from tools.providers.failures import as_httpx, failure, no_answer
from tools.providers.port import BadKey, BrokenResult, Gone, UnknownOutcome
from tools.providers.terms import Terms

Answer = TypeVar("Answer")
TERMS_MILLISECONDS = 10_000


def asked(provider: str, call: Callable[[], Answer], *, sent: bool) -> Answer:
    """The call's answer, or what went wrong as one of the port's errors. `sent` says that the call is a submit."""
    try:
        return call()
    except errors.APIError as error:
        headers = _with_delay(getattr(error.response, "headers", {}), str(error.details))
        raise failure(provider, error.code, f"{error.status} {error.message}", headers, sent=sent) from error
    except auth.GoogleAuthError as error:  # signing in comes before the request leaves
        raise BadKey(
            f"Google did not sign you in ({type(error).__name__}); run `gcloud auth application-default login`, then "
            "`greenlight resume`."
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        if sent:
            raise UnknownOutcome(f"{provider} answered in a way that cannot be read.") from error
        raise BrokenResult(f"{provider} answered in a way that cannot be read.") from error
    except Exception as error:  # the client stands on httpx2 and lets its errors through, which share no base
        if not type(error).__module__.startswith(("httpx", "httpcore", "requests")):
            raise
        raise no_answer(provider, as_httpx(error), sent=sent) from error


def _with_delay(headers: Mapping[str, str], details: str) -> Mapping[str, str]:
    """Google says when to return in the body, as `retryDelay`."""
    told = re.search(r"retryDelay\W+(\d+(?:\.\d+)?)s", details)
    return {**headers, "retry-after": told[1]} if told else headers


def models_there(provider: str, client: genai.Client, endpoints: Collection[str]) -> Terms:
    """Which of these models Google serves. It tells neither prices nor a balance."""
    return Terms(endpoints={each: None for each in endpoints if _serves(provider, client, each)})


def _serves(provider: str, client: genai.Client, model: str) -> bool:
    quick = types.GetModelConfig(http_options=types.HttpOptions(timeout=TERMS_MILLISECONDS))
    try:
        asked(provider, lambda: client.models.get(model=model, config=quick), sent=False)
    except Gone:
        return False
    return True
