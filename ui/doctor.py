"""`greenlight doctor`: what is installed, which keys are set (never their text), what has retired."""

import importlib.metadata
import importlib.util
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tools.catalog.load import edition_names, load_edition
from tools.providers.keys import VARIABLES, keys_from

PARTS = (
    "langgraph",
    "textual",
    "ffmpeg-python",
    "imageio-ffmpeg",
    "av",
    "opencv-python-headless",
    "resvg-py",
    "hibari-tts",
)


def report(environment: Mapping[str, str], today: date) -> tuple[list[str], bool]:
    """Lines for a person, and whether everything a rehearsal needs is there."""
    lines = [f"Python {sys.version.split()[0]}"]
    healthy = True
    for part in PARTS:
        try:
            lines.append(f"ok       {part} {importlib.metadata.version(part)}")
        except importlib.metadata.PackageNotFoundError:
            healthy = False
            lines.append(f"missing  {part}; run `make setup` again")
    lines.append(_ffmpeg())
    lines += _keys(environment)
    edition = load_edition(None)
    lines.append(f"editions: {', '.join(edition_names())}; the newest, {edition.name}, is the default")
    lines += [
        f"retired  {model.id}: {state}"
        for model in (*edition.video, *edition.stills)
        if (state := model.state_in_words(today)).startswith("retired")
    ]
    lines.append("Rehearsal is ready." if healthy else "Rehearsal is not ready; mend what is missing above.")
    return lines, healthy


def _ffmpeg() -> str:
    import imageio_ffmpeg

    return f"ok       ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}"


def _keys(environment: Mapping[str, str]) -> list[str]:
    lines = [_director(environment)]
    keys = keys_from(environment, Path.cwd())
    for provider, variable in VARIABLES.items():
        state = "set, not used yet" if provider in keys else "not set"
        lines.append(f"key      {variable} ({provider}): {state}; live providers are not part of this version")
    return lines


def _director(environment: Mapping[str, str]) -> str:
    from agent.llm.settings import settings_from
    from tools.film.errors import UsageError

    try:
        settings = settings_from(environment)
    except UsageError as error:
        return f"director {error}"
    if settings is None:
        return "director the playbook; set GREENLIGHT_MODEL to let a language model direct"
    where = "api.openai.com" if settings.base_url is None else settings.base_url.split("://")[-1].split("/")[0]
    return f"director {settings.model} at {where.rsplit('@')[-1]}, with the playbook behind it"
