"""What is sent, in each endpoint's own words; and what an answer's words mean."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import vocabulary
from tests.emulator.fal_schema import complaints
from tools.catalog.load import load_edition
from tools.catalog.wire import wires
from tools.film.route import Mode
from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.providers import download as downloading
from tools.providers.bodies import body_of, shortened
from tools.providers.download import check_address
from tools.providers.failures import failure, no_answer, quoted
from tools.providers.port import BadOrder, BrokenResult, Look, Order, Passage, UnknownOutcome, Unreachable

EDITION = load_edition("2026-11")
SOLD_BY_FAL = [
    (model, mode, endpoint)
    for model in EDITION.video
    if model.provider == "fal" and model.retired_on is None
    for mode, endpoint in model.endpoints.items()
    if mode in (Mode.IMAGE_TO_VIDEO, Mode.FIRST_LAST)
]


def order_for(model, **told):
    ratio = model.aspect_ratios[0]
    size = size_of(ratio, model.resolutions[0])
    return Order.model_validate(
        {
            "kind": "clip", "reference": "clip/s01/1", "shot_id": "s01", "model": model.id, "prompt": "A cup.",
            "framing": Framing.CU, "camera": CameraMove.PUSH_IN, "aspect_ratio": ratio, "width": size.width,
            "height": size.height, "fps": model.fps, "seconds": model.seconds[0], "start_image": Path("a.png"),
            "audio": model.audio,
        }
        | told
    )  # fmt: skip


@pytest.mark.parametrize(("model", "mode", "endpoint"), SOLD_BY_FAL, ids=lambda part: str(getattr(part, "id", part)))
def test_every_model_that_the_edition_sells_at_fal_can_be_asked_for(model, mode, endpoint):
    wire = wires("fal")[endpoint]
    ends = {"end_image": Path("b.png")} if mode is Mode.FIRST_LAST else {}
    body = body_of(order_for(model, **ends), wire, str)
    assert body[wire.start] == "a.png"
    assert wire.duration is None or str(body[wire.duration]).removesuffix("s") == f"{model.seconds[0].normalize():f}"
    assert mode is not Mode.FIRST_LAST or body[wire.end] == "b.png"
    assert (wire.audio in body) == bool(wire.audio)
    assert not model.audio or wire.audio or model.id == "wan-2.6", "a model with sound needs its switch"


def test_every_still_model_that_the_edition_sells_at_fal_can_be_asked_for():
    sold = [model.endpoint for model in EDITION.stills if model.provider == "fal" and model.retired_on is None]
    assert sold and set(sold) <= wires("fal").keys()


def test_several_shots_in_one_clip_are_told_one_by_one_and_sum_to_the_clip():
    kling = EDITION.video_model("kling-3.0")
    passages = tuple(
        Passage(shot_id=f"s0{n}", prompt=f"shot {n}", camera=CameraMove.PAN, seconds=s, start_image=Path("a.png"))
        for n, s in ((1, Decimal(4)), (2, Decimal(6)))
    )
    body = body_of(
        order_for(kling, seconds=10, passages=passages), wires("fal")[kling.endpoints[Mode.IMAGE_TO_VIDEO]], str
    )
    assert body["multi_prompt"] == [{"prompt": "shot 1", "duration": "4"}, {"prompt": "shot 2", "duration": "6"}]
    assert body["duration"] == "10" and "prompt" not in body


def test_half_seconds_an_end_picture_or_several_shots_are_refused_where_they_cannot_be_had():
    hailuo = EDITION.video_model("hailuo-2.3")
    wire = wires("fal")[hailuo.endpoints[Mode.IMAGE_TO_VIDEO]]
    with pytest.raises(BadOrder, match="whole seconds"):
        body_of(order_for(hailuo, seconds=Decimal("6.5")), wire, str)
    with pytest.raises(BadOrder, match="end picture"):
        body_of(order_for(hailuo, end_image=Path("b.png")), wire, str)
    passage = Passage(shot_id="s01", prompt="x", camera=CameraMove.PAN, seconds=6, start_image=Path("a.png"))
    with pytest.raises(BadOrder, match="several shots"):
        body_of(order_for(hailuo, passages=(passage,)), wire, str)


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_prompt_is_never_longer_than_allowed(prompt, longest):
    cut = shortened(prompt, longest)
    assert len(cut) <= longest and prompt.startswith(cut)


def test_a_square_size_has_a_name():
    assert size_of(AspectRatio.SQUARE, "1080p").width == 1080


@pytest.mark.parametrize(
    "words",
    [
        "Authorization: Key 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab:deadbeefdeadbeefdeadbeef is wrong",
        "Incorrect API key provided: sk-proj-abcdefghijklmnop",
        "bad token=r8_abcdefghijklmnopqrst",
    ],
)
def test_a_key_in_a_vendors_answer_never_reaches_the_person(words):
    told = str(failure("fal", 401, words, {}, sent=True))
    for secret in ("0a1b2c3d", "deadbeef", "abcdefgh"):
        assert secret not in told


def test_a_vendors_essay_is_cut_and_has_no_control_characters():
    told = quoted("x\x1b[31m" + "word " * 1000)
    assert len(told) < 300 and "\x1b" not in told


@pytest.mark.parametrize("error", [httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x"), httpx.WriteError("x")])
def test_once_the_request_has_left_the_outcome_is_unknown(error):
    assert isinstance(no_answer("fal", error, sent=True), UnknownOutcome)
    assert isinstance(no_answer("fal", error, sent=False), Unreachable)


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
def test_before_the_request_has_left_nothing_was_started(error):
    assert isinstance(no_answer("fal", error, sent=True), Unreachable)


@pytest.mark.parametrize(
    "address",
    [
        "http://8.8.8.8/a.mp4", "https://127.0.0.1/a.mp4", "https://10.0.0.8/a.mp4", "https://169.254.169.254/meta",
        "https://[::1]/a.mp4", "file:///etc/passwd", "ftp://8.8.8.8/a.mp4", "https://0.0.0.0/a.mp4",
    ],
)  # fmt: skip
def test_a_result_is_only_taken_from_a_public_https_address(address):
    with pytest.raises(BrokenResult):
        check_address(address)


def test_a_body_without_an_end_is_cut_off_at_the_limit_and_nothing_of_it_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(downloading, "MOST_BYTES", 1 << 20)
    sent = []

    def endless():
        while True:
            sent.append(1)
            yield b"x" * (1 << 16)

    vendor = httpx.MockTransport(lambda _: httpx.Response(200, content=endless()))
    with httpx.Client(transport=vendor) as client, pytest.raises(BrokenResult, match="larger than 2 GB"):
        downloading.download(client, "https://8.8.8.8/film.mp4", tmp_path / "film.mp4")
    assert len(sent) < 32 and not list(tmp_path.iterdir())


def test_a_public_address_is_fine():
    check_address("https://8.8.8.8/a.mp4")


def passages_of(model):
    each = {"prompt": "A cup.", "camera": CameraMove.PAN, "start_image": Path("a.png"), "seconds": Decimal(3)}
    return tuple(Passage(shot_id=f"s0{number}", **each) for number in (1, 2))


@pytest.mark.parametrize(("model", "mode", "endpoint"), SOLD_BY_FAL, ids=lambda part: str(getattr(part, "id", part)))
def test_every_way_to_ask_is_what_fals_own_client_types_allow(model, mode, endpoint):
    wire = wires("fal")[endpoint]
    ends = {"end_image": Path("b.png")} if mode is Mode.FIRST_LAST else {}
    asked = [
        order_for(model, seconds=seconds, audio=audio, aspect_ratio=ratio, width=size.width, height=size.height, **ends)
        for seconds in (model.seconds[0], model.seconds[-1])
        for audio in {False, model.audio}
        for ratio in model.aspect_ratios
        for size in (size_of(ratio, name) for name in model.resolutions)
    ]
    if model.multi_shot and mode is Mode.IMAGE_TO_VIDEO:
        asked.append(order_for(model, seconds=Decimal(6), passages=passages_of(model)))
    for order in asked:
        assert complaints(wire.id, body_of(order, wire, str)) == []


@pytest.mark.parametrize("still", [each for each in EDITION.stills if each.provider == "fal" and not each.retired_on])
@pytest.mark.parametrize("looks", [(), (Look(name="Mia", picture=Path("mia.png")),)], ids=["alone", "with a look"])
def test_every_still_is_asked_for_in_the_vendors_words_with_and_without_reference_pictures(still, looks):
    wire = wires("fal")[still.endpoint]
    wire = wires("fal")[wire.with_looks] if looks and wire.with_looks else wire
    for ratio in AspectRatio:
        size = size_of(ratio, "1080p")
        order = order_for(
            EDITION.video[2], kind="still", start_image=None, looks=looks, aspect_ratio=ratio, seconds=Decimal(0),
            width=size.width, height=size.height, audio=False,
        )  # fmt: skip
        body = body_of(order, wire, str)
        assert complaints(wire.id, body) == []
        assert not (looks and wire.looks) or body[wire.looks] == ["mia.png"]


def test_the_schema_check_itself_finds_what_is_wrong():
    body = {"image_url": "a.png", "prompt": "A cup.", "duration": "7s", "seeed": 1}
    told = complaints("fal-ai/veo3.1/image-to-video", body)
    assert [each["loc"][-1] for each in told] == ["duration", "seeed"]
    assert complaints("fal-ai/veo3.1/image-to-video", {})


RUNWAY = load_edition("2026-11", ("runway",))
AT_RUNWAY = [
    (model, ratio, resolution, end)
    for model in RUNWAY.video
    if model.provider == "runway" and model.why_unavailable(date(2026, 11, 24)) is None
    for ratio in model.aspect_ratios
    for resolution in model.resolutions
    for end in ((False, True) if model.first_last else (False,))
]


@pytest.mark.parametrize(
    ("model", "ratio", "resolution", "end"), AT_RUNWAY, ids=lambda part: str(getattr(part, "id", part))
)
def test_every_way_to_ask_runway_is_what_its_own_client_types_allow(model, ratio, resolution, end):
    size = size_of(ratio, resolution)
    ends = {"end_image": Path("b.png")} if end else {}
    wire = wires("runway")[model.endpoint_for(Mode.FIRST_LAST if end else Mode.IMAGE_TO_VIDEO)]
    body = body_of(
        order_for(model, aspect_ratio=ratio, width=size.width, height=size.height, **ends), wire, lambda _: "data:x"
    )
    told = vocabulary.RUNWAY[wire.id].validate_python({"model": wire.id, **body}, strict=True, extra="forbid")
    pictures = told["prompt_image"]
    places = [each.get("position") for each in pictures] if end else pictures
    assert places == (["first", "last"] if end else "data:x")


def test_runway_takes_several_shots_of_one_clip_with_their_lengths():
    kling = RUNWAY.video_model("kling-3.0")
    passages = tuple(
        Passage(shot_id=f"s0{n}", prompt=f"shot {n}", camera=CameraMove.PAN, seconds=5, start_image=Path("a.png"))
        for n in (1, 2)
    )
    body = body_of(order_for(kling, seconds=10, passages=passages), wires("runway")["kling3.0_pro"], str)
    settings = body["provider_settings"]
    assert [each["duration"] for each in settings["multi_prompt"]] == [5, 5]
    assert settings["shot_type"] == "customize" and "prompt_text" not in body
    vocabulary.RUNWAY["kling3.0_pro"].validate_python({"model": "kling3.0_pro", **body}, strict=True, extra="forbid")
