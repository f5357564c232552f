"""Captions as subtitle files. Whatever a text says, in the file it is text."""

import re
from collections.abc import Iterable

from tools.stitching.captions.cards import Caption

_GUARD = "\u2060"
"""A word joiner, which nobody sees: it keeps apart what a player would take for a tag or an arrow."""
_TAG = re.compile(r"[<{](?=\S)|--(?=>)|\\(?=\S)")


def as_srt(shown: Iterable[Caption]) -> str:
    """The captions as a SubRip file."""
    blocks = [
        f"{number}\n{_time(caption.start, ',')} --> {_time(caption.end, ',')}\n{_srt_text(caption.text)}\n"
        for number, caption in enumerate(shown, start=1)
    ]
    return "\n".join(blocks)


def as_vtt(shown: Iterable[Caption]) -> str:
    """The captions as a WebVTT file."""
    blocks = [
        f"{number}\n{_time(caption.start, '.')} --> {_time(caption.end, '.')}\n{_vtt_text(caption.text)}\n"
        for number, caption in enumerate(shown, start=1)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _srt_text(text: str) -> str:
    """SubRip knows no escape, and players act on `<i>` and `{\\an8}`: the guard stands between."""
    return _TAG.sub(lambda found: found.group(0) + _GUARD, _in_a_line(text))


def _vtt_text(text: str) -> str:
    return _in_a_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_a_line(text: str) -> str:
    """A line break of a person's would end the caption, and what follows it would be read as another one's time."""
    return " ".join(text.split())


def _time(seconds: float, mark: str) -> str:
    thousandths = max(0, round(seconds * 1000))
    hours, rest = divmod(thousandths, 3_600_000)
    return f"{hours:02d}:{rest // 60_000:02d}:{rest // 1000 % 60:02d}{mark}{rest % 1000:03d}"
