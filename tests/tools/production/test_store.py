"""The production's folder: whole files or none, one process at a time, names that cannot escape."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tools.film.brief import Brief
from tools.film.errors import UsageError
from tools.film.storyboard import Shot, Storyboard
from tools.production.model import Production
from tools.production.slug import slug_for
from tools.production.store import DamagedProduction, InUse, Store, existing


def production():
    shot = Shot(id="s01", description="a cup", framing="CU", camera="static", role="hero", seconds=4)
    return Production(
        slug="x",
        mode="rehearsal",
        edition="2026-11",
        brief=Brief(text="tea", duration_s=4, subject="tea"),
        storyboard=Storyboard(shots=(shot,)),
    )


def test_what_was_saved_comes_back(tmp_path):
    store = Store(tmp_path / "film")
    assert not store.exists()
    store.create(production())
    assert store.load() == production()
    assert [path.name for path in store.folder.iterdir()] == ["production.json"]


def test_what_could_not_be_loaded_again_is_not_written(tmp_path):
    store, kept = Store(tmp_path), production()
    store.create(kept)
    finer = kept.brief.model_copy(update={"budget_credits": Decimal("5.005")})
    with pytest.raises(ValidationError):
        store.save(kept.model_copy(update={"brief": finer}))
    assert store.load() == kept


def test_a_folder_without_a_production_is_said_and_not_made(tmp_path):
    with pytest.raises(UsageError, match="There is no production in"):
        existing(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"schema_number": 1}', b'{"schema_number": 99}'])
def test_a_damaged_or_newer_file_is_one_sentence_and_stays_as_it_is(tmp_path, content):
    (tmp_path / "production.json").write_bytes(content)
    with pytest.raises(DamagedProduction) as refusal:
        Store(tmp_path).load()
    assert "\n" not in str(refusal.value)
    assert (tmp_path / "production.json").read_bytes() == content


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.create(production())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        store.save(production().model_copy(update={"slug": "y"}))
    assert store.load().slug == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["production.json"]


def test_only_one_process_holds_a_production(tmp_path):
    with Store(tmp_path).hold(), pytest.raises(InUse, match="Another Greenlight"), Store(tmp_path).hold():
        pass
    with Store(tmp_path).hold():
        pass


@given(st.text(max_size=200))
def test_a_folders_name_is_always_safe(text):
    slug = slug_for(text)
    assert 1 <= len(slug) <= 40
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in slug)
    assert slug not in ("con", "nul") and not slug.startswith("-")
