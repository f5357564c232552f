"""Opens the providers that a person has keys for, each by its own adapter, as one market."""

from collections.abc import Mapping
from pathlib import Path

from tools.film.errors import CannotBeDone
from tools.providers.keys import ADAPTERS, VARIABLES, Key, installed
from tools.providers.market import Market
from tools.providers.port import Provider


def sellers_among(keys: Mapping[str, Key]) -> tuple[str, ...]:
    """The providers with a key and an adapter. Raises CannotBeDone when there is none."""
    found = tuple(name for name in ADAPTERS if name in keys and installed(name))
    if not found:
        raise CannotBeDone(
            f"A live film needs a provider's key and none is set; set {VARIABLES['fal']}, which opens most models, or "
            "leave out --live to rehearse for nothing."
        )
    return found


def open_market(keys: Mapping[str, Key], sellers: tuple[str, ...], folder: Path, *, loopback: bool = False) -> Market:
    """The market of those sellers whose key is set; `folder` is the production's, `loopback` is for tests alone."""
    opened = {name: _open(name, keys[name], folder, loopback) for name in sellers if name in keys}
    return Market(opened)


def _open(name: str, key: Key, folder: Path, loopback: bool) -> Provider:
    text = key.secret.get_secret_value()
    opened: Provider
    match name:  # each client is imported only when its provider is used
        case "fal":
            from tools.providers.fal import Fal

            opened = Fal(text, loopback=loopback)
        case "runway":
            from tools.providers.runway import Runway

            opened = Runway(text, loopback=loopback)
        case "google":
            from tools.providers.google_images import GoogleImages

            opened = GoogleImages(text, folder / ".google")
        case "luma":
            from tools.providers.luma import Luma

            opened = Luma(text, loopback=loopback)
        case "replicate":
            from tools.providers.replicate import Replicate

            opened = Replicate(text, loopback=loopback)
        case "openai":
            from tools.providers.openai_images import OpenAIImages

            opened = OpenAIImages(text, folder / ".openai")
        case "vertex":
            from tools.providers.vertex import Vertex

            opened = Vertex(text, key.beside["GOOGLE_CLOUD_LOCATION"])
        case "gateway":
            from tools.providers.openai_videos import OpenAIVideos

            opened = OpenAIVideos(text, key.beside["GREENLIGHT_VIDEOS_BASE_URL"])
        case _:
            raise CannotBeDone(f"This version cannot buy from {name}; `greenlight doctor` lists whom it can.")
    return opened
