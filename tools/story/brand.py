"""The name that a brief's film is for: as it was spelt, by the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.story.knowledge import every_picture_word
from tools.story.people import BUSINESSES
from tools.story.wishes import MOODS, PLATFORMS, STYLES
from tools.story.words import UNITS, tidy

LONGEST_BRAND = 60
NEARBY = 60
"""How many characters before a name are looked at."""
SIGNATURE = 200
"""How many characters at the end of a brief may hold its signature."""
_BUSINESSES = "|".join(sorted(BUSINESSES))
_WORD = r"[A-ZÀ-Þ0-9][\w'’]*(?:-[\w'’]+){0,3}"
_SMALL = r"(?:&|and|of|the|no|de|da|do|du|di|del|della|des|la|le|les|von|van|der|y|e|et|n')"
_NAME = rf"[A-ZÀ-Þ][\w'’]*(?:-[\w'’]+){{0,3}}(?:\s+No\.?\s*\d+|\s+e\.\s?V\.|\s+(?:{_SMALL}\s+){{0,2}}{_WORD}){{0,6}}"
"""Capitalised words, with the small ones that stand inside names."""
_UNCASED = r"(?:(?![،؛؟۔।॥])[\u0590-\u1dbf\u2e80-\u2fdf\u3005-\u3007\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefc])"
"""A letter, or a mark on one, of a script without capitals: a name in it begins like any other word."""
_FOREIGN_WORD = rf"(?:[Α-ΩΆ-ΏА-ЯЁІЇЄ]|{_UNCASED})(?:[\w'’-]|{_UNCASED})*"
_FOREIGN = rf"{_FOREIGN_WORD}(?:\s+{_FOREIGN_WORD}){{0,6}}"
_PICTURE = r"(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)"
"""An emoji."""
_CAPITAL = re.compile(_NAME)
_IN_LATIN = rf"{_NAME}(?:\s+to\s+{_NAME})?"
_CALLED = re.compile(
    r"\b(?i:called|named|brand(?: name)?(?: is|:)?|company(?: name)?(?: is|:)|shop(?: name)? is|title(?: is|:)|"
    r"business:|band:|client:|(?<!his )(?<!her )name(?:'s|’s| is|:)|the name of it is)\s+"
    rf"(?:[\"“'‘](?P<quoted>[^\"”’']{{1,60}})[\"”'’]|"
    rf"(?P<bare>(?:{_PICTURE}\s?)?(?:{_IN_LATIN}|{_FOREIGN}|[A-Z0-9][\w&'’.-]*)(?:\s?{_PICTURE})?))",
)
_LAST = re.compile(
    r"\b(?i:ends? (?:on|with)|ending (?:on|with)|end:|finish (?:on|with)|clos(?:e|ing) (?:on|with)) "
    rf"({_NAME})(?=[.,;!]|$)"
)
"""The name that the film ends on."""
_OWNED = re.compile(
    rf"\b[A-ZÀ-Þ]\w+['’]s?\s+(?:[a-z]+\s+){{0,2}}(?:{_BUSINESSES}|bakery|café|cafe|garden|kitchen|farm)\b"
)
"""`Marta's flower stall`."""
_SIGNED = re.compile(
    rf"(?:^|[.!?;,\n–—-]\s*)(?:(?:ends?|close|finish) (?:on|with) |put |and )?(?:[Tt]he )?(?P<name>{_NAME})"
    r"(?: at the (?:very )?end)?\s*(?=$|[.!?\n,])"
)
"""A name that stands alone, as one signs a letter."""
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|to|of|through|across|around|above|over|along|on|about|into|met|with|by|past|than|like|and|is)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BRAND_BEFORE = re.compile(
    r"\b(?:for|by|introducing|presenting|presents|meet|visit|promote|promoting|launch(?:ing)?|we are|we're|at the end|"
    r"i'm|i am|finish with|end with|close with)\s+(?:our\s+|the\s+)?$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    rf"(?:{_BUSINESSES}|society|bank|trust|rescue|vets?|museum|theatre|theater|choir|band|orchestra|church|hall|school|"
    r"college|university|festival|hotel|inn|bakery|caf[eé]|library|fc|united|plumbing|foundation|association)s?$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:road|street|avenue|lane|st|rd|ave)$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:I|We|You|It|He|She|They|That|There|What|Who|Let|Here|Don|Can|Isn|Doesn)['’]\w+$")
_NEVER = frozenset(
    "portrait landscape create make a an the show i we our my film video ad shot scene shots please this that it its "
    "give write produce monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas halloween easter valentine english spanish french "
    "german japanese italian victorian sora veo kling seedance hailuo wan runway luma pixverse pika ltx flux "
    "midjourney no with without and but use open start end close cut fade then first next finally six five four "
    "three two one teaser trailer explainer loop story mood style tone music voice captions text title audience "
    "duration length budget format ceo diy ai tv usa uk eu 4k hd ep dj vertical square product brand promo short "
    "commercial reel reels an quick every each in on at for about to how what why when where who you your let "
    "lets want need think imagine calm happy year day hello hi thanks thank student season slow wide front last "
    "bow as something simple romantic dignified she he they his her their under up good".split()
)
PLACES_OF_SHOWING = frozenset(
    {*(platform.lower() for platform in PLATFORMS), "instagram", "facebook", "youtube", "tiktok", "linkedin"}
)
_LOOKS = frozenset({*STYLES, *(word for words in MOODS.values() for word in words)})
"""`Upbeat.` at the end is how the film shall be, and nobody's name."""


