"""The shared small change of reading: numbers in words, and whole-word search."""

import re
from decimal import Decimal

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MASS_NOUNS = frozenset(
    "coffee tea bread wine beer chocolate honey music yoga pottery fashion jewellery jewelry furniture skincare "
    "perfume soap cheese milk juice water food pasta pizza sushi gelato jazz dance art love travel snow rain light "
    "running cycling surfing sailing fishing gardening espresso denim knitwear makeup insurance law".split()
)
"""Nouns that stand without an article."""
_TENS = "|".join(TENS)
_UNITS = "|".join(sorted(UNITS, key=len, reverse=True))
NUMBER = rf"(?:\d+(?:[.,]\d+)?|(?:{_TENS})(?:[\s-](?:{_UNITS}))?|(?:{_UNITS})(?:\s+hundred)?|(?:a|one)\s+hundred)"
"""A number in figures or in words, from zero to a few hundred, as a piece of a regular expression."""


def number(text: str) -> Decimal:
    """The value of what `NUMBER` matched."""
    cleaned = text.strip().lower().replace(",", ".")
    if cleaned[0].isdigit():
        return Decimal(cleaned)
    if cleaned.endswith("hundred"):
        first = cleaned.split()[0]
        return Decimal(100 * UNITS.get(first, 1))
    parts = re.split(r"[\s-]+", cleaned)
    return Decimal(sum(TENS.get(part, UNITS.get(part, 0)) for part in parts))


def has_phrase(text: str, phrase: str) -> bool:
    """True when the phrase stands in the text as whole words, whatever the case; a plain plural counts."""
    return first_phrase(text, phrase) is not None


def first_phrase(text: str, phrase: str) -> int | None:
    """Where the phrase stands first, in characters; None when it does not."""
    if phrase.casefold() not in text.casefold():
        return None  # nearly always so, and found out a hundred times sooner than by a pattern
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?:s|es)?(?!\w)", text, re.IGNORECASE)
    return None if found is None else found.start()


def tidy(text: str) -> str:
    """One line, single spaces, no stray punctuation at its ends."""
    return re.sub(r"\s+", " ", text).strip(" \t\n,;:.!?-–—\"'“”")
