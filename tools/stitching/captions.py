"""Captions: short phrases that follow the voice, burned in from a shipped font inside the platform's safe area."""

from collections.abc import Iterable
from dataclasses import dataclass

from tools.film.footage import SpokenWord
from tools.film.shape import AspectRatio, Size
from tools.stitching.timing import Line, Piece

FONT = "Lato Black"
WORDS_AT_ONCE = 5
LEAD = 0.05
"""Seconds a phrase comes before its first word."""
HOLD = 0.35
"""Seconds a phrase stays after its last word."""
ACCENT = "&H3FB6FF&"
"""The word being spoken, in ASS's blue-green-red: a warm amber."""


@dataclass(frozen=True)
class Caption:
    """Words on screen from `start` to `end` seconds. `title` stands apart from what is spoken."""

    start: float
    end: float
    words: tuple[str, ...]
    times: tuple[float, ...] = ()
    """When each word begins; empty when the words are not spoken."""
    title: bool = False

    @property
    def text(self) -> str:
        """The words in one line."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Layout:
    """Sizes in pixels for one shape of picture."""

    font: int
    side: int
    bottom: int
    top: int
    characters: int
    """How many fit on a line."""


def captions(placed: list[Piece], spoken: list[Line], layout: Layout) -> list[Caption]:
    """Every caption of the film in order of time."""
    found: list[Caption] = []
    spoken = [line for line in spoken if line.voice.words]  # nobody knows the words of a recording
    voiced = {line.voice.shot_id for line in spoken}
    film_end = placed[-1].start + placed[-1].seconds
    for line in spoken:
        found += _phrases(line, layout, film_end)
    for piece in placed:
        end = piece.start + piece.seconds
        if piece.shot.on_screen_text:
            words = tuple(piece.shot.on_screen_text.split())
            found.append(Caption(piece.start, end, words, title=piece.shot.id in voiced))
        elif piece.shot.spoken and piece.shot.id not in voiced:
            found += _shared_out(piece.shot.spoken.split(), piece.start, end, layout)
    return sorted(found, key=lambda caption: (caption.start, caption.end))


def layout_for(ratio: AspectRatio, size: Size) -> Layout:
    """Large letters; margins that keep clear of what the platforms lay over a vertical film."""
    short = min(size)
    upright = size.height > size.width
    font = round(short * (0.088 if upright or ratio is AspectRatio.SQUARE else 0.074))
    side = round(size.width * (0.10 if upright else 0.12))
    bottom = {AspectRatio.PORTRAIT: 0.22, AspectRatio.PORTRAIT_CLASSIC: 0.13}.get(ratio, 0.09)
    return Layout(
        font=font,
        side=side,
        bottom=round(size.height * bottom),
        top=round(size.height * 0.12),
        characters=max(8, int((size.width - 2 * side) / (font * 0.47))),
    )


def as_srt(shown: Iterable[Caption]) -> str:
    """The captions as a SubRip file."""
    blocks = [
        f"{number}\n{_srt_time(caption.start)} --> {_srt_time(caption.end)}\n{caption.text}\n"
        for number, caption in enumerate(shown, start=1)
    ]
    return "\n".join(blocks)


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


def _phrases(line: Line, layout: Layout, film_end: float) -> list[Caption]:
    groups: list[list[SpokenWord]] = [[]]
    for word in line.voice.words:
        length = sum(len(each.text) + 1 for each in groups[-1]) + len(word.text)
        full = len(groups[-1]) >= WORDS_AT_ONCE or length > layout.characters * 1.6
        if groups[-1] and (full or groups[-1][-1].text[-1] in ".!?"):
            groups.append([])
        groups[-1].append(word)
    shown: list[Caption] = []
    for number, group in enumerate(groups):
        if not group:
            continue
        times = tuple(line.start + float(word.start) for word in group)
        after = line.start + float(groups[number + 1][0].start) - LEAD if number + 1 < len(groups) else film_end
        end = min(after, line.start + float(group[-1].end) + HOLD, film_end)
        shown.append(Caption(max(0.0, times[0] - LEAD), end, tuple(word.text for word in group), times))
    return shown


def _shared_out(words: list[str], start: float, end: float, layout: Layout) -> list[Caption]:
    """Words nobody speaks: phrase after phrase, each as long as its share of the shot."""
    count = min(WORDS_AT_ONCE, max(1, layout.characters // 6))
    groups = [words[first : first + count] for first in range(0, len(words), count)]
    step = (end - start) / max(1, len(groups))
    return [Caption(start + n * step, start + (n + 1) * step, tuple(group)) for n, group in enumerate(groups)]


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


def _srt_time(seconds: float) -> str:
    thousandths = max(0, round(seconds * 1000))
    hours, rest = divmod(thousandths, 3_600_000)
    return f"{hours:02d}:{rest // 60_000:02d}:{rest // 1000 % 60:02d},{rest % 1000:03d}"
