"""Takes are looked at as they arrive, so that the cut finds it done."""

import time

import pytest

from tests.tools.stitching.test_hostile_media import drawn
from tools.probing import BrokenMedia
from tools.stitching import looking
from tools.stitching.looking import KEPT, LookingAhead


def test_a_take_that_was_looked_at_on_arrival_is_not_looked_at_by_the_cut(tmp_path, monkeypatch):
    drawn(tmp_path / "s01-1.mp4", "testsrc2=s=160x288:r=30:d=1")
    with LookingAhead(tmp_path) as ahead:
        ahead.at("s01-1.mp4")
    monkeypatch.setattr(looking, "small", lambda *_: pytest.fail("looked at twice"))
    assert looking._seen(tmp_path / "s01-1.mp4", tmp_path / KEPT, threads=1).look.seconds > 0.9


def test_a_broken_take_stops_nobody_until_it_is_cut(tmp_path):
    (tmp_path / "s01-1.mp4").write_bytes(b"not a film")
    with LookingAhead(tmp_path) as ahead:
        ahead.at("s01-1.mp4")
        ahead.at("missing.mp4")
    assert not list((tmp_path / KEPT).glob("*"))
    with pytest.raises(BrokenMedia):
        looking._seen(tmp_path / "s01-1.mp4", tmp_path / KEPT, threads=1)


def test_what_still_waits_to_be_looked_at_is_left_when_the_work_ends_early(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(LookingAhead, "_look", lambda _, file: looked.append(file))
    with pytest.raises(KeyboardInterrupt), LookingAhead(tmp_path) as ahead:
        ahead._worker.submit(lambda: time.sleep(0.2))
        ahead.at("s01-1.mp4")
        raise KeyboardInterrupt
    assert not looked
