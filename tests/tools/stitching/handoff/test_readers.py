"""What leaves for an editor is read back, by readers that nobody here wrote, as the same cut to the frame."""

import builtins
import os
import xml.etree.ElementTree as xml
from fractions import Fraction
from itertools import pairwise

import opentimelineio as otio
import pytest
from hypothesis import given, settings

from tests.tools.stitching.handoff.edits import HOSTILE, an_edit, edits_with_media, media_of
from tools.film.finish import Transition
from tools.stitching.handoff.edl import as_edl
from tools.stitching.handoff.fcp7xml import as_fcp7xml
from tools.stitching.handoff.fcpxml import as_fcpxml
from tools.stitching.handoff.laying import sounds, words
from tools.stitching.handoff.open_timeline import as_open_timeline, in_plain_text
from tools.stitching.sound.cues import Kind
from tools.stitching.timeline import from_otio

quick = settings(max_examples=40, deadline=None)
"""Formats are small; a few dozen edits find what there is to find."""


@pytest.fixture(scope="module", autouse=True)
def _round_as_fractions_are():
    """The FCPXML adapter cuts 28.999999999999996 frames to 28; here it rounds what is so near a whole frame."""

    def whole(value):
        return builtins.int(round(value, 6) if isinstance(value, float) else value)

    reader = otio.adapters.from_name("fcpx_xml").module()
    reader.int = whole
    yield
    del reader.int


def seen(edit):
    return [(clip.shot_id, clip.start, clip.frames) for clip in edit.clips]


def frames(time, fps):
    value = time.rescaled_to(fps).value
    assert value == pytest.approx(round(value), abs=1e-6), "it lies between two frames of the film"
    return round(value)


def read_pictures(track, fps):
    return [
        (clip.name.split()[0], frames(clip.source_range.start_time, fps), frames(clip.source_range.duration, fps))
        for clip in track.find_clips()
    ]


def read_sounds(tracks, fps):
    """Every sound as (file, start on the film, start in the file, length)."""
    found = []
    for track in tracks:
        for clip in track.find_clips():
            at, heard = clip.range_in_parent().start_time, clip.source_range
            times = (at, heard.start_time, heard.duration)
            found.append((clip.media_reference.target_url, *(frames(time, fps) for time in times)))
    return sorted(found)


def heard(edit, media):
    lanes = [lane for group in sounds(edit, media).values() for lane in group]
    return sorted((each.medium.name, each.start, each.offset, each.frames) for lane in lanes for each in lane)


@given(edits_with_media())
@quick
def test_opentimelineio_gives_back_the_whole_edit(cut):
    edit, media = cut
    timeline = otio.adapters.read_from_string(as_open_timeline(edit, media), "otio_json")
    assert read_pictures(timeline.tracks[0], edit.fps) == seen(edit)
    again = from_otio(timeline)
    assert len(again.cues) == len(edit.cues) and not again.captions, "they would hide the picture; an SRT lies beside"
    assert {clip.file for clip in again.clips} == {media[clip.file].name for clip in edit.clips}


@given(edits_with_media())
@quick
def test_fcpxml_gives_back_pictures_and_sounds_to_the_frame_of_the_film(cut):
    edit, media = cut
    timeline = otio.adapters.read_from_string(as_fcpxml(edit, media), "fcpx_xml")[0]
    pictures = next(track for track in timeline.tracks if track.name == "0")
    assert read_pictures(pictures, edit.fps) == seen(edit)
    assert {clip.media_reference.target_url for clip in pictures.find_clips()} == {
        media[clip.file].name for clip in edit.clips
    }
    assert pictures.duration().rescaled_to(edit.fps).value == edit.frames
    # a take's own sound makes its lane one of pictures to this reader, so lanes are told by their number
    below = [track for track in timeline.tracks if int(track.name) < 0]
    assert read_sounds(below, edit.fps) == heard(edit, media)


