"""What people say about how the cut is finished, and about its other versions."""

import re

from agent.grammar.rule import Handler, Meaning, Rule, call, rules
from agent.grammar.words import NUMBER, Scene, number

_NEED = r"(?:(?:make|give me|deliver|export|render|do|create|produce|i want|i need|we need|i'd like|we want|let me have|get me|use|have|put|try|add|go for|go with|set|turn) )*"
_BETWEEN = r"(?: (?:between|from shot to shot|in between)(?: (?:all |every |each )?(?:of )?(?:the |my |our )?(?:shots?|scenes?|clips?))?)"
_PLACES = {
    "tiktok": r"tik ?tok",
    "reels": r"(?:instagram )?reels?",
    "shorts": r"(?:youtube )?shorts?",
    "youtube": r"you ?tube",
    "square": r"square|1:1|feed",
    "web-loop": r"web(?:site)? loop|(?:muted |silent )?loop",
    "master": r"(?:prores )?master",
    "4k": r"4k|uhd",
    "preview": r"(?:quick )?preview",
}
_PLACE = "|".join(_PLACES.values())
_LISTED = (
    rf"(?P<places>(?:{_PLACE})(?:(?:,? and (?:the |a |one for )?|, (?:the |a )?|,? plus (?:the |a )?)(?:{_PLACE}))*)"
)
_WITHOUT = r"(?:,? (?P<without>without|with no|minus) (?:the )?(?:captions|subtitles))?"
_CUT_DOWN = r"(?:cut[\s-]?downs?|bumpers?|short(?:er)? versions?)"


def _finish(**told: object) -> Handler:
    return lambda _found, _scene: call("set_finish", **told)


def _deliver(found: re.Match[str], _: Scene) -> Meaning:
    said = found.groupdict()
    places = re.findall(_PLACE, said.get("places") or "", re.IGNORECASE)
    names = [name for each in places for name, words in _PLACES.items() if re.fullmatch(words, each, re.IGNORECASE)]
    seconds = float(number(said["seconds"])) if said.get("seconds") else None
    captions = False if said.get("without") else None
    if names == ["square"] and seconds is None and captions is None and not said.get("also"):
        return None  # `we need a square version` is about the film's own shape
    names = list(dict.fromkeys(names)) or ["film"]
    return call("deliver", presets=names, seconds=seconds, captions=captions)


FINISH_RULES: list[Rule] = [
    *rules(
        _finish(transition="dissolve"),
        rf"{_NEED}(?:a |some |soft |slow |gentle )*(?:cross[\s-]?)?(?:dissolves?|fades?){_BETWEEN}",
    ),
    *rules(
        _finish(transition="dip"),
        rf"{_NEED}(?:a )?(?:dips?|fades?) (?:to|through) black{_BETWEEN}",
    ),
    *rules(
        _finish(loudness="podcast"),
        r"(?:make it |a bit |set the (?:sound|loudness|level) )*(?:louder |loud enough |loudness )?(?:at |to |for )(?:a |the )?podcasts?(?: (?:level|loudness))?",
    ),
    *rules(
        _finish(native_sound=True),
        rf"(?:keep |use |{_NEED})(?:the )?(?:clips'?|shots'?|videos'?|original) (?:own |native )?(?:sounds?|audio)(?: (?:on|in))?",
    ),
    *rules(
        _finish(native_sound=False),
        r"(?:mute|drop|lose|remove|no|without|turn off|kill) (?:the )?(?:clips'?|videos'?|original|native) (?:own |native )?(?:sounds?|audio)",
    ),
    *rules(
        _deliver,
        rf"{_NEED}(?:the |a |an |one |another )*{_LISTED} (?:versions?|cuts?|files?|formats?|ones?)(?P<also> (?:too|as well|also))?{_WITHOUT}",
        rf"(?P<also>deliver|export) (?:it |the film |this |one )*(?:for|as|in) (?:the |a )?{_LISTED}{_WITHOUT}",
        rf"{_NEED}(?:a |an )?(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) {_CUT_DOWN} (?:for|in) {_LISTED}{_WITHOUT}",
        rf"{_NEED}(?:a |an |the )*(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) {_CUT_DOWN}{_WITHOUT}",
    ),
]  # fmt: skip
