"""fal through its own client and its own host variable, on an emulator that bills and misbehaves."""

import os
import time
from decimal import Decimal

import pytest
from PIL import Image

from tests.emulator.fal import KEY, FalEmulator, Fault
from tests.emulator.orders import placed
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_video
from tools.providers.fal import Fal
from tools.providers.port import (
    BadKey,
    BadOrder,
    BrokenResult,
    Busy,
    Gone,
    NoCredits,
    Order,
    Refused,
    UnknownOutcome,
    Unreachable,
)


@pytest.fixture
def emulator(tmp_path, monkeypatch, vendors_studio):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with FalEmulator(tmp_path, port, studio=vendors_studio) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


@pytest.fixture
def fal(emulator):
    provider = Fal(KEY, loopback=True)
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (720, 1280), "orange").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "seedance-2.0-mini",
            "prompt": "A cup on a table.", "framing": Framing.CU, "camera": CameraMove.PUSH_IN,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 720, "height": 1280, "fps": 24, "seconds": Decimal(4),
            "start_image": picture, "seed": 7, "audio": False,
        }
        | told
    )  # fmt: skip
    return placed(one)


def finished(fal, job, limit=60):
    end = time.monotonic() + limit
    while (status := fal.poll(job)).state in ("queued", "running"):
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    return status


def test_a_clip_is_ordered_once_waited_for_and_downloaded(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path))
    assert finished(fal, job).state == "done"
    fal.fetch(job, tmp_path / "take.mp4")
    facts = probe_video(tmp_path / "take.mp4")
    assert (facts.width, facts.height) == (720, 1280) and facts.seconds == pytest.approx(4, abs=0.1)
    ((endpoint, body, headers),) = emulator.posts
    assert endpoint == "bytedance/seedance-2.0/mini/image-to-video"
    assert body.pop("image_url").startswith("data:image/png;base64,")
    assert body == {
        "prompt": "A cup on a table.", "duration": "4", "aspect_ratio": "9:16", "resolution": "720p",
        "generate_audio": False,
    }  # fmt: skip
    assert headers["x-fal-disable-fallbacks"] == "true"


def test_another_process_finds_the_job_by_its_id(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path))
    other = Fal(KEY, loopback=True)
    assert finished(other, job).state == "done"
    assert len(emulator.jobs) == 1


def test_a_still_comes_from_the_still_endpoint_at_the_size_that_was_asked_for(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path, kind="still", model="flux", start_image=None, fps=0, seconds=0))
    assert finished(fal, job).state == "done"
    fal.fetch(job, tmp_path / "still.png")
    assert Image.open(tmp_path / "still.png").size == (720, 1280)
    assert emulator.posts[0][1]["image_size"] == {"width": 720, "height": 1280}


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (Fault("submit", 400, {"detail": "bad duration"}), BadOrder, "bad duration"),
        (Fault("submit", 401, {"detail": "invalid"}), BadKey, "doctor"),
        (Fault("submit", 402, {"detail": "pay"}), NoCredits, "top it up"),
        (Fault("submit", 403, {"detail": "User is locked. Reason: Exhausted balance."}), NoCredits, "run dry"),
        (Fault("submit", 403, {"detail": "no access"}), BadKey, "key"),
        (Fault("submit", 404, {"detail": "no such app"}), Gone, "another"),
        (Fault("submit", 409, {"detail": "conflict"}), BadOrder, "conflict"),
        (Fault("submit", 422, {"detail": [{"type": "content_policy_violation"}]}), Refused, "change the words"),
        (Fault("submit", 429, {"detail": "slow"}, (("retry-after", "7"),)), Busy, "busy"),
        (Fault("submit", 503, {"detail": "later"}), Busy, "busy"),
        (Fault("submit", 500, {"detail": "oops"}), UnknownOutcome, "500"),
        (Fault("submit", 504, {"detail": "gateway"}, accepted=True), UnknownOutcome, "504"),
        (Fault("submit"), UnknownOutcome, "no answer"),
        (Fault("submit", accepted=True), UnknownOutcome, "no answer"),
        (Fault("submit", 200, b"<html>hello</html>", accepted=True), UnknownOutcome, "did not say"),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else None,
)
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(fal, emulator, tmp_path, fault, error, words):
    emulator.faults.append(fault)
    with pytest.raises(error, match=words) as raised:
        fal.submit(order(tmp_path))
    assert len(emulator.posts) == 1
    assert "secret" not in str(raised.value)


def test_a_retry_after_is_passed_on(fal, emulator, tmp_path):
    emulator.faults.append(Fault("submit", 429, {"detail": "slow"}, (("retry-after", "7"),)))
    with pytest.raises(Busy) as raised:
        fal.submit(order(tmp_path))
    assert raised.value.retry_after == 7


def test_a_provider_that_is_not_there_was_not_asked(tmp_path, monkeypatch):
    provider = Fal(KEY, loopback=True)
    with pytest.raises(Unreachable, match="network"):
        provider.submit(order(tmp_path))


def test_completed_with_an_error_has_failed(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path))
    emulator.error_of[job.partition("#")[2]] = "generation_timeout"
    status = fal.poll(job)
    assert (status.state, status.reason) == ("failed", "generation_timeout")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("result", 422, {"detail": [{"type": "content_policy_violation"}]}), "content_policy"),
        (Fault("result", 200, {"video": None}), "without a file"),
    ],
)
def test_completed_without_a_result_has_failed(fal, emulator, tmp_path, fault, reason):
    job = fal.submit(order(tmp_path))
    emulator.faults.append(fault)
    status = finished(fal, job)
    assert status.state == "failed" and reason in status.reason


def test_a_broken_download_goes_on_where_it_broke(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path))
    finished(fal, job)
    emulator.faults.append(Fault("file"))
    fal.fetch(job, tmp_path / "take.mp4")
    assert probe_video(tmp_path / "take.mp4").seconds == pytest.approx(4, abs=0.1)
    assert sum(line.startswith("GET files/") for line in emulator.log) == 2
    assert not list(tmp_path.glob(".take*"))


def test_an_address_that_has_expired_says_so(fal, emulator, tmp_path):
    job = fal.submit(order(tmp_path))
    finished(fal, job)
    emulator.faults.append(Fault("file", 403, {"detail": "expired"}))
    with pytest.raises(BrokenResult, match="expired"):
        fal.fetch(job, tmp_path / "take.mp4")


def test_a_job_nobody_knows_is_gone(fal):
    with pytest.raises(Gone):
        fal.poll("bytedance/seedance-2.0/mini/image-to-video#req-9999")
