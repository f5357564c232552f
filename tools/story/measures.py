"""Lengths, counts and money that a brief names, in figures or in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tools.story.words import NUMBER, number

_SECOND = r"(?:secs?|seconds?|sekunden?|segundos?|secondes?|secondi)"
_MINUTE = r"(?:mins?|minutes?|minuten?|minutos?|minuti)"
_SHOT = r"(?:shots?|scenes?|clips?|cuts)"
_NUMBER = rf"(?<!\w){NUMBER}"
_IN_SECONDS = rf"(?:[\s-]*{_SECOND}|(?<=\d)\s?s)"
"""What makes a number seconds; the letter alone only after a figure, for `ones` and `tens` are no lengths."""
_IN_MINUTES = rf"(?:[\s-]*{_MINUTE}|(?<=\d)\s?m)"
_PER_SHOT = re.compile(
    rf"(?:each\s+(?:{_SHOT}\s+)?(?:lasts?\s+|is\s+|of\s+)?(?P<a>{_NUMBER}){_IN_SECONDS}\b)"
    rf"|(?:(?P<b>{_NUMBER}){_IN_SECONDS}\s+(?:each|apiece|per\s+{_SHOT}|a\s+shot))"
    rf"|(?:(?P<c>{_NUMBER}){_IN_SECONDS}[\s-]+(?:shots|scenes|clips)\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"(?P<half>half\s+a\s+minute)|(?P<half_more>(?:a|one)\s+(?:minute\s+and\s+a\s+half|and\s+a\s+half\s+minutes?))"
    rf"|(?P<clock>\b\d{{1,2}}:[0-5]\d)\s*(?:min|minutes|long)"
    rf"|(?P<minutes>{_NUMBER}|\ba(?=[\s-])){_IN_MINUTES}\b(?:[\s,]*(?:and\s+)?(?P<rest>{_NUMBER}){_IN_SECONDS}\b)?"
    rf"|(?P<seconds>{_NUMBER}){_IN_SECONDS}\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?P<n>{_NUMBER})[\s-]+(?:(?!{_SECOND}\b|{_MINUTE}\b|[sm]\b)\w+[\s-]+)?{_SHOT}\b"
    r"(?!\s+of\s+(?:espresso|whisk|vodka|tequila|rum|gin))",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:one[\s-]take|single[\s-](?:shot|take)|one[\s-]shot|one continuous (?:shot|take))\b", re.IGNORECASE
)
_CREDITS = re.compile(r"(?<![\d.,])(?P<n>\d[\d,]*(?:\.\d{1,2})?)\d*\s*credits?\b", re.IGNORECASE)
"""A cap is read to the hundredth of a credit; what is finer falls away, so that it is never higher than was said."""
_DOLLARS = re.compile(
    r"(?:\$\s*(?P<a>\d[\d,]*(?:\.\d{1,2})?)\d*|(?<![\d.,])(?P<b>\d[\d,]*(?:\.\d{1,2})?)\d*\s*(?:dollars?|bucks|usd)\b)",
    re.IGNORECASE,
)
_PRICE_TALK = re.compile(r"(?:costs?|price[ds]?|sells? for|only|from|at)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Measures:
    """What the text says; None where it says nothing. `totals` holds every length it names, in seconds."""

    totals: tuple[Decimal, ...]
    per_shot: Decimal | None
    shots: int | None
    budget: Decimal | None
    left: str
    """The text without the parts that were read, for finding the subject in the rest."""


def measures(text: str) -> Measures:
    """Read lengths, the number of shots, seconds a shot and the budget (in credits)."""
    left = text
    per_shot: Decimal | None = None
    if found := _PER_SHOT.search(left):
        per_shot = number(next(value for value in found.groups() if value))
        if found.group("c") and (counted := re.search(rf"({NUMBER})\s+$", left[: found.start()], re.IGNORECASE)):
            left = f"{left[: counted.start()]}{counted.group(1)} shots{left[found.end() :]}"
        else:
            left = _without(left, found)
    budget, left = _budget(left)
    shots, left = _shots(left)
    totals = tuple(dict.fromkeys(_seconds(found) for found in _TOTAL.finditer(left)))
    return Measures(totals, per_shot, shots, budget, _TOTAL.sub(" ", left))


def _seconds(found: re.Match[str]) -> Decimal:
    if found.group("half"):
        return Decimal(30)
    if found.group("half_more"):
        return Decimal(90)
    if clock := found.group("clock"):
        minutes, seconds = clock.split(":")
        return Decimal(int(minutes) * 60 + int(seconds))
    if minutes := found.group("minutes"):
        whole = Decimal(1) if minutes.lower() == "a" else number(minutes)
        return whole * 60 + (number(found.group("rest")) if found.group("rest") else 0)
    return number(found.group("seconds"))


def _shots(text: str) -> tuple[int | None, str]:
    if found := _SINGLE.search(text):
        return 1, _without(text, found)
    for found in _COUNT.finditer(text):
        count = number(found.group("n"))
        if (
            count == int(count)
            and count >= 1
            and not re.search(r"(?:shot|scene|clip)\s*$", text[: found.start()], re.I)
        ):
            return int(count), _without(text, found)
    return None, text


def _budget(text: str) -> tuple[Decimal | None, str]:
    if found := _CREDITS.search(text):
        return Decimal(found.group("n").replace(",", "")), _without(text, found)
    for found in _DOLLARS.finditer(text):
        nearby = text[max(0, found.start() - 40) : found.end() + 20].lower()
        spends = re.search(r"budget|spend|under|at most|max|up to|no more than|within|limit", nearby)
        if spends and not _PRICE_TALK.search(text[: found.start()]):
            return Decimal((found.group("a") or found.group("b")).replace(",", "")) * 100, _without(text, found)
    return None, text


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