@given(edits_with_media())
@quick
def test_final_cut_7_xml_gives_back_pictures_transitions_and_sounds(cut):
    edit, media = cut
    timeline = otio.adapters.read_from_string(as_fcp7xml(edit, media), "fcp_xml")
    track = timeline.tracks[0]
    assert read_pictures(track, edit.fps) == seen(edit)
    joins = [(clip.join.before, clip.join.after) for clip in edit.clips if clip.join is not None]
    made = [item for item in track if isinstance(item, otio.schema.Transition)]
    assert [(frames(each.in_offset, edit.fps), frames(each.out_offset, edit.fps)) for each in made] == joins
    assert read_sounds(timeline.audio_tracks(), edit.fps) == heard(edit, media)


@given(edits_with_media())
@quick
def test_an_edl_gives_back_the_pictures(cut):
    edit, media = cut
    timeline = otio.adapters.read_from_string(as_edl(edit, media), "cmx_3600", rate=edit.fps)
    track = timeline.tracks[0]
    expected = []
    for clip, following in zip(edit.clips, (*edit.clips[1:], None), strict=True):
        # in an EDL a dissolve belongs to the clip that comes in: it begins with it, and the one before ends there
        early = [0 if each is None or each.join is None or each.join.kind is not Transition.DISSOLVE else each.join.before for each in (clip, following)]  # fmt: skip
        expected.append((clip.shot_id, clip.start - early[0], clip.frames + early[0] - early[1]))
    assert read_pictures(track, edit.fps) == expected
    assert frames(track.duration(), edit.fps) == edit.frames


@pytest.mark.parametrize("rate", [24, 25, 30])
@pytest.mark.parametrize("fps", [24, 25, 30])
def test_a_take_of_another_rate_is_entered_where_the_film_enters_it(fps, rate):
    edit = an_edit(fps)
    for declared in (False, True):
        root = xml.fromstring(as_fcpxml(edit, media_of(edit, rate), declare_rates=declared))
        spine = root.findall(".//spine/asset-clip")
        times = [[Fraction(each.get(name).rstrip("s")) * fps for name in ("offset", "start", "duration")] for each in spine]  # fmt: skip
        assert times == [[start, clip.start, clip.frames] for start, clip in zip(edit.starts, edit.clips, strict=True)]
        told = [each.find("conform-rate") for each in spine]
        assert all((found is None) == (rate == fps) for found in told)
        assert all(found is None or found.get("srcFrameRate") == str(rate) for found in told)


def test_final_cut_says_what_is_read_shown_and_heard():
    edit = an_edit()
    root = xml.fromstring(as_fcpxml(edit, media_of(edit, 24)))
    spoken, titles = words(edit)
    assert [each.findtext("text") for each in root.iter("caption")] == [each.text for each in spoken]
    assert [each.findtext("text/text-style") for each in root.iter("title")] == [titles[0][0].text]
    assert len(list(root.iter("transition"))) == 2
    music = next(each for each in root.iter("asset-clip") if each.get("audioRole") == "music")
    points = [float(each.get("value").removesuffix("dB")) for each in music.iter("keyframe")]
    assert points == [-3, -3, -13, -13, -3], "down under the voice, and up again"
    assert root.find(".//marker").get("note") == "frozen for 9 frames"
    known = {each.get("key").rsplit(".", 1)[-1]: each.get("value") for each in root.findall(".//spine/asset-clip/metadata/md")}  # fmt: skip
    assert (known["model"], known["take"], known["credits"], known["still"]) == (
        "ltx",
        "1",
        "24.00",
        "stills/s01-start.png",
    )


def test_premiere_is_told_levels_channels_and_where_a_shot_came_from():
    edit = an_edit(join=Transition.DIP)
    root = xml.fromstring(as_fcp7xml(edit, media_of(edit, 25)))
    assert root.find(".//sequence/media/video/format/samplecharacteristics/width").text == "180"
    kinds = [(each.get("premiereTrackType"), each.findtext("outputchannelindex")) for each in root.iter("track")]
    assert kinds[1:] == [("Mono", "1"), ("Stereo", "1"), ("Stereo", "2")]
    left, right = root.findall(".//media/audio/track")[1:]
    assert {each.text for each in left.iter("linkclipref")} == {left[1].get("id"), right[1].get("id")}
    assert root.findtext(".//audio//parameter[parameterid='level']/value") == "1.00000"
    assert [each.text for each in root.iter("effectid")][:2] == ["Dip to Color Dissolve"] * 2
    assert root.findtext(".//clipitem/comments/mastercomment1") == "tea"
    rates = {each.findtext("name"): each.findtext("rate/timebase") for each in root.iter("file") if len(each)}
    assert rates["s01-take1.mp4"] == "25"
    assert all(len(each.findall("rate")) <= 1 for each in root.iter())


