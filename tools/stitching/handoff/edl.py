"""The pictures of the cut as a CMX 3600 edit decision list, which everything reads and which knows little else."""

from tools.film.finish import Transition
from tools.stitching.edit import Clip, Edit
from tools.stitching.handoff.media import Media
from tools.stitching.handoff.naming import in_ascii, titled

_COMMENT = 160
"""Characters of a comment: old readers cut or refuse longer lines."""


def as_edl(edit: Edit, media: Media) -> str:
    """The list, in timecode at the film's rate. Sound, levels and captions have no place in it."""
    import opentimelineio as otio

    timeline = otio.schema.Timeline(in_ascii(titled(edit.name, edit.mode), 120))
    track = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    timeline.tracks.append(track)
    for clip in edit.clips:
        if clip.join is not None and clip.join.kind is Transition.DISSOLVE:
            track.append(
                otio.schema.Transition(
                    transition_type="SMPTE_Dissolve",
                    in_offset=otio.opentime.RationalTime(clip.join.before, edit.fps),
                    out_offset=otio.opentime.RationalTime(clip.join.after, edit.fps),
                )
            )
        start, length = (otio.opentime.RationalTime(value, edit.fps) for value in (clip.start, clip.frames))
        made = otio.schema.Clip(
            clip.shot_id,
            otio.schema.ExternalReference(media[clip.file].name),
            otio.opentime.TimeRange(start, length),
        )
        made.metadata["cmx_3600"] = {"reel": _reel(clip), "comments": _comments(clip)}
        track.append(made)
    listed = str(otio.adapters.write_to_string(timeline, "cmx_3600", rate=edit.fps, style="nucoda"))
    title, _, events = listed.partition("\n")
    return f"{title}\nFCM: NON-DROP FRAME\n{events}"


def _reel(clip: Clip) -> str:
    """Eight capital letters and figures, as tape names were: `S01T2`."""
    return f"{clip.shot_id.upper()}T{clip.about.take}"[:8]


def _comments(clip: Clip) -> list[str]:
    told = [
        f"MODEL: {in_ascii(clip.about.model, 60)}  TAKE: {clip.about.take}  CREDITS: {clip.about.credits}",
        f"PROMPT: {in_ascii(clip.about.prompt, _COMMENT)}",
    ]
    if clip.about.trimmed:
        told.append(f"TRIM: {in_ascii(clip.about.trimmed, _COMMENT)}")
    if clip.join is not None and clip.join.kind is Transition.DIP:
        told.append(f"DIP TO BLACK: {clip.join.before} FRAMES BEFORE THE CUT, {clip.join.after} AFTER")
    return told
