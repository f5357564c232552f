"""Clips move smoothly, keep their promises, and are written whole or not at all."""

from decimal import Decimal

import av
import numpy as np
import pytest
from PIL import Image

from tools.film.storyboard import CameraMove
from tools.probing import BrokenMedia, probe_image, probe_video
from tools.providers.port import BrokenResult, Order, Passage
from tools.studio.motion import animate


@pytest.fixture
def still(tmp_path):
    random = np.random.default_rng(1)
    small = Image.fromarray((random.random((40, 24, 3)) * 255).astype(np.uint8))
    path = tmp_path / "still.png"
    small.resize((216, 384), Image.Resampling.BICUBIC).save(path)
    return path


def order(still, camera="push-in", end=None, seconds="1.5"):
    return Order(
        kind="clip", reference="clip/s01/1", shot_id="s01", model="ltx", prompt="p", framing="CU", camera=camera,
        aspect_ratio="9:16", width=180, height=320, fps=24, seconds=Decimal(seconds), start_image=still, end_image=end,
    )  # fmt: skip


def frames(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="gray").astype(float) for frame in container.decode(video=0)]


@pytest.mark.parametrize("camera", list(CameraMove))
def test_every_move_gives_a_clip_of_exactly_what_was_ordered(still, tmp_path, camera):
    told = []
    animate(order(still, camera), tmp_path / "clip.mp4", told.append)
    facts = probe_video(tmp_path / "clip.mp4")
    assert (facts.width, facts.height, facts.fps, facts.frames) == (180, 320, 24, 36)
    assert (facts.codec, facts.pixel_format, facts.color_space) == ("h264", "yuv420p", "bt709")
    assert told and told == sorted(told)


def test_a_clip_that_was_ordered_with_sound_has_some_and_is_no_longer_for_it(still, tmp_path):
    animate(order(still).model_copy(update={"audio": True}), tmp_path / "clip.mp4", lambda _: None)
    facts = probe_video(tmp_path / "clip.mp4")
    assert facts.has_audio and facts.frames == 36 and facts.seconds == pytest.approx(1.5, abs=0.05)


def test_a_slow_move_never_freezes_and_never_jumps(still, tmp_path):
    animate(order(still, "push-in", seconds="2"), tmp_path / "clip.mp4", lambda _: None)
    steps = [
        np.abs(b - a).mean()
        for a, b in zip(frames(tmp_path / "clip.mp4")[6:-6], frames(tmp_path / "clip.mp4")[7:-5], strict=True)
    ]
    assert min(steps) > 0.02
    assert max(steps) < 6 * np.median(steps)


def test_first_and_last_frame_are_the_two_stills(still, tmp_path):
    end = tmp_path / "end.png"
    with Image.open(still) as picture:
        picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(end)
    animate(order(still, end=end), tmp_path / "clip.mp4", lambda _: None)
    seen = frames(tmp_path / "clip.mp4")
    for path, frame in ((still, seen[0]), (end, seen[-1])):
        with Image.open(path) as picture:
            wanted = np.asarray(picture.convert("L").resize((180, 320)), float)
        assert np.corrcoef(wanted.ravel(), frame.ravel())[0, 1] > 0.97


def test_a_still_that_cannot_be_read_is_one_sentence_and_leaves_no_file(tmp_path):
    (tmp_path / "still.png").write_bytes(b"junk")
    with pytest.raises(BrokenResult):
        animate(order(tmp_path / "still.png"), tmp_path / "clip.mp4", lambda _: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["still.png"]


@pytest.mark.parametrize("keep", [0, 40, 0.4, 0.9])
def test_a_truncated_clip_is_found_out(still, tmp_path, keep):
    animate(order(still), tmp_path / "clip.mp4", lambda _: None)
    whole = (tmp_path / "clip.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: keep if keep >= 1 else int(len(whole) * keep)])
    with pytest.raises(BrokenMedia):
        probe_video(tmp_path / "cut.mp4")


def test_a_picture_is_read_to_its_end(still, tmp_path):
    assert probe_image(still) == (216, 384)
    (tmp_path / "cut.png").write_bytes(still.read_bytes()[:-900])
    with pytest.raises(BrokenMedia):
        probe_image(tmp_path / "cut.png")


def test_one_clip_shows_a_sequence_of_stills_each_as_long_as_its_shot(still, tmp_path):
    dark = tmp_path / "dark.png"
    Image.new("RGB", (216, 384), (5, 5, 5)).save(dark)
    parts = [
        Passage(shot_id=name, prompt="p", camera="static", seconds=Decimal(seconds), start_image=image)
        for name, seconds, image in (("s01", "0.75", still), ("s02", "1.02", dark), ("s03", "0.73", still))
    ]
    sequence = order(still, seconds="2.5").model_copy(update={"passages": tuple(parts)})
    animate(sequence, tmp_path / "clip.mp4", lambda _: None)
    brightness = [frame.mean() for frame in frames(tmp_path / "clip.mp4")]
    assert len(brightness) == 60
    assert [number for number, level in enumerate(brightness) if level < 40] == list(range(18, 42))
