"""The cut as Final Cut Pro 7 XML, which Premiere Pro opens: OpenTimelineIO's adapter, told what it does not know.

The adapter lays out tracks, transitions and times. Through its metadata it is told the sequence's size, levels and
where a clip came from; what it drops or gets wrong (stereo pairs, what each file holds, the document type) is put
right afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as xml

from tools.film.finish import Transition
from tools.stitching.edit import Clip, Edit, Join
from tools.stitching.handoff.laying import Sound, sounds
from tools.stitching.handoff.levels import with_fades
from tools.stitching.handoff.media import Media, Medium
from tools.stitching.handoff.naming import in_a_line, plain, titled

_FCP = "fcp_xml"
_LOUDEST = 3.98109
"""The highest level that the format's own slider has: +12 dB."""
_NAMES = {Transition.DISSOLVE: "Cross Dissolve", Transition.DIP: "Dip to Color Dissolve"}
_BLACK = {"alpha": "255", "red": "0", "green": "0", "blue": "0"}


_ORDER = (
    "parameterid", "name", "when", "pathurl", "enabled", "duration", "rate", "start", "end", "in", "out", "timebase",
    "ntsc", "alignment", "timecode", "valuemin", "valuemax", "value", "video", "audio", "numOutputChannels", "format",
    "outputs", "file", "media", "samplecharacteristics", "sourcetrack", "effectid", "effectcategory", "effecttype",
    "mediatype", "effect", "filter", "keyframe",
)  # fmt: skip


@dataclass(frozen=True)
class _Lane:
    """Sounds of one kind with as many channels: one track for each channel."""

    name: str
    channels: int
    sounds: tuple[Sound, ...]


def as_fcp7xml(edit: Edit, media: Media) -> str:
    """The whole document. `media` by their file in the edit; captions have no place in it."""
    import opentimelineio as otio

    timeline = otio.schema.Timeline(titled(edit.name, edit.mode), global_start_time=_time(0, edit.fps))
    timeline.metadata[_FCP] = _sequence(edit)
    timeline.tracks.append(_pictures(edit, media))
    number = len(edit.clips)
    for lane in _lanes(edit, media):
        for channel in range(lane.channels):
            timeline.tracks.append(_channel(edit, lane, channel, number))
            number += len(lane.sounds)
    root = xml.fromstring(otio.adapters.write_to_string(timeline, "fcp_xml"))
    _join_pairs(root)
    for found in root.iter("file"):
        _say_what_it_holds(found, {medium.name: medium for medium in media.values()})
    _in_order(root)
    xml.indent(root)
    body = xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n{body}\n'


def _sequence(edit: Edit) -> dict[str, Any]:
    shape = {"width": str(edit.width), "height": str(edit.height), "anamorphic": "FALSE", "fielddominance": "none"}
    picture = {"rate": _rate(Fraction(edit.fps)), **shape, "pixelaspectratio": "square"}
    group = {"index": "1", "numchannels": "2", "downmix": "0", "channel": [{"index": "1"}, {"index": "2"}]}
    heard = {"numOutputChannels": "2", "format": {"samplecharacteristics": _SOUND}, "outputs": {"group": group}}
    return {"media": {"video": {"format": {"samplecharacteristics": picture}}, "audio": heard}}


_SOUND = {"depth": "16", "samplerate": "48000"}


def _pictures(edit: Edit, media: Media) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    track = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    for number, clip in enumerate(edit.clips, start=1):
        if clip.join is not None:
            track.append(_transition(clip.join, edit.fps))
        made = otio.schema.Clip(clip.shot_id, _file(media[clip.file]), _range(clip.start, clip.frames, edit.fps))
        made.metadata[_FCP] = {"@id": f"clipitem-{number}", **_about(clip)}
        if clip.about.trimmed:
            why = {_FCP: {"comment": in_a_line(clip.about.trimmed, 200)}}
            made.markers.append(otio.schema.Marker("Trim", _range(clip.start, 1, edit.fps), metadata=why))
        track.append(made)
    return track


def _about(clip: Clip) -> dict[str, Any]:
    """Where the clip came from, in the fields that Premiere shows in its list of clips."""
    about = clip.about
    made = f"{about.model} by {about.provider}, take {about.take}, {about.credits} credits"
    return {
        "logginginfo": {
            "description": in_a_line(about.description, 200),
            "scene": clip.shot_id,
            "shottake": f"take {about.take}",
            "lognote": made,
        },
        "comments": {
            "mastercomment1": in_a_line(about.prompt, 1000),
            "mastercomment2": made,
            "mastercomment3": plain(about.still or ""),
            "mastercomment4": in_a_line(about.trimmed, 200),
        },
    }


