"""Places without a public API, as data: what is pasted there, for pictures that a person makes by hand."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from tools.catalog.schema import Source
from tools.film.base import Noun
from tools.film.shape import AspectRatio

DATA = Path(__file__).parent / "data" / "by_hand" / "places.toml"
LARGEST_SEED = 4_294_967_295
"""Midjourney's greatest seed."""


class Place(Noun):
    """Somewhere that a person can make a picture and we cannot order one."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    label: str
    words: tuple[str, ...]
    """How people call it, in lower case."""
    line: str
    where: str
    source: Source

    def ready(self, prompt: str, ratio: AspectRatio, seed: int) -> str:
        """The line to paste, on one line, with the flags that the place knows."""
        plain = " ".join(prompt.replace("--", ", ").split())  # two dashes would begin a flag
        return self.line.format(prompt=plain, ratio=ratio.value, seed=seed % (LARGEST_SEED + 1))


@cache
def places() -> tuple[Place, ...]:
    """Every place, Midjourney first."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["place"]
    return tuple(Place.model_validate(row) for row in rows)


def place_named(name: str) -> Place | None:
    """The place that people call so."""
    wanted = " ".join(name.lower().split())
    return next((each for each in places() if wanted == each.id or wanted in each.words), None)
