"""The freer word order for the whole film: one value, one thing it is about, and nothing but small words besides."""

import re

from agent.grammar.rule import Meaning, call
from agent.grammar.slots import NO_WISH, SMALL, WISHES
from agent.grammar.words import GRADES, MOODS, NUMBER, RATIOS, SHOT, any_of, number, one_of

MUSIC = r"music|soundtrack|song|score|tune"
LOOK = r"look|colou?rs?|grade|grading|tones?|tint|pictures?|image"
MOOD_OF = r"mood|feel(?:ing)?|vibe|tone|atmosphere|overall"
FILM = r"film|video|movie|ad|clip|piece|everything|whole|all|entire|thing|format|ratio|total|whole thing"
CHEAP = r"cheaper|less expensive|more affordable|less money|less costly"
_SMALL = SMALL | {
    "even",
    "quite",
    "touch",
    "bit",
    "some",
    "something",
    "any",
    "slightly",
    "somewhat",
    "kind",
    "sort",
    "only",
}
_PLACES = (
    (rf"\b(?P<n>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)\b(?: long)?", FILM),
    (rf"\b(?P<ratio>{any_of(RATIOS)})(?!\w)", FILM),
    (rf"\b(?P<music>{any_of(MOODS)})\b", MUSIC),
    (rf"\b(?P<grade>{any_of(GRADES)})\b", LOOK),
    (rf"\b(?P<mood>{any_of(MOODS)})\b", rf"{FILM}|{MOOD_OF}"),
    (rf"\b(?P<cheap>{CHEAP})\b", rf"{FILM}|price|cost|version|done|way|option|models?"),
)


def by_film_slots(clause: str) -> Meaning:
    """A change of the whole film; None when a word is left over, or it is about a single shot."""
    if SHOT.search(clause) or NO_WISH.match(clause) or '"' in clause:
        return None
    for pattern, about in _PLACES:
        values = list(re.finditer(pattern, clause, re.IGNORECASE))
        if len(values) != 1:
            continue
        rest = f"{clause[: values[0].start()]} {clause[values[0].end() :]}"
        topics = re.findall(rf"\b(?:{about})\b", rest, re.IGNORECASE)
        left = re.sub(rf"\b(?:{about})\b", " ", rest, flags=re.IGNORECASE)
        words = re.findall(r"[\w']+|[^\w\s,:.]", left.lower())
        wished = any(word in WISHES for word in words) or "more" in words
        named = bool(topics) or ("it" in words and about not in (MUSIC, LOOK))
        if named and wished and all(word in _SMALL for word in words):
            return _meaning(values[0])
    return None


def _meaning(found: re.Match[str]) -> Meaning:
    said = found.groupdict()
    if said.get("n"):
        seconds = number(said["n"]) * (60 if said["unit"].lower().startswith("m") else 1)
        return call("change_brief", seconds=float(seconds)) if seconds >= 1 else None
    if said.get("ratio"):
        ratio = one_of(said["ratio"], RATIOS)
        return None if ratio is None else call("change_brief", aspect_ratio=ratio.value)
    if said.get("grade"):
        grade = one_of(said["grade"], GRADES)
        return None if grade is None else call("set_grade", grade=grade.value)
    if said.get("cheap"):
        return call("spend_less")
    mood = one_of(said.get("music") or said.get("mood") or "", MOODS)
    if mood is None:
        return None
    return call("set_music", on=True, mood=mood.value) if said.get("music") else call("change_brief", mood=mood.value)
