"""What people say about who is in the film, and about files of their own."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, shot_ids, unquoted
from agent.grammar.words import FILE, MANY, ONE, Scene, any_of, one_of

_USES = {
    "start-frame": r"start|(?:start(?:ing)?|first|opening)[\s-]?(?:frame|image|still|picture)|still|image|picture|photo",
    "end-frame": r"(?:end(?:ing)?|last|closing|final)[\s-]?(?:frame|image|still|picture|card)",
    "logo": r"logo|watermark",
    "character": r"character|person|face|actor|actress|protagonist|presenter",
    "product": r"product|item|packshot|bottle|package",
    "clip": r"clip|footage|take|video|shot",
    "music": r"music|track|tune|jingle|soundtrack|song|score|background music",
    "voice": r"voice(?:[\s-]?over)?|narration|recording|voice recording",
    "script": r"script|text",
    "shot-list": r"shot[\s-]?list|storyboard|list of shots",
}
_AS = rf"(?P<use>{any_of(_USES)})"
_SOUNDS = re.compile(r"\.(?:mp3|wav|m4a|flac|ogg)\W*$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:png|jpe?g|webp)\W*$", re.IGNORECASE)
_MOVES = re.compile(r"\.(?:mp4|mov|webm)\W*$", re.IGNORECASE)


def _same(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    if re.search(r"\b(?:should|must|is|are|be|has|have|can|looks?|needs?|to)\b", said["name"], re.IGNORECASE):
        return None
    name = re.sub(r"^(?:the|a|an|our|my|that|this)\s+", "", unquoted(said["name"]), flags=re.IGNORECASE)
    if not name or re.fullmatch(
        r"(?:thing|way|it|that|this|one|style|look|order|length|model|price|time|mood)", name, re.I
    ):
        return None
    if said.get("shots") is None or re.match(r"(?:all|every|each)\b", said["shots"], re.IGNORECASE):
        return call("same_subject", name=name)
    where = shot_ids(found, scene)
    return None if where is None else call("same_subject", name=name, shots=where)


def _from(found: re.Match[str], scene: Scene) -> Meaning:
    shots = shot_ids(found, scene)
    if shots is None:
        return None
    held = found.groupdict().get("pictures") is not None
    return [each for shot in shots for each in call("edit_shot", shot=shot, from_references=held)]


def _file(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    name = unquoted(said["file"]).removeprefix("@")
    use = one_of(said["use"], _USES) if said.get("use") else None
    if said.get("edge"):
        use = "start-frame" if re.match("start|begin|open", said["edge"], re.IGNORECASE) else "end-frame"
    if said.get("clip"):
        use = "clip" if _MOVES.search(name) else "start-frame" if _PICTURES.search(name) else None
    if said.get("text") is not None and re.search(r"\.(?:txt|md|csv|fountain)\W*$", name, re.IGNORECASE):
        use = "script" if re.search(r"\.(?:txt|md)\W*$", name, re.IGNORECASE) else "shot-list"
    if use is None or use == "end-frame" and not _PICTURES.search(name):
        return None
    shot = None
    if said.get("shot"):
        shot = shot_id(found, scene)
        if shot is None:
            return None
    if use in ("start-frame", "clip") and shot is None:
        return None
    if use == "clip" and not _MOVES.search(name) or use in ("music", "voice") and not _SOUNDS.search(name):
        return None
    return call("use_file", file=name, **{"as": use, "shot": shot}, origin=said.get("origin"))


CAST_RULES: list[Rule] = [
    *rules(
        _same,
        rf"(?:make sure|see to it|take care|be sure)(?: that)? (?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:appears|is|is seen|shows up|is shown) (?:in|across|throughout) {MANY}",
        rf"(?:make|have|let) (?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:appear|show up|be seen|be) (?:in|across|throughout) {MANY}",
        rf"(?:use |have |keep |show |take )?one and the same (?P<name>[\w' -]{{2,40}}?) (?:everywhere|throughout|all (?:the way )?through|in the whole (?:film|video)|in {MANY})",
        rf"(?:i|we) (?:want|need|would like|'d like) (?P<name>(?:the |my |our )[\w' -]{{2,40}}?) to (?:be|look|stay|remain) (?:exactly )?(?:the same|identical|alike|consistent)(?: (?:everywhere|throughout|all (?:the way )?through)| (?:in|across) {MANY})?",
        r"(?P<name>(?:the |my |our )[\w' -]{2,40}?) (?:changes|looks different|differs|is different|varies) (?:from (?:shot|scene) to (?:shot|scene)|in (?:each|every|all) (?:shots?|scenes?)|between (?:the )?(?:shots|scenes)),? (?:so )?(?:please )?(?:keep|make) (?:it|him|her|them) (?:look )?(?:the same|identical|consistent)(?: everywhere| throughout)?",
        rf"(?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:should|must|has to|needs to|ought to) (?:be|appear|show up|be seen) (?:in|throughout|across) {MANY}",
    ),
    *rules(
        _from,
        rf"(?:make|render|build|film|shoot|do) {MANY} from (?:the |its |their |those )?(?P<pictures>references?(?: pictures?| images?)?|pictures of the cast)(?: instead| please)?",
        rf"use (?:the |its |their )?(?P<pictures>references?(?: pictures?| images?)?) (?:for|in) {MANY}(?: instead of (?:its|the) still)?",
        rf"(?:start|make|render|begin) {MANY} from (?:its|the|their) (?:locked |own )?still(?:s)?(?: again| instead)?",
    ),
    *rules(
        _file,
        rf"(?P<edge>end|finish|close) (?:the |my |our )?(?:film|video|it|movie|ad) (?:with|on) (?:my |the |our )?{FILE}",
        rf"(?:put|use|show|place) (?:my |the |our )?{FILE} (?P<edge>on|as|for|at) the (?:closing |end |final |last )(?:card|frame|shot)?",
        rf"(?:use|take|put|set|place|add|try|make|here is|here'?s|start with|end with) (?:my |the |our |this )?(?:file |photo |picture |image |clip |song |track |recording )?{FILE} (?:as|for|to be|is) (?:the |my |our |a |an )*{_AS}(?: (?:of|for|in|on) {ONE})?",
        rf"{FILE} (?:is|as|should be|for) (?:the |my |our |a |an )*{_AS}(?: (?:of|for|in|on) {ONE})?",
    ),
]  # fmt: skip
