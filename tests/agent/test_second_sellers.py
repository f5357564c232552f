"""Whole films from every seller but fal, through its own client; and no run leaves a key anywhere, whatever goes wrong."""

import logging
import os
from collections import Counter

import pytest

from agent.planning import Wishes
from tests.agent.live_film import live_session, to_the_end
from tests.agent.talking import Talk
from tests.agent.test_every_model import brief_for
from tests.agent.vendors import SECRETS, Vendors, sellers_at
from tests.emulator.fal import Fault
from tools.catalog.load import load_edition
from tools.credits.ledger import Ledger
from tools.film.route import Mode
from tools.providers.failures import quoted
from tools.providers.secrets import never_quote

FILMS = [
    ("runway openai", "veo-3.1"),
    ("replicate", "kling-3.0"),
    ("replicate google", "luma-ray-2"),
]
"""The first sells the clips, each from a still."""
QUIET = "no voice, no captions, no music"
ONE_SHOT = f"A 3 second vertical film of a walk in the park, one shot, {QUIET}"
SPECIAL = [
    ("runway openai", "kling-3.0", f"A multi-shot 6 second 16:9 film of a lighthouse, two shots, {QUIET}", "", Mode.MULTI_SHOT),
    ("vertex google", "veo-3.1", f"A 12 second vertical one-take film of a lighthouse, {QUIET}", "", Mode.FIRST_LAST),
    ("replicate google", "seedance-2.0-pro", ONE_SHOT, "same brown dog in all of them", Mode.REFERENCE),
]  # fmt: skip


@pytest.fixture(scope="module")
def vendors(tmp_path_factory):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with Vendors(tmp_path_factory.mktemp("vendors"), port) as opened:
        yield opened


class Run:
    """One film's conversation, and everything that it wrote and printed."""

    def __init__(self, vendors, folder, sellers, model):
        vendors.begin(lambda *_: None, 0)
        self.vendors, self.folder, self.sellers, self.heard = vendors, folder, sellers, []
        wishes = Wishes(mode="live", sellers=sellers, pins={"s01": model})
        self.talk = Talk(live_session(folder, lambda where: sellers_at(vendors.addresses, sellers, where), wishes))

    async def go(self, words):
        """Say it and greenlight what is asked, to the end."""
        await self.talk.say(words)
        self.heard += map(repr, self.talk.events)
        ended = await to_the_end(self.talk)
        self.heard += [*map(repr, self.talk.events), str(ended)]
        return ended

    def written(self):
        """Every file, and everything that was said."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files} | {
            "the conversation": "\n".join(self.heard).encode()
        }


def no_key_in(written):
    for secret in (part for key in SECRETS.values() for part in key.split(":")):
        assert not [name for name, content in written.items() if secret.encode() in content]


@pytest.fixture
def logged(caplog, capfd, monkeypatch, vendors):
    """What the libraries log, at their most talkative, and what is printed."""
    caplog.set_level(logging.DEBUG)
    for name, value in vendors.addresses.items():
        monkeypatch.setenv(name, value)
    return lambda: {"the log": caplog.text.encode(), "stdout and stderr": "".join(capfd.readouterr()).encode()}


@pytest.mark.parametrize(("sellers", "model"), FILMS)
async def test_a_film_comes_from_that_seller_and_leaves_no_key_behind(vendors, tmp_path, logged, sellers, model):
    sellers = tuple(sellers.split())
    run = Run(vendors, tmp_path / "film", sellers, model)
    row = load_edition("2026-11", sellers).video_model(model)
    assert await run.go(brief_for(row)) is None
    film = await run.talk.film()
    await run.talk.session.close()
    ledger = Ledger(tmp_path / "film/ledger.db", "live", None)
    calls = ledger.calls()
    ledger.close()
    assert film.route("s01").provider == sellers[0] and film.cut.file is not None
    billed = {name: len(vendor.jobs) for name, vendor in vendors.each.items() if vendor.jobs}
    assert Counter(call.provider for call in calls) == billed
    assert {call.state for call in calls} == {"settled"}
    no_key_in(run.written() | logged())


def sent_with(body, mode):
    """What of the order shows that it was made in that way, in its vendor's own words."""
    match mode:
        case Mode.MULTI_SHOT:
            return [bool(each["prompt"] and each["duration"]) for each in body["providerSettings"]["multiPrompt"]]
        case Mode.FIRST_LAST:
            return [name in body["instances"][0] for name in ("image", "lastFrame")]
        case _:
            return [len(body["input"]["reference_images"]) == 2, "image" not in body["input"]]


@pytest.mark.parametrize("case", SPECIAL, ids=lambda case: f"{case[0].split()[0]} {case[-1].value}")
async def test_what_the_edition_says_a_model_can_do_it_does_in_a_whole_film_from_a_second_seller(
    vendors, tmp_path, monkeypatch, case
):
    sellers, model, brief, wish, mode = case
    for name, value in vendors.addresses.items():
        monkeypatch.setenv(name, value)
    sellers = tuple(sellers.split())
    run = Run(vendors, tmp_path / "film", sellers, model)
    if wish:
        await run.talk.say(brief)
        await run.talk.say(wish)
    if mode is Mode.REFERENCE:
        await run.talk.say("make shot 1 from its reference pictures")
    assert await run.go("go on" if wish else brief) is None
    film = await run.talk.film()
    await run.talk.session.close()
    route, bodies = film.route("s01"), vendors.each[sellers[0]].posts
    assert (route.provider, route.model, route.mode) == (sellers[0], model, mode) and film.cut.file is not None
    assert all(sent_with(bodies[-1], mode)), "the clip comes last, after its still and its draft"


@pytest.mark.parametrize("vendor", ["fal", "runway", "replicate", "openai", "google", "vertex"])
async def test_a_vendor_that_repeats_the_key_in_what_it_complains_of_is_not_repeated(vendors, tmp_path, logged, vendor):
    others = {"fal": (), "runway": ("openai",), "vertex": ("google",), "replicate": ()}
    sellers = (vendor, *others[vendor]) if vendor in others else ("runway", vendor)
    pins = {"runway": "runway-gen4", "fal": "ltx", "vertex": "veo-3.1", "replicate": "kling-3.0"}
    run = Run(vendors, tmp_path / "film", sellers, model := pins.get(vendor, "runway-gen4"))
    wrong = f"Incorrect API key provided: {SECRETS[vendor]}. You sent {SECRETS[vendor]}."
    body = {"error": {"code": 401, "status": "UNAUTHENTICATED", "message": wrong}, "detail": wrong}
    vendors.each[vendor].faults.append(Fault("submit", 401, body))
    brief = brief_for(load_edition("2026-11", sellers).video_model(model))
    told = await run.go(brief)
    assert told is not None and "doctor" in told and "You sent …" in told
    vendors.each[vendor].faults.append(Fault("submit", accepted=True))
    told = await run.go("go on")
    assert told is not None and "--resolve" in told
    await run.talk.session.close()
    no_key_in(run.written() | logged())


def test_a_key_of_no_known_shape_is_not_quoted_either():
    never_quote("correct horse:battery staple")
    assert quoted("You sent battery staple, with correct horse.") == "You sent …, with …."
