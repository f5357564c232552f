"""What stands for something in a sentence: shots, lengths, sums, takes, places, files and values, each with what it means."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from agent.grammar.leaving import EDITORS
from agent.grammar.values import CAPTION_STYLES, DELIVERIES, SHAPES, STEPS, TEMPER_PHRASES, TEMPERS, TOO_MUCH
from agent.grammar.words import CAMERAS, FILE, FRAMINGS, MODEL, NUMBER, PLAIN_NUMBER, Scene, any_of, number, one_of
from agent.grammar.words import ORDINALS as PLACES

Kind = TypeVar("Kind")
Slot = tuple[str, re.Pattern[str], Callable[[re.Match[str], Scene], object]]
_SEP = r"(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*|\s*\+\s*|\s*/\s*)"
_RANGE = r"(?:\s+to\s+|\s*-\s*|\s*–\s*|\s+through\s+|\s+thru\s+|\s+till\s+|\s+until\s+)"
_NOUN = r"(?:shots?|scenes?|clips?|frames?)"
_N = rf"(?:#\s*)?(?:s0?)?(?:{PLAIN_NUMBER})(?:st|nd|rd|th)?\b(?!\s*(?:s|secs?|seconds?|credits|x|%)\b|[.:]\d)"
NTH = rf"(?:second[\s-]to[\s-]last|second[\s-]last|next[\s-]to[\s-]last|last[\s-]but[\s-]one|{'|'.join(PLACES)}|last|final|closing|ending|penultimate|middle)"
_SHOTS = re.compile(
    rf"(?<!\w)(?:the\s+)?(?:{_NOUN})\s*(?:number\s+|numbers\s+|no\.?\s*|nr\.?\s*)?(?P<range>{_N}{_RANGE}{_N})|"
    rf"(?<!\w)(?:both\s+)?(?:the\s+)?(?:{_NOUN}|number|no\.|nr\.?)\s*(?:(?:with )?number\s+|numbers\s+|no\.?\s*|nr\.?\s*)?(?P<list>{_N}(?:{_SEP}(?:{_NOUN}\s*)?{_N})*)|"
    rf"(?:the\s+)?(?P<edge>first|last|final|opening|closing)\s+(?P<many>{PLAIN_NUMBER}|couple(?:\s+of)?|pair(?:\s+of)?)(?:\s+(?:{_NOUN}|ones))?\b(?!\s*(?:seconds?|secs?|changes|edits|steps|things))|"
    rf"(?:the\s+|our\s+|my\s+)?(?:very\s+)?(?P<nths>{NTH}(?:{_SEP}(?:the\s+)?{NTH})*)\s+(?:shots?|scenes?|clips?|ones?)(?!\s+(?:take|try|still))\b|"
    rf"(?P<every>(?:all|each|every)(?:\s+of)?(?:\s+(?:the|my|our|these|those))?(?:\s+(?:single|six|6))?\s+(?:{_NOUN}|ones?)|all\s+six|(?<!of\s)the\s+(?:shots|scenes|clips))\b|"
    rf"(?P<ids>\#\s*\d+|\bs\d{{1,2}}\b)|"
    rf"(?:the\s+|our\s+|my\s+)(?P<hero>hero)\s+(?:{_NOUN}|one)",
    re.IGNORECASE,
)
_BARE_EDGE = re.compile(
    r"\bthe\s+(?:very\s+)?(?P<bare>opener|opening|closer|ending|finale|intro|outro|first|last|second|third|fourth|fifth|sixth|penultimate)\b"
    r"(?!\s+(?:take|takes|version|frame|still|picture|image|change|edit|thing|step|card|one|sip|time|try|render|half|\w+ing\b|second|seconds|few|two|three|of))",
    re.IGNORECASE,
)
_GAP = re.compile(
    rf"\b(?:in\s+)?between\s+(?:{_NOUN}\s+|the\s+|number\s+)*(?P<before>{_N}|{NTH})(?:\s+(?:{_NOUN}|one))?\s*(?:and|&)\s*(?:{_NOUN}\s+|the\s+|number\s+)*(?P<behind>{_N}|{NTH})(?:\s+(?:{_NOUN}|ones?))?\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"\b(?:(?:in|to|at|into|as)\s+)?(?:the\s+)?(?P<nth>{NTH})\s+(?:place|position|slot|spot)\b|\b(?P<near>last but one|second to last|second last|penultimate|next to last)(?=\s*$)|\b(?:(?:in|to|at|into|as)\s+)?(?:the\s+)?(?:place|position|slot|spot)\s+(?:number\s+|no\.?\s*|#)?(?P<n>{_N})",
    re.IGNORECASE,
)
_UNIT = r"(?P<more> more| extra| additional| further| other)?(?:\s|-)*(?P<unit>s|secs?|seconds?|m|mins?|minutes?)(?!\w)"
_LENGTH = re.compile(
    rf"(?P<sign>[+-])?(?<![\w.])(?P<n>{NUMBER}|half a|another half a|an extra half a|another|an extra|one more|one extra|a further|an additional|a|an){_UNIT}(?:'?s)?(?: (?P<half>and a half))?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?:\$|usd\s?)\s?(?P<dollars>\d[\d,]*(?:\.\d+)?)|(?P<count>\d[\d,]*(?:\.\d+)?|{NUMBER}|a hundred|five hundred)(?P<k>k)?\s*(?P<unit>credits?|dollars?|bucks?|usd|cr|\$|cents?)(?!\w)",
    re.IGNORECASE,
)
_TAKE = re.compile(
    rf"(?<!another )\b(?:takes?|versions?)\s+(?:number\s+|no\.?\s*|#\s*|nr\.?\s*)?(?P<n>{PLAIN_NUMBER})\b(?!\s*(?:s|secs?|seconds?|more)\b)|"
    r"\b(?:the\s+)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|newest|latest|newer|most recent|last|other|old|older|previous|earlier|former|original)\s+(?:takes?|attempt|try|render|variant|one)\b|"
    r"\b(?:the\s+)?(?P<version>first|second|third|newest|latest|newer|other|original)\s+version\b|"
    r"\btake\s+(?P<letter>[ab])\b|\bt(?P<t>[1-9])\b|\bthe (?P<alt>alt(?:ernat(?:e|ive))?)\b(?: take| one)?",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?P<twice>twice|double|doubled|two times|2 ?x|2 times)\b(?:\s+(?:as long|the (?:length|duration|time)|its (?:length|duration)|as much time))?|"
    r"\b(?P<half>half|halve|halved)\b(?:\s+(?:as long|the (?:length|duration|time)|its (?:length|duration)|of its length|its current length))?|\b(?P<thrice>three times|3 ?x|triple)\b(?:\s+(?:as long|the length))?",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"\"([^\"]{1,400})\"|“([^”]{1,400})”|(?<![\w])'([^']{3,400})'(?!\w)")
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<n>\d+(?:st|nd|rd|th)?|one(?=\s*(?:,|and|&|\+)\s*(?:\d|two|three|four|five|six)\b)|{'|'.join(('two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'))})(?![\w.]*\w)",
    re.IGNORECASE,
)


class _Nothing:
    """No such thing there, so the words stay words."""


NOTHING = _Nothing()


def _shots(found: re.Match[str], scene: Scene) -> object:
    said = {key: value for key, value in found.groupdict().items() if value}
    whole = list(range(1, scene.count + 1))
    if "hero" in said:
        return [scene.heroes[0]] if len(scene.heroes) == 1 else None
    if "many" in said:
        many = 2 if re.match("couple|pair", said["many"], re.IGNORECASE) else int(number(said["many"]))
        fits = 1 <= many <= scene.count
        first = re.match("first|opening", said["edge"], re.IGNORECASE)
        return (whole[:many] if first else whole[-many:]) if fits else None
    return whole if "every" in said else _inside(_listed(said, scene), scene)


def _listed(said: dict[str, str], scene: Scene) -> list[int]:
    """The places that are named one by one, or from one to another."""
    if "nths" in said:
        return [_place(each, scene) for each in re.findall(NTH, said["nths"], re.IGNORECASE)]
    if "range" in said:
        first, last = (_any_place(each, scene) for each in re.findall(_N, said["range"], re.IGNORECASE))
        return list(range(first, last + 1)) if first < last else [0]
    if "ids" in said:
        return [int(re.sub(r"\D", "", said["ids"]))]
    return [int(number(each)) for each in re.findall(PLAIN_NUMBER, said["list"], re.IGNORECASE)]


def _inside(places: list[int], scene: Scene) -> list[int] | None:
    return list(dict.fromkeys(places)) if all(1 <= place <= scene.count for place in places) else None


def _place(word: str, scene: Scene) -> int:
    plain = re.sub(r"[\s-]+", " ", word.lower())
    if plain in ("last", "final", "closing", "ending", "closer", "finale", "outro"):
        return scene.count
    if plain in ("penultimate", "second to last", "second last", "next to last", "last but one"):
        return scene.count - 1
    if plain == "middle":
        return (scene.count + 1) // 2 if scene.count % 2 else 0
    return {**PLACES, "opener": 1, "intro": 1}.get(plain, 0)


def _bare(found: re.Match[str], scene: Scene) -> object:
    return _inside([_place(found["bare"], scene)], scene)


def _length(found: re.Match[str], _: Scene) -> object:
    word = found["n"].lower()
    value = (
        Decimal("0.5")
        if "half" in word
        else Decimal(1)
        if word.isalpha() and word.split()[0] in ("a", "an", "another") or " " in word
        else number(word)
    )
    value += Decimal("0.5") if found["half"] else 0
    minutes = found["unit"].lower().startswith("m")
    if word in ("a", "an") and found["unit"].lower() in ("s", "m", "sec"):
        return NOTHING
    seconds = value * (60 if minutes else 1)
    added = found["more"] or re.match("another|.+ (?:extra|more|further|additional)|one more", word)
    return (found["sign"] or ("+" if added else ""), seconds)


def _money(found: re.Match[str], _: Scene) -> object:
    if found["dollars"]:
        return float(Decimal(found["dollars"].replace(",", "")) * 100)
    count = found["count"].lower()
    value = {"a hundred": Decimal(100), "five hundred": Decimal(500)}.get(count)
    if value is None:
        value = Decimal(count.replace(",", "")) if count[0].isdigit() else number(count)
    value *= 1000 if found["k"] else 1
    dollars = re.match(r"dollar|buck|usd|\$", found["unit"], re.IGNORECASE)
    return float(value * 100 if dollars else value)


_TAKES: dict[str, object] = {
    **dict.fromkeys(("newest", "latest", "newer", "most recent", "last"), "newest"),
    **dict.fromkeys(("other", "old", "older", "previous", "earlier", "former"), "other"),
    **{
        "a": 1,
        "b": 2,
        "first": 1,
        "original": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "1st": 1,
        "2nd": 2,
        "3rd": 3,
        "4th": 4,
    },
}
_ONES = frozenset("other old older previous earlier former newer newest latest original".split())
"""`The other one` is a take, `the first one` a shot."""


def _take(found: re.Match[str], _: Scene) -> object:
    counted = found["n"] or found["t"]
    if counted or found["alt"]:
        return int(number(counted)) if counted else "other"
    nth = (found["nth"] or found["version"] or found["letter"]).lower()
    return NOTHING if found.group().lower().endswith("one") and nth not in _ONES else _TAKES[nth]


def _gap(found: re.Match[str], scene: Scene) -> object:
    places = [_any_place(found[side], scene) for side in ("before", "behind")]
    return (places[0], places[1]) if _inside(places, scene) and len(set(places)) == 2 else NOTHING


def gap_in(text: str, scene: Scene) -> tuple[tuple[int, int], int, int] | None:
    """The two shots between which something shall come, and where that is said."""
    found = _GAP.search(text)
    gap = _gap(found, scene) if found else None
    return (gap, found.start(), found.end()) if found and isinstance(gap, tuple) else None


def _any_place(word: str, scene: Scene) -> int:
    bare = re.sub(r"^(?:#\s*)?(?:s0?)?(?=\d)|(?<=\d)(?:st|nd|rd|th)$", "", word.strip(), flags=re.IGNORECASE)
    return int(number(bare)) if re.fullmatch(PLAIN_NUMBER, bare, re.IGNORECASE) else _place(bare, scene)


def _slot(found: re.Match[str], scene: Scene) -> object:
    place = _any_place(found["nth"] or found["near"] or found["n"], scene)
    return place if 1 <= place <= scene.count else NOTHING


def _times(found: re.Match[str], _: Scene) -> object:
    return Decimal(2) if found["twice"] else Decimal("0.5") if found["half"] else Decimal(3)


def _bare_number(found: re.Match[str], _: Scene) -> object:
    return int(number(re.sub(r"(?:st|nd|rd|th)$", "", found["n"], flags=re.IGNORECASE)))


def _named(table: Mapping[Kind, str]) -> Callable[[re.Match[str], Scene], object]:
    def meaning(found: re.Match[str], _: Scene) -> object:
        value = one_of(found.group(), table)
        return NOTHING if value is None else value

    return meaning


def _temper(found: re.Match[str], _: Scene) -> object:
    word = found.group().lower()
    return {**TEMPER_PHRASES, **TEMPERS}[word]


def _any(table: Mapping[Kind, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(table)})(?!\w)", re.IGNORECASE)


def _file(found: re.Match[str], _: Scene) -> object:
    """A file's name, and where it was made if that is said."""
    return (found["file"].strip("\"'").removeprefix("@").rstrip(".,;!?"), found["origin"])


