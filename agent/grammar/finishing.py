"""What people say about how the cut is finished, and about its other versions."""

import re

from agent.grammar.rule import Handler, Meaning, Rule, call, rules
from agent.grammar.words import NUMBER, Scene, number

_NEED = r"(?:(?:make|give me|deliver|export|render|do|create|produce|i want|i need|we need|i'd like|we want|let me have|get me|use|have|put|try|add|go for|go with|set|turn) )*"
_BETWEEN = r"(?: (?:between|from shot to shot|in between)(?: (?:all |every |each )?(?:of )?(?:the |my |our )?(?:shots?|scenes?|clips?))?)"
_STYLES = {
    "bold": r"bold(?:er)?",
    "boxed": r"boxed|box(?:es)? (?:style )?",
    "clean": r"clean(?:er)?|plain(?:er)?|thin(?:ner)?|lighter",
}
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


def _style(found: re.Match[str], _: Scene) -> Meaning:
    said = found.group("style").strip()
    style = next((name for name, words in _STYLES.items() if re.fullmatch(words, said, re.IGNORECASE)), None)
    return None if style is None else call("set_finish", caption_style=style)


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
        rf"(?:cross[\s-]?)?(?:dissolve|fade){_BETWEEN}",
        rf"{_NEED}(?:the |my |our )?(?:shots|scenes|clips) (?:should )?(?:cross[\s-]?)?(?:dissolve|fade) into (?:each other|one another)",
        rf"{_NEED}(?:cross[\s-]?)dissolves?",
    ),
    *rules(
        _finish(transition="cut"),
        rf"{_NEED}(?:only |just )?(?:hard|straight|clean) cuts(?:{_BETWEEN}| only| everywhere| throughout)?",
        r"no (?:more )?(?:cross[\s-]?)?(?:dissolves|fades|transitions)(?: between (?:the )?(?:shots|scenes|clips))?",
    ),
    *rules(
        _finish(transition="dip"),
        rf"{_NEED}(?:a )?(?:dips?|fades?) (?:to|through) black{_BETWEEN}",
    ),
    *rules(
        _style,
        rf"{_NEED}(?:the |my )?(?P<style>{'|'.join(_STYLES.values())}) (?:captions|subtitles)",
        rf"{_NEED}(?:the |my )?(?:captions|subtitles) (?:should be |to be |to )?(?P<style>{'|'.join(_STYLES.values())})",
    ),
    *rules(
        _finish(caption_style="boxed"), rf"{_NEED}(?:the |my )?(?:captions|subtitles) (?:in|on|with) (?:a |dark )*box(?:es)?"
    ),
    *rules(
        _finish(caption_cards="lines"),
        rf"{_NEED}(?:the )?(?:captions|subtitles) (?:in|as|with) (?:full|whole) (?:lines|sentences)",
    ),
    *rules(
        _finish(caption_cards="words"),
        rf"{_NEED}(?:the )?(?:captions|subtitles) (?:(?:in|as|with) )?(?:a few words|word by word|(?:two|three|a couple of) words) ?(?:at a time|a card|each)?",
    ),
    *rules(
        _finish(loudness="podcast"),
        r"(?:make it |a bit |set the (?:sound|loudness|level) )*(?:louder |loud enough |loudness )?(?:at |to |for )(?:a |the )?podcasts?(?: (?:level|loudness))?",
    ),
    *rules(
        _finish(loudness="broadcast"),
        r"(?:make it |set the (?:sound|loudness|level) |mix it )*(?:quieter |loudness |level )?(?:at |to |for )(?:tv |the )*broadcast(?: (?:level|loudness))?",
    ),
    *rules(
        _finish(loudness="social"),
        r"(?:set )?(?:the )?(?:sound|loudness|level) (?:back )?(?:at |to |for )(?:the )?social(?: media)?(?: (?:level|loudness))?",
    ),
    *rules(
        _finish(native_sound=True),
        rf"(?:keep |use |{_NEED})(?:the )?(?:clips'?|shots'?|videos'?|original) (?:own |native )?(?:sounds?|audio)(?: (?:on|in))?",
        r"let (?:me|us|people) hear the clips'? (?:own )?(?:sound|audio)",
    ),
    *rules(
        _finish(native_sound=False),
        r"(?:mute|drop|lose|remove|no|without|turn off|kill) (?:the )?(?:clips'?|videos'?|original|native) (?:own |native )?(?:sounds?|audio)",
    ),
    *rules(
        _finish(ambience=False),
        r"(?:no|without|drop|lose|remove|turn off|mute|kill) (?:the |any )?(?:ambience|ambient sounds?|room tone|background (?:noise|sounds?))",
    ),
    *rules(
        _finish(ambience=True),
        rf"{_NEED}(?:the |some |a bit of |a little )*(?:ambience|ambient sounds?|room tone)(?: back| on| under it)?",
    ),
    *rules(
        _finish(without=["watermark"]),
        r"(?:remove|drop|lose|take off|no) (?:the |my |our )?(?:watermark|logo (?:in|from) the corner)",
    ),
    *rules(
        _deliver,
        rf"{_NEED}(?:the |a |an |one |another )*{_LISTED} (?:versions?|cuts?|files?|formats?|ones?)(?P<also> (?:too|as well|also))?{_WITHOUT}",
        rf"(?P<also>deliver|export) (?:it |the film |this |one )*(?:for|as|in) (?:the |a )?{_LISTED}{_WITHOUT}",
        rf"{_NEED}(?:a |another |one |the )*versions? (?:for|in) {_LISTED}{_WITHOUT}",
        rf"{_NEED}(?:a |an )?(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) {_CUT_DOWN} (?:for|in) {_LISTED}{_WITHOUT}",
        rf"(?P<also>(?:also )?(?:deliver|export)) (?:the |a )?{_LISTED}(?: versions?)?{_WITHOUT}",
        rf"{_NEED}(?:a |an |the )*(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) {_CUT_DOWN}{_WITHOUT}",
    ),
]  # fmt: skip
