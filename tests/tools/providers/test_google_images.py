"""Google's stills through its own client, on a loopback server that counts."""

import pytest
from google.genai import types
from PIL import Image

from tests.emulator.google import KEY, GoogleEmulator, complaint
from tests.emulator.orders import placed
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers.google_images import GoogleImages
from tools.providers.keys import installed
from tools.providers.port import BadKey, Busy, Look, NoCredits, Order, Refused, UnknownOutcome, Unreachable

BLOCKED = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
HELD_BACK = {"candidates": [{"content": {"parts": []}, "finishReason": "IMAGE_SAFETY"}]}
QUOTA = "You exceeded your current quota, please check your plan and billing details. Quota exceeded for requests,"


@pytest.fixture
def server(tmp_path):
    with GoogleEmulator(tmp_path) as one:
        yield one


@pytest.fixture
def images(server, tmp_path):
    provider = GoogleImages(KEY, tmp_path / "kept", platform=server.url)
    yield provider
    provider.close()


def order(**told):
    one = Order.model_validate(
        {
            "kind": "still", "reference": "still/s01/start/1", "shot_id": "s01", "model": "gemini-image",
            "prompt": "A cup.", "framing": Framing.CU, "camera": CameraMove.STATIC,
            "aspect_ratio": AspectRatio.PORTRAIT, "width": 1080, "height": 1920, "seconds": 0,
        }
        | told
    )  # fmt: skip
    return placed(one, ("google",))


def test_a_still_is_asked_for_once_in_the_shape_and_size_and_kept_at_once(images, server, tmp_path):
    look = tmp_path / "look.png"
    Image.new("RGB", (64, 64), "red").save(look)
    job = images.submit(order(looks=(Look(name="Mia", picture=look),)))
    assert images.poll(job).state == "done" and images.find("still/s01/start/1") == job
    images.fetch(job, tmp_path / "still.png")
    assert Image.open(tmp_path / "still.png").size == (1080, 1920)
    (body,) = server.posts
    assert body["model"] == "gemini-3.1-flash-image"
    assert body["generationConfig"] == {
        "responseModalities": ["IMAGE"], "imageConfig": {"aspectRatio": "9:16", "imageSize": "2K"}
    }  # fmt: skip
    prompt, picture = body["contents"][0]["parts"]
    assert (
        prompt["text"] == "A cup."
        and picture["inlineData"].get("mimeType", picture["inlineData"].get("mime_type")) == "image/png"
    )
    types.GenerateContentResponse.model_validate(server.picture(body))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((400, complaint(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")), BadKey),
        ((403, complaint(403, "PERMISSION_DENIED", f"Key {KEY} was reported as leaked")), BadKey),
        ((429, complaint(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, check your billing")), NoCredits),
        ((429, complaint(429, "RESOURCE_EXHAUSTED", "Too many requests")), Busy),
        ((429, complaint(429, "RESOURCE_EXHAUSTED", f"{QUOTA} limit: 10. Please retry in 37.5s.")), Busy),
        ((429, complaint(429, "RESOURCE_EXHAUSTED", f"{QUOTA} limit: 0. Please retry in 37.5s.")), NoCredits),
        ((503, complaint(503, "UNAVAILABLE", "The model is overloaded")), Busy),
        ((500, complaint(500, "INTERNAL", "oops")), UnknownOutcome),
        ((200, BLOCKED), Refused),
        ((200, HELD_BACK), Refused),
        ((200, {"candidates": []}), UnknownOutcome),
        ((200, b"not json"), UnknownOutcome),
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


def test_a_provider_that_is_not_there_was_not_asked(tmp_path):
    with pytest.raises(Unreachable):
        GoogleImages(KEY, tmp_path, platform="http://127.0.0.1:9").submit(order())


def test_the_model_is_there_or_it_is_not(images):
    assert set(images.terms(["gemini-3.1-flash-image", "imagen-4"]).endpoints) == {"gemini-3.1-flash-image"}


def test_a_client_that_is_an_extra_counts_only_where_it_is_installed(monkeypatch):
    assert installed("google") and installed("fal")
    monkeypatch.setitem(__import__("sys").modules, "google.genai", None)
    monkeypatch.setattr("tools.providers.keys.find_spec", lambda _: None)
    assert not installed("google") and installed("fal")
