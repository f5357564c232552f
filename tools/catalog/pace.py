"""How fast each vendor may be asked, and what stopping a job there saves: as data with a source."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from tools.catalog.schema import Source
from tools.film.base import Noun

FILE = Path(__file__).parent / "data" / "pace" / "vendors.toml"

Stopping = Literal["never", "while-queued", "unused-time", "not-told"]
"""`never` a job cannot be stopped · `while-queued` it costs nothing if it has not begun · `unused-time` it costs what
it ran · `not-told` it can be stopped, and the vendor does not say what that saves."""


class Pace(Noun):
    """One vendor's limits, as far as it says."""

    provider: str
    over: Literal["queued", "refused"] = "refused"
    """What the vendor does with more than it makes at once."""
    jobs_at_once: int | None = Field(default=None, ge=1)
    orders_a_minute: int | None = Field(default=None, ge=1)
    looks_a_minute: int | None = Field(default=None, ge=1)
    stopping: Stopping = "not-told"
    source: Source | None = None
    """None where nobody is on file, as for the studio, which has no limits."""


@cache
def paces() -> Mapping[str, Pace]:
    """Every vendor on file, by name."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["vendor"]
    return {row["provider"]: Pace.model_validate(row) for row in rows}


def pace_of(provider: str) -> Pace:
    """The vendor's limits; none for one that is not on file."""
    return paces().get(provider) or Pace(provider=provider)
