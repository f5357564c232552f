"""How a turn ends when the person wants it to."""

from tools.film.errors import GreenlightError


class Stopped(GreenlightError):
    """The person stopped the turn."""

    exit_status = 130
