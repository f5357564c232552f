"""What is read and when: the words of the film in cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tools.film.finish import CaptionCards
from tools.stitching.captions.grouping import Limits, grouped, width
from tools.stitching.captions.placing import Box, Layout, keep_clear
from tools.stitching.captions.speech import Spoken, aligned, shared_out
from tools.stitching.captions.words import plain, spaced, words_of
from tools.stitching.timing import Line, Piece

LEAD = 0.05
"""Seconds a card comes before its first word."""
HOLD = 0.35
"""Seconds a card stays after its last word."""
SHORTEST = {CaptionCards.WORDS: 0.7, CaptionCards.LINES: 1.2}
"""Seconds a card is read at least, wherever the words leave it so much time."""
QUIET = 0.15
"""Seconds a shot is looked at before unspoken words begin."""

Energies = Mapping[str, NDArray[np.float32]]
"""The energy of a recording (`speech.energy_of`) by its file, for those whose words nobody timed."""


@dataclass(frozen=True)
class Caption:
    """Words on screen from `start` to `end` seconds. `title` stands apart from what is spoken.

    Each word carries the space after it, since not every script has one.
    """

    start: float
    end: float
    words: tuple[str, ...]
    times: tuple[float, ...] = ()
    """When each word begins; empty when the words are not spoken."""
    title: bool = False
    clear: tuple[Box, ...] = ()
    """What must stay visible in the picture meanwhile: faces, the brand's name."""

    @property
    def text(self) -> str:
        """The words in one line."""
        return "".join(self.words).strip()


def captions(
    placed: list[Piece], spoken: list[Line], layout: Layout, energies: Energies | None = None
) -> list[Caption]:
    """Every caption of the film in order of time. Spoken cards never overlap; a title may stand above them.

    A line without word times is laid along its recording's energy where `energies` has it; words that nobody speaks
    share out their shot.
    """
    film_end, language = placed[-1].start + placed[-1].seconds, layout.language
    heard = {line.voice.shot_id: _said(line, placed, language, energies or {}) for line in spoken}
    heard = {shot_id: said for shot_id, said in heard.items() if said}
    limits = Limits(layout.cards, layout.characters, SHORTEST[layout.cards])
    shown: list[Caption] = []
    for said in sorted(heard.values(), key=lambda said: said[0].start):
        shown += _cards(said, limits, film_end, is_spoken=True)
    whole_script = any(_is_whole_script(line, placed) and line.voice.shot_id in heard for line in spoken)
    silent = [piece for piece in placed if not whole_script and piece.shot.id not in heard]
    for piece in placed:
        if piece.shot.on_screen_text:
            shown += _on_screen(piece, shown, limits, language)
        elif piece.shot.spoken and piece in silent:
            shown += _unspoken(piece, shown, limits, language)
    return [_with_clear(caption, placed) for caption in _in_turn(shown)]


def _said(line: Line, placed: list[Piece], language: str, energies: Energies) -> list[Spoken]:
    """The line's words on the film's clock; none where nobody knows them."""
    if line.voice.words:
        timed = [(plain(word.text), float(word.start), float(word.end)) for word in line.voice.words]
        timed = [word for word in timed if word[0]]
        texts = spaced([text for text, _, _ in timed])
        return [
            Spoken(text, line.start + start, line.start + end)
            for text, (_, start, end) in zip(texts, timed, strict=True)
        ]
    if line.voice.file not in energies:
        return []
    texts = [piece.shot.spoken or "" for piece in placed if piece.shot.id == line.voice.shot_id]
    if _is_whole_script(line, placed):
        texts = [piece.shot.spoken or "" for piece in placed]
    words = words_of(" ".join(texts), language)
    found = aligned(words, energies[line.voice.file])
    return [Spoken(word.text, line.start + word.start, line.start + word.end) for word in found]


def _is_whole_script(line: Line, placed: list[Piece]) -> bool:
    """True for the person's own recording, which speaks the words of every shot."""
    own = next((piece.shot.spoken for piece in placed if piece.shot.id == line.voice.shot_id), None)
    return not line.voice.words and line.voice.text != own


def _cards(said: Sequence[Spoken], limits: Limits, end: float, *, is_spoken: bool) -> list[Caption]:
    """The words in cards; each stays a moment after its last word, and as long as it must be read where it can."""
    groups = grouped(said, limits)
    starts = [max(0.0, group[0].start - (LEAD if is_spoken else 0.0)) for group in groups]
    found: list[Caption] = []
    for group, start, after in zip(groups, starts, [*starts[1:], end], strict=True):
        wished = max(group[-1].end + (HOLD if is_spoken else 0.0), start + limits.seconds)
        until = min(after, end, wished) if is_spoken else min(after, end)
        if until > start:
            times = tuple(word.start for word in group) if is_spoken else ()
            found.append(Caption(start, until, tuple(word.text for word in group), times))
    return found


def _on_screen(piece: Piece, shown: Sequence[Caption], limits: Limits, language: str) -> list[Caption]:
    """The words to be read in a shot: all at once while they fit, apart from what is spoken meanwhile."""
    words = words_of(piece.shot.on_screen_text or "", language)
    start, end = piece.start, piece.start + piece.seconds
    meanwhile = [each for each in shown if each.start < end and each.end > start]
    if not words or any(each.text == "".join(words) for each in meanwhile):
        return []
    if width("".join(words)) <= limits.most * 1.5:
        cards = [Caption(start, end, words)]
    else:
        cards = _cards(shared_out(words, start, end), replace(limits, cards=CaptionCards.LINES), end, is_spoken=False)
    return [replace(card, title=bool(meanwhile)) for card in cards]


def _unspoken(piece: Piece, shown: Sequence[Caption], limits: Limits, language: str) -> list[Caption]:
    """What would be spoken in a shot that has no voice: after whatever the shot before it still says."""
    end = piece.start + piece.seconds
    busy = max((each.end for each in shown if not each.title and each.start < end), default=0.0)
    start = max(piece.start, busy)
    if end - start < min(limits.seconds, piece.seconds):
        return []
    said = shared_out(words_of(piece.shot.spoken or "", language), min(start + QUIET, end), end)
    return _cards(said, limits, end, is_spoken=False)


def _in_turn(shown: list[Caption]) -> list[Caption]:
    """In order of time; of two spoken cards the earlier one makes room."""
    ordered = sorted(shown, key=lambda caption: (caption.start, caption.end))
    kept: list[Caption] = []
    after: dict[bool, float] = {}
    for caption in reversed(ordered):
        end = min(caption.end, after.get(caption.title, caption.end))
        if end - caption.start > 0.02:
            kept.append(replace(caption, end=end))
            after[caption.title] = caption.start
    return kept[::-1]


def _with_clear(caption: Caption, placed: Sequence[Piece]) -> Caption:
    meanwhile = [p for p in placed if p.start < caption.end and p.start + p.seconds > caption.start]
    return replace(caption, clear=tuple(dict.fromkeys(box for piece in meanwhile for box in keep_clear(piece.shot))))
