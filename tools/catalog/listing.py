"""The editions as plain rows, for commands that only print them: reading needs no model classes and is quick."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tools.film.errors import GreenlightError, UsageError

DATA = Path(__file__).parent / "data"

Row = dict[str, Any]


def edition_names() -> tuple[str, ...]:
    """Every edition, oldest first."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


def read_edition(name: str | None = None) -> Row:
    """The content of the edition of that name, or of the newest; raises UsageError for a name nobody published."""
    names = edition_names()
    chosen = names[-1] if name is None else name
    if chosen not in names:
        raise UsageError(f"There is no edition {chosen[:40]!r}; choose one of {', '.join(names)}.")
    try:
        told = tomllib.loads((DATA / f"{chosen}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GreenlightError(f"The edition {chosen} is damaged; install Greenlight again.") from error
    return {"name": chosen, **told}


def why_unavailable(retired_on: date | None, successor: str | None, public_api: bool, today: date) -> str | None:
    """Why nobody can buy from a model today, in a few words; None when one can."""
    if retired_on is not None and retired_on <= today:
        after = f", its successor is {successor}" if successor else ""
        return f"retired on {retired_on}{after}"
    return None if public_api else "it has no public API"


def state_in_words(row: Row, today: date) -> str:
    """`live`, or why it is not."""
    return why_unavailable(row.get("retired_on"), row.get("successor"), row.get("public_api", True), today) or "live"


def lengths_in_words(row: Row) -> str:
    """`5`, `4, 6, 8` or `3-15`."""
    lengths = row["seconds"]
    whole = [int(length) for length in lengths if length.isdigit()]
    if len(whole) > 3 and whole == list(range(whole[0], whole[-1] + 1)):
        return f"{whole[0]}-{whole[-1]}"
    return ", ".join(lengths)


def prices_in_words(row: Row) -> str:
    """Every line of the price list in credits; `?` where the figure is not the vendor's own."""
    unsure = "" if row["source"]["verified"] else " ?"
    if "first_megapixel" in row:
        further = row.get("next_megapixel")
        return f"{row['first_megapixel']} a picture" + (f" + {further} a further megapixel" if further else "") + unsure
    told = []
    for price in row["prices"]:
        sound = {True: "sound", False: "silent"}.get(price.get("audio"))
        where = " ".join(filter(None, (price.get("resolution"), sound)))
        if "per_second" in price:
            told.append(f"{price['per_second']}/s {where}".strip())
        else:
            clips = ", ".join(f"{credits} for {seconds} s" for seconds, credits in price["per_clip"].items())
            told.append(f"{clips} {where}".strip())
    return "; ".join(told) + unsure
