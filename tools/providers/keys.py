"""The person's keys: from the environment, else from a `.env` file in the current folder. Their text is never shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dotenv import dotenv_values

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

EXTRAS = {"google": ("google", "google.genai"), "vertex": ("google", "google.genai")}
"""Clients that are installed only on request: the extra, `pip install 'greenlight-studio[google]'`, and its module."""
OFF = ("", "0", "false", "no", "off")
"""Values that leave a variable unset."""

Place = Literal["environment", ".env"]


@dataclass(frozen=True)
class Key:
    """What opens one provider, and where it was found."""

    secret: "SecretStr"
    found: Place = "environment"
    beside: Mapping[str, str] = field(default_factory=dict)
    """What else the provider needs to be told, by variable: an address, a project."""


def installed(provider: str) -> bool:
    """Whether the provider's client is there."""
    _, module = EXTRAS.get(provider, ("", ""))
    try:
        return not module or find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing too
        return False


def keys_from(environment: Mapping[str, str], folder: Path) -> dict[str, Key]:
    """The keys that are set, by provider. The environment wins over the file."""
    from pydantic import SecretStr

    said = _said(environment, folder)
    return {
        name: Key(
            secret=SecretStr(said[VARIABLES[name]].strip()),
            found="environment" if environment.get(VARIABLES[name], "").strip() else ".env",
            beside={variable: said[variable].strip() for variable in BESIDE.get(name, ())},
        )
        for name in _opened(said)
    }


def with_keys(environment: Mapping[str, str], folder: Path) -> frozenset[str]:
    """The providers whose key is set."""
    return frozenset(_opened(_said(environment, folder)))


def variables_of(provider: str) -> str:
    """The names of all that must be set for the provider."""
    return " and ".join((VARIABLES[provider], *BESIDE.get(provider, ())))


def _opened(said: Mapping[str, str]) -> list[str]:
    set_ = {variable for variable, value in said.items() if value.strip().lower() not in OFF}
    return [name for name in VARIABLES if {VARIABLES[name], *BESIDE.get(name, ())} <= set_]


def _said(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    said = {name: value for name, value in dotenv_values(folder / ".env", interpolate=False).items() if value}
    return said | {name: value for name, value in environment.items() if value.strip()}
