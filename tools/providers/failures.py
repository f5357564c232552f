"""What a vendor's answer means: one small tree of errors for all of them."""

import re
from collections.abc import Mapping

import httpx

from tools.providers.port import (
    BadKey,
    BadOrder,
    Busy,
    Gone,
    NoCredits,
    ProviderError,
    Refused,
    UnknownOutcome,
    Unreachable,
)
from tools.providers.secrets import without_keys

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""These end before a byte of the request has left."""
_CONTENT = re.compile(r"content[_ -]?policy|moderat|safety|nsfw|prohibited|sensitive|flagged|not allowed by our", re.I)
_MONEY = re.compile(
    r"exhausted balance|insufficient|not (?:have )?enough (?:credits|balance|funds)|quota|billing|is locked|top up",
    re.I,
)
_FOR_NOW = re.compile(
    r"per[ _-]?(?:minute|base_model)|_per_minute|requests per min|try again later|retry in [\d.]+ ?s", re.I
)
"""A quota that fills up again by itself: some vendors word it as they word an empty account."""
_FOR_LONG = re.compile(r"insufficient_quota|per[ _-]?day|limit: 0\b", re.I)
_AGAIN_IN = re.compile(r"(?:retry|try again|resets) in ~?([\d.]+) ?s", re.I)
_KEY_WORDS = re.compile(r"(?:api[ _-]?key|token) (?:is )?(?:not valid|invalid|expired|not found)|invalid api key", re.I)
_KEY = (BadKey, "{provider} does not accept the key ({told}); look at it with `greenlight doctor`.")
_GONE = (Gone, "{provider} does not have that model any more ({told}); plan the film again with another.")
_ORDER = (BadOrder, "{provider} says the order is wrong ({told}); nothing was started, plan the film again.")
_PLAIN: dict[int, tuple[type[ProviderError], str]] = {
    **dict.fromkeys((401, 403), _KEY),
    **dict.fromkeys((404, 410), _GONE),
    **dict.fromkeys((400, 409, 413, 415, 422), _ORDER),
}
_ASKED_AFTER: dict[type[ProviderError], str] = {
    Gone: "{provider} does not know what it was asked after ({told}); `greenlight resume` asks again.",
    BadOrder: "{provider} does not take the question ({told}); `greenlight resume` asks again.",
}
"""The sentences where nothing was ordered: what was asked after may be made, and paid for, all the same."""
MOST_WORDS = 240
"""A vendor's sentence is quoted up to here, in characters."""


def failure(provider: str, status: int, text: str, headers: Mapping[str, str], *, sent: bool) -> ProviderError:
    """The error that an HTTP answer stands for. `sent` says that it answers a submit, which may have been started.

    Meaning is taken from the words first: vendors report an empty account as 400, 402, 403 or 429.
    """
    told = quoted(text)
    if _CONTENT.search(text) and status in (400, 403, 422):
        return Refused(f"{provider} refused the content ({told}); change the words or the still of that shot.")
    refills = status == 429 and _FOR_NOW.search(text) and not _FOR_LONG.search(text)
    if status == 402 or (_MONEY.search(text) and status in (400, 403, 429) and not refills):
        return NoCredits(f"The account at {provider} has run dry ({told}); top it up there, then `greenlight resume`.")
    if status in (429, 503):
        return _busy(provider, told, text, headers)
    if status in _PLAIN:
        kind, sentence = _KEY if status == 400 and _KEY_WORDS.search(text) else _PLAIN[status]
        sentence = sentence if sent else _ASKED_AFTER.get(kind, sentence)
        return kind(sentence.format(provider=provider, told=told))
    if sent:
        return UnknownOutcome(f"{provider} answered {status} ({told}), so it is not known whether the order was taken.")
    return Unreachable(f"{provider} answered {status} ({told}); `greenlight resume` looks again.")


def no_answer(provider: str, error: httpx.HTTPError, *, sent: bool) -> ProviderError:
    """The error that a broken connection stands for: nothing was started before the request left; after it, unknown."""
    kind = type(error).__name__
    if sent and not isinstance(error, NOT_SENT):
        return UnknownOutcome(f"The order went out to {provider} and no answer came ({kind}).")
    return Unreachable(f"{provider} cannot be reached ({kind}); look at the network, then `greenlight resume`.")


def as_httpx(cause: BaseException | None) -> httpx.HTTPError:
    """Some clients stand on httpx2, whose errors have the same names as httpx's and are none of them."""
    kind = getattr(httpx, type(cause).__name__, httpx.ReadError)
    known = isinstance(kind, type) and issubclass(kind, httpx.HTTPError)
    return kind("no answer") if known else httpx.ReadError("no answer")


def quoted(text: str) -> str:
    """A vendor's words, on one line, short, and without anything that could be a key."""
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", without_keys(text)).split())
    return plain if len(plain) <= MOST_WORDS else f"{plain[:MOST_WORDS]}…"


def _busy(provider: str, told: str, text: str, headers: Mapping[str, str]) -> Busy:
    """With when to return: in the header, else in the words."""
    named = _AGAIN_IN.search(text)
    when = headers.get("retry-after", "") or (named[1].rstrip(".") if named else "")
    after = float(when) if re.fullmatch(r"\d{1,5}(?:\.\d+)?", when) else None
    return Busy(f"{provider} is busy ({told}); nothing was started, `greenlight resume` tries again.", after)
