"""Every model of the playbook, live: bought through its vendor's own client, or refused with what to do instead."""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from agent.planning import Wishes, plan_film
from tests.agent.live_film import TODAY, carried_on, live_session, only_fal
from tests.agent.talking import Talk
from tests.agent.vendors import SmallRunway
from tests.emulator import openai_images as openai_emulator
from tests.emulator import openai_videos as videos_emulator
from tests.emulator import runway as runway_emulator
from tests.emulator.fal import FalEmulator
from tests.emulator.openai_images import OpenAIEmulator
from tests.emulator.openai_videos import VideosEmulator
from tests.emulator.orders import placed
from tests.emulator.vocabulary import complaints
from tools.catalog.load import load_edition
from tools.catalog.wire import wires
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError
from tools.film.route import Mode
from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_image
from tools.providers.bodies import body_of
from tools.providers.openai_images import OpenAIImages
from tools.providers.openai_videos import OpenAIVideos
from tools.providers.pictures import as_text
from tools.providers.port import Look, Order, Passage
from tools.providers.runway import Runway

EDITION = load_edition("2026-11")
VIDEO = (
    "sora-2 veo-3.1 kling-3.0 seedance-2.0-pro seedance-2.0-lite hailuo-02 wan-2.6 runway-gen4 luma-ray-2 pixverse-v4 "
    "pika-2.2 ltx"
).split()
VIDEO = [*VIDEO[:1], "sora-2-pro", *VIDEO[1:]]
AT_FAL = [each for each in VIDEO if EDITION.video_model(each).provider == "fal"]
STILLS = [each for each in EDITION.stills if each.why_unavailable(TODAY) is None]
SELLERS = ("fal", "runway", "replicate", "vertex", "gateway")
DOG, MIA = Look(name="brown dog", picture=Path("dog.png")), Look(name="Mia", picture=Path("mia.png"))


def ways_of(model):
    """What the edition says that the model can be asked for, from that seller, and what the order then holds."""
    ways = {"a still": {}}
    if model.first_last:
        ways["first and last"] = {"end_image": Path("end.png")}
    if model.audio:
        ways["sound"] = {"audio": True}
    if model.multi_shot:
        told = {"camera": CameraMove.PAN, "seconds": Decimal(3), "start_image": Path("start.png")}
        passages = tuple(Passage(shot_id=f"s0{n}", prompt=f"Shot {n} with Mia.", **told) for n in (1, 2))
        ways["several shots"] = {"passages": passages, "seconds": Decimal(6)}
    if model.references is not None:
        ways["references"] = {"looks": (DOG, MIA), "seconds": (model.references.seconds or model.seconds)[0]}
    return ways


WAYS = [
    (seller, model, way, told)
    for seller in SELLERS
    for model in load_edition("2026-11", (seller,)).video
    if model.provider == seller and model.why_unavailable(TODAY) is None
    for way, told in ways_of(model).items()
]


@pytest.fixture
def fal(tmp_path, monkeypatch, vendors_studio):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    (tmp_path / "vendor").mkdir()
    with FalEmulator(tmp_path / "vendor", port, studio=vendors_studio) as server:
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


@pytest.mark.usefixtures("quarter_size")
@pytest.mark.parametrize("model_id", [each for each in AT_FAL if EDITION.video_model(each).retired_on is None])
async def test_each_model_at_fal_makes_a_film_from_a_still_in_a_body_that_its_schema_allows(fal, tmp_path, model_id):
    model = EDITION.video_model(model_id)
    wishes = Wishes(mode="live", sellers=("fal",), pins={"s01": model_id})
    _, calls = await film_of(tmp_path / "film", model_id, only_fal, wishes, brief_for(model))
    bodies = [body for endpoint, body, _ in fal.posts if endpoint == model.endpoints[Mode.IMAGE_TO_VIDEO]]
    assert bodies, "the clip went to another endpoint"
    assert len(fal.jobs) == len(fal.posts) == len(calls), "something was refused by the schema, or sent twice"


