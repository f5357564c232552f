"""The person's keys: from the environment, else from a `.env` file in the current folder. Their text is never shown."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

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
}
"""Where each provider's own client looks for its key."""
ADAPTERS = ("fal", "runway", "openai", "google", "luma", "replicate")
"""Whom films can be bought from today, the one that opens most first."""

EXTRAS = {"google": "google.genai"}
"""Clients that are installed only on request, `pip install 'greenlight-studio[google]'`, by the module they bring."""


def installed(provider: str) -> bool:
    """Whether the provider's client is there."""
    module = EXTRAS.get(provider)
    try:
        return module is None or find_spec(module) is not None
    except ModuleNotFoundError:  # the package around it is missing too
        return False


def keys_from(environment: Mapping[str, str], folder: Path) -> dict[str, "SecretStr"]:
    """The keys that are set, by provider. The environment wins over the file."""
    from pydantic import SecretStr

    said = _said(environment, folder)
    return {name: SecretStr(said[variable].strip()) for name, variable in VARIABLES.items() if said.get(variable)}


def with_keys(environment: Mapping[str, str], folder: Path) -> frozenset[str]:
    """The providers whose key is set."""
    said = _said(environment, folder)
    return frozenset(name for name, variable in VARIABLES.items() if said.get(variable))


def _said(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    said = {name: value for name, value in dotenv_values(folder / ".env", interpolate=False).items() if value}
    return said | {name: value for name, value in environment.items() if value.strip()}
