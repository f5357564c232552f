"""Which language model directs, if any. It costs money of its own, so it is used only when it was named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from tools.film.errors import UsageError

CHARACTERS_PER_TOKEN = 3
"""A careful guess: English has about four, other scripts fewer."""


@dataclass(frozen=True)
class Settings:
    """An endpoint and how it is used. The key is never part of a text form."""

    model: str
    base_url: str | None = None
    key: str = field(default="", repr=False)
    window_tokens: int = 32_000
    timeout_seconds: float = 90.0
    price_in: Decimal | None = None
    """US dollars for a million tokens read; None when it is not known."""
    price_out: Decimal | None = None


def settings_from(environment: Mapping[str, str]) -> Settings | None:
    """The settings of `GREENLIGHT_MODEL`, `OPENAI_API_KEY` and `OPENAI_BASE_URL`; None when no model was named.

    `GREENLIGHT_MODEL_WINDOW` is the model's context in tokens, `GREENLIGHT_MODEL_PRICE` its price in US dollars for a
    million tokens in and out, such as `0.25,2`. Raises UsageError when one of them is no number.
    """
    model = environment.get("GREENLIGHT_MODEL", "").strip()
    if not model:
        return None
    base_url = environment.get("OPENAI_BASE_URL", "").strip() or None
    key = environment.get("OPENAI_API_KEY", "").strip()
    if not key and base_url is None:
        raise UsageError(
            "GREENLIGHT_MODEL is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL; set one, or unset the model."
        )
    prices = _numbers(environment, "GREENLIGHT_MODEL_PRICE")
    window = _numbers(environment, "GREENLIGHT_MODEL_WINDOW")
    return Settings(
        model=model,
        base_url=base_url,
        key=key or "none",
        window_tokens=int(window[0]) if window else Settings.window_tokens,
        price_in=prices[0] if prices else None,
        price_out=prices[-1] if prices else None,
    )


def _numbers(environment: Mapping[str, str], name: str) -> list[Decimal]:
    text = environment.get(name, "").strip()
    try:
        return [Decimal(part.strip()) for part in text.split(",")] if text else []
    except InvalidOperation:
        raise UsageError(f"{name} is not a number; set it like 32000 or 0.25,2, or unset it.") from None
