"""The timeline file: the edit as OpenTimelineIO, which editors read. What it says is what is cut.

Picture is counted in frames at the film's rate, sound in samples, captions in milliseconds. Media are named relative to
the production's folder, and each clip keeps its handles, so that an editor can slip and stretch it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from tools.film.errors import GreenlightError
from tools.film.finish import Transition
from tools.production.store import write_whole
from tools.stitching.captions import Box, Caption
from tools.stitching.edit import Clip, Edit, Join, Provenance
from tools.stitching.sound.cues import Cue, Kind

TIMELINE = "cut/timeline.otio"
SCHEMA = 1
OURS = "greenlight"
"""The name under which what only we understand is kept in the file."""
SAMPLES = 48_000
THOUSANDTHS = 1000
PICTURE = "Picture"
CAPTIONS = "Captions"
SOUNDS = {Kind.NATIVE: "Native sound", Kind.VOICE: "Voice", Kind.MUSIC: "Music", Kind.AMBIENCE: "Ambience"}
_DISSOLVE = "SMPTE_Dissolve"
_DIP = "Custom_Transition"
_Item = TypeVar("_Item")


class BadTimeline(GreenlightError):
    """The timeline file is damaged, or not one of ours."""


def save_timeline(edit: Edit, path: Path) -> None:
    """Write the edit as a timeline file, whole or not at all."""
    write_whole(path, as_otio(edit).to_json_string(indent=2).encode())


def load_timeline(path: Path) -> Edit:
    """Read a timeline file back; raises BadTimeline in one sentence when it does not say a whole edit."""
    import opentimelineio as otio

    try:
        found = otio.adapters.otio_json.read_from_file(str(path))
        if not isinstance(found, otio.schema.Timeline) or OURS not in found.metadata:
            raise BadTimeline(f"{path.name} is not a timeline of Greenlight's; `greenlight resume` makes it anew.")
        if int(found.metadata[OURS]["schema"]) > SCHEMA:
            raise BadTimeline(f"{path.name} was written by a newer Greenlight; upgrade to go on with it.")
        return from_otio(found)
    except (otio.exceptions.OTIOError, ValidationError, ValueError, KeyError, TypeError, OSError) as error:
        raise BadTimeline(
            f"{path.name} cannot be read as a timeline ({type(error).__name__}); `greenlight resume` makes it anew."
        ) from error


def as_otio(edit: Edit) -> Any:  # noqa: ANN401
    """The edit as an OpenTimelineIO timeline: one track of pictures, then captions, then sound by its kind."""
    import opentimelineio as otio

    timeline = otio.schema.Timeline(edit.name, global_start_time=otio.opentime.RationalTime(0, edit.fps))
    about = edit.model_dump(mode="json", include={"ratio", "width", "height", "fps", "mode"})
    timeline.metadata[OURS] = {"schema": SCHEMA, **about}
    timeline.tracks.append(_picture_track(edit))
    starts = [_milliseconds(caption.start) for caption in edit.captions]
    ends = [_milliseconds(caption.end) for caption in edit.captions]
    for lane in _lanes(list(zip(starts, ends, edit.captions, strict=True))):
        timeline.tracks.append(_track(CAPTIONS, "Video", THOUSANDTHS, lane, _caption_clip))
    for kind, name in SOUNDS.items():
        placed = [(_samples(cue.start), _samples(cue.end), cue) for cue in edit.cues if cue.kind is kind]
        for cues in _lanes(placed):
            timeline.tracks.append(_track(name, "Audio", SAMPLES, cues, _cue_clip))
    return timeline


def from_otio(timeline: Any) -> Edit:  # noqa: ANN401
    """The edit that a timeline of ours says. Raises KeyError, TypeError or ValueError when it says none."""
    told = {name: value for name, value in timeline.metadata[OURS].items() if name != "schema"}
    fps = int(told["fps"])
    captions: list[Caption] = []
    cues: list[Cue] = []
    clips: tuple[Clip, ...] = ()
    for track in timeline.tracks:
        if track.name == PICTURE:
            clips = _clips_of(track, fps)
        elif track.name == CAPTIONS:
            captions += [_caption_of(item, start) for start, item in _placed(track, THOUSANDTHS)]
        else:
            kind = next(kind for kind, name in SOUNDS.items() if name == track.name)
            cues += [_cue_of(item, start, kind) for start, item in _placed(track, SAMPLES)]
    return Edit.model_validate(
        {
            "name": timeline.name,
            **told,
            "clips": clips,
            "captions": sorted(captions, key=lambda caption: (caption.start, caption.end)),
            "cues": sorted(cues, key=lambda cue: (list(Kind).index(cue.kind), cue.start, cue.file)),
        }
    )


def on_samples(seconds: Decimal) -> Decimal:
    """The moment of the nearest sample at 48 kHz, which is how the file counts sound."""
    return Decimal(_samples(seconds)) / SAMPLES


def _samples(seconds: Decimal) -> int:
    return round(seconds * SAMPLES)


def _milliseconds(seconds: float) -> int:
    return round(seconds * THOUSANDTHS)


def _lanes(items: Iterable[tuple[int, int, _Item]]) -> list[list[tuple[int, int, _Item]]]:
    """Items by track, so that no two on one track overlap."""
    lanes: list[list[tuple[int, int, _Item]]] = []
    for item in sorted(items, key=lambda each: each[:2]):
        free = next((lane for lane in lanes if lane[-1][1] <= item[0]), None)
        lanes.append([item]) if free is None else free.append(item)
    return lanes


def _picture_track(edit: Edit) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    track = otio.schema.Track(PICTURE, kind=otio.schema.TrackKind.Video)
    for clip in edit.clips:
        if clip.join is not None:
            track.append(
                otio.schema.Transition(
                    name=clip.join.kind.value,
                    transition_type=_DISSOLVE if clip.join.kind is Transition.DISSOLVE else _DIP,
                    in_offset=_time(clip.join.before, edit.fps),
                    out_offset=_time(clip.join.after, edit.fps),
                )
            )
        media = otio.schema.ExternalReference(clip.file, _range(0, clip.length, edit.fps))
        made = otio.schema.Clip(clip.shot_id, media, _range(clip.start, clip.frames, edit.fps))
        own = {"sha256", "has_sound", "card", "faces", "gain", "about"}
        made.metadata[OURS] = clip.model_dump(mode="json", include=own)
        if clip.about.trimmed:
            made.markers.append(
                otio.schema.Marker(
                    "trim", _range(clip.start, 1, edit.fps), metadata={OURS: {"why": clip.about.trimmed}}
                )
            )
        track.append(made)
    return track


def _clips_of(track: Any, fps: int) -> tuple[Clip, ...]:  # noqa: ANN401
    import opentimelineio as otio

    clips: list[Clip] = []
    join: Join | None = None
    for item in track:
        if isinstance(item, otio.schema.Transition):
            before, after = (round(each.rescaled_to(fps).value) for each in (item.in_offset, item.out_offset))
            kind = Transition.DISSOLVE if item.transition_type == _DISSOLVE else Transition.DIP
            join = Join(kind=kind, before=before, after=after)
            continue
        told = dict(item.metadata[OURS])
        told["about"] = Provenance.model_validate(dict(told["about"]))
        clips.append(
            Clip(
                shot_id=item.name,
                file=item.media_reference.target_url,
                start=round(item.source_range.start_time.rescaled_to(fps).value),
                frames=round(item.source_range.duration.rescaled_to(fps).value),
                length=round(item.media_reference.available_range.duration.rescaled_to(fps).value),
                join=join,
                **told,
            )
        )
        join = None
    return tuple(clips)


def _track(name: str, kind: str, rate: int, items: Sequence[tuple[int, int, Any]], clip_of: Any) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    track = otio.schema.Track(name, kind=kind)
    clock = 0
    for start, end, item in items:
        if start > clock:
            track.append(otio.schema.Gap(duration=_time(start - clock, rate)))
        track.append(clip_of(item, end - start))
        clock = end
    return track


def _placed(track: Any, rate: int) -> Iterable[tuple[int, Any]]:  # noqa: ANN401
    """The clips of a track, each with where it begins."""
    import opentimelineio as otio

    clock = 0
    for item in track:
        if not isinstance(item, otio.schema.Gap):
            yield clock, item
        clock += round(item.duration().rescaled_to(rate).value)


def _caption_clip(caption: Caption, length: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    told = {"words": list(caption.words), "times": list(caption.times), "title": caption.title}
    told["clear"] = [list(astuple(box)) for box in caption.clear]
    drawn = otio.schema.GeneratorReference(name="caption", generator_kind="Caption", parameters=told)
    return otio.schema.Clip(caption.text, drawn, _range(0, length, THOUSANDTHS))


def _caption_of(item: Any, start: int) -> Caption:  # noqa: ANN401
    told = item.media_reference.parameters
    end = start + round(item.duration().rescaled_to(THOUSANDTHS).value)
    # a file from before words carried the space after them has no `clear` either
    words = told["words"] if "clear" in told else [f"{word} " for word in told["words"]]
    return Caption(
        start / THOUSANDTHS,
        end / THOUSANDTHS,
        tuple(words),
        tuple(told["times"]),
        bool(told["title"]),
        tuple(Box(*box) for box in told.get("clear", ())),
    )


def _cue_clip(cue: Cue, length: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    media = otio.schema.ExternalReference(cue.file)
    clip = otio.schema.Clip(Path(cue.file).stem, media, _range(_samples(cue.offset), length, SAMPLES))
    clip.metadata[OURS] = cue.model_dump(mode="json", include={"gain_db", "fade_in", "fade_out", "speaks"})
    return clip


def _cue_of(item: Any, start: int, kind: Kind) -> Cue:  # noqa: ANN401
    seen = item.source_range
    return Cue.model_validate(
        {
            "kind": kind,
            "file": item.media_reference.target_url,
            "start": Decimal(start) / SAMPLES,
            "seconds": Decimal(round(seen.duration.value)) / SAMPLES,
            "offset": Decimal(round(seen.start_time.value)) / SAMPLES,
            **item.metadata[OURS],
        }
    )


def _time(value: int, rate: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    return otio.opentime.RationalTime(value, rate)


def _range(start: int, length: int, rate: int) -> Any:  # noqa: ANN401
    import opentimelineio as otio

    return otio.opentime.TimeRange(_time(start, rate), _time(length, rate))