@pytest.mark.usefixtures("quarter_size")
async def test_runway_makes_a_film_in_a_body_that_its_clients_own_types_allow(fal, tmp_path, monkeypatch):
    (tmp_path / "runway").mkdir()
    with SmallRunway(tmp_path / "runway") as server:
        monkeypatch.setenv("RUNWAYML_BASE_URL", server.url)

        def sellers(folder):
            return only_fal(folder) | {"runway": Runway(runway_emulator.KEY, loopback=True)}

        wishes = Wishes(mode="live", sellers=("fal", "runway"), pins={"s01": "runway-gen4"})
        model = EDITION.video_model("runway-gen4")
        await film_of(tmp_path / "film", "runway-gen4", sellers, wishes, brief_for(model))
        for body in server.posts:
            asked = {re.sub("[A-Z]", lambda big: f"_{big[0].lower()}", name): value for name, value in body.items()}
            wire = wires("runway")[asked.pop("model")]
            assert complaints("runway", wire, asked) == []


@pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")
async def test_sora_is_made_by_a_gateway_that_the_person_names(fal, tmp_path):
    (tmp_path / "gateway").mkdir()
    with VideosEmulator(tmp_path / "gateway") as server:

        def sellers(folder):
            return only_fal(folder) | {"gateway": OpenAIVideos(videos_emulator.KEY, server.url)}

        pins = {"s01": "sora-2"}
        wishes = Wishes(mode="live", sellers=("fal", "gateway", "openai"), pins=pins, resolution="480p")
        brief = brief_for(EDITION.video_model("veo-3.1"))
        film, calls = await film_of(tmp_path / "film", "sora-2", sellers, wishes, brief)
    assert film.route("s01").provider == "gateway" and len(server.jobs) == 1
    assert {call.provider for call in calls if call.key.startswith("clip/")} == {"gateway"}


@pytest.mark.parametrize("still", STILLS, ids=lambda still: still.id)
def test_each_still_model_draws_a_picture_of_the_size_that_was_ordered(fal, tmp_path, monkeypatch, still):
    with OpenAIEmulator() as images:
        monkeypatch.setenv("OPENAI_BASE_URL", images.url)
        seller = (
            only_fal(tmp_path)["fal"]
            if still.provider == "fal"
            else OpenAIImages(openai_emulator.KEY, tmp_path / "kept")
        )
        size = size_of(AspectRatio.PORTRAIT, "720p")
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
    for sellers in (None, ("fal", "openai")):
        with pytest.raises(GreenlightError, match=r"2026-09-24.*veo-3\.1"):
            wishes = Wishes(mode="live" if sellers else "rehearsal", sellers=sellers, pins={"s01": model_id})
            plan_film("A 6 second film of a lighthouse, one shot", wishes, TODAY)


def test_midjourney_and_imagen_say_why_they_cannot_be_bought():
    why = {each.id: each.why_unavailable(TODAY) for each in EDITION.stills}
    assert "no public API" in why["midjourney"]
    assert "gemini-image" in why["imagen"]


def named(part):
    return "" if isinstance(part, dict) else str(getattr(part, "id", part)).replace(" ", "-")


@pytest.mark.parametrize(("seller", "model", "way", "told"), WAYS, ids=named)
def test_whatever_the_edition_says_a_model_can_do_its_seller_can_be_asked_for(seller, model, way, told):
    references = way == "references" and model.references.endpoint is not None
    mode = Mode.REFERENCE if references else Mode.FIRST_LAST if way == "first and last" else Mode.IMAGE_TO_VIDEO
    wire = wires(seller)[model.endpoint_for(mode)]
    for ratio, resolution in ((r, s) for r in model.aspect_ratios for s in model.resolutions):
        size = size_of(ratio, resolution)
        order = Order.model_validate(
            {"kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": model.id, "prompt": "Mia and a dog.",
             "framing": Framing.WS, "camera": CameraMove.STATIC, "aspect_ratio": ratio, "width": size.width,
             "height": size.height, "fps": 24, "seconds": model.seconds[-1], "start_image": Path("start.png")} | told
        )  # fmt: skip
        body = body_of(order, wire, lambda path: f"data:{path}")
        assert complaints(seller, wire, body) == []
        sent = [word for word in ("start.png", "end.png", "dog.png", "mia.png") if f"data:{word}" in str(body)]
        ends = {"first and last": ["end.png"], "references": ["dog.png", "mia.png"]}
        assert sent == ["start.png", *ends.get(way, [])]
        assert way != "sound" or wire.always_sounds or body[wire.audio] is True
        assert way != "several shots" or "Shot 2" in str(body)


