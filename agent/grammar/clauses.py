"""One clause: its courtesies taken off, the first rule that fits it whole, and never an act out of a doubt or a no."""

import re

from agent.director import ToolCall
from agent.grammar.by_hand import BY_HAND_RULES
from agent.grammar.cancelling import CANCEL_RULES
from agent.grammar.carriers import by_carriers
from agent.grammar.cast import CAST_RULES
from agent.grammar.finishing import FINISH_RULES
from agent.grammar.leaving import LEAVING_RULES
from agent.grammar.lengths import LENGTH_RULES
from agent.grammar.lines import LINE_RULES
from agent.grammar.money import MONEY_RULES
from agent.grammar.order import ORDER_RULES
from agent.grammar.pictures import PICTURE_RULES
from agent.grammar.reader import ASKING, by_frames
from agent.grammar.rule import Meaning, first_meaning
from agent.grammar.shots import SHOT_RULES
from agent.grammar.talk import GO_ON, TALK_RULES
from agent.grammar.whole import WHOLE_RULES
from agent.grammar.words import CAMERAS, FRAMINGS, Scene, any_of

EVERY_RULE = (
    *TALK_RULES,
    *CANCEL_RULES,
    *BY_HAND_RULES,
    *LEAVING_RULES,
    *FINISH_RULES,
    *WHOLE_RULES,
    *MONEY_RULES,
    *CAST_RULES,
    *SHOT_RULES,
    *LENGTH_RULES,
    *ORDER_RULES,
    *LINE_RULES,
    *PICTURE_RULES,
)
_POLITE_BEFORE = re.compile(
    r"(?:(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|we|u)(?: please| maybe| perhaps| also| just)?|let'?s|lets|"
    r"(?:would|is) it (?:be )?possible to|i(?:'d| would) (?=swap|make|cut|drop|move|use|put|remove|switch|add)|i(?:'?d| would) (?:like|love|prefer|rather)(?: you)?(?: to)?|i (?:would|'d) (?:like|love|prefer|wish) (?:that|it if|to (?:have|know|see)(?= (?:the|what|how|which)\b))|i (?:wish|think|want|suggest|propose) that|you (?:may|can) (?=cut|join|put|make|use|drop|remove|go|add)|i want (?:you )?to|i need (?:you )?to|i think (?:we should |you should )?|(?:could|can|would) you (?:please )?(?:tell me|explain)|tell me|"
    r"(?:we|you) (?:should|could|can)|maybe|perhaps|just|now|then|also|and|but|so|ok(?:ay)?|alright|hey|hi|hello|hmm+|um+|no wait|nope|oh no|you know what|"
    r"actually|well|yes|yeah|yep|right|great|thanks|thank you|cool|nice|good|perfect|greenlight|oh|ah|next|first|finally|sorry|"
    r"oops|wait|what about|how about|no,|nah,|nope,)[\s,!:]+)+",
    re.IGNORECASE,
)
_POLITE_AFTER = re.compile(
    r"[\s,]+(?:please|pls|plz|thanks|thank you|thx|for me|if (?:you can|possible|that works|you don'?t mind)|will you|would you|"
    r"ok|okay|now|right now|again please|instead please|instead of (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)(?: seconds?)?|will ya|cheers|too|as well|then|mate)$",
    re.IGNORECASE,
)
_WISH = re.compile(r"^(?:can|could|may) ((?!you\b|we\b|i\b|u\b)\S.*?) (be|go|come|show|have|feel) ", re.IGNORECASE)
"""`could shot 2 be wider?` is a wish in the form of a question."""
_RATHER = re.compile(
    r"^((?!it\b|this\b|that\b).+?) (?:would|might|could) (?:be|work|look|feel|do) (?:so |much |a lot |way |even )?(?:better|nicer|good|nice|great|lovely|perfect|cool|best|well)(?: ((?:as|with|at|in|on|for) .+))?$",
    re.IGNORECASE,
)
"""`a calmer mood would be nice` names the wish and leaves the verb out."""
_NEVER = re.compile(
    r"\b(?:don'?t|do not|never|not|shouldn'?t|wouldn'?t|can'?t|cannot|should (?:i|we)|shall (?:i|we)|would it|do you think|"
    r"what if|unless|if|why|how|was|were|would have|might|i wonder|suppose|imagine|did)\b",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:a (?:little |tiny |wee |good |whole )?(?:bit|lot|tad|touch|smidge|hair|notch)|slightly|somewhat|considerably|quite|really|"
    r"very|pretty|rather|kind of|kinda|sort of|simply|maybe|perhaps|probably|totally|definitely|absolutely|honestly|basically|"
    r"i guess|i suppose|if anything|on second thought|after all|in the end|for now|i believe|i feel like|to be honest)\b,?",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"(?:^for (?![^,]*\b(?:shots?|scenes?|clips?|ones?|numbers?|music|captions|subtitles|voice\w*|first|last|\d+)\b)(?:[\w-]+ ){0,2}[\w-]+, |,? (?:because|since|so (?:that )?(?=(?:it|she|he|they|we|you|people|viewers|i|everyone)\b)|"
    r"to (?=(?:give|keep|match|avoid|create|save|help|let|fit|hook|emphasi[sz]e|highlight)\b)) ?.+$|"
    r",? (?:for|on|in) (?:the |our |my |this |that )?(?:client|team|boss|finance team|legal|social(?: media)?|campaign|version|tv cut|moment)$|"
    rf",? (?:not|instead of|rather than) (?:an? |the )?(?:{any_of(FRAMINGS)}|{any_of(CAMERAS)})$)",
    re.IGNORECASE,
)
"""What a wish is for, or what it is not: none of it changes what is wished."""


