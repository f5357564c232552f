"""Replicate over plain HTTP, on an emulator that bills and misbehaves; Replicate's own client talks to it too."""

import time
from decimal import Decimal

import pytest
from PIL import Image

from tests.emulator import replicate as replicate_emulator
from tests.emulator.fal import Fault
from tests.emulator.orders import placed
from tests.emulator.replicate import KEY, ReplicateEmulator
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_image, probe_video
from tools.providers.pictures import as_text
from tools.providers.port import BadKey, BadOrder, BrokenResult, Busy, Gone, NoCredits, Order, Refused, UnknownOutcome
from tools.providers.replicate import Replicate


@pytest.fixture
def emulator(tmp_path, vendors_studio):
    with ReplicateEmulator(tmp_path, studio=vendors_studio) as server:
        yield server


@pytest.fixture
def replicate(emulator):
    provider = Replicate(KEY, loopback=True, platform=f"{emulator.url}/v1")
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (720, 1280), "teal").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "seedance-2.0-pro",
            "prompt": "A boat at dawn.", "framing": Framing.WS, "camera": CameraMove.PAN,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 720, "height": 1280, "fps": 24, "seconds": Decimal(4),
            "start_image": picture, "seed": 7, "audio": True,
        }
        | told
    )  # fmt: skip
    return placed(one, ("replicate",))


def finished(replicate, job):
    end = time.monotonic() + 60
    while (status := replicate.poll(job)).state in ("queued", "running"):
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    return status


def test_a_clip_with_sound_is_made_from_a_start_and_an_end_picture(replicate, emulator, tmp_path):
    job = replicate.submit(order(tmp_path, end_image=tmp_path / "start.png"))
    assert finished(replicate, job).state == "done"
    replicate.fetch(job, tmp_path / "take.mp4")
    facts = probe_video(tmp_path / "take.mp4")
    assert (facts.width, facts.height, facts.has_audio) == (720, 1280, True)
    (body,) = emulator.posts
    sent = body["input"]
    assert sent.pop("image").startswith("data:image/png;base64,") and sent.pop("last_frame_image")
    assert (body["model"], sent) == (
        "bytedance/seedance-2.0",
        {"prompt": "A boat at dawn.", "duration": 4, "aspect_ratio": "9:16", "resolution": "720p", "seed": 7,
         "generate_audio": True},
    )  # fmt: skip


def test_a_still_is_drawn_at_the_size_that_was_ordered(replicate, emulator, tmp_path):
    still = {"kind": "still", "model": "flux", "start_image": None, "seconds": 0, "audio": False}
    job = replicate.submit(order(tmp_path, width=1080, height=1920, **still))
    assert finished(replicate, job).state == "done"
    replicate.fetch(job, tmp_path / "still.png")
    assert (probe_image(tmp_path / "still.png").width, emulator.posts[0]["input"]["width"]) == (1088, 1088)


def test_two_tiers_of_one_model_are_told_apart_by_their_mode(replicate, emulator, tmp_path):
    for model, mode in (("kling-3.0", "pro"), ("kling-3.0-standard", "standard")):
        replicate.submit(order(tmp_path, model=model))
        assert (emulator.posts[-1]["model"], emulator.posts[-1]["input"]["mode"]) == ("kwaivgi/kling-v3-video", mode)


def test_a_model_that_would_drop_the_start_picture_is_not_asked(replicate, emulator, tmp_path):
    emulator.inputs["bytedance/seedance-2.0"] = "prompt first_image duration resolution aspect_ratio generate_audio"
    with pytest.raises(BadOrder, match="does not take"):
        replicate.submit(order(tmp_path))
    assert emulator.posts == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("submit", 402, {"title": "Insufficient credit", "detail": "Top up", "status": 402}), NoCredits),
        (Fault("submit", 422, {"title": "Input validation failed", "detail": "duration", "status": 422}), BadOrder),
        (Fault("submit", 422, {"title": "x", "detail": "NSFW content detected", "status": 422}), Refused),
        (Fault("submit", 401, {"title": "Unauthenticated", "detail": f"{KEY} is wrong", "status": 401}), BadKey),
        (Fault("submit", 404, {"detail": "no such model"}), Gone),
        (Fault("submit", 429, {"detail": "throttled"}, (("retry-after", "3"),)), Busy),
        (Fault("submit", 500, {"detail": "oops"}), UnknownOutcome),
        (Fault("submit", 302, None, (("location", "https://elsewhere.example/"),)), UnknownOutcome),
        (Fault("submit", accepted=True), UnknownOutcome),
        (Fault("submit", 201, b"not json", accepted=True), UnknownOutcome),
        (Fault("submit", 201, {"hello": 1}, accepted=True), UnknownOutcome),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else part.__name__,
)
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(replicate, emulator, tmp_path, fault, error):
    emulator.faults.append(fault)
    with pytest.raises(error) as raised:
        replicate.submit(order(tmp_path))
    assert len(emulator.posts) == 1
    assert KEY not in str(raised.value)


def test_a_failure_and_a_cancellation_say_so_and_a_strange_job_is_no_answer(replicate, emulator, tmp_path):
    job = replicate.submit(order(tmp_path))
    emulator.jobs[job].failed = "The model crashed."
    assert replicate.poll(job).reason == "The model crashed."
    emulator.jobs[job].failed = None
    replicate.cancel(job)
    assert replicate.poll(job).state == "cancelled"
    emulator.jobs["renamed"] = emulator.jobs[job]
    with pytest.raises(BrokenResult, match="another job"):
        replicate.poll("renamed")
    with pytest.raises(Gone):
        replicate.poll("unheard-of")


def test_a_value_that_a_model_takes_no_more_is_not_sent(replicate, emulator, tmp_path, monkeypatch):
    emulator.enums["aspect_ratio"] = ["16:9", "1:1"]
    with pytest.raises(BadOrder, match=r"aspect_ratio = '9:16' any more"):
        replicate.submit(order(tmp_path))
    emulator.enums["aspect_ratio"].append("9:16")
    with monkeypatch.context() as changed:
        changed.setitem(replicate_emulator.TYPES, "duration", "string")
        with pytest.raises(BadOrder, match="duration = '4' any more"):
            replicate.submit(order(tmp_path))
    assert not emulator.posts and replicate.submit(order(tmp_path))


def test_models_that_have_vanished_are_told(replicate):
    terms = replicate.terms(["bytedance/seedance-2.0", "kwaivgi/kling-v3-video#pro", "openai/sora-2"])
    assert set(terms.endpoints) == {"bytedance/seedance-2.0", "kwaivgi/kling-v3-video#pro"}


def test_replicates_own_client_reads_the_emulators_answers(emulator, replicate, tmp_path):
    client = pytest.importorskip("replicate").Client(api_token=KEY, base_url=emulator.url)
    picture = order(tmp_path).start_image
    told = {"prompt": "A boat.", "start_image": as_text(picture), "duration": 5, "aspect_ratio": "9:16"}
    made = client.models.predictions.create("luma/ray-2-720p", told)
    made.reload()
    assert made.id in emulator.jobs and made.status in ("starting", "processing", "succeeded")
    schema = client.models.get("luma/ray-2-720p").latest_version.openapi_schema
    assert "start_image" in schema["components"]["schemas"]["Input"]["properties"]
