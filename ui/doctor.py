"""`greenlight doctor`: what is installed, which keys are set (never their text), what has retired."""

import importlib.metadata
import importlib.util
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tools.catalog.load import edition_names, load_edition
from tools.providers.keys import ADAPTERS, EXTRAS, OPENS_NOTHING, installed, keys_from, variables_of

if TYPE_CHECKING:
    from tools.catalog.schema import StillModel, VideoModel
    from tools.providers.keys import Key

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
    lines += _keys(environment, today)
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


def _keys(environment: Mapping[str, str], today: date) -> list[str]:
    lines = [_director(environment)]
    keys = keys_from(environment, Path.cwd())
    for provider in ADAPTERS:
        variable = variables_of(provider)
        if provider in keys and not installed(provider):
            lines.append(
                f"key      {variable} ({provider}): set in {keys[provider].found}; its client is an extra that is "
                f"not installed, pip install 'greenlight-studio[{EXTRAS[provider][0]}]'"
            )
        elif provider in keys:
            state = f"set in {keys[provider].found}; {_works(provider, keys)}; {_opens(provider, today)}"
            lines.append(f"key      {variable} ({provider}): {state}")
        else:
            lines.append(f"key      {variable} ({provider}): not set; it would open {_opens(provider, today)}")
    return lines


def _opens(provider: str, today: date) -> str:
    its = [model.id for model in _rows(provider) if model.why_unavailable(today) is None]
    if not its:
        return f"nothing, because {OPENS_NOTHING}"
    return f"{len(its)} models, such as {', '.join(its[:3])}" if len(its) > 3 else ", ".join(its)


def _rows(provider: str) -> "list[VideoModel | StillModel]":
    edition = load_edition(None, (provider,))
    rows: list[VideoModel | StillModel] = [*edition.video, *edition.stills]
    return [model for model in rows if model.provider == provider]


def _works(provider: str, keys: "Mapping[str, Key]") -> str:
    """Whether the provider accepts the key, and the balance where it tells one. Asks the provider; buys nothing."""
    from tools.film.errors import GreenlightError
    from tools.providers.opening import open_market
    from tools.providers.terms import Terms, endpoints_of

    endpoints = [f"{provider}:{each}" for model in _rows(provider) for each in endpoints_of(model)]
    try:
        with closing(open_market(keys, (provider,), Path.cwd())) as market:
            terms = market.terms(endpoints) if endpoints else Terms(balance=market.balance(provider))
    except GreenlightError as error:
        return f"it does not work now: {error}"
    gone = [each for each in endpoints if each.partition(":")[2] not in terms.endpoints] if terms.endpoints else []
    missing = f", {len(gone)} endpoints of the edition are not listed there" if gone else ""
    return "it works" + (f", balance {terms.balance} credits" if terms.balance is not None else "") + missing


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
