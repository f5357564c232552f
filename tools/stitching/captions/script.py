"""Captions as an ASS script, which ffmpeg burns in."""

from collections.abc import Iterable

from tools.film.shape import Size
from tools.stitching.captions.cards import Caption
from tools.stitching.captions.placing import Layout

FONT = "Lato Black"
ACCENT = "&H3FB6FF&"
"""The word being spoken, in ASS's blue-green-red: a warm amber."""


def as_ass(shown: Iterable[Caption], size: Size, layout: Layout) -> str:
    """The captions as an ASS script: white on a dark edge, the spoken word in colour."""
    outline = max(1, round(layout.font * 0.055))
    style = (
        f"{FONT},{layout.font},&H00FFFFFF,&H00FFFFFF,&H00101010,&H80000000,0,0,0,0,100,100,0,0,1,{outline},"
        f"{max(1, outline // 2)}"
    )
    head = (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {size.width}\nPlayResY: {size.height}\nWrapStyle: 0\n"
        "ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
        "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
        "MarginR, MarginV, Encoding\n"
        f"Style: Spoken,{style},2,{layout.side},{layout.side},{layout.bottom},1\n"
        f"Style: Title,{style},8,{layout.side},{layout.side},{layout.top},1\n\n"
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    return head + "".join(
        _event(start, end, text, caption) for caption in shown for start, end, text in _steps(caption)
    )


def _steps(caption: Caption) -> list[tuple[float, float, str]]:
    """The phrase once for every word that lights up."""
    clean = [_escaped(word) for word in caption.words]
    if not caption.times:
        return [(caption.start, caption.end, " ".join(clean))]
    edges = [caption.start, *caption.times[1:], caption.end]
    steps = []
    for number in range(len(clean)):
        lit = [f"{{\\c{ACCENT}}}{word}{{\\c}}" if place == number else word for place, word in enumerate(clean)]
        steps.append((edges[number], edges[number + 1], " ".join(lit)))
    return steps


def _event(start: float, end: float, text: str, caption: Caption) -> str:
    style = "Title" if caption.title else "Spoken"
    return f"Dialogue: 0,{_ass_time(start)},{_ass_time(end)},{style},,0,0,0,,{text}\n"


def _escaped(word: str) -> str:
    """Nobody's words are commands: braces are escaped, and a backslash is cut off from what follows it."""
    joined = " ".join(word.split())
    return joined.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")


def _ass_time(seconds: float) -> str:
    hundredths = max(0, round(seconds * 100))
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
