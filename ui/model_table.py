"""`greenlight models`: the edition as a table or as JSON, straight from its data."""

from datetime import date
from typing import Any

from tools.catalog.listing import Row, lengths_in_words, prices_in_words, state_in_words
from ui.columns import table

Json = dict[str, Any]


def edition_table(edition: Row, today: date) -> str:
    """The capability and price table."""
    rows = [("model", "seconds", "resolution", "ratios", "first+last", "audio", "state", "credits")]
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
                prices_in_words(model),
            )
        )
    for still in edition["stills"]:
        rows.append((still["id"], "still", "", "", "", "", state_in_words(still, today), prices_in_words(still)))
    head = f"Edition {edition['name']}, list prices in credits (one US cent each; ? is not the vendor's own figure)."
    return f"{head}\n\n{table(rows)}"


def edition_json(edition: Row) -> Json:
    """The same as data; dates become text."""
    return {key: _plain(value) for key, value in edition.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
