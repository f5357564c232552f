"""Pictures and clips of a quarter of every side, where a test asks for them."""

import pytest

from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES


@pytest.fixture
def quarter_size(monkeypatch):
    """A film under another name's size: its orders, prices and words stay, only the pixels are fewer."""
    for name, side in QUARTER.items():
        monkeypatch.setitem(SHORT_SIDES, name, side)
