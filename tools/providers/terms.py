"""What a provider says before anything is bought from it, and what that changes about the edition's list."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Protocol, runtime_checkable

from tools.catalog.schema import Edition, Finding, StillModel, VideoModel
from tools.film.base import Credits, Noun

MOST_AT_ONCE = 50
"""Endpoints in one question, which is what fal takes."""
ROUNDING = Decimal("0.005")
"""Vendors list dollars with few digits; a difference below this share is none."""


class UnitPrice(Noun):
    """Credits for one unit, such as a second or an image, in the vendor's own word."""

    credits: Credits
    unit: str


class Terms(Noun):
    """An account and a price list as a provider tells them now."""

    balance: Credits | None = None
    """None where the provider, or this key, does not tell."""
    endpoints: Mapping[str, UnitPrice | None] = {}
    """Those of the asked ones that are there, with their price where it is told."""


@runtime_checkable
class Informed(Protocol):
    """A provider that can be asked for its terms. Raises what the port raises."""

    def terms(self, endpoints: Collection[str]) -> Terms:
        """The account, and which of these endpoints are there at what price."""
        ...


@runtime_checkable
class Banked(Protocol):
    """A provider that tells what the account holds. Raises what the port raises."""

    def balance(self) -> Credits | None:
        """The account in credits; None where this key may not see it."""
        ...


def findings(models: Iterable[VideoModel | StillModel], terms: Terms) -> tuple[Finding, ...]:
    """What differs from the edition: endpoints that are gone, and prices that rose. A lower price changes nothing.

    A provider that knows none of the endpoints is taken as one that does not tell, not as one that lost them all.
    """
    if not terms.endpoints:
        return ()
    found = (_gone(model, terms) or _dearer(model, terms) for model in models)
    return tuple(each for each in found if each is not None)


def confirmed(models: Iterable[VideoModel | StillModel], terms: Terms) -> frozenset[str]:
    """The models whose list price the vendor's own answer bears out."""
    return frozenset(model.id for model in models if (ratio := _ratio(model, terms)) is not None and ratio == 1)


def model_in(edition: Edition, model_id: str) -> VideoModel | StillModel | None:
    """The row of that id, among clips and stills."""
    return edition.video_model(model_id) or next((each for each in edition.stills if each.id == model_id), None)


def endpoints_of(model: VideoModel | StillModel) -> tuple[str, ...]:
    """Every endpoint that an order for the model may go to."""
    if isinstance(model, StillModel):
        return (model.endpoint,) if model.endpoint else ()
    return tuple(dict.fromkeys(model.endpoints.values()))


def _gone(model: VideoModel | StillModel, terms: Terms) -> Finding | None:
    missing = [each for each in endpoints_of(model) if each not in terms.endpoints]
    if not missing:
        return None
    after = f"{model.also[0].provider} sells it too" if model.also else f"nothing goes to {model.id}"
    said = f"{model.provider} no longer has {missing[0]}, so {after}."
    return Finding(model=model.id, provider=model.provider, gone=True, said=said)


def _dearer(model: VideoModel | StillModel, terms: Terms) -> Finding | None:
    ratio = _ratio(model, terms)
    if ratio is None or ratio <= 1:
        return None
    said = f"{model.provider} now asks {round((ratio - 1) * 100)} per cent more for {model.id} than the list says."
    return Finding(model=model.id, provider=model.provider, factor=ratio, said=said)


def _ratio(model: VideoModel | StillModel, terms: Terms) -> Decimal | None:
    """The vendor's price over the dearest listed one that is not above it; None where they cannot be compared.

    A model has several listed prices (with sound, in 4K) and the vendor names one.
    """
    ratios = []
    for endpoint in endpoints_of(model):
        told = terms.endpoints.get(endpoint)
        listed = _listed(model, told.unit) if told is not None else ()
        if told is None or not listed:
            continue
        below = [price for price in listed if price <= told.credits * (1 + ROUNDING)]
        ratio = told.credits / max(below) if below else Decimal(1)
        ratios.append(Decimal(1) if abs(ratio - 1) <= ROUNDING else ratio)
    return max(ratios) if ratios else None


def _listed(model: VideoModel | StillModel, unit: str) -> tuple[Decimal, ...]:
    """The listed prices in that unit."""
    if isinstance(model, StillModel):
        return (model.first_megapixel,) if "image" in unit or "megapixel" in unit else ()
    if "second" in unit:
        return tuple(price.per_second for price in model.prices if price.per_second is not None)
    if "video" in unit or "clip" in unit:
        return tuple(credits for price in model.prices for credits in price.per_clip.values())
    return ()
