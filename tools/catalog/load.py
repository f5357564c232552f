"""Reading the editions that ship with the product."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from tools.catalog.schema import Edition
from tools.film.errors import GreenlightError, UsageError

DATA = Path(__file__).parent / "data"


def edition_names() -> tuple[str, ...]:
    """Every edition, oldest first."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


def load_edition(name: str | None = None) -> Edition:
    """The edition of that name, or the newest; raises UsageError for a name nobody published."""
    names = edition_names()
    if name is None:
        return _read(names[-1])
    if name not in names:
        raise UsageError(f"There is no edition {name[:40]!r}; choose one of {', '.join(names)}.")
    return _read(name)


@cache
def _read(name: str) -> Edition:
    path = DATA / f"{name}.toml"
    try:
        return Edition.model_validate({"name": name, **tomllib.loads(path.read_text(encoding="utf-8"))})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise GreenlightError(f"The edition in {path.name} is damaged; install Greenlight again.") from error
