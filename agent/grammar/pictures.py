"""What people say about what is seen in a shot: another picture, something more in it, another hour or weather."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, unquoted
from agent.grammar.words import (
    CAMERAS,
    DROP,
    FILE,
    FRAMINGS,
    MODEL,
    MOODS,
    NUMBER,
    ONE,
    VAGUE,
    Scene,
    any_of,
    one_of,
    shot_number,
)

_SHOW = r"(?:show(?:s|ing)?|feature|be of|be about|depict|have|see)"
_FILM_WORDS = re.compile(
    r"\b(?:shots?|scenes?|clips?|takes?|stills?|music|soundtrack|song|voice\w*|captions?|subtitles?|text|titles?|dialog\w*|"
    r"narrat\w+|sound\w*|effects?|seconds?|secs?|frames?|framing|camera|lens|transitions?|fade|dissolve|cut|zoom\w*|pan|tilt|"
    r"logo|watermark|crack|whirl|stab|words?|line|model|version|close[\s-]?ups?|wide|angle|movement|motion|budget|credits?|card|grade|"
    r"colou?r grade|music|time|length|focus|pace|speed)\b",
    re.IGNORECASE,
)
"""Whoever adds one of these to a shot means the film's making, not its picture."""
_COMPARES = re.compile(
    r"\b(?:longer|shorter|wider|closer|tighter|faster|slower|brighter|darker|louder|quieter|warmer|cooler|better|worse|nicer|"
    r"sharper|less|more|too|bit|lot|second|seconds|instead of)\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:longer|shorter|wider|closer|tighter|faster|slower|louder|quieter|better|worse|nicer|less|bit|lot|again|off|instead of)\b",
    re.IGNORECASE,
)
MOST_WORDS_OF_A_JUDGEMENT = 5
"""`a second longer` and `a bit less boring` judge a shot and do not describe it."""
_THINGS = (
    r"(?:a|an|some|more|another|two|three|four|five|six|several|many|lots of|a few|a lot of|the|our|my|his|her|their)"
)
_HOURS = {
    "in the rain": r"rain(?:ing|y)?|in (?:the )?rain|pour(?:ing)?(?: with rain)?",
    "in falling snow": r"snow(?:ing|y)?|in (?:the )?snow",
    "in fog": r"fog(?:gy)?|mist(?:y)?|in (?:the )?(?:fog|mist)",
    "in a storm": r"storm(?:y)?|a storm|in a storm",
    "at night": r"(?:at )?night(?:time| time)?|dark outside|after dark",
    "at sunrise": r"(?:at )?(?:sunrise|dawn|daybreak)",
    "at sunset": r"(?:at )?(?:sunset|dusk|golden hour)|during (?:the )?golden hour",
    "in the evening": r"(?:in )?(?:the )?evening(?: light| sun)?",
    "in the morning": r"(?:in |early in )?(?:the )?(?:early )?morning(?: light| sun)?",
    "in bright sunshine": r"sunny|in (?:bright |the )?(?:sunshine|sunlight|sun)|bright(?: and)? sunny",
    "by day": r"(?:at |by |in )?day(?:time|light)?",
}
_HOUR = rf"(?P<hour>{any_of(_HOURS)})"
_LOOK = (
    r"(?P<adjective>(?:bright |dark |light |deep )?(?:red|blue|green|yellow|black|white|pink|orange|purple|brown|gr[ea]y|golden|gold|silver|"
    r"turquoise|beige|bigger|smaller|larger|older|younger|taller|fuller|empty|full|open|closed|wooden|rusty|shiny|steaming|wet|dry))"
)
_THING = r"(?P<thing>(?:the|his|her|their|our|my) [\w' -]{2,40}?)"


def described(text: str, shot: str, scene: Scene, *, loose: bool = False) -> Meaning:
    """A shot's new picture; None where the words are no picture. `loose` takes a single word."""
    place, told = shot_number(shot, scene), unquoted(text)
    told = re.sub(r"^(?:a shot of|instead|a picture of)\s+|,?\s+instead$", "", told, flags=re.IGNORECASE)
    if found := re.match(r"also (?P<more>.+)", told, re.IGNORECASE):
        return also(found["more"], shot, scene)
    plain = re.sub(
        r"\b(?:an?|the|some|camera|shot|moves?|movement|feel|look|framing|angle|view|slow)\b", " ", told, flags=re.I
    )
    core = " ".join(plain.split())
    named = one_of(core, FRAMINGS) or one_of(told, FRAMINGS)
    moved = one_of(core, CAMERAS) or one_of(told, CAMERAS)
    known = named or moved or one_of(told, MOODS)
    if re.match(r"(?:from|as|like|than|too|so|very|much|not|no|in|at|on|to|of|by|with|for)\b", told, re.I) or re.search(
        FILE, told, re.I
    ):
        return None
    judged = len(told.split()) <= MOST_WORDS_OF_A_JUDGEMENT and _COMPARES.search(told)
    if judged or any(_is_setting(part) for part in re.split(r",|\band\b", told)):
        return None
    if re.search(r"\b(?:says?|said|whispers?|shouts?|narrat\w+|reads?)\b.*[\"“]", text, re.IGNORECASE):
        return None
    short = len(told.split()) < 2 and not loose
    if place is None or known or VAGUE.match(told) or short or re.fullmatch(MODEL, told, re.I):
        return None
    return call("edit_shot", shot=scene.ids[place - 1], description=told)


