"""The system's keyring, where its library is installed (the extra `keyring`): `keyring set greenlight FAL_KEY`."""

from collections.abc import Iterable
from importlib.util import find_spec

SERVICE = "greenlight"
"""Under which every key is kept, each by the name of its variable."""


def keyring_entries(variables: Iterable[str]) -> dict[str, str]:
    """What the keyring holds of these variables; nothing where there is no keyring, or it stays locked.

    A keyring is asked for one entry at a time, and may show a window of its own to the person.
    """
    if find_spec("keyring") is None:
        return {}
    import keyring
    from keyring.errors import KeyringError

    held: dict[str, str] = {}
    for variable in variables:
        try:
            held[variable] = keyring.get_password(SERVICE, variable) or ""
        except KeyringError:  # no keyring on this machine, or the person left it locked: asking on would ask again
            break
        except (OSError, RuntimeError, ValueError):  # a keyring that is broken is no reason not to rehearse
            break
    return {variable: value for variable, value in held.items() if value.strip()}
