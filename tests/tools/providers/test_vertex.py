"""Veo at Google itself through its own client, on an emulator that bills and misbehaves."""

import base64
import time
from decimal import Decimal

import pytest
from google.auth.exceptions import DefaultCredentialsError, RefreshError
from google.genai import types
from google.oauth2.credentials import Credentials
from PIL import Image

from tests.emulator.fal import Fault
from tests.emulator.google import complaint
from tests.emulator.orders import placed
from tests.emulator.vertex import LOCATION, MODEL, PROJECT, TOKEN, VertexEmulator
from tools.catalog.load import load_edition
from tools.film.route import Mode
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers.keys import installed, keys_from
from tools.providers.port import (
    BadKey,
    BadOrder,
    BrokenResult,
    Busy,
    Gone,
    Look,
    NoCredits,
    Order,
    Refused,
    UnknownOutcome,
    Unreachable,
)
from tools.providers.vertex import Vertex
from tools.rendering.drive import check_clip

FULL_MINUTE = (
    "Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: veo-3.1. "
    "Please submit a quota increase request."
)


@pytest.fixture
def emulator(tmp_path, vendors_studio):
    with VertexEmulator(tmp_path, studio=vendors_studio) as server:
        yield server


@pytest.fixture
def vertex(emulator):
    provider = Vertex(PROJECT, LOCATION, credentials=Credentials(token=TOKEN), platform=emulator.url)
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (180, 320), "teal").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "veo-3.1", "prompt": "A boat.",
            "framing": Framing.WS, "camera": CameraMove.PAN, "aspect_ratio": AspectRatio.PORTRAIT, "width": 720,
            "height": 1280, "fps": 24, "seconds": Decimal(4), "start_image": picture, "seed": 7, "audio": True,
        }
        | told
    )  # fmt: skip
    return placed(one, ("vertex",))


def test_a_clip_is_started_once_and_its_film_comes_with_the_answer(vertex, emulator, tmp_path):
    one = order(tmp_path)
    job, end = vertex.submit(one), time.monotonic() + 120
    while (status := vertex.poll(job)).state in ("queued", "running"):
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    assert status.state == "done"
    vertex.fetch(job, tmp_path / "take.mp4")
    check_clip(one, tmp_path / "take.mp4")
    (body,) = emulator.posts
    ((instance,), parameters) = body["instances"], body["parameters"]
    assert base64.b64decode(instance["image"]["bytesBase64Encoded"]) == (tmp_path / "start.png").read_bytes()
    assert instance["prompt"] == "A boat." and parameters == {
        "durationSeconds": 4, "aspectRatio": "9:16", "resolution": "720p", "generateAudio": True, "seed": 7,
        "sampleCount": 1,
    }  # fmt: skip
    told = types.GenerateVideosOperation._from_response(
        response={"name": job, "done": True, "response": {"generated_videos": [{"video": {"video_bytes": b"x"}}]}},
        kwargs={},
    )
    assert told.response.generated_videos[0].video.video_bytes == b"x"


def test_both_ends_and_reference_pictures_go_where_google_wants_them(vertex, emulator, tmp_path):
    vertex.submit(order(tmp_path, end_image=tmp_path / "start.png"))
    assert emulator.posts[0]["instances"][0]["lastFrame"]["mimeType"] == "image/png"
    veo = load_edition("2026-11", ("vertex",)).video_model("veo-3.1")
    dog = tmp_path / "dog.png"
    Image.new("RGB", (64, 64), "brown").save(dog)
    asked = order(tmp_path, seconds=8, looks=(Look(name="Rex", picture=dog),))
    vertex.submit(asked.model_copy(update={"endpoint": veo.endpoint_for(Mode.REFERENCE)}))
    (instance,) = emulator.posts[1]["instances"]
    assert [each["referenceType"] for each in instance["referenceImages"]] == ["ASSET", "ASSET"]
    assert instance["prompt"].endswith("Picture 2 is Rex.") and "image" not in instance


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("submit", 400, complaint(400, "INVALID_ARGUMENT", "violates our safety policy")), Refused),
        (Fault("submit", 429, complaint(429, "RESOURCE_EXHAUSTED", "Resource exhausted")), Busy),
        (Fault("submit", 429, complaint(429, "RESOURCE_EXHAUSTED", "Quota exceeded for the project")), NoCredits),
        (Fault("submit", 429, complaint(429, "RESOURCE_EXHAUSTED", FULL_MINUTE)), Busy),
        (Fault("submit", 429, complaint(429, "RESOURCE_EXHAUSTED", f"{FULL_MINUTE} for requests per day")), NoCredits),
        (Fault("submit", 403, complaint(403, "PERMISSION_DENIED", "Permission denied")), BadKey),
        (Fault("submit", 404, complaint(404, "NOT_FOUND", "was not found")), Gone),
        (Fault("submit", 400, complaint(400, "INVALID_ARGUMENT", "Unsupported duration")), BadOrder),
        (Fault("submit", 500, complaint(500, "INTERNAL", "oops")), UnknownOutcome),
        (Fault("submit", accepted=True), UnknownOutcome),
        (Fault("submit", 200, b"not json", accepted=True), UnknownOutcome),
        (Fault("submit", 200, {"hello": 1}, accepted=True), UnknownOutcome),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else part.__name__,
)
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(vertex, emulator, tmp_path, fault, error):
    emulator.faults.append(fault)
    with pytest.raises(error) as raised:
        vertex.submit(order(tmp_path))
    assert len(emulator.posts) == 1 and TOKEN not in str(raised.value)


