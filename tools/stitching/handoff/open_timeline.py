"""The cut as an OpenTimelineIO file whose media lie beside it."""

from dataclasses import replace
from typing import Any

from tools.stitching.edit import Clip, Edit
from tools.stitching.handoff.media import Media, Medium, renamed
from tools.stitching.handoff.naming import plain
from tools.stitching.timeline import CAPTIONS, SAMPLES, as_otio


def as_open_timeline(edit: Edit, media: Media) -> str:
    """The timeline, which Greenlight can read back too.

    It has no captions: the format knows no track for them, and an editor would show a track of pictures that it cannot
    find over the film. They lie beside it as a file.
    """
    timeline = as_otio(renamed(in_plain_text(edit), lambda file: media[file].name))
    by_name = {medium.name: medium for medium in media.values()}
    for clip in timeline.find_clips():
        _say_how_long(clip.media_reference, by_name)
    timeline.tracks[:] = [track for track in timeline.tracks if track.name != CAPTIONS]
    return str(timeline.to_json_string(indent=2))


def in_plain_text(edit: Edit) -> Edit:
    """The edit with every text of a person's or a model's as OpenTimelineIO can hold it."""

    def told(clip: Clip) -> Clip:
        texts = {name: plain(getattr(clip.about, name)) for name in ("model", "provider", "prompt", "description")}
        about = clip.about.model_copy(update={**texts, "trimmed": plain(clip.about.trimmed)})
        return clip.model_copy(update={"about": about})

    shown = tuple(replace(caption, words=tuple(map(plain, caption.words))) for caption in edit.captions)
    changed = {"name": plain(edit.name), "clips": tuple(map(told, edit.clips)), "captions": shown}
    return edit.model_copy(update=changed)


def _say_how_long(reference: Any, by_name: dict[str, Medium]) -> None:  # noqa: ANN401
    """A sound's own length, which the timeline of the production leaves out."""
    import opentimelineio as otio

    medium = by_name.get(getattr(reference, "target_url", ""))
    if medium is not None and reference.available_range is None:
        start, length = (otio.opentime.RationalTime(value, SAMPLES) for value in (0, medium.frames(SAMPLES)))
        reference.available_range = otio.opentime.TimeRange(start, length)
