"""Shots called by what is seen in them: `the smile shot`, `the one where she drinks`, and, loosely, `the smile`.

Such a name is written as `shot 5` before the rules read the sentence, and only where it fits the picture of one shot.
"""

import re
from collections.abc import Iterator

from agent.grammar.words import PLAIN_NUMBER, Scene

_DETERMINER = r"(?:the|our|my|that|this|her|his|their)"
_NOUN = r"(?:shot|scene|clip|one(?! more)|bit|part|moment|picture|sequence|card|thing|stuff|business|image|section|segment|frame|beat|footage|take)"
_CALLED = re.compile(rf"\b{_DETERMINER} (?P<name>[\w'-]+(?: [\w'-]+){{0,2}}?) {_NOUN}\b(?:'s)?", re.IGNORECASE)
_WHERE = re.compile(rf"\b{_DETERMINER} {_NOUN} (?:of|with|where|when|in which|showing|that shows) ", re.IGNORECASE)
_WHILE = re.compile(r"\b(?:while|when|where|as) (?=(?:she|he|they|the|her|his|it)\b)", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{_DETERMINER} (?!taste\b)(?=[\w-]{{3,}})", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:^|[,;:] |\b(?:on|of|for|in|to|at|from|before|after|between|and|with|swap|move|drop|cut|remove|delete|kill|bin|trim|shorten|lengthen|extend|hold|give|redraw|redo|reshoot|reroll|orbit|put|make) )(?=[a-z]{3,})",
    re.IGNORECASE,
)
"""Where a subject can stand without an article, as people type: `logo 2s`, `smile before the sip`."""
_CARD = re.compile(
    r"\b(?:the |our |my )?(?:last|final|closing|end|brand|product|logo|title) (?:card|slate)\b", re.IGNORECASE
)
_LIST = rf"(?P<listed>{PLAIN_NUMBER}(?:(?:, and |, | and | & | to | through |-){PLAIN_NUMBER})*)"
_BARE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<before>\b(?:in|on|of|for|from|across|between|during|before|after)) {_LIST}(?=$|[,;.!?:](?!\d)| (?:so|to|with|is|was|looks|feels|please|should|match)\b)",
        rf"(?P<before>, ){_LIST}(?=$)",
        rf"(?P<before>^|[.,] |\band ){_LIST}(?=:(?!\d)| (?:must|could|has to|needs to|can|with|is|at|wider|closer|tighter|longer|shorter|handheld|static|should|needs|looks|feels)\b)",
        rf"(?P<before>\b(?:redraw|reshoot|reroll|re-roll|retake|retry|redo|rerender|make|film|shoot)) {_LIST}(?=$|[,.!?](?!\d)| (?:again|wider|closer|tighter|longer|shorter|handheld|static)\b)",
    )
)
"""Shots called by their number alone, where nothing else can be counted."""
_INSIDE = re.compile(rf"(?P<before>\bin) {_LIST}(?=$|[,;.!?](?!\d))", re.IGNORECASE)
_HEADING = re.compile(r"^(?P<name>[a-z][\w-]{2,}(?: [\w-]+)?): ?", re.IGNORECASE)
_SEVERAL = re.compile(r"\bshot (\d+)(?:,? and |, | & )(?:in |on |for |of )?shot (\d+)\b")
_NTH_THING = re.compile(
    r"\bthe (?:first|last|final|opening|second|third) (?!shot|scene|clip|one|two|take)[a-z]+", re.IGNORECASE
)
_QUOTED = re.compile(r"(\"[^\"]*\"|“[^”]*”)")
_WORD = re.compile(r"[\w-]+")
_BLAND = frozenset(
    "the a an of in on at to with and or is are it its his her their our my by from for into over under she he they "
    "name shop shop's shot scene clip one seen take takes make makes first very small large wide close".split()
)
"""Words that tell no picture from another."""
_LIVING = frozenset("woman man child dog cat boy barista chef baker person people friend".split())
"""Whoever is in a picture is not called instead of it: `lose the woman` does not mean her shot."""
_ALIKE = {
    each: words.split()[0]
    for words in (
        "drink sip tast", "smil laugh grin", "woman lady girl", "man guy gentleman", "child kid", "dog puppy",
        "street road", "sea ocean", "logo brand packshot", "grind bean grinder", "pour espresso",
    )
    for each in words.split()
}  # fmt: skip
"""Stems of words that call the same thing in a picture, each with the one that stands for them."""
MOST_WORDS = 6