def test_a_full_minute_is_waited_for_as_long_as_google_says(vertex, emulator, tmp_path):
    body = complaint(429, "RESOURCE_EXHAUSTED", FULL_MINUTE)
    body["error"]["details"] = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"}]
    emulator.faults.append(Fault("submit", 429, body))
    with pytest.raises(Busy) as raised:
        vertex.submit(order(tmp_path))
    assert raised.value.retry_after == 17


def test_done_without_a_film_is_refused_content_and_an_error_is_said(vertex, emulator, tmp_path):
    job = vertex.submit(order(tmp_path))
    emulator.held_back.add(job.rpartition("/")[2])
    status = vertex.poll(job)
    assert status.state == "failed" and "safety filter held it back" in status.reason and "58061214" in status.reason
    with pytest.raises(BrokenResult, match="no film"):
        vertex.fetch(job, tmp_path / "take.mp4")
    emulator.jobs[job.rpartition("/")[2]].failed = "The service is currently unavailable."
    assert vertex.poll(job).reason == "The service is currently unavailable."


def test_a_model_that_google_dropped_is_not_among_the_terms(vertex, emulator):
    assert set(vertex.terms([MODEL]).endpoints) == {MODEL}
    emulator.models.clear()
    assert not vertex.terms([MODEL]).endpoints


def test_who_is_not_signed_in_is_told_how_and_nothing_was_started(monkeypatch, emulator, tmp_path):
    def nobody(*_, **__):
        raise DefaultCredentialsError("nobody is signed in")

    monkeypatch.setattr("google.auth.default", nobody)
    lost = Vertex(PROJECT, LOCATION, platform=emulator.url)
    with pytest.raises(BadKey, match="gcloud auth application-default login"):
        lost.submit(order(tmp_path))
    lost.close()
    stale = Credentials(
        token=None, refresh_token="x", token_uri="http://127.0.0.1:9/", client_id="x", client_secret="x"
    )
    old = Vertex(PROJECT, LOCATION, credentials=stale, platform=emulator.url)
    monkeypatch.setattr(stale, "refresh", lambda _: (_ for _ in ()).throw(RefreshError("revoked")))
    with pytest.raises(BadKey, match="did not sign you in"):
        old.submit(order(tmp_path))
    assert not emulator.posts


def test_a_server_that_is_not_there_was_sent_nothing(tmp_path):
    away = Vertex(PROJECT, LOCATION, credentials=Credentials(token=TOKEN), platform="http://127.0.0.1:9")
    with pytest.raises(Unreachable):
        away.submit(order(tmp_path))


def test_it_is_offered_only_where_vertex_was_chosen_and_its_client_is_there(tmp_path, monkeypatch):
    told = {"GOOGLE_CLOUD_PROJECT": PROJECT, "GOOGLE_CLOUD_LOCATION": LOCATION, "GOOGLE_GENAI_USE_VERTEXAI": "true"}
    assert "vertex" in keys_from(told, tmp_path)
    assert not keys_from(told | {"GOOGLE_GENAI_USE_VERTEXAI": "false"}, tmp_path)
    assert not keys_from({"GOOGLE_CLOUD_PROJECT": PROJECT}, tmp_path)
    assert load_edition("2026-11", ("vertex",)).video_model("veo-3.1").provider == "vertex"
    monkeypatch.setattr("tools.providers.keys.find_spec", lambda _: None)
    assert not installed("vertex")


def test_an_answer_for_another_job_is_not_taken(vertex, emulator, tmp_path):
    job = vertex.submit(order(tmp_path))
    emulator.jobs[job.rpartition("/")[2]].id = "00000000-0000-4000-8000-999999999999"
    for ask in (vertex.poll, lambda each: vertex.fetch(each, tmp_path / "take.mp4")):
        with pytest.raises(BrokenResult, match="answered for another job"):
            ask(job)
    assert not (tmp_path / "take.mp4").exists()
