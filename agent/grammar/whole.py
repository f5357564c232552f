"""What people say about the whole film: its shape, length, mood, price, sound, captions, look, cast and files."""

import re

from agent.grammar.rule import Handler, Meaning, Rule, call, rules, unquoted
from agent.grammar.words import (
    GRADES,
    MOODS,
    NUMBER,
    RATIOS,
    Scene,
    any_of,
    number,
    one_of,
)
from tools.film.brief import Grade, Mood

_FILM = r"(?:it|this|that|(?:the|my|our)?\s*(?:whole |entire )?(?:film|video|movie|ad|clip|thing|piece|spot|reel|teaser|whole thing)|everything|the lot)"
_MAKE = r"(?:make|turn|change|set|have|keep|give|switch|convert|cut|get|bring|trim|shorten|extend|lengthen|stretch|want|need|i want|i need|let's have|do|squeeze|bring|compress)"
_MUSIC = r"(?:background (?:music|track|song)|music(?: track)?|sound[\s-]?track|songs?|score|tunes?|backing track)"
_CAPTIONS = r"(?:text captions?|captions?|subtitles?|subs|text overlays?|captioning|burned[\s-]in (?:text|captions))"
_THE = r"(?:the |any |some |a |all |all the )?"
_WHERE = r"(?:,? for (?:(?:my |the |our |a )?(?:tiktok|reels?|shorts|stories|story|instagram|insta|youtube|facebook|linkedin|feed|phones?|website|tv|web)(?: feed| post| story| stories| reels?| shorts)?))?"
_CALLED = r"[\"“]?(?P<name>[^\"“”\n]{1,60}?)[\"”]?"
_NOUNS = {
    "energy": Mood.UPBEAT,
    "joy": Mood.UPBEAT,
    "warmth": Mood.WARM,
    "drama": Mood.TENSE,
    "tension": Mood.TENSE,
    "magic": Mood.DREAMY,
}
_OPPOSITE = {
    **dict.fromkeys(("cold", "cool", "blue"), Grade.WARM),
    **dict.fromkeys(("warm", "yellow", "orange"), Grade.COOL),
    **dict.fromkeys(("dull", "flat", "grey", "gray"), Grade.VIVID),
    **dict.fromkeys(("saturated", "colorful", "garish"), Grade.SOFT),
    "dark": Grade.NATURAL,
}


def _ratio(found: re.Match[str], _: Scene) -> Meaning:
    ratio = one_of(found.group("ratio"), RATIOS)
    return None if ratio is None else call("change_brief", aspect_ratio=ratio.value)


def _length(found: re.Match[str], _: Scene) -> Meaning:
    said = found.groupdict()
    seconds = number(said["seconds"]) * (60 if said["unit"].lower().startswith("m") else 1)
    return call("change_brief", seconds=float(seconds)) if seconds >= 1 else None


def _mood(found: re.Match[str], _: Scene) -> Meaning:
    mood = _NOUNS.get(found.group("mood").lower()) or one_of(found.group("mood"), MOODS)
    return None if mood is None else call("change_brief", mood=mood.value)


def _brand(found: re.Match[str], _: Scene) -> Meaning:
    return call("change_brief", brand=unquoted(found.group("name")))


def _turned(tool: str, on: bool) -> Handler:
    return lambda _found, _scene: call(tool, on=on)


def _music_mood(found: re.Match[str], _: Scene) -> Meaning:
    mood = one_of(found.group("mood"), MOODS)
    return None if mood is None else call("set_music", on=True, mood=mood.value)


def _grade(found: re.Match[str], _: Scene) -> Meaning:
    if excess := found.groupdict().get("excess"):
        return call("set_grade", grade=_OPPOSITE[re.sub("colou", "colo", excess.lower())].value)
    said = re.sub(r"^(soft|dark)en$", r"\1", found.group("grade"), flags=re.IGNORECASE)
    grade = one_of(said, GRADES)
    return None if grade is None else call("set_grade", grade=grade.value)


WHOLE_RULES: list[Rule] = [
    *rules(
        _music_mood,
        rf"(?:swap|exchange|replace|change) {_THE}{_MUSIC} (?:for|with|to|by) (?:something |a |an |more |music that is |one that is )*(?P<mood>{any_of(MOODS)})(?: one| music)?",
    ),
    *rules(_turned("set_captions", on=False),  rf"(?:turn|switch|take|leave) {_THE}{_CAPTIONS} (?:off|out)",  ),
    *rules(
        _grade,
        rf"(?:give|use|apply|try|go for|put|i want|with)? ?(?:{_FILM} )?(?:a |an |the |more |cinematic |nice |classic |real |proper )*(?P<grade>{any_of(GRADES)}) (?:colou?r )?(?:grade|grading|look|colou?rs|tones?|tint)(?: to {_FILM}| on {_FILM})?",
        r"make (?:the |all )?(?:colou?rs?|picture|image) (?P<grade>pop)(?: more| a bit more)?",
        r"(?:the )?(?:colou?rs?|pictures?|look|image) (?:are|is|look|looks|feel|feels) (?:a (?:bit|little) |way |much |far )*too (?P<excess>cold|cool|blue|warm|yellow|orange|dull|flat|grey|gray|saturated|colou?rful|garish|dark)(?:,? (?:so )?(?:please )?(?:warm|cool|brighten|tone|liven|make) (?:them|it)(?: up| down| (?:a bit )?(?:warmer|cooler|brighter|softer))?)?",
        rf"more (?P<grade>{GRADES[Grade.VIVID]})",
        r"(?P<grade>warm|cool|soften|darken|brighten)(?: up| down)? the (?:colou?rs?|look|picture|image|grade|tones?)",
        r"(?P<grade>more contrast)",
    ),
    *rules(
        _ratio,
        rf"{_MAKE} {_FILM} (?:into |to |in |a |be |as )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| film| instead)*{_WHERE}",
        rf"(?:switch|change|go|let's do|i want|do|use|need|we need|i need) (?:to |for |with |a )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| version| instead)*",
        rf"{_FILM} (?:should|must|has to|needs to|can|could|shall|ought to) be (?:in |a )*(?P<ratio>{any_of(RATIOS)})(?: format| video)?{_WHERE}",
        rf"(?:this is |it'?s |it is |for )(?:for )?(?:instagram |insta |facebook |youtube |my |our |the )*(?P<ratio>{any_of(RATIOS)})(?: reels?| shorts?| feed)?",
    ),
    *rules(
        _length,
        rf"(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: is| are)?(?: enough| please| will do| would do)?",
    ),
    *rules(
        _mood,
        r"(?:a (?:bit|little) )?more (?P<mood>energy|fun|warmth|drama|joy|calm|magic|tension)(?: overall| please)?",
    ),
    *rules(
        _brand,
        rf"(?:it'?s|we'?re|we are|it is) called {_CALLED}",
        rf"(?:our|my) name is {_CALLED}",
        rf"the name on the (?:closing |end |final |last )?card (?:is|should be|must be|:) ?{_CALLED}",
    ),
]  # fmt: skip
