"""Every test has a home of its own, no keys, and no stray thread pools."""

import os
import socket

import pytest

from tests.forking import server
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES
from tools.studio import provider

for variable in ("FAL_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "RUNWAYML_API_SECRET"):
    os.environ.pop(variable, None)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # the person's own is left alone
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")


provider.process_context = server  # the commands' own studios start theirs as a person's does


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def quarter_size(monkeypatch):
    """A film under another name's size: its orders, prices and words stay, only the pixels are fewer."""
    for name, side in QUARTER.items():
        monkeypatch.setitem(SHORT_SIDES, name, side)


@pytest.fixture(scope="session")
def vendors_studio(tmp_path_factory):
    """Where emulated vendors that share it make each picture and clip once, however often it is ordered."""
    return tmp_path_factory.mktemp("vendors-studio")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# fal's client reads its host when it is first imported, so the emulator's place is settled before that
os.environ["FAL_QUEUE_RUN_HOST"] = f"127.0.0.1:{_free_port()}"