def by_number(text: str, scene: Scene, *, loosely: bool = False, numbers: bool = False) -> str:
    """The text with shots that are called by their picture called by number; `numbers` also where a number stands
    alone, `loosely` also by a subject alone.
    """
    words = [content(told) for told in scene.told]
    parts = _QUOTED.split(text)
    return "".join(
        part if place % 2 else _renamed(part, words, loosely, numbers or loosely) for place, part in enumerate(parts)
    )


def joined(text: str) -> str:
    """`shot 2 and shot 4` as `shots 2 and 4`."""
    return _SEVERAL.sub(r"shots \1 and \2", text)


def stem(word: str) -> str:
    """What a word has in common with its other forms; words that mean the same share one."""
    plain = word.lower().removesuffix("'s")
    if len(plain) > 4:
        plain = re.sub(r"(?:ing|ed|es|er|s)$", "", plain)
    elif len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    plain = re.sub(r"(.)\1$", r"\1", plain)
    plain = plain.removesuffix("e") if len(plain) > 3 else plain
    return _ALIKE.get(plain, plain)


def content(text: str) -> frozenset[str]:
    """The stems of the words in a text that tell pictures apart."""
    return frozenset(stem(word) for word in _WORD.findall(text) if word.lower() not in _BLAND)


def _renamed(part: str, words: list[frozenset[str]], loosely: bool, numbers: bool) -> str:
    if words and "card" in words[-1]:
        part = _CARD.sub(f"shot {len(words)}", part)
    for pattern in _BARE if numbers else (_INSIDE,):
        part = pattern.sub(_numbered, part)
    made, at = "", 0
    for start, end, place in sorted(_names(part, words, loosely), key=lambda name: (name[0], -name[1])):
        in_a_name = part[:start].endswith("@") or re.match(r"\.\w", part[end:]) is not None
        if start >= at and not in_a_name:
            lead = "in " if _WHILE.match(part[start:]) else ""
            made, at = f"{made}{part[at:start]}{lead}shot {place}", end
    return made + part[at:]


def _numbered(found: re.Match[str]) -> str:
    several = re.search(r"[,& -]", found["listed"]) is not None
    before = f"{found['before'].rstrip()} " if found["before"] else ""
    return f"{before}{'shots' if several else 'shot'} {found['listed']}"


def _names(part: str, words: list[frozenset[str]], loosely: bool) -> Iterator[tuple[int, int, int]]:
    """Where the names are, each with the place of its shot."""
    for each in _CALLED.finditer(part):
        place = _fits(content(each["name"]), words)
        if place is not None:
            yield each.start(), each.end(), place
    heading = _HEADING.match(part) if loosely else None
    if heading is not None and (place := _fits(content(heading["name"]), words)) is not None:
        yield heading.start("name"), heading.end("name"), place
    for opening in (_WHERE, _WHILE, *((_SUBJECT, _ALONE) if loosely else ())):
        for each in opening.finditer(part):
            found = _longest(part, each.end(), words)
            living = opening in (_SUBJECT, _ALONE) and found and content(part[each.end() : found[0]]) <= _LIVING
            if found and not living:
                yield (each.end() if opening is _ALONE else each.start()), *found


def _longest(part: str, begins: int, words: list[frozenset[str]]) -> tuple[int, int] | None:
    """From there on, the end of the longest run of words that all belong to one shot's picture, and its place."""
    best: tuple[int, int] | None = None
    clause = re.split(r"[,.;:!?]", part[begins:], maxsplit=1)[0]
    for word in list(_WORD.finditer(clause))[:MOST_WORDS]:
        if not content(word.group()):
            continue
        run = content(clause[: word.end()])
        if not any(run <= own for own in words):
            break
        if (place := _fits(run, words)) is not None:
            best = (begins + word.end(), place)
    return best


def _fits(told: frozenset[str], words: list[frozenset[str]]) -> int | None:
    """The one shot whose picture has every word of the phrase."""
    places = [place for place, own in enumerate(words, start=1) if told and told <= own]
    return places[0] if len(places) == 1 else None


def literally(text: str, scene: Scene) -> str:
    """The text with `the first sip` called by number, where one picture has those very words: no first shot is meant."""

    def renamed(found: re.Match[str]) -> str:
        places = [place for place, told in enumerate(scene.told, start=1) if found.group().lower() in told.lower()]
        return f"shot {places[0]}" if len(places) == 1 else found.group()

    return _NTH_THING.sub(renamed, text)
