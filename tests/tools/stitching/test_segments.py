"""Segments: each frame is encoded once, what did not change is taken as it was, and joins lose and repeat nothing."""

import subprocess

import av
import numpy as np
import pytest

from tests.tools.stitching.test_cut import SIZE, film, shot
from tools import ffmpeg
from tools.film.errors import GreenlightError
from tools.film.finish import Transition
from tools.film.shape import Size
from tools.production.model import Production
from tools.stitching.captions import layout_for
from tools.stitching.cut import stitch
from tools.stitching.delivering import Bench, Look, workplace
from tools.stitching.edit import Clip, Edit, Provenance, joined
from tools.stitching.encoding import KEPT
from tools.stitching.framing import MIDDLE, Framed
from tools.stitching.joining import BrokenSegment, Pictures, join
from tools.stitching.segments import segments_of
from tools.stitching.settings import preset_named

ABOUT = Provenance(take=1, model="m", provider="p", credits=0, prompt="p", description="d")
RATE = 24


def numbered(path, frames, base, size=(64, 64)):
    """A clip whose every frame has a grey of its own: base, base + 1, …"""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = b"".join(
        bytes([base + number]) * (size[0] * size[1]) + b"\x80" * (size[0] * size[1] // 2) for number in range(frames)
    )
    command = [
        ffmpeg.program(), "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-color_range", "tv",
        "-s", f"{size[0]}x{size[1]}", "-r", str(RATE), "-i", "-", "-crf", "4", "-color_range", "tv", str(path),
    ]  # fmt: skip
    subprocess.run(command, input=pictures, check=True)


def greys(path):
    with av.open(str(path)) as film:
        frames = list(film.decode(video=0))
    assert [frame.pts * frame.time_base * RATE for frame in frames] == list(range(len(frames)))
    return [float(np.frombuffer(frame.planes[0], np.uint8).reshape(64, -1)[:, :64].mean()) for frame in frames]


@pytest.fixture(scope="module")
def takes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbered")
    for number, base in enumerate((40, 110, 180), start=1):
        numbered(folder / f"takes/s0{number}-1.mp4", 30, base)
    return folder


def edit_of(transition=Transition.CUT, frames=8):
    clips = [
        Clip(shot_id=f"s0{n}", file=f"takes/s0{n}-1.mp4", sha256=str(n), start=4, frames=20, length=30, about=ABOUT)
        for n in (1, 2, 3)
    ]
    return Edit(name="x", ratio="1:1", width=64, height=64, fps=RATE, clips=joined(clips, transition, frames))


def made(edit, folder, look=None, preset="film"):
    with workplace(folder) as work:
        plain = Look({clip.file: () for clip in edit.clips})
        film, _ = Bench(folder, work, preset_named(preset)).made(edit, look or plain, lambda _: None)
        return greys(film)


def close(found, wanted, by=2.0):
    return len(found) == len(wanted) and all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def test_every_frame_of_the_edit_is_there_once_and_in_order(takes):
    wanted = [base + 4 + number for base in (40, 110, 180) for number in range(20)]
    assert close(made(edit_of(), takes), wanted)


def test_a_dissolve_mixes_the_handles_around_the_cut_and_takes_no_time(takes):
    found = made(edit_of(Transition.DISSOLVE), takes)
    assert len(found) == 60
    assert close(found[:16], [44 + n for n in range(16)])
    assert all(one < other for one, other in zip(found[15:24], found[16:25], strict=True))
    assert close(found[24:36], [118 + n for n in range(12)])


def test_a_dip_goes_through_black_at_the_cut(takes):
    found = made(edit_of(Transition.DIP), takes)
    assert len(found) == 60 and min(found[19:21]) < 25 and found[12] > 50


def test_after_one_shot_changed_only_its_own_frames_are_encoded_again(takes, tmp_path):
    made(edit_of(), takes)
    before = {file.name for file in (takes / KEPT).iterdir()}
    edit = edit_of()
    moved = edit.model_copy(update={"clips": (edit.clips[2], edit.clips[0], edit.clips[1])})
    made(moved, takes)
    assert {file.name for file in (takes / KEPT).iterdir()} == before
    longer = edit.clips[1].model_copy(update={"frames": 19})
    made(edit.model_copy(update={"clips": (edit.clips[0], longer, edit.clips[2])}), takes)
    assert len({file.name for file in (takes / KEPT).iterdir()} - before) == 1


def test_a_kept_segment_that_was_damaged_is_encoded_again(takes):
    wanted = made(edit_of(), takes)
    for file in (takes / KEPT).iterdir():
        file.write_bytes(file.read_bytes()[:900])
    assert made(edit_of(), takes) == wanted


def test_segments_that_were_encoded_otherwise_are_not_joined(takes, tmp_path):
    numbered(tmp_path / "one.mp4", 10, 50)
    numbered(tmp_path / "two.mp4", 10, 50, size=(64, 32))
    with pytest.raises(BrokenSegment):
        join(Pictures([tmp_path / "one.mp4", tmp_path / "two.mp4"], [10, 10], RATE), None, tmp_path / "film.mp4")


def test_a_film_that_cannot_be_written_is_one_sentence_and_blames_no_segment(tmp_path):
    numbered(tmp_path / "one.mp4", 2, 50)
    with pytest.raises(GreenlightError, match=r"could not be put together: .*; mend it and resume\.") as told:
        join(Pictures([tmp_path / "one.mp4"], [2], RATE), None, tmp_path / "missing" / "film.mp4")
    assert not isinstance(told.value, BrokenSegment)


def test_words_are_cut_with_the_picture_and_keep_their_moment(takes):
    from tools.stitching.captions import Caption

    spoken = Caption(0.5, 1.5, ("over ", "the ", "cut "), (0.55, 0.8, 1.2))
    edit = edit_of().model_copy(update={"captions": (spoken,)})
    parts = segments_of(
        edit, layout_for(edit.ratio, Size(64, 64)), framed=dict.fromkeys((c.file for c in edit.clips), MIDDLE), looks={}
    )
    # frames 12 to 18 and on to the cut, each half a frame early, so that no rounding hides or shows one too many
    assert "0:00:00.48,0:00:00.77" in parts[0].words and "0:00:00.77,0:00:01" in parts[0].words
    assert "0:00:00.00,0:00:00.35" in parts[1].words and not parts[2].words


def test_a_take_of_another_shape_is_cropped_where_it_matters_or_shown_whole_but_never_stretched(tmp_path):
    path = tmp_path / "takes/s01-1.mp4"
    path.parent.mkdir()
    source = "color=c=black:s=64x128:r=24:d=1,drawbox=x=16:y=96:w=32:h=32:c=white:t=fill"
    subprocess.run([ffmpeg.program(), "-y", "-loglevel", "error", "-f", "lavfi", "-i", source, str(path)], check=True)
    clip = Clip(shot_id="s01", file="takes/s01-1.mp4", sha256="1", start=0, frames=12, length=24, about=ABOUT)
    edit = Edit(name="x", ratio="1:1", width=64, height=64, fps=RATE, clips=(clip,))

    def white(framed):
        with workplace(tmp_path) as work:
            look = Look({clip.file: ()}, {clip.file: framed})
            film, _ = Bench(tmp_path, work, preset_named("film")).made(edit, look, lambda _: None)
            with av.open(str(film)) as opened:
                picture = next(opened.decode(video=0)).to_ndarray(format="gray")
        found = np.argwhere(picture > 200)
        return [] if not len(found) else [*(found.max(0) - found.min(0) + 1), found[:, 0].min()]

    assert white(MIDDLE) == []
    assert white(Framed("fill", 0.5, 1.0)) == pytest.approx([32, 32, 32], abs=2)
    assert white(Framed("whole")) == pytest.approx([16, 16, 48], abs=2)


def test_a_film_cut_twice_is_the_same_film(tmp_path):
    production: Production = film(tmp_path, [shot(1), shot(2)], fps=24)
    assert SIZE == (180, 320)
    stitch(production, tmp_path, lambda _: None)
    first = (tmp_path / "cut/final.mp4").read_bytes()
    stitch(production, tmp_path, lambda _: None)
    assert (tmp_path / "cut/final.mp4").read_bytes() == first


def test_a_step_of_light_at_a_seam_is_evened_out_over_half_a_second(takes):
    cut = edit_of()
    stepped = cut.clips[1].model_copy(update={"gain": 1.2})
    shown = made(cut.model_copy(update={"clips": (cut.clips[0], stepped, cut.clips[2])}), takes)
    plain = [base + number for base in (40, 110, 180) for number in range(4, 24)]
    eased = [
        16 + (grey - 16) * (1 + 0.2 * max(0, 1 - (n - 20) / 12)) if n >= 20 else grey for n, grey in enumerate(plain)
    ]
    assert close(shown, eased, by=3.0)
    assert shown[20] - plain[20] > 15
