"""What the music plays: key, tempo and harmony by mood, and an arrangement that ends where the film lands."""

from dataclasses import dataclass

CHORDS = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "add9": (0, 4, 7, 14),
    "sus4": (0, 5, 7),
}


@dataclass(frozen=True)
class Style:
    """How a mood sounds. Levels run from 0 to 1, `root` is a MIDI note, `bright` the share of overtones."""

    tempo: float
    root: int
    progression: tuple[tuple[int, str], ...]
    home: str
    pad: float
    bass: float
    keys: float
    drums: float
    bright: float


STYLES = {
    "warm": Style(92, 57, ((0, "maj7"), (9, "min7"), (5, "maj7"), (7, "sus4")), "add9", 0.42, 0.50, 0.32, 0.40, 0.36),
    "upbeat": Style(118, 60, ((0, "maj"), (7, "maj"), (9, "min"), (5, "maj")), "maj", 0.28, 0.60, 0.40, 0.80, 0.58),
    "dreamy": Style(76, 55, ((0, "maj7"), (4, "min7"), (5, "maj7"), (2, "min7")), "maj7", 0.55, 0.32, 0.28, 0.12, 0.26),
    "tense": Style(104, 50, ((0, "min"), (8, "maj"), (3, "maj"), (10, "maj")), "min", 0.50, 0.70, 0.22, 0.65, 0.48),
    "calm": Style(70, 53, ((0, "add9"), (5, "maj7"), (9, "min7"), (5, "add9")), "add9", 0.50, 0.30, 0.34, 0.0, 0.24),
    "proud": Style(98, 55, ((0, "maj"), (5, "maj"), (9, "min"), (7, "maj")), "maj", 0.48, 0.58, 0.34, 0.58, 0.46),
}


@dataclass(frozen=True)
class Bar:
    """One bar of the arrangement: when it starts, how long it is, its chord, and how much of the band plays."""

    start: float
    seconds: float
    chord: tuple[int, ...]
    energy: float
    drums: bool
    final: bool = False


def arrange(style: Style, seconds: float, landing: float) -> list[Bar]:
    """Bars of one chord each: a quiet opening, a lift, a breath just before `landing` (s), and home on it.

    The tempo bends a little, so that the landing falls on the first beat of a bar.
    """
    landing = min(max(landing, 0.0), max(0.0, seconds - 0.5))
    ideal = 240 / style.tempo
    count = max(1, round(landing / ideal)) if landing > 0.4 else 0
    length = landing / count if count else ideal
    bars = [_bar(style, number, count, length) for number in range(count)]
    home = tuple(style.root + step for step in CHORDS[style.home])
    bars.append(Bar(landing, seconds - landing, home, 1.0, drums=False, final=True))
    return bars


def _bar(style: Style, number: int, count: int, length: float) -> Bar:
    step, quality = style.progression[number % len(style.progression)]
    if number == count - 1 and count > 1:
        step, quality = 7, "sus4"
    root = style.root + step - (12 if step > 6 else 0)
    place = number / count
    breath = number == count - 1 and count > 2
    energy = 0.45 + 0.55 * min(1.0, place / 0.6)
    plays_drums = style.drums > 0 and place >= 0.25 and not breath
    chord = tuple(root + note for note in CHORDS[quality])
    return Bar(number * length, length, chord, 0.5 if breath else energy, drums=plays_drums)
