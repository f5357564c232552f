"""The editions as checked models, for everything that routes and prices."""

from functools import cache

from pydantic import ValidationError

from tools.catalog.listing import edition_names, read_edition
from tools.catalog.schema import Edition
from tools.film.errors import GreenlightError

__all__ = ["edition_names", "load_edition"]


def load_edition(name: str | None = None, sellers: tuple[str, ...] | None = None) -> Edition:
    """The edition of that name, or the newest; raises UsageError for a name nobody published.

    With `sellers`, models of other providers count as unavailable; None knows every provider, as a rehearsal does.
    """
    edition = _checked(name or edition_names()[-1])
    return edition if sellers is None else edition.sold_by(sellers)


@cache
def _checked(name: str) -> Edition:
    told = read_edition(name)
    try:
        return Edition.model_validate(told)
    except ValidationError as error:
        raise GreenlightError(f"The edition {name} is damaged; install Greenlight again.") from error
