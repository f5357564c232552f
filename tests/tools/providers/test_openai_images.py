"""OpenAI's stills through its own client, on a loopback server that counts."""

import errno
import json
import shutil
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.emulator.openai_images import KEY, OpenAIEmulator
from tests.emulator.orders import placed
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers import kept
from tools.providers.openai_images import OpenAIImages
from tools.providers.port import (
    BadKey,
    Busy,
    Look,
    NoCredits,
    Order,
    ProviderError,
    Refused,
    UnknownOutcome,
    Unreachable,
)


@pytest.fixture
def server(monkeypatch):
    with OpenAIEmulator() as one:
        monkeypatch.setenv("OPENAI_BASE_URL", one.url)
        yield one


@pytest.fixture
def images(server, tmp_path):
    return OpenAIImages(KEY, tmp_path / "kept")


def order(**told):
    one = Order.model_validate(
        {
            "kind": "still", "reference": "still/s01/start/1", "shot_id": "s01", "model": "gpt-image",
            "prompt": "A cup.", "framing": Framing.CU, "camera": CameraMove.STATIC,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 1080, "height": 1920, "seconds": 0,
        }
        | told
    )  # fmt: skip
    return placed(one)


def test_a_still_is_asked_for_once_in_steps_of_sixteen_and_kept_at_once(images, server, tmp_path):
    job = images.submit(order())
    assert images.poll(job).state == "done"
    images.fetch(job, tmp_path / "still.png")
    assert Image.open(tmp_path / "still.png").size == (1088, 1920)
    ((path, body, _),) = server.posts
    assert path == "/v1/images/generations"
    assert json.loads(body) == {
        "model": "gpt-image-2.5-flare", "prompt": "A cup.", "size": "1088x1920", "quality": "medium",
        "output_format": "png", "n": 1,
    }  # fmt: skip


def test_reference_pictures_go_along_as_files(images, server, tmp_path):
    look = tmp_path / "look.png"
    Image.new("RGB", (64, 64), "red").save(look)
    images.submit(order(looks=(Look(name="Mia", picture=look),)))
    ((path, body, kind),) = server.posts
    assert path == "/v1/images/edits" and kind.startswith("multipart/form-data")
    assert look.read_bytes() in body and b"gpt-image-2.5-flare" in body


def test_a_picture_that_was_kept_is_found_by_our_own_name_and_not_asked_for_again(images, server, tmp_path):
    job = images.submit(order())
    again = OpenAIImages(KEY, tmp_path / "kept")
    assert again.find("still/s01/start/1") == job
    assert again.find("still/s02/start/1") is None
    assert len(server.posts) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((400, {"error": {"code": "moderation_blocked", "message": "rejected by the safety system"}}), Refused),
        ((401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}), BadKey),
        ((429, {"error": {"code": "insufficient_quota", "message": "You exceeded your current quota"}}), NoCredits),
        ((429, {"error": {"code": "rate_limit_exceeded", "message": "Slow down"}}), Busy),
        ((500, {"error": {"message": "oops"}}), UnknownOutcome),
        ((200, b"not json"), UnknownOutcome),
        ((200, {"created": 1, "data": []}), UnknownOutcome),
        ((200, {"created": 1, "data": [{"b64_json": "%%%"}]}), UnknownOutcome),
        ((0, None), UnknownOutcome),
    ],
    ids=lambda part: str(part[0]) if isinstance(part, tuple) else part.__name__,
)
def test_whatever_goes_wrong_it_is_asked_for_once(images, server, answer, error):
    server.answers.append(answer)
    with pytest.raises(error) as raised:
        images.submit(order())
    assert len(server.posts) == 1
    assert KEY not in str(raised.value)


def test_a_provider_that_is_not_there_was_not_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(Unreachable):
        OpenAIImages(KEY, tmp_path).submit(order())


def test_a_picture_that_would_have_no_room_is_not_asked_for(images, server, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    with pytest.raises(ProviderError, match="nearly full, so still/s01/start/1 was not sent"):
        images.submit(order())
    monkeypatch.setattr(kept, "write_whole", _refusing(errno.EROFS, "Read-only file system"))
    with pytest.raises(ProviderError, match="Read-only file system.* was not sent"):
        images.submit(order())
    assert server.posts == []


def test_a_picture_that_comes_and_cannot_be_written_counts_and_is_not_asked_for_again_blindly(
    images, server, monkeypatch
):
    written = []
    monkeypatch.setattr(kept.Kept, "require_room", lambda *_: None)
    monkeypatch.setattr(kept, "write_whole", _refusing(errno.ENOSPC, "No space left on device", written))
    with pytest.raises(UnknownOutcome, match="could not be written .No space left on device., and it may be charged"):
        images.submit(order())
    assert len(server.posts) == 1 and len(written) == 1


def _refusing(number, words, seen=None):
    def refuse(path, _content):
        if seen is not None:
            seen.append(path)
        raise OSError(number, words, str(path))

    return refuse
