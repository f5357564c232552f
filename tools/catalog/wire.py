"""How each endpoint wants to be asked: the names and spellings of its parameters, as data with a source."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from tools.catalog.schema import Source
from tools.film.base import Noun

FOLDER = Path(__file__).parent / "data" / "wire"


class Wire(Noun):
    """One endpoint of one provider. A parameter that is None is never sent to it."""

    id: str
    source: Source
    prompt: str = "prompt"
    longest_prompt: int = Field(default=2_000, ge=1)
    """Characters; a longer prompt is cut at a word, which the adapter does before it sends."""
    duration: str | None = None
    """Name of the parameter for a clip's length; None where the length is fixed."""
    duration_as: Literal["8s", "8", 8] = "8"
    """How eight seconds are written: with a unit, as text, or as a number."""
    aspect_ratio: str | None = None
    ratio: str | None = None
    """Name of the parameter for a shape in pixels, such as `1280:720`, taken from `ratios`."""
    ratios: Mapping[str, str] = {}
    """By our name of the shape, or of shape and resolution (`9:16 1080p`), which is looked up first."""
    resolution: str | None = None
    resolutions: Mapping[str, str] = {}
    """The endpoint's own spelling of a resolution, where it differs: `768p` is `768P`."""
    size: str | None = None
    """Name of the parameter for a size in pixels."""
    size_step: int = Field(default=0, ge=0)
    """0 where the size is `{width, height}`; else it is `1088x1920`, each side rounded up to this step."""
    width: str | None = None
    height: str | None = None
    """Names of the parameters for the sides, each rounded up to `size_step`, where they are two."""
    start: str | None = None
    end: str | None = None
    """The same name as `start` where one parameter takes both, each with its position."""
    looks: str | None = None
    """Name of the parameter that takes a list of reference pictures."""
    most_looks: int = Field(default=0, ge=0)
    looks_as: Literal["pictures", "elements", "uris"] = "pictures"
    """Each as it is, as `{frontal_image_url, reference_image_urls}`, or as `{uri}`."""
    looks_called: str | None = None
    """What the prompt calls the nth picture, such as `@Element{n}`; None where it is not named there."""
    still_among_looks: bool = False
    """The still goes as the first of the reference pictures, because there is no place for a first frame."""
    with_looks: str | None = None
    """The endpoint to ask instead when reference pictures are to be sent."""
    audio: str | None = None
    always_sounds: bool = False
    """Every clip has sound, and there is no switch for it."""
    passages: str | None = None
    """Name of the parameter that takes `[{prompt, duration}]` for several shots in one clip."""
    seed: str | None = None
    always: Mapping[str, str | bool | int] = {}
    """Sent with every order."""
    alongside: Mapping[str, Mapping[str, str]] = {}
    """Sent along with a parameter whenever that one is sent. A dot in any name means a parameter within another."""

    @property
    def model(self) -> str:
        """The vendor's own name of what is asked: the id without the way of asking that we write behind it."""
        return self.id.partition("#")[0]

    @model_validator(mode="after")
    def _holds_together(self) -> "Wire":
        if self.looks and not self.most_looks:
            raise ValueError(f"{self.id}: reference pictures need a greatest number")
        if self.still_among_looks and (self.start or not self.looks):
            raise ValueError(f"{self.id}: the still is either the first frame or one of the reference pictures")
        return self


@cache
def wires(provider: str) -> Mapping[str, Wire]:
    """Every endpoint of a provider, by id; empty for a provider that has none on file."""
    path = FOLDER / f"{provider}.toml"
    if not path.exists():
        return {}
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["endpoint"]
    return {row["id"]: Wire.model_validate(row) for row in rows}