def _transition(join: Join, fps: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    name = _NAMES[join.kind]
    effect: dict[str, Any] = {
        "name": name,
        "effectid": name,
        "effectcategory": "Dissolve",
        "effecttype": "transition",
        "mediatype": "video",
    }
    if join.kind is Transition.DIP:
        effect["parameter"] = {"parameterid": "dipcolor", "name": "Color", "value": _BLACK}
    return otio.schema.Transition(
        name, "SMPTE_Dissolve", _time(join.before, fps), _time(join.after, fps), metadata={_FCP: {"effect": effect}}
    )


def _lanes(edit: Edit, media: Media) -> Iterator[_Lane]:
    for kind, groups in sounds(edit, media).items():
        for group in groups:
            for channels in (1, 2):
                kept = tuple(sound for sound in group if min(2, max(1, sound.medium.channels)) == channels)
                if kept:
                    yield _Lane(kind.value.capitalize(), channels, kept)


def _channel(edit: Edit, lane: _Lane, channel: int, number: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    track = otio.schema.Track(lane.name, kind=otio.schema.TrackKind.Audio)
    kind = "Mono" if lane.channels == 1 else "Stereo"
    track.metadata[_FCP] = {
        "@currentExplodedTrackIndex": str(channel),
        "@totalExplodedTrackCount": str(lane.channels),
        "@premiereTrackType": kind,
        "outputchannelindex": str(channel + 1),
    }
    clock = 0
    for index, sound in enumerate(lane.sounds, start=1):
        if sound.start > clock:
            track.append(otio.schema.Gap(duration=_time(sound.start - clock, edit.fps)))
        seen = _range(sound.offset, sound.frames, edit.fps)
        made = otio.schema.Clip(sound.medium.name, _file(sound.medium, edit.fps), seen)
        made.metadata[_FCP] = {
            "@id": f"clipitem-{number + index}",
            "@premiereChannelType": kind.lower(),
            "sourcetrack": {"mediatype": "audio", "trackindex": str(channel + 1)},
            "filter": {"effect": _level(sound, edit.fps)},
        }
        track.append(made)
        clock = sound.end
    return track


def _level(sound: Sound, fps: int) -> dict[str, Any]:
    """The clip's level, and its changes counted in the file's frames as the format wants it."""
    curve = with_fades(sound.levels, sound.cue)
    parameter: dict[str, Any] = {
        "parameterid": "level",
        "name": "Level",
        "valuemin": "0",
        "valuemax": str(_LOUDEST),
        "value": _amplitude(sound.levels[0].db),
    }
    if len(curve) > 1:
        parameter["keyframe"] = [
            {
                "when": str(sound.offset + round(Fraction(level.at - sound.cue.start) * fps)),
                "value": _amplitude(level.db),
            }
            for level in curve
        ]
    kind = {"effectcategory": "audiolevels", "effecttype": "audiolevels", "mediatype": "audio"}
    return {"name": "Audio Levels", "effectid": "audiolevels", **kind, "parameter": parameter}


def _amplitude(db: float) -> str:
    return f"{min(_LOUDEST, 10 ** (db / 20)):.5f}"


def _file(medium: Medium, fps: int = 0) -> Any:  # noqa: ANN401
    """The file in frames of its own: a sound, which has none, in the film's."""
    import opentimelineio as otio

    rate = medium.fps or Fraction(fps)
    reference = otio.schema.ExternalReference(medium.name, _range(0, medium.frames(rate), float(rate)))
    reference.name = medium.name
    return reference


def _say_what_it_holds(found: xml.Element, media: dict[str, Medium]) -> None:
    """Streams as they are: the adapter gives every file sound, and none its size, rate or channels."""
    medium = media.get(found.findtext("name", ""))
    if medium is None:
        return
    held = found.find("media")
    held = xml.SubElement(found, "media") if held is None else held
    held.clear()
    if medium.fps is not None:
        picture = xml.SubElement(xml.SubElement(held, "video"), "samplecharacteristics")
        rate = xml.SubElement(picture, "rate")
        for name, value in _rate(medium.fps).items():
            xml.SubElement(rate, name).text = value
        shape = {"width": medium.width, "height": medium.height, "anamorphic": "FALSE", "pixelaspectratio": "square"}
        for name, told in shape.items():
            xml.SubElement(picture, name).text = str(told)
    if medium.channels:
        heard = xml.SubElement(held, "audio")
        sampled = xml.SubElement(heard, "samplecharacteristics")
        xml.SubElement(sampled, "depth").text = "16"
        xml.SubElement(sampled, "samplerate").text = str(medium.sample_rate)
        xml.SubElement(heard, "channelcount").text = str(medium.channels)


def _join_pairs(root: xml.Element) -> None:
    """Left and right of a stereo sound point at each other, or an editor would part them."""
    tracks = root.findall(".//media/audio/track")
    for place, track in enumerate(tracks):
        if track.get("premiereTrackType") != "Stereo" or track.get("currentExplodedTrackIndex") != "0":
            continue
        both = (track.findall("clipitem"), tracks[place + 1].findall("clipitem"))
        for index, pair in enumerate(zip(*both, strict=True), start=1):
            for item in pair:
                for channel, other in enumerate(pair):
                    link = xml.SubElement(item, "link")
                    xml.SubElement(link, "linkclipref").text = other.get("id")
                    xml.SubElement(link, "mediatype").text = "audio"
                    xml.SubElement(link, "trackindex").text = str(place + channel + 1)
                    xml.SubElement(link, "clipindex").text = str(index)
                    xml.SubElement(link, "groupindex").text = "1"


def _in_order(element: xml.Element) -> None:
    """Children in the order in which the format describes them, each rate once: the adapter keeps neither."""
    rates = element.findall("rate")
    for again in rates[1:]:
        element.remove(again)
    element[:] = sorted(element, key=lambda child: _ORDER.index(child.tag) if child.tag in _ORDER else len(_ORDER))
    for child in element:
        _in_order(child)


def _rate(fps: Fraction) -> dict[str, str]:
    whole = -(-fps.numerator // fps.denominator)
    return {"timebase": str(whole), "ntsc": "FALSE" if fps.denominator == 1 else "TRUE"}


def _time(value: int, rate: float) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    return otio.opentime.RationalTime(value, rate)


def _range(start: int, length: int, rate: float) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    return otio.opentime.TimeRange(_time(start, rate), _time(length, rate))
