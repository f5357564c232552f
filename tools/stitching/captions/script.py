"""Captions as an ASS script, which ffmpeg burns in: for the whole film or for any stretch of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tools.film.errors import GreenlightError
from tools.film.finish import CaptionStyle
from tools.film.shape import Size
from tools.fonts.bidi import base_level, levels, visual_order
from tools.fonts.faces import Font, measures
from tools.fonts.writing import Unwritable, fonts_for
from tools.stitching.captions.cards import Caption
from tools.stitching.captions.contrast import BACKINGS, DARK, Backing
from tools.stitching.captions.placing import Box, Layout
from tools.stitching.captions.typesetting import Card, Row, typeset

WHITE, ACCENT = (255, 255, 255), (255, 190, 72)
"""The letters, and the word that is being spoken: a warm amber."""
HARD_SPACE = r"\h"
_RIGHT_TO_LEFT, _GUARD = "\u200f", "\u2060"
_JOINING = ("\u200d", "\u20e3")
_HALO, _SOFT = 0.13, 0.10
"""A halo's reach and softness, in ems."""
_CURVE = 0.5523


@dataclass(frozen=True)
class Span:
    """Some frames of the film: the events of a script are on their clock."""

    first: int
    frames: int
    fps: int


def fonts_of(shown: Iterable[Caption], layout: Layout) -> tuple[Font, ...]:
    """The fonts that the captions are drawn with; raises GreenlightError in one sentence when a character has none."""
    text = " ".join(caption.text for caption in shown)
    found = fonts_for(text, layout.language, heavy=layout.style is not CaptionStyle.CLEAN)
    if isinstance(found, Unwritable):
        raise GreenlightError(found.told("Captions", 'change the words, or say "no captions"'))
    return found


def cards_of(shown: Sequence[Caption], size: Size, layout: Layout) -> list[Card]:
    """Every caption set in lines, with its place in the picture; raises GreenlightError as `fonts_of` does.

    Titles are placed last, clear of what is spoken meanwhile.
    """
    fonts = fonts_of(shown, layout)
    spoken = [typeset(caption, size, layout, fonts) for caption in shown if not caption.title]
    titles = [
        typeset(replace(title, clear=(*title.clear, *_meanwhile(title, spoken, size))), size, layout, fonts)
        for title in shown
        if title.title
    ]
    return [*spoken, *titles]


def _meanwhile(title: Caption, spoken: Sequence[Card], size: Size) -> list[Box]:
    boxes = [card.box for card in spoken if card.caption.start < title.end and card.caption.end > title.start]
    return [
        Box(left / size.width, top / size.height, right / size.width, bottom / size.height)
        for left, top, right, bottom in boxes
    ]


