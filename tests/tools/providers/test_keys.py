"""Keys: found where a person puts them, and never shown."""

from contextlib import closing

from tools.providers.fal import Fal
from tools.providers.keys import keys_from, with_keys
from tools.providers.market import Market
from tools.providers.openai_videos import OpenAIVideos
from tools.providers.opening import open_market, sellers_among
from tools.providers.runway import Runway


def test_a_key_comes_from_the_environment_or_from_the_env_file_and_the_environment_wins(tmp_path):
    (tmp_path / ".env").write_text('FAL_KEY="from file"\nLUMAAI_API_KEY=luma-1\nRUNWAYML_API_SECRET=\n', "utf-8")
    keys = keys_from({"FAL_KEY": " from env \n", "OPENAI_API_KEY": ""}, tmp_path)
    assert {name: key.secret.get_secret_value() for name, key in keys.items()} == {"fal": "from env", "luma": "luma-1"}


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
