"""Keys: found where a person puts them, and never shown."""

from contextlib import closing
from datetime import date

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from tools.providers.fal import Fal
from tools.providers.keys import keys_from, with_keys
from tools.providers.market import Market
from tools.providers.openai_videos import OpenAIVideos
from tools.providers.opening import open_market, sellers_among
from tools.providers.runway import Runway
from ui.doctor import report


def test_a_key_comes_from_the_environment_or_from_the_env_file_and_the_environment_wins(tmp_path):
    (tmp_path / ".env").write_text('FAL_KEY="from file"\nLUMAAI_API_KEY=luma-1\nRUNWAYML_API_SECRET=\n', "utf-8")
    keys = keys_from({"FAL_KEY": " from env \n", "OPENAI_API_KEY": ""}, tmp_path)
    assert {name: key.secret.get_secret_value() for name, key in keys.items()} == {"fal": "from env", "luma": "luma-1"}


class Drawer(KeyringBackend):
    """A keyring in memory, spoken to by the library that people have."""

    priority = 1

    def __init__(self, held, locked=False):
        super().__init__()
        self.held, self.locked, self.asked = held, locked, []

    def get_password(self, service, username):
        self.asked.append((service, username))
        if self.locked:
            raise KeyringLocked("dismissed")
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password


@pytest.fixture
def drawer():
    before = keyring.get_keyring()
    yield lambda *told, **more: keyring.set_keyring(opened := Drawer(*told, **more)) or opened
    keyring.set_keyring(before)


def test_a_key_that_is_nowhere_else_comes_from_the_systems_keyring(tmp_path, drawer):
    held = {("greenlight", name): f"{name}-hush" for name in ("FAL_KEY", "LUMAAI_API_KEY", "OPENAI_API_KEY")}
    opened = drawer(held)
    (tmp_path / ".env").write_text("LUMAAI_API_KEY=from-file\n", "utf-8")
    keys = keys_from({"OPENAI_API_KEY": "from-env"}, tmp_path)
    assert {name: (key.found, key.secret.get_secret_value()) for name, key in keys.items()} == {
        "fal": ("the keyring", "FAL_KEY-hush"),
        "luma": (".env", "from-file"),
        "openai": ("the environment", "from-env"),
    }
    assert {service for service, _ in opened.asked} == {"greenlight"}
    assert not {"LUMAAI_API_KEY", "OPENAI_API_KEY"} & {name for _, name in opened.asked}, "it was asked in vain"


def test_a_keyring_that_stays_locked_is_asked_once_and_is_no_error(tmp_path, drawer):
    opened = drawer({}, locked=True)
    assert keys_from({"FAL_KEY": "a:b"}, tmp_path).keys() == {"fal"}
    assert len(opened.asked) == 1


def test_without_a_keyring_or_its_library_nothing_is_missing(tmp_path, drawer, monkeypatch):
    keyring.set_keyring(NoKeyring())
    assert keys_from({}, tmp_path) == {}
    drawer({("greenlight", "FAL_KEY"): "a:b"})
    monkeypatch.setattr("tools.providers.keyring_entries.find_spec", lambda _: None)
    assert keys_from({}, tmp_path) == {}


def test_doctor_says_where_each_key_was_found_and_never_its_text(tmp_path, drawer, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ui.doctor._works", lambda *_: "it works")
    drawer({("greenlight", "RUNWAYML_API_SECRET"): "key_hush"})
    (tmp_path / ".env").write_text("LUMAAI_API_KEY=luma-hush\n", "utf-8")
    told = "\n".join(report({"FAL_KEY": "fal-hush:hush"}, date(2026, 11, 24))[0])
    assert "FAL_KEY (fal): set in the environment; it works" in told
    assert "LUMAAI_API_KEY (luma): set in .env; it works; nothing, because no model there takes a still" in told
    assert "RUNWAYML_API_SECRET (runway): set in the keyring;" in told
    assert "REPLICATE_API_TOKEN (replicate): not set" in told and "hush" not in told


def test_a_gateway_is_offered_only_where_its_address_and_its_key_are_both_named(tmp_path):
    key, address = {"GREENLIGHT_VIDEOS_API_KEY": "sk-1"}, {"GREENLIGHT_VIDEOS_BASE_URL": "https://gateway.example/v1 "}
    for half in (key, address):
        assert keys_from(half, tmp_path) == {} and not with_keys(half, tmp_path)
    keys = keys_from(key | address, tmp_path)
    assert keys["gateway"].beside == {"GREENLIGHT_VIDEOS_BASE_URL": "https://gateway.example/v1"}
    with closing(open_market(keys, sellers_among(keys), tmp_path)) as market:
        assert isinstance(market._sellers["gateway"], OpenAIVideos)


def test_no_keys_is_no_error(tmp_path):
    assert keys_from({}, tmp_path) == {}


def test_a_key_is_not_in_what_is_printed(tmp_path):
    assert "hush" not in repr(keys_from({"FAL_KEY": "hush-hush"}, tmp_path))


def test_several_providers_are_asked_at_the_pace_of_the_slowest():
    fal, runway = Fal("a:b"), Runway("key_x")
    assert Market({"fal": fal, "runway": runway}).poll_seconds == 5
    assert Market({"fal": fal}).poll_seconds == 2
