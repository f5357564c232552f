"""A live film: the same conversation, real money at a provider, and the vendor's bill equal to the ledger."""

import os

import pytest

from agent.planning import Wishes, plan_film
from tests.agent.live_film import LIVE, TODAY, live_session
from tests.agent.talking import Talk
from tests.agent.vendors import SmallRunway
from tests.emulator import openai_images as openai_emulator
from tests.emulator import runway as runway_emulator
from tests.emulator.fal import KEY, FalEmulator, Fault
from tests.emulator.openai_images import OpenAIEmulator
from tools.credits.ledger import Ledger
from tools.film.errors import CannotBeDone, UsageError
from tools.providers.openai_images import OpenAIImages
from tools.providers.runway import Runway
from ui.wiring import resolve

BRIEF = "A 6 second square film for Luna Bakery, two shots, no voice, no captions"


pytestmark = pytest.mark.usefixtures("quarter_size")


@pytest.fixture
def emulator(tmp_path, monkeypatch, vendors_studio):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    (tmp_path / "vendor").mkdir()
    with FalEmulator(tmp_path / "vendor", port, studio=vendors_studio) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


def ledger_of(folder):
    ledger = Ledger(folder / "ledger.db", "live", None)
    calls, balance = ledger.calls(), ledger.balance()
    ledger.close()
    return calls, balance


async def test_one_film_is_bought_from_two_vendors_each_by_its_own_client(tmp_path, monkeypatch):
    (tmp_path / "vendor").mkdir()
    with SmallRunway(tmp_path / "vendor") as runway, OpenAIEmulator() as images:
        monkeypatch.setenv("RUNWAYML_BASE_URL", runway.url)
        monkeypatch.setenv("OPENAI_BASE_URL", images.url)

        def sellers(folder):
            return {
                "runway": Runway(runway_emulator.KEY, loopback=True),
                "openai": OpenAIImages(openai_emulator.KEY, folder / ".openai"),
            }

        wishes = Wishes(mode="live", sellers=("runway", "openai"), pins={"s01": "veo-3.1", "s02": "veo-3.1"})
        talk = Talk(live_session(tmp_path / "film", sellers, wishes))
        await talk.say(BRIEF.replace("square", "vertical"))
        for _ in range(4):
            if talk.waiting is None:
                break
            await talk.yes()
        assert talk.failed is None, talk.failed
        film = await talk.film()
        await talk.session.close()
    calls, balance = ledger_of(tmp_path / "film")
    assert ("veo-3.1", "runway", "veo3.1") in {(each.model, each.provider, each.endpoint) for each in film.routes}
    assert film.cut.file is not None and {call.state for call in calls} == {"settled"}
    assert {call.provider for call in calls} == {"runway", "openai"}
    assert len(images.posts) == sum(call.provider == "openai" for call in calls)
    assert sum(task.credits for task in runway.jobs.values()) == sum(
        call.credits for call in calls if call.provider == "runway"
    )
    assert balance.settled == film.quote.credits


async def test_no_key_is_written_anywhere_by_a_live_film(emulator, tmp_path):
    emulator.faults.append(Fault("submit", 401, {"detail": f"Key {KEY} is wrong"}))
    talk = Talk(live_session(tmp_path / "film"))
    await talk.say(BRIEF)
    await talk.yes()
    assert talk.failed is not None and "doctor" in talk.failed.message
    await talk.session.close()
    for secret in KEY.split(":"):
        assert secret not in talk.failed.message
        for file in (tmp_path / "film").rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), file


@pytest.mark.parametrize("charged", [True, False])
async def test_a_lost_order_is_not_sent_again_until_the_person_says_what_became_of_it(emulator, tmp_path, charged):
    emulator.faults.append(Fault("submit", accepted=charged))
    folder = tmp_path / "film"
    talk = Talk(live_session(folder))
    await talk.say(BRIEF)
    await talk.yes()
    assert "--resolve" in talk.failed.message
    await talk.say("go on")
    await talk.session.close()
    calls, balance = ledger_of(folder)
    (lost,) = [call for call in calls if call.state == "unknown"]
    assert balance.unknown == lost.credits
    sent = [body["prompt"] for _, body, _ in emulator.posts]
    assert len(sent) == len(set(sent)), "the lost order went out again"

    resolve(folder, lost.key, "charged" if charged else "not-charged", TODAY)
    with pytest.raises(UsageError, match="nothing to resolve"):
        resolve(folder, lost.key, "charged" if charged else "not-charged", TODAY)
    talk = Talk(live_session(folder))
    await talk.say("go on")
    for _ in range(4):
        if talk.waiting is None:
            break
        await talk.yes()
    film = await talk.film()
    await talk.session.close()
    calls, balance = ledger_of(folder)
    assert film.cut.file is not None, talk.failed
    assert len(emulator.jobs) == len(calls), "the bill is not the ledger"
    assert balance.settled == film.quote.credits + (lost.credits if charged else 0) and balance.unknown == 0


async def test_resuming_after_a_written_off_order_asks_for_the_new_quote(emulator, tmp_path):
    emulator.faults.append(Fault("submit", accepted=True))
    talk = Talk(live_session(tmp_path / "film"))
    await talk.say(BRIEF)
    await talk.yes()
    await talk.session.close()
    (lost,) = [call for call in ledger_of(tmp_path / "film")[0] if call.state == "unknown"]
    resolve(tmp_path / "film", lost.key, "charged", TODAY)
    talk = Talk(live_session(tmp_path / "film"))
    talk.events = [event async for event in talk.session.resume()]
    asked = talk.waiting
    await talk.session.close()
    assert asked is not None, talk.failed
    assert lost.key not in {line.key for line in asked.quote.lines}


def test_a_live_plan_uses_only_providers_with_a_key_and_says_so():
    film = plan_film(BRIEF, LIVE, TODAY)
    assert {line.provider for line in film.quote.lines} == {"fal"}
    ruled_out = {out.model: out.why for route in film.routes for out in route.ruled_out}
    assert ruled_out["runway-gen4.5"] == "there is no key for runway"


@pytest.mark.parametrize(
    ("sellers", "words"), [(("luma",), "No video"), (("openai",), "No video"), (("runway",), "No still")]
)
def test_keys_that_do_not_make_a_film_are_refused_in_a_sentence_that_says_which_would(sellers, words):
    with pytest.raises(CannotBeDone, match=words) as raised:
        plan_film(BRIEF, Wishes(mode="live", sellers=sellers), TODAY)
    assert "FAL_KEY" in str(raised.value)
