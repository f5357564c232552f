"""Truth before money: what a provider says of prices and endpoints is asked before the person is."""

import os
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.planning import plan_film
from tests.agent.live_film import LIVE, TODAY, live_session
from tests.agent.talking import Talk
from tests.emulator.fal import FalEmulator, Fault
from tools.catalog.load import load_edition
from tools.credits.ledger import Ledger
from tools.providers.terms import Terms, UnitPrice, confirmed, endpoints_of, findings, model_in

BRIEF = "A 6 second square film for Luna Bakery, two shots, no voice, no captions"


@pytest.fixture
def emulator(tmp_path, monkeypatch):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    (tmp_path / "vendor").mkdir()
    with FalEmulator(tmp_path / "vendor", port) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


def still_endpoint():
    edition = load_edition("2026-11", LIVE.sellers)
    line = next(line for line in plan_film(BRIEF, LIVE, TODAY).quote.lines if line.kind == "still")
    model = model_in(edition, line.model)
    return model, endpoints_of(model)[0]


async def asked(emulator, tmp_path):
    talk = Talk(live_session(tmp_path / "film"))
    await talk.say(BRIEF)
    return talk


async def test_the_question_says_what_is_confirmed_and_what_the_account_holds(emulator, tmp_path):
    model, endpoint = still_endpoint()
    emulator.unit_prices[endpoint] = (float(model.first_megapixel) / 100, "images")
    emulator.dollars = 12.5
    talk = await asked(emulator, tmp_path)
    assert talk.waiting.confirmed == (model.id,)
    assert talk.waiting.accounts == {"fal": Decimal("1250.00")}
    await talk.session.close()


async def test_a_price_that_rose_makes_a_new_quote_and_says_so(emulator, tmp_path):
    model, endpoint = still_endpoint()
    emulator.unit_prices[endpoint] = (float(model.first_megapixel) / 50, "images")
    before = plan_film(BRIEF, LIVE, TODAY).quote
    talk = await asked(emulator, tmp_path)
    assert any("per cent more" in warning for warning in talk.warnings), talk.warnings
    ours = [line for line in talk.waiting.quote.lines if line.model == model.id]
    was = [line for line in before.lines if line.model == model.id and line.kind == "still"]
    assert not ours or ours[0].credits == 2 * was[0].credits
    await talk.yes()
    assert talk.failed is None, talk.failed
    await talk.session.close()


async def test_a_price_that_rises_after_the_question_voids_the_yes(emulator, tmp_path):
    talk = await asked(emulator, tmp_path)
    model, endpoint = still_endpoint()
    emulator.unit_prices[endpoint] = (float(model.first_megapixel) / 50, "images")
    await talk.yes()
    assert "nothing was greenlit" in talk.failed.message
    assert emulator.posts == []
    await talk.session.close()
    ledger = Ledger(tmp_path / "film" / "ledger.db", "live", None)
    assert ledger.balance().approved == 0
    ledger.close()


async def test_an_endpoint_that_vanished_sends_its_shots_elsewhere_with_a_sentence(emulator, tmp_path):
    route = plan_film(BRIEF, LIVE, TODAY).routes[0]
    model = model_in(load_edition("2026-11", LIVE.sellers), route.model)
    emulator.missing |= set(endpoints_of(model))
    talk = await asked(emulator, tmp_path)
    film = await talk.film()
    await talk.session.close()
    assert any("no longer has" in warning for warning in talk.warnings), talk.warnings
    assert all(each.model != model.id for each in film.routes)
    assert any(out.model == model.id and "no longer" in out.why for out in film.routes[0].ruled_out)


def test_a_model_that_one_seller_dropped_is_bought_from_the_next():
    both = load_edition("2026-11", ("fal", "runway"))
    (finding,) = findings([both.video_model("veo-3.1")], Terms(endpoints={"something-else": None}))
    assert "fal no longer has" in finding.said and "runway sells it too" in finding.said
    after = both.as_found((finding,)).video_model("veo-3.1")
    assert (after.provider, after.gone, after.resolutions) == ("runway", False, ("720p", "1080p"))
    gone_there_too = finding.model_copy(update={"provider": "runway"})
    assert both.as_found((finding, gone_there_too)).video_model("veo-3.1").gone


async def test_a_price_list_that_cannot_be_reached_leaves_the_list_prices(emulator, tmp_path):
    emulator.faults.append(Fault("terms"))
    talk = await asked(emulator, tmp_path)
    assert talk.waiting.confirmed == ()
    assert talk.waiting.quote.lines
    await talk.session.close()


async def test_a_key_that_is_not_accepted_is_found_out_before_the_person_is_asked(emulator, tmp_path):
    emulator.faults.append(Fault("terms", 401, {"error": {"message": "invalid key"}}))
    talk = await asked(emulator, tmp_path)
    assert talk.waiting is None
    assert "doctor" in talk.failed.message
    await talk.session.close()


MODELS = (*load_edition("2026-11").video, *load_edition("2026-11").stills)


@given(st.sampled_from([model for model in MODELS if endpoints_of(model)]), st.decimals("0.01", "1000", places=2))
def test_a_price_told_never_makes_a_quote_lower_than_the_list(model, credits):
    terms = Terms(endpoints={each: UnitPrice(credits=credits, unit="seconds") for each in endpoints_of(model)})
    found = findings([model], terms)
    assert len(found) <= 1 and all(each.factor > 1 and not each.gone for each in found)
    for each in found:
        changed = model.as_found(each)
        if hasattr(model, "prices"):
            assert all(
                (new.per_second or 0) >= (old.per_second or 0)
                for new, old in zip(changed.prices, model.prices, strict=True)
            )
            assert credits / each.factor <= max(p.per_second for p in model.prices if p.per_second) * Decimal("1.001")
    assert not found or model.id not in confirmed([model], terms)


def test_a_provider_that_lists_nothing_is_not_taken_for_one_that_lost_everything():
    assert findings(MODELS, Terms()) == ()
