"""The shots as a list for people: a table for spreadsheets, and one to read."""

import csv
import io
from collections.abc import Iterator

from tools.stitching.edit import Clip, Edit
from tools.stitching.handoff.media import Media
from tools.stitching.handoff.naming import in_a_line

COLUMNS = (
    "shot", "file", "film in", "film out", "source in", "source out", "frames", "seconds", "joined by",
    "model", "provider", "take", "credits", "still", "description", "prompt", "trim",
)  # fmt: skip
_LONGEST = 2000
_FORMULA = ("=", "+", "-", "@", "\t")
"""What makes a spreadsheet calculate instead of read."""


def as_csv(edit: Edit, media: Media) -> str:
    """One row for each shot. Timecode at the film's rate; an out point is the frame after the last."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(edit, media):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue()


def as_markdown(edit: Edit, media: Media) -> str:
    """The same, to read: one line for each shot, then what each was made from."""
    picked = ("shot", "film in", "film out", "frames", "joined by", "model", "take", "credits", "description")
    places = [COLUMNS.index(name) for name in picked]
    rows = list(_rows(edit, media))
    told = [
        f"# {_cell(edit.name)}",
        f"{len(edit.clips)} shots, {edit.frames} frames at {edit.fps} fps ({edit.seconds} s), "
        f"{edit.width}x{edit.height}, {edit.mode}.",
        "\n".join(
            [
                f"| {' | '.join(picked)} |",
                f"|{'---|' * len(picked)}",
                *(f"| {' | '.join(_cell(row[place]) for place in places)} |" for row in rows),
            ]
        ),
    ]
    for row in rows:
        known = dict(zip(COLUMNS, row, strict=True))
        told.append(f"**{known['shot']}** `{known['file']}`: {_cell(known['prompt'])}")
    return "\n\n".join(told) + "\n"


def timecode(frame: int, fps: int) -> str:
    """Hours, minutes, seconds and frames of a whole frame rate."""
    seconds, frames = divmod(frame, fps)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def _rows(edit: Edit, media: Media) -> Iterator[tuple[str, ...]]:
    for clip, start in zip(edit.clips, edit.starts, strict=True):
        about = clip.about
        yield (
            clip.shot_id,
            media[clip.file].name,
            *(timecode(frame, edit.fps) for frame in (start, start + clip.frames)),
            *(timecode(frame, edit.fps) for frame in (clip.start, clip.start + clip.frames)),
            str(clip.frames),
            f"{clip.frames / edit.fps:.3f}",
            _joined(clip),
            about.model,
            about.provider,
            str(about.take),
            str(about.credits),
            about.still or "",
            *(in_a_line(text, _LONGEST) for text in (about.description, about.prompt, about.trimmed)),
        )


def _joined(clip: Clip) -> str:
    return "cut" if clip.join is None else f"{clip.join.kind.value} {clip.join.before}+{clip.join.after}"


def _cell(text: str) -> str:
    """Text that stays one cell, and is read as it was written."""
    told = in_a_line(text, _LONGEST).replace("\\", "\\\\")
    for sign in "|`*_<>[]#":
        told = told.replace(sign, f"\\{sign}")
    return told
