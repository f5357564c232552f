"""The person's keys, whose text is never shown.

They come from the environment, else from a `.env` file in the current folder, else from the system's keyring.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dotenv import dotenv_values

from tools.providers.keyring_entries import keyring_entries

if TYPE_CHECKING:
    from pydantic import SecretStr

VARIABLES = {
    "fal": "FAL_KEY",
    "runway": "RUNWAYML_API_SECRET",
    "openai": "OPENAI_API_KEY",
    "google": "GEMINI_API_KEY",
    "luma": "LUMAAI_API_KEY",
    "replicate": "REPLICATE_API_TOKEN",
    "vertex": "GOOGLE_CLOUD_PROJECT",
    "gateway": "GREENLIGHT_VIDEOS_API_KEY",
}
"""Where each provider's own client looks for its key; a gateway is the person's own, and Vertex signs in by itself."""
BESIDE: Mapping[str, tuple[str, ...]] = {
    "vertex": ("GOOGLE_CLOUD_LOCATION", "GOOGLE_GENAI_USE_VERTEXAI"),
    "gateway": ("GREENLIGHT_VIDEOS_BASE_URL",),
}
"""What must be set beside the key: without it the key opens nothing."""
ADAPTERS = ("fal", "runway", "openai", "google", "luma", "replicate", "vertex", "gateway")
"""Whom films can be bought from today, the one that opens most first."""

OPENS_NOTHING = "no model there takes a still that lies on this machine; FAL_KEY opens most models"
"""Why a provider with an adapter sells nothing of an edition."""

EXTRAS = {"google": ("google", "google.genai"), "vertex": ("google", "google.genai")}
"""Clients that are installed only on request: the extra, `pip install 'greenlight-studio[google]'`, and its module."""
OFF = ("", "0", "false", "no", "off")
"""Values that leave a variable unset."""

Place = Literal["the environment", ".env", "the keyring"]


@dataclass(frozen=True)
class Key:
    """What opens one provider, and where it was found."""

    secret: "SecretStr"
    found: Place = "the environment"
    beside: Mapping[str, str] = field(default_factory=dict)
    """What else the provider needs to be told, by variable: an address, a project."""


@dataclass(frozen=True)
class _Entry:
    text: str = field(repr=False)
    place: Place


def installed(provider: str) -> bool:
    """Whether the provider's client is there."""
    _, module = EXTRAS.get(provider, ("", ""))
    try:
        return not module or find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing too
        return False


def keys_from(environment: Mapping[str, str], folder: Path) -> dict[str, Key]:
    """The keys that are set, by provider. The environment wins over the file, the file over the keyring."""
    from pydantic import SecretStr

    said = _said(environment, folder)
    return {
        name: Key(
            secret=SecretStr(said[VARIABLES[name]].text),
            found=said[VARIABLES[name]].place,
            beside={variable: said[variable].text for variable in BESIDE.get(name, ())},
        )
        for name in _opened(said)
    }


def with_keys(environment: Mapping[str, str], folder: Path) -> frozenset[str]:
    """The providers whose key is set."""
    return frozenset(_opened(_said(environment, folder)))


def variables_of(provider: str) -> str:
    """The names of all that must be set for the provider."""
    return " and ".join((VARIABLES[provider], *BESIDE.get(provider, ())))


def _opened(said: "Mapping[str, _Entry]") -> list[str]:
    set_ = {variable for variable, entry in said.items() if entry.text.lower() not in OFF}
    return [name for name in VARIABLES if {VARIABLES[name], *BESIDE.get(name, ())} <= set_]


def _said(environment: Mapping[str, str], folder: Path) -> "dict[str, _Entry]":
    wanted = [variable for name in VARIABLES for variable in (VARIABLES[name], *BESIDE.get(name, ()))]
    said: dict[str, _Entry] = {}
    sources: tuple[tuple[Place, Callable[[list[str]], Mapping[str, str | None]]], ...] = (
        ("the environment", lambda _: environment),
        (".env", lambda _: dotenv_values(folder / ".env", interpolate=False)),
        ("the keyring", keyring_entries),
    )
    for place, told in sources:
        missing = [variable for variable in wanted if variable not in said]
        found = told(missing) if missing else {}
        said |= {each: _Entry(text, place) for each in missing if (text := (found.get(each) or "").strip())}
    return said