def _model(found: re.Match[str], _: Scene) -> object:
    return re.sub(r"\s+", " ", found["model"].strip().lower())


_TEMPER = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(each) for each in (*TEMPER_PHRASES, *sorted(TEMPERS, key=len, reverse=True)))})(?![\w-])",
    re.IGNORECASE,
)
SLOTS: tuple[Slot, ...] = (
    ("quote", _QUOTE, lambda found, _: next(each for each in found.groups() if each).strip()),
    ("file", re.compile(FILE, re.IGNORECASE), _file),
    ("money", _MONEY, _money),
    ("ratio", _any(SHAPES), _named(SHAPES)),
    ("take", _TAKE, _take),
    ("gap", _GAP, _gap),
    ("place", _PLACE, _slot),
    ("shots", _SHOTS, _shots),
    ("seconds", _LENGTH, _length),
    ("shots", _BARE_EDGE, _bare),
    ("times", _TIMES, _times),
    ("excess", _any(TOO_MUCH), _named(TOO_MUCH)),
    ("editor", _any(EDITORS), _named(EDITORS)),
    ("delivery", _any(DELIVERIES), _named(DELIVERIES)),
    ("camera", _any(CAMERAS), _named(CAMERAS)),
    ("step", _any(STEPS), _named(STEPS)),
    ("framing", _any(FRAMINGS), _named(FRAMINGS)),
    ("temper", _TEMPER, _temper),
    ("model", re.compile(rf"(?<!\w){MODEL}(?!\w)", re.IGNORECASE), _model),
    ("number", _NUMBER, _bare_number),
)  # fmt: skip
"""What stands for something, in the order in which it is looked for."""
CAPTION_STYLE: Slot = ("capstyle", _any(CAPTION_STYLES), _named(CAPTION_STYLES))
CAPTIONED = re.compile(r"\b(?:captions?|subtitles?|subs)\b", re.IGNORECASE)
