"""Captions as subtitle files."""

from collections.abc import Iterable

from tools.stitching.captions.cards import Caption


def as_srt(shown: Iterable[Caption]) -> str:
    """The captions as a SubRip file."""
    blocks = [
        f"{number}\n{_srt_time(caption.start)} --> {_srt_time(caption.end)}\n{caption.text}\n"
        for number, caption in enumerate(shown, start=1)
    ]
    return "\n".join(blocks)


def _srt_time(seconds: float) -> str:
    thousandths = max(0, round(seconds * 1000))
    hours, rest = divmod(thousandths, 3_600_000)
    return f"{hours:02d}:{rest // 60_000:02d}:{rest // 1000 % 60:02d},{rest % 1000:03d}"
