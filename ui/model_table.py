"""`greenlight models`: the edition as a table or as JSON, straight from its data."""

from collections.abc import Collection
from datetime import date
from typing import Any

from tools.catalog.listing import Row, lengths_in_words, prices_in_words, state_in_words
from tools.providers.keys import ADAPTERS, OPENS_NOTHING, variables_of
from ui.columns import table

Json = dict[str, Any]


def edition_table(edition: Row, today: date, keys: Collection[str]) -> str:
    """The capability and price table, and through whom this person's keys reach each model."""
    rows = [("model", "seconds", "resolution", "ratios", "first+last", "audio", "state", "through", "credits")]
    for model in edition["video"]:
        rows.append(
            (
                model["id"],
                lengths_in_words(model),
                model["resolutions"][-1],
                " ".join(model["aspect_ratios"]),
                "yes" if model.get("first_last") else "",
                "yes" if model.get("audio") else "",
                state_in_words(model, today),
                through(model, today, keys),
                prices_in_words(model),
            )
        )
    for still in edition["stills"]:
        rows.append(
            (
                still["id"],
                "still",
                "",
                "",
                "",
                "",
                state_in_words(still, today),
                through(still, today, keys),
                prices_in_words(still),
            )
        )
    head = f"Edition {edition['name']}, list prices in credits (one US cent each; ? is not the vendor's own figure)."
    selling = {seller for row in (*edition["video"], *edition["stills"]) for seller in _sellers(row)}
    idle = [each for each in ADAPTERS if each in keys and each not in selling]
    notes = "".join(f"\n{variables_of(each)} is set and opens none of them: {OPENS_NOTHING}.\n" for each in idle)
    return f"{head}\n\n{table(rows)}{notes}"


def through(row: Row, today: date, keys: Collection[str]) -> str:
    """Through whom the model can be bought, or what is missing for it."""
    if not row.get("public_api", True):
        return "by hand: ask for it in the chat"
    if state_in_words(row, today) != "live":
        still = (each["provider"] for each in row.get("also", ()) if each.get("serves_retired"))
        return next((each for each in still if each in keys), "")
    sellers = _sellers(row)
    ours = [each for each in sellers if each in ADAPTERS]
    if not ours:
        return f"{sellers[0]}, not in this version"
    return next((each for each in ours if each in keys), f"{ours[0]}: set {variables_of(ours[0])}")


def _sellers(row: Row) -> list[str]:
    return [row["provider"], *(each["provider"] for each in row.get("also", ()))]


def edition_json(edition: Row, today: date, keys: Collection[str]) -> Json:
    """The same as data; dates become text. `callable` is true where this person's keys reach the model."""
    told = {key: _plain(value) for key, value in edition.items()}
    for kind in ("video", "stills"):
        for row, plain in zip(edition[kind], told[kind], strict=True):
            plain["callable"] = through(row, today, keys) in keys
    return told


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
