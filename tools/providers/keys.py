"""The person's keys: from the environment, else from a `.env` file in the current folder. Their text is never shown."""

from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
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


def keys_from(environment: Mapping[str, str], folder: Path) -> dict[str, SecretStr]:
    """The keys that are set, by provider. The environment wins over the file."""
    said = {name: value for name, value in dotenv_values(folder / ".env", interpolate=False).items() if value}
    said |= {name: value for name, value in environment.items() if value.strip()}
    return {
        provider: SecretStr(said[variable].strip()) for provider, variable in VARIABLES.items() if said.get(variable)
    }