def test_the_prompt_says_what_each_reference_picture_shows():
    told = {(seller, model.id, way): (model, told) for seller, model, way, told in WAYS}
    for key, first in {
        ("fal", "kling-3.0", "references"): "@Element1 is brown dog. @Element2 is Mia.",
        ("fal", "seedance-2.0-pro", "references"): "@Image1 is the first frame, and the clip starts from exactly this "
        "composition. @Image2 is brown dog. @Image3 is Mia.",
        ("runway", "seedance-2.0-mini", "references"): "Image 2 is brown dog. Image 3 is Mia.",
    }.items():
        model, more = told[key]
        wire = wires(key[0])[model.endpoint_for(Mode.REFERENCE)]
        order = Order(
            kind="clip", reference="clip/s01/1", shot_id="s01", model=model.id, prompt="A park. " * 2_000,
            framing=Framing.WS, camera=CameraMove.STATIC, aspect_ratio=AspectRatio.PORTRAIT, width=720, height=1280,
            fps=24, start_image=Path("start.png"), **more,
        )  # fmt: skip
        prompt = str(body_of(order, wire, str)[wire.prompt])
        assert prompt.endswith(first) and len(prompt) <= wire.longest_prompt


@pytest.mark.usefixtures("quarter_size")
async def test_the_picture_of_the_dog_goes_along_with_the_clip_that_starts_from_its_still(fal, tmp_path):
    wishes = Wishes(mode="live", sellers=("fal",), pins={"s01": "kling-3.0-standard"})
    talk = Talk(live_session(tmp_path / "film", only_fal, wishes))
    await talk.say("A 3 second vertical film of a walk in the park, one shot, no voice, no captions, no music")
    await talk.say("same brown dog in all of them")
    assert await carried_on(talk, "go on") is None
    film = await talk.film()
    await talk.session.close()
    clips = [body for endpoint, body, _ in fal.posts if endpoint.endswith("standard/image-to-video")]
    dog = as_text(tmp_path / "film" / film.reference("brown dog").file)
    assert [body["elements"] for body in clips] == [[{"frontal_image_url": dog, "reference_image_urls": [dog]}]]
    assert "start_image_url" in clips[0] and clips[0]["prompt"].endswith("@Element1 is brown dog.")
    assert "the picture of brown dog goes along" in film.route("s01").why


@pytest.mark.usefixtures("quarter_size")
async def test_made_from_reference_pictures_on_the_persons_word_the_still_is_one_of_them(fal, tmp_path):
    wishes = Wishes(mode="live", sellers=("fal",), pins={"s01": "seedance-2.0-mini"})
    talk = Talk(live_session(tmp_path / "film", only_fal, wishes))
    await talk.say("A 3 second vertical film of a walk in the park, one shot, no voice, no captions, no music")
    await talk.say("same brown dog in all of them")
    held = (await talk.film()).route("s01")
    assert held.mode is Mode.IMAGE_TO_VIDEO and "only in place of a first frame" in held.why
    await talk.say("make shot 1 from its reference pictures")
    assert await carried_on(talk, "go on") is None
    film = await talk.film()
    await talk.session.close()
    asked = [body for endpoint, body, _ in fal.posts if endpoint.endswith("mini/reference-to-video")]
    pictures = [film.still("s01").file, film.reference("brown dog").file]
    assert [body["image_urls"] for body in asked] == [[as_text(tmp_path / "film" / each) for each in pictures]]
    assert "first-frame-not-bound" in {warning.rule for warning in film.warnings}
