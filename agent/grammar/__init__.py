"""The playbook director's English: what a sentence about the film means, or honestly nothing.

A clause counts as understood only when a rule matches it whole; of a longer sentence every clause must be. A wrong act
is worse than a question.
"""

import re

from agent.director import ToolCall
from agent.grammar.bags import by_bags
from agent.grammar.film_slots import by_film_slots
from agent.grammar.rule import Meaning, first_meaning
from agent.grammar.shots import SHOT_RULES
from agent.grammar.slots import by_slots
from agent.grammar.talk import GO_ON, START_OVER, TALK_RULES
from agent.grammar.whole import WHOLE_RULES
from agent.grammar.words import Scene, scene_of

__all__ = ["GO_ON", "START_OVER", "Scene", "scene_of", "understand"]

LONGEST_SENTENCE = 600
EVERY_RULE = (*TALK_RULES, *WHOLE_RULES, *SHOT_RULES)
_POLITE_BEFORE = re.compile(
    r"(?:(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|we|u)(?: please| maybe| perhaps| also| just)?|let'?s|lets|"
    r"i(?:'?d| would) (?:like|love|prefer|rather)(?: you)?(?: to)?|i want (?:you )?to|i need (?:you )?to|i think (?:we should |you should )?|"
    r"(?:we|you) (?:should|could|can)|maybe|perhaps|just|now|then|also|and|but|so|ok(?:ay)?|alright|hey|hi|hello|hmm+|um+|"
    r"actually|well|yes|yeah|yep|right|great|thanks|thank you|cool|nice|good|perfect|greenlight|oh|ah|next|first|finally|sorry|"
    r"oops|wait|what about|how about|no,|nah,|nope,)[\s,!:]+)+",
    re.IGNORECASE,
)
_POLITE_AFTER = re.compile(
    r"[\s,]+(?:please|pls|plz|thanks|thank you|thx|for me|if (?:you can|possible|that works|you don'?t mind)|will you|would you|"
    r"ok|okay|now|right now|again please|instead please|will ya|cheers|too|as well|then|mate)$",
    re.IGNORECASE,
)
_WISH = re.compile(r"^(?:can|could|may) ((?!you\b|we\b|i\b|u\b)\S.*?) (be|go|come|show|have|feel) ", re.IGNORECASE)
"""`could shot 2 be wider?` is a wish in the form of a question."""
_NEVER = re.compile(
    r"\b(?:don'?t|do not|never|not|shouldn'?t|wouldn'?t|can'?t|cannot|should (?:i|we)|shall (?:i|we)|would it|do you think|"
    r"what if|unless|if|why|how|was|were|would have|might|i wonder|suppose|imagine|did)\b",
    re.IGNORECASE,
)
_ASKING = frozenset({"ask_cost", "ask_why", "show_status", "show_models", "show_ledger", "compare_takes"})
_JOINT = re.compile(
    r"\s*(?:[;,.!]\s*(?:and\s+|then\s+|also\s+|but\s+)*|\s(?:and|then|but)\s(?:then\s|also\s|please\s)*)", re.I
)


def understand(text: str, scene: Scene) -> list[ToolCall] | None:
    """The calls that a sentence means, with shots named by their ids; None when any part of it is not understood."""
    sentence = re.sub(r"\s+", " ", text.replace("’", "'")).strip()
    if not sentence or len(sentence) > LONGEST_SENTENCE:
        return None
    return _sentence(sentence, scene, depth=6)


def _sentence(text: str, scene: Scene, depth: int) -> Meaning:
    whole = _clause(text, scene)
    if whole is not None or depth == 0:
        return whole
    for joint in _JOINT.finditer(text):
        if _inside_quotes(text, joint.start()):
            continue
        before, after = text[: joint.start()], text[joint.end() :]
        if not before.strip() or not after.strip():
            continue
        first = _clause(before, scene)
        if first is None:
            continue
        rest = _sentence(after, scene, depth - 1)
        if rest is not None:
            return _together(first, rest)
    return None


def _clause(text: str, scene: Scene) -> Meaning:
    clause = text.strip(" \t,;:").rstrip(" .!").strip()
    asked = clause.endswith("?")
    clause = _WISH.sub(r"\1 should \2 ", clause.rstrip("? ").strip(), count=1)
    for tried in _without_politeness(clause):
        meant = first_meaning(EVERY_RULE, tried, scene) or _freely(tried, scene)
        if meant is not None and _may_mean(meant, tried, clause, asked=asked):
            return meant
    return None


def _freely(clause: str, scene: Scene) -> Meaning:
    """What no rule matches word for word, by what it names: a shot and a value, a value of the film, or an act."""
    return by_slots(clause, scene) or by_film_slots(clause) or by_bags(clause, scene)


def _without_politeness(clause: str) -> list[str]:
    """The clause without its courtesies, then with those at its beginning, then as it is."""
    bare = clause
    while (shorter := _POLITE_AFTER.sub("", bare)) != bare:
        bare = shorter
    courtesy = _POLITE_BEFORE.match(bare)
    forms = (bare[courtesy.end() :] if courtesy else bare, bare, clause)
    return [form for form in dict.fromkeys(forms) if form]


def _may_mean(meant: list[ToolCall], tried: str, clause: str, *, asked: bool) -> bool:
    """Questions only ask; an act is never taken from a negation, a doubt or a supposition."""
    names = {call.name for call in meant}
    if names <= _ASKING:
        return True
    if names == {GO_ON} and asked:
        return False
    outside = re.sub(r"[\"“][^\"“”]*[\"”]", "", tried)
    if _NEVER.search(outside) and not names <= {
        "set_voice",
        "set_music",
        "set_captions",
        "remove_shot",
        "choose_take",
        "undo",
        "change_brief",
    }:
        return False
    if re.match(r"(?:should|shall|is|are|does|did|was|were|do (?:you|we|i|they))\b", clause, re.IGNORECASE):
        return False
    return not (asked and re.match(r"(?:do|would it|why|how)\b", clause, re.IGNORECASE))


def _together(first: list[ToolCall], rest: list[ToolCall]) -> Meaning:
    """Going on comes last and only once; a question does not mix with an act."""
    calls = [*first, *rest]
    asking = [call for call in calls if call.name in _ASKING]
    if asking and len(asking) != len(calls):
        return None
    acts = [call for call in calls if call.name != GO_ON]
    return [*acts, *([ToolCall(name=GO_ON)] if len(acts) != len(calls) else [])]


def _inside_quotes(text: str, position: int) -> bool:
    before = text[:position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
