"""The timeline file says the whole cut, and nothing is lost on the way there and back."""

import json
from decimal import Decimal

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.film.errors import GreenlightError
from tools.film.finish import Transition
from tools.stitching.captions import Caption
from tools.stitching.edit import Clip, Edit, Provenance, joined
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.timeline import as_otio, from_otio, load_timeline, on_samples, save_timeline

ABOUT = Provenance(take=1, model="ltx", provider="fal", credits=Decimal("24.00"), prompt="beans", description="beans")
words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


@st.composite
def clips(draw):
    found = []
    for number in range(draw(st.integers(1, 6))):
        start, frames, tail = draw(st.integers(0, 30)), draw(st.integers(1, 120)), draw(st.integers(0, 30))
        found.append(
            Clip(
                shot_id=f"s{number + 1:02d}",
                file=f"takes/s{number + 1:02d}-1.mp4",
                sha256="a" * 64,
                start=start,
                frames=frames,
                length=start + frames + tail,
                has_sound=draw(st.booleans()),
                about=ABOUT.model_copy(update={"trimmed": draw(st.sampled_from(["", "frozen for 9 frames"]))}),
            )
        )
    return joined(found, draw(st.sampled_from(list(Transition))), draw(st.integers(0, 24)))


@st.composite
def cues(draw):
    moment = st.integers(0, 48_000 * 20).map(lambda sample: on_samples(Decimal(sample) / 48_000))
    return Cue(
        kind=draw(st.sampled_from(list(Kind))),
        file=draw(st.sampled_from(["audio/s01-voice.wav", "audio/music.wav", "takes/s01-1.mp4"])),
        start=draw(moment),
        seconds=draw(moment) + on_samples(Decimal("0.1")),
        offset=draw(moment),
        gain_db=draw(st.sampled_from([0.0, -6.0])),
        speaks=draw(st.booleans()),
    )


@st.composite
def captions(draw):
    start = draw(st.integers(0, 20_000))
    return Caption(
        start / 1000,
        (start + draw(st.integers(1, 3000))) / 1000,
        tuple(draw(st.lists(words, min_size=1, max_size=4))),
        tuple(draw(st.lists(st.integers(0, 30_000).map(lambda ms: ms / 1000), max_size=3))),
        draw(st.booleans()),
    )


@st.composite
def edits(draw):
    order = list(Kind)
    heard = sorted(draw(st.lists(cues(), max_size=5)), key=lambda cue: (order.index(cue.kind), cue.start, cue.file))
    read = sorted(draw(st.lists(captions(), max_size=5)), key=lambda caption: (caption.start, caption.end))
    fps = draw(st.sampled_from([24, 25, 30]))
    return Edit(
        name="ember", ratio="9:16", width=1080, height=1920, fps=fps, clips=draw(clips()),
        captions=tuple(read), cues=tuple(heard),
    )  # fmt: skip


def same(one, other):
    """Equal, but for the order of what begins and ends together."""
    whole = {"captions", "cues"}
    unordered = lambda edit: [sorted(map(repr, getattr(edit, name))) for name in sorted(whole)]  # noqa: E731
    return one.model_dump(exclude=whole) == other.model_dump(exclude=whole) and unordered(one) == unordered(other)


@given(edits())
@settings(max_examples=60, deadline=None)
def test_an_edit_comes_back_from_its_file_as_it_was(tmp_path_factory, edit):
    path = tmp_path_factory.mktemp("cut") / "timeline.otio"
    save_timeline(edit, path)
    assert same(load_timeline(path), edit)


@given(edits())
@settings(max_examples=40, deadline=None)
def test_pictures_last_as_long_as_the_edit_says_in_the_readers_own_words(edit):
    timeline = otio.adapters.read_from_string(as_otio(edit).to_json_string(), "otio_json")
    assert timeline.tracks[0].duration().rescaled_to(edit.fps).value == edit.frames
    for clip, made in zip(edit.clips, timeline.tracks[0].find_clips(), strict=True):
        media, seen = made.media_reference.available_range, made.source_range
        assert media.start_time <= seen.start_time
        assert seen.end_time_exclusive() <= media.end_time_exclusive()
        assert seen.duration.value == clip.frames


def test_what_no_reader_knows_is_not_lost_when_another_program_saves_the_file(tmp_path):
    edit = Edit(name="x", ratio="1:1", width=64, height=64, fps=24, clips=(
        Clip(shot_id="s01", file="takes/s01-1.mp4", sha256="b", start=3, frames=9, length=20, about=ABOUT),
    ))  # fmt: skip
    again = otio.adapters.read_from_string(as_otio(edit).to_json_string(), "otio_json")
    assert from_otio(again) == edit


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json", json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "x"})])
def test_a_file_that_is_no_timeline_is_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "timeline.otio"
    path.write_text(text)
    with pytest.raises(GreenlightError, match=r"timeline\.otio .*\."):
        load_timeline(path)


def test_a_dissolve_never_takes_more_than_the_handles_give():
    short = Clip(shot_id="s01", file="a", sha256="a", start=2, frames=40, length=45, about=ABOUT)
    first, second = joined([short, short.model_copy(update={"shot_id": "s02"})], Transition.DISSOLVE, 12)
    assert first.join is None
    assert second.join is not None and (second.join.before, second.join.after) == (2, 2)
