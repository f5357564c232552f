"""A draft of CapCut is read back by pyCapCut, which nobody here wrote, as the same cut to the frame."""

import json
import warnings
from decimal import Decimal

import pytest
from hypothesis import given

from tests.tools.stitching.handoff.edits import HOSTILE, an_edit, edits_with_media, media_of
from tests.tools.stitching.handoff.test_readers import heard, quick, seen
from tools.film.finish import Transition
from tools.stitching.handoff.capcut import CONTENT, HERE, INFO, META, as_capcut
from tools.stitching.handoff.laying import words
from tools.stitching.handoff.open_timeline import in_plain_text
from tools.stitching.sound.cues import Cue, Kind

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pycapcut


def read(edit, media, folder):
    """The draft as pyCapCut reads it, and as JSON."""
    for name, text in as_capcut(edit, media, made=1).items():
        (folder / name).write_text(text, encoding="utf-8")
    return pycapcut.ScriptFile.load_template(str(folder / CONTENT)), json.loads((folder / CONTENT).read_text())


def frame(micro, fps):
    at = micro * fps / 1_000_000
    assert abs(at - round(at)) < 0.001, "it lies between two frames of the film"
    return round(at)


def span(times, fps):
    return frame(times.start, fps), frame(times.end, fps) - frame(times.start, fps)


@given(edits_with_media())
@quick
def test_pictures_sounds_and_words_come_back_to_the_frame(tmp_path_factory, cut):
    edit, media = cut
    script, told = read(edit, media, tmp_path_factory.mktemp("draft"))
    assert (script.fps, script.width, script.height) == (edit.fps, edit.width, edit.height)
    assert frame(script.duration, edit.fps) == edit.frames
    files = {each["id"]: each for kind in ("videos", "audios") for each in told["materials"][kind]}

    def where(segment):
        return files[segment.material_id]["path"].removeprefix(f"{HERE}/")

    pictures, *others = script.imported_tracks
    places = [span(each.target_timerange, edit.fps) for each in pictures.segments]
    assert places == [(start, clip.frames) for start, clip in zip(edit.starts, edit.clips, strict=True)]
    found = [(where(each), *span(each.source_timerange, edit.fps)) for each in pictures.segments]
    assert found == [
        (media[clip.file].name, start, frames) for clip, (_, start, frames) in zip(edit.clips, seen(edit), strict=True)
    ]
    sounds = [
        (where(each), span(each.target_timerange, edit.fps)[0], *span(each.source_timerange, edit.fps))
        for track in others
        if track.track_type is pycapcut.TrackType.audio
        for each in track.segments
    ]
    with_picture = sum(each.raw_data["volume"] > 0 for each in pictures.segments)
    expected = heard(edit, media)
    assert set(sounds) <= set(expected) and len(sounds) + with_picture == len(expected)
    texts = [
        span(each.target_timerange, edit.fps)
        for track in others
        if track.track_type is pycapcut.TrackType.text
        for each in track.segments
    ]
    spoken, titles = words(edit)
    assert sorted(texts) == sorted((each.start, each.frames) for lane in (spoken, *titles) for each in lane)


def test_every_id_that_is_named_is_there_and_named_once(tmp_path):
    edit = an_edit()
    _, told = read(edit, media_of(edit, 24, 25, 30), tmp_path)
    ids = [each["id"] for kind in told["materials"].values() for each in kind]
    segments = [each for track in told["tracks"] for each in track["segments"]]
    ids += [each["id"] for each in segments] + [each["id"] for each in told["tracks"]]
    assert len(ids) == len(set(ids))
    assert {each["material_id"] for each in segments} <= set(ids)
    assert {name for each in segments for name in each["extra_material_refs"]} <= set(ids)


def test_captions_are_text_and_music_makes_way_for_the_voice(tmp_path):
    edit = an_edit(join=Transition.DIP)
    script, told = read(edit, media_of(edit, 24), tmp_path)
    assert [json.loads(each["content"])["text"] for each in told["materials"]["texts"]] == ["hello tea", "there", "tea"]
    assert [each["name"] for each in told["materials"]["transitions"]] == ["Black Fade"] * 2
    assert [each["duration"] for each in told["materials"]["transitions"]] == [266_667] * 2
    music = next(track for track in script.imported_tracks if track.name == "Music").segments[0].raw_data
    (curve,) = music["common_keyframes"]
    levels = [each["values"][0] for each in curve["keyframe_list"]]
    assert curve["property_type"] == "KFTypeVolume" and levels[2] == pytest.approx(10 ** (-13 / 20), abs=1e-5)
    assert levels[0] == levels[-1] == pytest.approx(10 ** (-3 / 20), abs=1e-5)


def test_a_clips_own_sound_plays_with_its_picture(tmp_path):
    edit = an_edit()
    clip = edit.clips[1]
    own = Cue(
        kind=Kind.NATIVE, file=clip.file, start=Decimal(41) / 30, seconds=Decimal(41) / 30, offset=Decimal(7) / 30,
        gain_db=-6.0,
    )  # fmt: skip
    stray = own.model_copy(update={"start": Decimal(0)})
    script, _ = read(edit.model_copy(update={"cues": (own, stray)}), media_of(edit, 24), tmp_path)
    assert [each.raw_data["volume"] for each in script.imported_tracks[0].segments] == [0.0, 0.501187, 0.0]
    assert [len(track.segments) for track in script.imported_tracks if track.name == "Native"] == [1]


def test_media_are_listed_because_capcut_calls_them_lost_otherwise(tmp_path):
    edit = an_edit()
    media = media_of(edit, 24)
    read(edit, media, tmp_path)
    meta = json.loads((tmp_path / META).read_text())
    listed = next(each["value"] for each in meta["draft_materials"] if each["type"] == 0)
    assert {each["file_Path"] for each in listed} == {f"{HERE}/{each.name}" for each in media.values()}
    assert (tmp_path / INFO).read_bytes() == (tmp_path / CONTENT).read_bytes()


def test_hostile_words_stay_words(tmp_path):
    edit = in_plain_text(an_edit(text=HOSTILE))
    _, told = read(edit, media_of(edit, 24), tmp_path)
    content = json.loads(told["materials"]["texts"][-1]["content"])
    assert content["text"] == edit.captions[-1].text
    assert content["styles"][0]["range"] == [0, len(content["text"]) + 1], "a plant is two units of UTF-16"
    assert all("passwd" not in each["path"] for kind in ("videos", "audios") for each in told["materials"][kind])
