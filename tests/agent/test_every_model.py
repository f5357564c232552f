"""Every model of the playbook, live: bought through its vendor's own client, or refused with what to do instead."""

import os
import re
from decimal import Decimal

import pytest
from pydantic import TypeAdapter
from runwayml.types import image_to_video_create_params

from agent.planning import Wishes, plan_film
from tests.agent.live_film import TODAY, live_session, only_fal
from tests.agent.talking import Talk
from tests.emulator import openai_images as openai_emulator
from tests.emulator import runway as runway_emulator
from tests.emulator.fal import FalEmulator
from tests.emulator.openai_images import OpenAIEmulator
from tests.emulator.orders import placed
from tests.emulator.runway import RunwayEmulator
from tools.catalog.load import load_edition
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError
from tools.film.route import Mode
from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_image
from tools.providers.openai_images import OpenAIImages
from tools.providers.port import Order
from tools.providers.runway import Runway

EDITION = load_edition("2026-11")
VIDEO = (
    "sora-2 veo-3.1 kling-3.0 seedance-2.0-pro seedance-2.0-lite hailuo-02 wan-2.6 runway-gen4 luma-ray-2 pixverse-v4 "
    "pika-2.2 ltx"
).split()
VIDEO = [*VIDEO[:1], "sora-2-pro", *VIDEO[1:]]
AT_FAL = [each for each in VIDEO if EDITION.video_model(each).provider == "fal"]
STILLS = [each for each in EDITION.stills if each.why_unavailable(TODAY) is None]
RUNWAY_BODIES = {
    "gen4_turbo": TypeAdapter(image_to_video_create_params.Gen4Turbo),
    "gen4.5": TypeAdapter(image_to_video_create_params.Gen4_5),
}


@pytest.fixture
def fal(tmp_path, tmp_path_factory, monkeypatch):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    (tmp_path / "vendor").mkdir()
    with FalEmulator(tmp_path / "vendor", port) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


async def film_of(folder, model, sellers, wishes, brief):
    talk = Talk(live_session(folder, sellers, wishes))
    await talk.say(brief)
    for _ in range(4):
        if talk.waiting is None:
            break
        await talk.yes()
    assert talk.failed is None, talk.failed
    film = await talk.film()
    await talk.session.close()
    ledger = Ledger(folder / "ledger.db", "live", None)
    calls, balance = ledger.calls(), ledger.balance()
    ledger.close()
    assert film.cut.file is not None and {call.state for call in calls} == {"settled"}
    assert balance.settled == film.quote.credits
    assert any(take.model == model and not take.draft for take in film.takes)
    return film, calls


def brief_for(model):
    shape = {AspectRatio.PORTRAIT: "vertical", AspectRatio.LANDSCAPE: "16:9"}
    ratio = next(each for each in shape if each in model.aspect_ratios)
    seconds = min(length for length in model.seconds if length >= 4) - 1
    return f"A {seconds} second {shape[ratio]} film of a lighthouse, one shot, no voice, no captions, no music"


@pytest.mark.parametrize("model_id", [each for each in AT_FAL if EDITION.video_model(each).retired_on is None])
async def test_each_model_at_fal_makes_a_film_from_a_still_in_a_body_that_its_schema_allows(fal, tmp_path, model_id):
    model = EDITION.video_model(model_id)
    wishes = Wishes(mode="live", sellers=("fal",), pins={"s01": model_id})
    _, calls = await film_of(tmp_path / "film", model_id, only_fal, wishes, brief_for(model))
    bodies = [body for endpoint, body, _ in fal.posts if endpoint == model.endpoints[Mode.IMAGE_TO_VIDEO]]
    assert bodies, "the clip went to another endpoint"
    assert len(fal.jobs) == len(fal.posts) == len(calls), "something was refused by the schema, or sent twice"


async def test_runway_makes_a_film_in_a_body_that_its_clients_own_types_allow(fal, tmp_path, monkeypatch):
    (tmp_path / "runway").mkdir()
    with RunwayEmulator(tmp_path / "runway") as server:
        monkeypatch.setenv("RUNWAYML_BASE_URL", server.url)

        def sellers(folder):
            return only_fal(folder) | {"runway": Runway(runway_emulator.KEY, loopback=True)}

        wishes = Wishes(mode="live", sellers=("fal", "runway"), pins={"s01": "runway-gen4"})
        model = EDITION.video_model("runway-gen4")
        await film_of(tmp_path / "film", "runway-gen4", sellers, wishes, brief_for(model))
        for body in server.posts:
            asked = {re.sub("[A-Z]", lambda big: f"_{big[0].lower()}", name): value for name, value in body.items()}
            RUNWAY_BODIES[body["model"]].validate_python(asked, strict=True, extra="forbid")


@pytest.mark.parametrize("still", STILLS, ids=lambda still: still.id)
def test_each_still_model_draws_a_picture_of_the_size_that_was_ordered(fal, tmp_path, monkeypatch, still):
    with OpenAIEmulator() as images:
        monkeypatch.setenv("OPENAI_BASE_URL", images.url)
        seller = (
            only_fal(tmp_path)["fal"]
            if still.provider == "fal"
            else OpenAIImages(openai_emulator.KEY, tmp_path / "kept")
        )
        size = size_of(AspectRatio.PORTRAIT, "1080p")
        order = Order(
            kind="still", reference="still/s01/start/1", shot_id="s01", model=still.id, prompt="A lighthouse.",
            framing=Framing.WS, camera=CameraMove.STATIC, aspect_ratio=AspectRatio.PORTRAIT, width=size.width,
            height=size.height, seconds=Decimal(0),
        )  # fmt: skip
        job = seller.submit(placed(order))
        while (status := seller.poll(job)).state in ("queued", "running"):
            pass
        assert status.state == "done"
        seller.fetch(job, tmp_path / "still.png")
    drawn = probe_image(tmp_path / "still.png")
    assert drawn.width >= size.width and drawn.height >= size.height


@pytest.mark.parametrize("model_id", ["sora-2", "sora-2-pro"])
def test_a_retired_model_is_refused_by_its_date_with_its_successor(model_id):
    with pytest.raises(GreenlightError, match=r"2026-09-24.*veo-3\.1"):
        plan_film("A 6 second film of a lighthouse, one shot", Wishes(pins={"s01": model_id}), TODAY)


def test_midjourney_and_imagen_say_why_they_cannot_be_bought():
    why = {each.id: each.why_unavailable(TODAY) for each in EDITION.stills}
    assert "no public API" in why["midjourney"]
    assert "gemini-image" in why["imagen"]