@dataclass(frozen=True, order=True)
class _Candidate:
    """A name that may be the brand; the greatest wins: how sure, then the longer, then the earlier."""

    rank: int
    words: int
    before: int
    name: str


def find_brand(text: str, quoted_brand: str | None = None, *, guess: bool = True) -> str | None:
    """The name to set on the closing card, as it was spelt; None when none was found.

    `guess` takes a capitalised name for it; in languages that capitalise every noun that would mislead.
    """
    if found := _CALLED.search(text):
        return tidy(found.group("quoted") or found.group("bare") or found.group("last"))[:LONGEST_BRAND] or None
    if not quoted_brand and (found := _LAST.search(text)):
        return found.group(1)[:LONGEST_BRAND]
    if quoted_brand or not guess:
        return quoted_brand
    best = max([*_owned(text), *_signed(text), *_named(text)], default=None)
    return None if best is None else best.name[:LONGEST_BRAND]


def _owned(text: str) -> Iterator[_Candidate]:
    for found in _OWNED.finditer(text):
        whose = found.group().split()[0]
        if not _PRONOUN.match(whose) and whose.lower() not in _NEVER:
            yield _Candidate(4, len(found.group().split()), -found.start(), found.group())


def _signed(text: str) -> Iterator[_Candidate]:
    """The names at the brief's very end."""
    begins = max(0, len(text) - SIGNATURE)
    for found in _SIGNED.finditer(text, begins):
        name, start = _trimmed(found["name"], found.start("name"), text)
        after = _CAPITAL.sub("", text[found.end() :]).strip(" .!?,\n0123456789-")
        common = name.lower() in every_picture_word() | _LOOKS or ADDRESS.search(name)
        if name and (not after or "at the" in found.group()) and not common:
            named = f"The {name}" if text[:start].endswith("The ") else name
            yield _Candidate(4, len(named.split()), -start, named)


def _named(text: str) -> Iterator[_Candidate]:
    for found in _CAPITAL.finditer(text):
        name, start = _trimmed(found.group(0), found.start(), text)
        if name and (rank := _rank(text[max(0, start - NEARBY) : start], name)):
            yield _Candidate(rank, len(name.split()), -start, name)


def _trimmed(name: str, start: int, text: str) -> tuple[str, int]:
    """The name without words that only begin a sentence, and where it then starts."""
    words = name.rstrip("'’-").split()
    while words and (
        words[0].lower().rstrip("'’") in _NEVER or _PRONOUN.match(words[0]) or re.fullmatch(_SMALL, words[0])
    ):
        start = text.index(words[0], start) + len(words[0])
        start += len(text[start : start + NEARBY]) - len(text[start : start + NEARBY].lstrip())
        words = words[1:]
    if words[1:] == [] and words and words[0].lower() in UNITS:
        words = []
    while words and words[-1].lower() in _NEVER | {"&"}:
        words = words[:-1]
    name = " ".join(words)
    no_name = name.lower() in PLACES_OF_SHOWING or name[:1].islower() or name[:1].isdigit() or len(name) < 2
    return ("" if no_name else re.sub(r"['’]s$", "", name)), start


def _rank(before: str, name: str) -> int:
    if ADDRESS.search(name):
        return 0
    if _BRAND_BEFORE.search(before):
        return 3
    if _PLACE_BEFORE.search(before):
        organisation = len(name.split()) > 1 and _ORGANISATION.search(name) and re.search(r"\bof the\s+$", before)
        return 2 if organisation else 0
    starts_sentence = not before.strip() or before.rstrip()[-1] in ".!?\n:"
    if starts_sentence:
        if len(name.split()) > 1 and _ORGANISATION.search(name):
            return 3
        return 1 if len(name.split()) > 1 or re.search(r"[&\d]", name) else 0
    return 2
