"""What is read and when: the words of the film in cards."""

from dataclasses import dataclass

from tools.film.footage import SpokenWord
from tools.stitching.captions.placing import Layout
from tools.stitching.timing import Line, Piece

WORDS_AT_ONCE = 5
LEAD = 0.05
"""Seconds a phrase comes before its first word."""
HOLD = 0.35
"""Seconds a phrase stays after its last word."""


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