def also(text: str, shot: str, scene: Scene) -> Meaning:
    """Something more in a shot's picture; None where the words are about the film's making."""
    place, told = shot_number(shot, scene), unquoted(text)
    if place is None or _FILM_WORDS.search(told) or VAGUE.fullmatch(told) or '"' in told or re.search(FILE, told, re.I):
        return None
    judged = len(told.split()) <= MOST_WORDS_OF_A_JUDGEMENT and _JUDGES.search(told)
    setting = any(_is_setting(part) for part in re.split(r",|\band\b", told)) or re.search(MODEL, told, re.I)
    return None if judged or setting else call("edit_shot", shot=scene.ids[place - 1], also=told)


def _description(found: re.Match[str], scene: Scene) -> Meaning:
    subject = f"{found['subject']} " if found.groupdict().get("subject") else ""
    return described(f"{subject}{unquoted(found.group('what'))}", found.group("shot"), scene)


def _is_setting(part: str) -> bool:
    """A framing, a move, a length or a step, which is a setting of the shot and no picture."""
    plain = re.sub(r"^(?:an?|the|with an?|with|slow)\s+", "", part.strip(), flags=re.IGNORECASE)
    length = re.fullmatch(rf"(?:for |last )?{NUMBER}[\s-]*(?:s|secs?|seconds?)(?: long)?", plain, re.IGNORECASE)
    step = re.fullmatch(r"(?:a (?:bit|little) )?(?:wider|closer|tighter|longer|shorter)", plain, re.IGNORECASE)
    named = one_of(plain, FRAMINGS) is not None or one_of(plain, CAMERAS) is not None
    return named or bool(length or step or re.fullmatch(MODEL, plain, re.IGNORECASE))


def _also(found: re.Match[str], scene: Scene) -> Meaning:
    without = found.groupdict().get("without")
    shot, told = (
        shot_id(found, scene),
        f"no {without.removeprefix('any ')}" if without else unquoted(found.group("what")),
    )
    if without and re.match(r"(?:take|pin|everything|all|it|that|this|what|whatever|\w+ing)\b", without, re.IGNORECASE):
        return None
    if shot is None or _FILM_WORDS.search(told) or VAGUE.fullmatch(told) or '"' in told or re.search(FILE, told, re.I):
        return None
    return call("edit_shot", shot=shot, also=told)


def _hour(found: re.Match[str], scene: Scene) -> Meaning:
    shot, hour = shot_id(found, scene), one_of(found.group("hour"), _HOURS)
    return None if shot is None or hour is None else call("edit_shot", shot=shot, also=hour)


def _thing(found: re.Match[str], scene: Scene) -> Meaning:
    shot, thing = shot_id(found, scene), found.group("thing").lower()
    if shot is None or _FILM_WORDS.search(thing):
        return None
    verb = "are" if thing.endswith("s") and not thing.endswith("ss") else "is"
    return call("edit_shot", shot=shot, also=f"{thing} {verb} {found.group('adjective').lower()}")


PICTURE_RULES: list[Rule] = [
    *rules(
        _hour,
        rf"make it (?:be )?{_HOUR} (?:in|for|during) {ONE}",
        rf"(?:make|have|set|put|move|shoot|film|let) {ONE} (?:be |happen |play |take place |set )?(?:to |in )?{_HOUR}",
        rf"{ONE} (?:should|must|could|has to|needs to) (?:be |happen |play |take place |be set )(?:at |in )?{_HOUR}",
        rf"{ONE},? {_HOUR}(?: please| instead)?",
    ),
    *rules(
        _thing,
        rf"(?:make|paint|colou?r|have|turn) {_THING} (?:in|of|on) {ONE} {_LOOK}",
    ),
    *rules(
        _also,
        rf"{DROP} (?:the |all (?:the )?)?(?P<without>[\w'-]+(?: [\w'-]+)?) (?:from|in) {ONE}",
        rf"(?:put|add|place|include|show|have) (?P<what>(?:{_THINGS} )?[\w' -]{{2,60}}? in the (?:background|foreground|distance|corner)) (?:of|in|to) {ONE}",
        rf"(?:have|let) (?P<what>(?:the |a |an |two |three |some |our |my |his |her )[\w'-]+(?: [\w'-]+){{0,2}} [\w'-]+ing(?: [\w' -]{{2,40}})?) in {ONE}",
        rf"(?:put|add|place|include|insert|bring|throw in|give me|get) (?P<what>{_THINGS} .{{2,80}}?) (?:in|to|into|on|onto|for) {ONE}(?: as well| too)?",
    ),
    *rules(
        _description,
        rf"(?:let|make|have) {ONE} be (?P<what>(?:a|an|the|our|my|two|three|some) \S+ \S+.*)",
        rf"{ONE} (?:should|must|could) end (?:with|on) (?P<what>.+)",
        rf"{ONE} (?:should|must|shall|could|can|might|ought to|needs to|has to) (?:rather )?{_SHOW} (?P<what>.+)",
        rf"(?:in|for) {ONE},? (?:i want to |i'd like to |let's |we should |please )?(?:show|see|have|put) (?P<what>.+)",
        rf"(?:make|have|let|get)? ?{ONE} (?:to )?(?:show|be about|about|be of|depict|feature) (?P<what>.+)",
        rf"(?:show|put|i want to see) (?P<what>.+?) (?:in|for) {ONE}(?: instead)?",
        rf"(?:change|rewrite|redo|update) {ONE} ?[:=] ?(?P<what>.+)",
        rf"(?:in|for|during) {ONE},? (?P<subject>(?:the|a|an|our|my|his|her) \w+(?: \w+)?) (?:should|must|could) be (?P<what>\w+(?:ing|ed)?(?: .+)?)",
        rf"what (?:we|you|people) see in {ONE} (?:should|must|shall|could) be (?P<what>.+)",
        rf"{ONE} with (?P<what>(?:a|an|two|three|our|some) \S+ \S+.*)",
    ),
]  # fmt: skip
