"""fal on loopback for the real command: its address, its key and its certificate where the command looks for them."""

import os
from contextlib import contextmanager
from functools import partial

from tests.emulator.fal import KEY, FalEmulator
from tools.providers import fal, opening


@contextmanager
def fal_for_commands(folder, monkeypatch):
    """The emulator, while commands that run in this process buy from it."""
    host = os.environ["FAL_QUEUE_RUN_HOST"]
    (folder / "vendor").mkdir()
    with FalEmulator(folder / "vendor", int(host.rpartition(":")[2])) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        monkeypatch.setenv("FAL_KEY", KEY)
        monkeypatch.setattr(fal, "PLATFORM", f"https://{host}/platform")
        monkeypatch.setattr(opening, "open_market", partial(opening.open_market, loopback=True))
        yield server