def as_ass(cards: Iterable[Card], size: Size, style: CaptionStyle, span: Span | None = None) -> str:
    """The cards as an ASS script. With a span, only what is seen in those frames, and exactly in those frames."""
    head = (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {size.width}\nPlayResY: {size.height}\nWrapStyle: 2\n"
        "ScaledBorderAndShadow: yes\nKerning: yes\nYCbCr Matrix: TV.709\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
        "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
        "MarginR, MarginV, Encoding\n"
        f"Style: Card,Lato Black,20,{_paint(WHITE)},{_paint(WHITE)},{_paint(DARK)},{_paint(DARK)},"
        "0,0,0,0,100,100,0,0,1,0,0,2,0,0,0,1\n\n"
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    return head + "".join(line for card in cards for line in _events(card, size, style, span))


def _events(card: Card, size: Size, style: CaptionStyle, span: Span | None) -> list[str]:
    start, end, backing = card.caption.start, card.caption.end, BACKINGS[style]
    lines = []
    if backing.box:
        lines.append(_event(0, start, end, _boxed(card, backing), span))
    for row in card.rows:
        if backing.halo:
            lines.append(
                _event(0, start, end, _placed(row, card, size, _halo(card, backing)) + _drawn(row, card), span)
            )
        edge = rf"\bord{_number(backing.outline * card.em)}\shad0"
        for first, last, lit in _steps(row, card, style):
            lines.append(_event(1, first, last, _placed(row, card, size, edge) + _drawn(row, card, lit), span))
    return [line for line in lines if line]


def _steps(row: Row, card: Card, style: CaptionStyle) -> list[tuple[float, float, int | None]]:
    """The row once for every word on it that lights up, and plain while another row's do."""
    caption = card.caption
    if not caption.times or style is not CaptionStyle.BOLD or len(caption.words) == 1:
        return [(caption.start, caption.end, None)]
    edges = [caption.start, *caption.times[1:], caption.end]
    here = {number for number, _ in row.words}
    steps: list[tuple[float, float, int | None]] = []
    for number in range(len(caption.words)):
        lit = number if number in here else None
        if steps and steps[-1][2] is None and lit is None:
            steps[-1] = (steps[-1][0], edges[number + 1], None)
        else:
            steps.append((edges[number], edges[number + 1], lit))
    return steps


def _placed(row: Row, card: Card, size: Size, look: str) -> str:
    """The row's place: its box ends below its line by the deepest descent of its fonts."""
    depth = max(measures(font).descent for font, _ in row.runs) * card.em
    place = rf"\an2\pos({_number(size.width / 2)},{_number(row.baseline + depth)})"
    if _needs_a_script(row.text):
        return rf"{{{place}\fs1\alpha&HFF&\bord0\shad0}}a{{\alpha&H00&{look}}}"
    return rf"{{{place}{look}}}"


def _needs_a_script(text: str) -> bool:
    """True for a line of emoji with joiners alone: libass joins them only after a letter, here an unseen one."""
    return any(mark in text for mark in _JOINING) and not any(letter.isalpha() for letter in text)


def _halo(card: Card, backing: Backing) -> str:
    reach, soft = _number(_HALO * card.em), _number(_SOFT * card.em)
    return rf"\1a&HFF&\3a{_alpha(backing.halo)}\bord{reach}\blur{soft}\shad0"


def _drawn(row: Row, card: Card, lit: int | None = None) -> str:
    """The row's text as it is seen from left to right, each stretch in its font and in one direction."""
    spots = _spots(row, lit)
    level = _levels(row, card)
    stretches: list[tuple[int, tuple[Font, bool], str]] = []
    for letter, spot, height in zip(row.text, spots, level, strict=True):
        if stretches and stretches[-1][:2] == (height, spot):
            stretches[-1] = (height, spot, stretches[-1][2] + letter)
        else:
            stretches.append((height, spot, letter))
    seen = [stretches[place] for place in visual_order([height for height, _, _ in stretches])]
    return "".join(
        _stretch(text, font, height, _shade(is_lit, place), card.em)
        for place, (height, (font, is_lit), text) in enumerate(seen)
    )


def _levels(row: Row, card: Card) -> list[int]:
    """Each letter's direction: decided in the whole text as if on one line, and only then cut at its lines."""
    whole, first = "".join(card.caption.words), 0
    base = base_level(whole)
    for each in card.rows:
        first = whole.index(each.text, first)
        if each is row:
            break
        first += len(each.text)
    return levels(whole, base)[first : first + len(row.text)]


def _spots(row: Row, lit: int | None) -> list[tuple[Font, bool]]:
    """Each letter's font, and whether it is being spoken. Spaces never are: they would change nothing."""
    fonts = [font for font, text in row.runs for _ in text]
    spoken = [number == lit for number, word in row.words for _ in word][: len(fonts)]
    return list(zip(fonts, spoken, strict=True))


def _shade(is_lit: bool, place: int) -> tuple[int, int, int]:
    """The letters' colour; every other stretch a shade off, since libass takes those of one look for one stretch."""
    red, green, blue = ACCENT if is_lit else WHITE
    return red, green, blue - place % 2


def _stretch(text: str, font: Font, level: int, colour: tuple[int, int, int], em: float) -> str:
    tags = rf"{{\fn{font.name}\fs{_number(em * measures(font).size)}\1c{_paint(colour)}}}"
    shown = escaped(text)
    if level % 2:  # a space at the end of a stretch would be dropped: it is hard
        shown = f"{_RIGHT_TO_LEFT}{shown.replace(' ', HARD_SPACE)}{_RIGHT_TO_LEFT}"
    return tags + shown


def _boxed(card: Card, backing: Backing) -> str:
    """A box with round corners behind the whole card."""
    left, top, right, bottom = card.box
    bend = min(0.32 * card.em, (bottom - top) / 2)
    inner = bend * (1 - _CURVE)
    path = [
        f"m {_number(left + bend)} {_number(top)}",
        f"l {_number(right - bend)} {_number(top)}",
        _bezier((right - inner, top), (right, top + inner), (right, top + bend)),
        f"l {_number(right)} {_number(bottom - bend)}",
        _bezier((right, bottom - inner), (right - inner, bottom), (right - bend, bottom)),
        f"l {_number(left + bend)} {_number(bottom)}",
        _bezier((left + inner, bottom), (left, bottom - inner), (left, bottom - bend)),
        f"l {_number(left)} {_number(top + bend)}",
        _bezier((left, top + inner), (left + inner, top), (left + bend, top)),
    ]
    return rf"{{\an7\pos(0,0)\bord0\shad0\1c{_paint(DARK)}\1a{_alpha(backing.box)}\p1}}{' '.join(path)}{{\p0}}"


def _bezier(*points: tuple[float, float]) -> str:
    return "b " + " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _event(layer: int, start: float, end: float, text: str, span: Span | None) -> str:
    """A line of the script; nothing when it is over before the span or begins after it.

    Times are whole frames moved half a frame earlier, so that hundredths of a second never hide or show one too many.
    """
    first, last = _hundredths(start), _hundredths(end)
    if span is not None:
        begin = max(0, round(start * span.fps) - span.first)
        until = min(span.frames, round(end * span.fps) - span.first)
        if until <= begin:
            return ""
        early = Fraction(1, 2)
        first = _hundredths((begin - early) / span.fps) if begin else 0
        last = _hundredths((until - early) / span.fps)
        if until == span.frames:
            last += 100  # past the last frame, whatever the container's clock makes of it
    if last <= first:
        return ""
    return f"Dialogue: {layer},{_clock(first)},{_clock(last)},Card,,0,0,0,,{text}\n"


def escaped(text: str) -> str:
    """Nobody's words are commands: braces are escaped, and a backslash is cut off from what follows it."""
    return text.replace("\\", f"\\{_GUARD}").replace("{", "\\{").replace("}", "\\}")


def _paint(rgb: tuple[int, int, int]) -> str:
    red, green, blue = rgb
    return f"&H{blue:02X}{green:02X}{red:02X}&"


def _alpha(opacity: float) -> str:
    return f"&H{round(255 * (1 - opacity)):02X}&"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _hundredths(seconds: float | Fraction) -> int:
    return max(0, round(seconds * 100))


def _clock(hundredths: int) -> str:
    return f"{hundredths // 360_000}:{hundredths // 6000 % 60:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