@pytest.mark.parametrize("join", list(Transition))
def test_hostile_words_stay_words_in_every_format(join):
    edit = in_plain_text(an_edit(text=HOSTILE, join=join))
    media = media_of(edit, 24, 25)
    for text in (as_fcpxml(edit, media), as_fcp7xml(edit, media)):
        root = xml.fromstring(text)
        assert all(len(element.attrib.get("src", "")) < 40 for element in root.iter())
    final_cut = xml.fromstring(as_fcpxml(edit, media))
    assert final_cut.find(".//spine/asset-clip/note").text == edit.clips[0].about.prompt
    assert otio.adapters.read_from_string(as_open_timeline(edit, media), "otio_json").tracks
    listed = as_edl(edit, media)
    assert listed.isascii() and all(len(line) < 200 for line in listed.splitlines())
    assert read_pictures(otio.adapters.read_from_string(listed, "cmx_3600", rate=30).tracks[0], 30)


@given(edits_with_media())
@quick
def test_captions_never_overlap_and_never_outlast_the_film(cut):
    edit, _ = cut
    spoken, titles = words(edit)
    for lane in (spoken, *titles):
        assert all(one.end <= other.start for one, other in pairwise(lane))
        assert all(0 <= each.start < each.end <= edit.frames for each in lane)


@given(edits_with_media())
@quick
def test_no_sound_is_played_beyond_its_file_or_the_film(cut):
    edit, media = cut
    for group in sounds(edit, media).values():
        for lane in group:
            assert all(one.end <= other.start for one, other in pairwise(lane))
            for each in lane:
                assert Fraction(each.offset + each.frames, edit.fps) <= each.medium.seconds
                assert each.end <= edit.frames
                assert [level.at for level in each.levels] == sorted(level.at for level in each.levels)
                assert each.cue.kind is not Kind.VOICE or len(each.levels) == 1


def _dtd():
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    path = os.environ.get("GREENLIGHT_FCPXML_DTD")
    if not path:
        pytest.skip("Apple's DTD is not ours to ship; name a copy of FCPXMLv1_8.dtd in GREENLIGHT_FCPXML_DTD")
    return etree, etree.DTD(path)


def test_fcpxml_is_what_apples_own_definition_says():
    etree, definition = _dtd()

    @given(edits_with_media())
    @quick
    def every_edit(cut):
        for declared in (False, True):
            text = as_fcpxml(*cut, declare_rates=declared).encode()
            assert definition.validate(etree.fromstring(text)), definition.error_log

    every_edit()
    hostile = in_plain_text(an_edit(text=HOSTILE))
    assert definition.validate(etree.fromstring(as_fcpxml(hostile, media_of(hostile, 24)).encode()))


def test_fcpxml_keeps_the_order_that_final_cut_insists_on():
    """Facts taken from Apple's definition of version 1.8: it refuses a file whose children come in another order."""
    order = ["note", "conform-rate", "adjust-conform", "adjust-volume", "title", "caption", "asset-clip", "marker", "metadata"]  # fmt: skip
    edit = an_edit()
    media = media_of(edit, 24)
    media = {file: each if each.fps is None else type(each)(each.name, file, each.seconds, each.fps, 320, 180) for file, each in media.items()}  # fmt: skip
    root = xml.fromstring(as_fcpxml(edit, media, declare_rates=True))
    assert root.get("version") == "1.8" and [child.tag for child in root] == ["resources", "library"]
    for clip in root.iter("asset-clip"):
        ranks = [order.index(child.tag) for child in clip]
        assert ranks == sorted(ranks)
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert {each.get("ref") for each in root.iter() if each.get("ref")} <= set(ids)
    assert {each.get("format") for each in root.iter() if each.get("format")} <= set(ids)
