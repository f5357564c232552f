"""Luma through its own client, on an emulator that bills and misbehaves."""

import time
from datetime import date
from decimal import Decimal

import pytest
from lumaai.types import Generation
from lumaai.types.generations import video_create_params
from PIL import Image
from pydantic import TypeAdapter

from tests.emulator.fal import Fault
from tests.emulator.luma import KEY, LumaEmulator
from tools.catalog.listing import read_edition
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_video
from tools.providers.luma import Luma
from tools.providers.port import BadKey, BadOrder, BrokenResult, Busy, Gone, NoCredits, Order, Refused, UnknownOutcome
from tools.providers.terms import Terms
from ui.doctor import report
from ui.model_table import edition_table


@pytest.fixture
def emulator(tmp_path, monkeypatch, vendors_studio):
    with LumaEmulator(tmp_path, studio=vendors_studio) as server:
        monkeypatch.setenv("LUMAAI_BASE_URL", server.url)
        yield server


@pytest.fixture
def luma(emulator):
    provider = Luma(KEY, loopback=True)
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (720, 1280), "teal").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "luma-ray-2",
            "prompt": "A boat at dawn.", "framing": Framing.WS, "camera": CameraMove.PAN,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 540, "height": 960, "fps": 24, "seconds": Decimal(5),
            "start_image": picture, "seed": 7,
        }
        | told
    )  # fmt: skip
    return one.model_copy(
        update={"provider": "luma", "endpoint": "ray-2"}
    )  # no edition sells it; the wire is kept right


def test_a_clip_is_made_between_two_pictures_in_a_body_that_lumas_own_types_allow(luma, emulator, tmp_path):
    job = luma.submit(order(tmp_path, end_image=tmp_path / "start.png"))
    seen = set()
    end = time.monotonic() + 60
    while (status := luma.poll(job)).state in ("queued", "running"):
        Generation.model_validate(emulator.told(emulator.jobs[job]), strict=False)
        seen.add(status.state)
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    assert status.state == "done" and status.credits is None
    Generation.model_validate(emulator.told(emulator.jobs[job]), strict=False)
    luma.fetch(job, tmp_path / "take.mp4")
    facts = probe_video(tmp_path / "take.mp4")
    assert (facts.width, facts.height) == (540, 960) and facts.seconds == pytest.approx(5, abs=0.1)
    (body,) = emulator.posts
    TypeAdapter(video_create_params.VideoCreateParams).validate_python(body, strict=True, extra="forbid")
    assert body["keyframes"]["frame1"]["type"] == "image"
    assert (body["model"], body["duration"], body["resolution"]) == ("ray-2", "5s", "540p")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("submit", 400, {"detail": "Insufficient credits"}), NoCredits),
        (Fault("submit", 400, {"detail": "Validation error"}), BadOrder),
        (Fault("submit", 400, {"detail": "prompt not allowed because advanced moderation failed"}), Refused),
        (Fault("submit", 401, {"detail": "Not authenticated"}), BadKey),
        (Fault("submit", 403, {"detail": f"Key {KEY} is wrong"}), BadKey),
        (Fault("submit", 404, {"detail": "no such model"}), Gone),
        (Fault("submit", 429, {"detail": "too many"}, (("retry-after", "3"),)), Busy),
        (Fault("submit", 500, {"detail": "oops"}), UnknownOutcome),
        (Fault("submit", accepted=True), UnknownOutcome),
        (Fault("submit", 201, b"not json", accepted=True), UnknownOutcome),
        (Fault("submit", 201, {"hello": 1}, accepted=True), UnknownOutcome),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else part.__name__,
)
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(luma, emulator, tmp_path, fault, error):
    emulator.faults.append(fault)
    with pytest.raises(error) as raised:
        luma.submit(order(tmp_path))
    assert len(emulator.posts) == 1
    assert KEY not in str(raised.value)


def test_a_failure_says_why_and_an_unknown_job_is_gone(luma, emulator, tmp_path):
    job = luma.submit(order(tmp_path))
    emulator.jobs[job].failed = "Generation failed: content moderated"
    status = luma.poll(job)
    assert status.state == "failed" and "content moderated" in status.reason
    with pytest.raises(Gone):
        luma.poll("somebody-elses")
    emulator.jobs["renamed"] = emulator.jobs[job]
    with pytest.raises(BrokenResult, match="another job"):
        luma.poll("renamed")


def test_the_balance_is_told_and_a_model_that_is_not_on_file_is_not_sent(luma, emulator, tmp_path):
    emulator.balance = 1234.567
    assert luma.terms(["ray-2"]) == Terms(balance=Decimal("1234.56"))
    with pytest.raises(BadOrder):
        luma.submit(order(tmp_path).model_copy(update={"endpoint": "ray-3.2"}))
    assert emulator.posts == []


def test_a_person_with_only_this_key_is_told_that_it_works_that_it_opens_nothing_and_why(emulator, here):
    emulator.balance = 1234.56
    keys = {"LUMAAI_API_KEY": KEY}
    (told,) = [line for line in report(keys, date(2026, 11, 28))[0] if "(luma)" in line]
    assert "it works, balance 1234.56 credits; nothing, because" in told
    table = edition_table(read_edition(None), date(2026, 11, 28), ["luma"])
    assert (
        "LUMAAI_API_KEY is set and opens none of them" in table and "takes a still that lies on this machine" in table
    )
    assert "opens none" not in edition_table(read_edition(None), date(2026, 11, 28), ["fal", "replicate", "runway"])