def clause_meaning(text: str, scene: Scene) -> Meaning:
    """What a clause means by itself; None when it is not understood."""
    clause = text.strip(" \t,;:").rstrip(" .!").strip()
    meant = by_frames(clause.rstrip(" ?"), scene)
    if meant is not None:
        return meant
    asked = clause.endswith("?")
    clause = _RATHER.sub(r"\1 \2", clause.rstrip("? ").strip(), count=1).strip()
    clause = _WISH.sub(r"\1 should \2 ", clause.rstrip("? ").strip(), count=1)
    forms = _without_politeness(clause)
    thinner = [
        thin for form in forms for thin in (_plainly(form), _PURPOSE.sub("", form), _plainly(_PURPOSE.sub("", form)))
    ]
    for tried in dict.fromkeys([*forms, *(each for each in thinner if each)]):
        meant = first_meaning(EVERY_RULE, tried, scene) or by_carriers(tried, scene)
        if tried not in forms and _carries_text(meant):
            continue
        if meant is not None and _may_mean(meant, tried, clause, asked=asked):
            return meant
    return None


def _plainly(text: str) -> str:
    """Without the words that only say how much or how surely."""
    return " ".join(_FILLERS.sub(" ", text).split())


def _carries_text(meant: Meaning) -> bool:
    """The person's own words are in it, so they must not be thinned out."""
    texts = {"description", "also", "narration", "dialogue", "on_screen_text", "brand", "name"}
    return any(texts & call.arguments.keys() for call in meant or ())


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
    if names <= ASKING:
        return True
    if names == {GO_ON} and asked:
        return False
    if names == {"spend_less"} and re.match(
        r"(?:is|isn'?t|are|aren'?t) there\b|do (?:we|you) have\b", clause, re.IGNORECASE
    ):
        return True  # `is there a cheaper way?` is a wish, and a plan that changes can be undone
    outside = re.sub(r"[\"“][^\"“”]*[\"”]", "", tried)
    outside = re.sub(r"\bi (?:don't|do not|didn't) (?:really |quite )?(?:like|love) ", "", outside, flags=re.IGNORECASE)
    if _NEVER.search(outside) and not names <= {
        "set_voice",
        "set_music",
        "set_captions",
        "remove_shot",
        "choose_take",
        "spend_less",
        "undo",
        "change_brief",
    }:
        return False
    if re.match(r"(?:should|shall|is|are|does|did|was|were|do (?:you|we|i|they))\b", clause, re.IGNORECASE):
        return False
    return not (asked and re.match(r"(?:do|would it(?! be possible)|why|how)\b", clause, re.IGNORECASE))
