"""Runway through its own client, on an emulator that bills and misbehaves."""

import time
from decimal import Decimal

import pytest
from PIL import Image
from runwayml.types import task_retrieve_response as shapes

from tests.emulator.fal import Fault
from tests.emulator.orders import placed
from tests.emulator.runway import KEY, RunwayEmulator
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_video
from tools.providers.pictures import MOST_BYTES, as_text
from tools.providers.port import BadKey, BadOrder, BrokenResult, Busy, NoCredits, Order, Refused, UnknownOutcome
from tools.providers.runway import Runway


@pytest.fixture
def emulator(tmp_path, monkeypatch, vendors_studio):
    with RunwayEmulator(tmp_path, studio=vendors_studio) as server:
        monkeypatch.setenv("RUNWAYML_BASE_URL", server.url)
        yield server


@pytest.fixture
def runway(emulator):
    provider = Runway(KEY, loopback=True)
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (720, 1280), "teal").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "runway-gen4",
            "prompt": "A boat at dawn.", "framing": Framing.WS, "camera": CameraMove.PAN,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 720, "height": 1280, "fps": 24, "seconds": Decimal(3),
            "start_image": picture, "seed": 7,
        }
        | told
    )  # fmt: skip
    return placed(one)


def finished(runway, job):
    end = time.monotonic() + 60
    while (status := runway.poll(job)).state in ("queued", "running"):
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    return status


def test_a_clip_is_made_and_costs_what_runway_reports(runway, emulator, tmp_path):
    job = runway.submit(order(tmp_path))
    status = finished(runway, job)
    assert (status.state, status.credits) == ("done", 15)
    runway.fetch(job, tmp_path / "take.mp4")
    facts = probe_video(tmp_path / "take.mp4")
    assert (facts.width, facts.height) == (720, 1280) and facts.seconds == pytest.approx(3, abs=0.1)
    (body,) = emulator.posts
    assert body.pop("promptImage").startswith("data:image/png;base64,")
    assert body == {
        "model": "gen4_turbo", "promptText": "A boat at dawn.", "duration": 3, "ratio": "720:1280", "seed": 7
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("submit", 400, {"error": "You do not have enough credits to run this task."}), NoCredits),
        (Fault("submit", 400, {"error": "Validation of body failed"}), BadOrder),
        (Fault("submit", 400, {"error": "promptImage failed content moderation"}), Refused),
        (Fault("submit", 401, {"error": "no"}), BadKey),
        (Fault("submit", 429, {"error": "daily limit"}, (("retry-after", "3"),)), Busy),
        (Fault("submit", 500, {"error": "oops"}), UnknownOutcome),
        (Fault("submit", accepted=True), UnknownOutcome),
        (Fault("submit", 200, b"not json", accepted=True), UnknownOutcome),
        (Fault("submit", 200, {"hello": 1}, accepted=True), UnknownOutcome),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else part.__name__,
)
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(runway, emulator, tmp_path, fault, error):
    emulator.faults.append(fault)
    with pytest.raises(error) as raised:
        runway.submit(order(tmp_path))
    assert len(emulator.posts) == 1
    assert KEY not in str(raised.value)


def test_a_failure_says_why_and_what_it_cost(runway, emulator, tmp_path):
    job = runway.submit(order(tmp_path))
    emulator.jobs[job].failed = "SAFETY.OUTPUT.VIDEO"
    status = runway.poll(job)
    assert (status.state, status.credits) == ("failed", 15) and "SAFETY.OUTPUT.VIDEO" in status.reason


def test_the_emulators_answers_are_shapes_of_runways_own_client(runway, emulator, tmp_path):
    job = runway.submit(order(tmp_path))
    seen = set()
    for _ in range(2000):
        told = emulator.told(emulator.jobs[job])
        kind = {"PENDING": shapes.Pending, "RUNNING": shapes.Running, "SUCCEEDED": shapes.Succeeded}[told["status"]]
        kind.model_validate(told, strict=False)
        seen.add(told["status"])
        if told["status"] == "SUCCEEDED":
            break
        time.sleep(0.01)
    emulator.jobs[job].failed = "INTERNAL.BAD_OUTPUT"
    shapes.Failed.model_validate(emulator.told(emulator.jobs[job]))
    assert "SUCCEEDED" in seen


def test_a_picture_that_is_too_large_goes_as_a_jpeg(tmp_path):
    picture = tmp_path / "noise.png"
    Image.effect_noise((2160, 3840), 90).convert("RGB").save(picture)
    assert picture.stat().st_size > MOST_BYTES
    told = as_text(picture)
    assert told.startswith("data:image/jpeg") and len(told) < picture.stat().st_size


def test_an_answer_for_another_job_is_not_taken(runway, emulator, tmp_path):
    job = runway.submit(order(tmp_path))
    emulator.jobs[job].id = "00000000-0000-4000-8000-999999999999"
    for ask in (runway.poll, lambda each: runway.fetch(each, tmp_path / "take.mp4")):
        with pytest.raises(BrokenResult, match="answered for another job"):
            ask(job)
    assert not (tmp_path / "take.mp4").exists()
