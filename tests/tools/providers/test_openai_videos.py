"""A gateway that still serves OpenAI's videos, through OpenAI's own client."""

import io
import time
import warnings
from decimal import Decimal
from typing import get_args

import httpx
import openai
import pytest
from openai.types import Video, VideoSize
from openai.types.video_seconds import VideoSeconds
from PIL import Image

from tests.emulator.fal import Fault
from tests.emulator.openai_videos import KEY, SECONDS, SIZES, VideosEmulator
from tests.emulator.orders import placed
from tools.catalog.load import load_edition
from tools.film.errors import CannotBeDone
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.probing import probe_video
from tools.providers.openai_videos import OpenAIVideos
from tools.providers.port import (
    BadKey,
    BadOrder,
    BrokenResult,
    Busy,
    NoCredits,
    Order,
    Refused,
    UnknownOutcome,
    Unreachable,
)
from tools.rendering.drive import check_clip

pytestmark = pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")


@pytest.fixture
def emulator(tmp_path, vendors_studio):
    with VideosEmulator(tmp_path, studio=vendors_studio) as server:
        yield server


@pytest.fixture
def videos(emulator):
    provider = OpenAIVideos(KEY, emulator.url)
    yield provider
    provider.close()


def order(tmp_path, **told):
    picture = tmp_path / "start.png"
    Image.new("RGB", (1080, 1920), "teal").save(picture)
    one = Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": "sora-2", "prompt": "A boat.",
            "framing": Framing.WS, "camera": CameraMove.PAN, "aspect_ratio": AspectRatio.PORTRAIT, "width": 720,
            "height": 1280, "fps": 24, "seconds": Decimal(4), "start_image": picture, "audio": True,
        }
        | told
    )  # fmt: skip
    return placed(one, ("gateway",))


def finished(videos, emulator, job):
    end = time.monotonic() + 120
    while (status := videos.poll(job)).state in ("queued", "running"):
        Video.model_validate(emulator.told(emulator.jobs[job]), strict=True)
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.05)
    return status


def test_a_clip_is_ordered_as_a_form_with_its_still_at_the_very_size_and_comes_back_whole(videos, emulator, tmp_path):
    one = order(tmp_path)
    job = videos.submit(one)
    assert finished(videos, emulator, job).state == "done"
    videos.fetch(job, tmp_path / "take.mp4")
    check_clip(one, tmp_path / "take.mp4")
    with warnings.catch_warnings(action="ignore"):
        client = openai.OpenAI(api_key=KEY, base_url=emulator.url)
        assert client.videos.download_content(job).read() == (tmp_path / "take.mp4").read_bytes()
    (form,) = emulator.posts
    assert Image.open(io.BytesIO(form.pop("input_reference"))).size == (720, 1280)
    assert form == {"model": "sora-2", "prompt": "A boat.", "seconds": "4", "size": "720x1280"}
    assert probe_video(tmp_path / "take.mp4").has_audio


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("submit", 400, {"error": {"message": "flagged by our moderation", "code": "moderation_blocked"}}), Refused),
        (Fault("submit", 429, {"error": {"message": "You exceeded your current quota"}}), NoCredits),
        (Fault("submit", 429, {"error": {"message": "slow down"}}, (("retry-after", "3"),)), Busy),
        (Fault("submit", 401, {"error": {"message": "no"}}), BadKey),
        (Fault("submit", 400, {"error": {"message": "Invalid value: seconds"}}), BadOrder),
        (Fault("submit", 502, {"error": {"message": "bad gateway"}}), UnknownOutcome),
        (Fault("submit", accepted=True), UnknownOutcome),
        (Fault("submit", 200, b"not json", accepted=True), UnknownOutcome),
        (Fault("submit", 200, {"hello": 1}, accepted=True), UnknownOutcome),
    ],
    ids=lambda part: f"{part.status}{'-taken' if part.accepted else ''}" if isinstance(part, Fault) else part.__name__,
)  # fmt: skip
def test_whatever_goes_wrong_with_a_submit_it_is_sent_once(videos, emulator, tmp_path, fault, error):
    emulator.faults.append(fault)
    with pytest.raises(error) as raised:
        videos.submit(order(tmp_path))
    assert len(emulator.posts) == 1 and KEY not in str(raised.value)


def test_a_gateway_that_is_not_there_was_sent_nothing(tmp_path):
    with pytest.raises(Unreachable):
        OpenAIVideos(KEY, "http://127.0.0.1:9/v1").submit(order(tmp_path))


def test_a_failure_says_why(videos, emulator, tmp_path):
    job = videos.submit(order(tmp_path))
    emulator.jobs[job].failed = "moderation_blocked"
    Video.model_validate(emulator.told(emulator.jobs[job]), strict=True)
    assert videos.poll(job).reason == "moderation_blocked It was blocked."
    with pytest.raises(BrokenResult, match="no file"):
        videos.fetch(job, tmp_path / "take.mp4")


def test_the_key_goes_to_the_gateway_and_nowhere_that_it_leads_on_to(videos, emulator, tmp_path):
    job = videos.submit(order(tmp_path))
    finished(videos, emulator, job)
    emulator.leads_on_to = "http://169.254.169.254/latest"
    with pytest.raises(BrokenResult, match="not https"):
        videos.fetch(job, tmp_path / "take.mp4")
    asked = []
    emulator.leads_on_to = "https://8.8.8.8/take.mp4"
    videos._fetcher = httpx.Client(
        mounts={
            "https://": httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200, content=b"x"))
        }
    )
    videos.fetch(job, tmp_path / "take.mp4")
    assert [request.headers.get("authorization") for request in asked] == [None]


def test_what_the_edition_sells_there_is_what_the_wire_knows(videos, emulator):
    assert set(get_args(VideoSeconds)) == set(SECONDS) and set(get_args(VideoSize)) == set(SIZES)
    sora = load_edition("2026-11", ("gateway",)).video_model("sora-2")
    assert {f"{each.normalize():f}" for each in sora.seconds} <= set(SECONDS)
    emulator.models = ["sora-2"]
    assert set(videos.terms(["sora-2", "sora-2-pro"]).endpoints) == {"sora-2"}


@pytest.mark.parametrize("address", ["http://gateway.example/v1", "ftp://127.0.0.1", "gateway"])
def test_the_key_is_not_sent_unguarded_through_a_network(address):
    with pytest.raises(CannotBeDone, match="https"):
        OpenAIVideos(KEY, address)


def test_an_answer_for_another_job_is_not_taken(videos, emulator, tmp_path):
    job = videos.submit(order(tmp_path))
    emulator.jobs[job].id = "00000000-0000-4000-8000-999999999999"
    for ask in (videos.poll, lambda each: videos.fetch(each, tmp_path / "take.mp4")):
        with pytest.raises(BrokenResult, match="answered for another job"):
            ask(job)
    assert not (tmp_path / "take.mp4").exists()
