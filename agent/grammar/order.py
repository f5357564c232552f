"""What people say about which shots there are and in what order: swapped, moved, added, removed."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, shot_ids, unquoted
from agent.grammar.words import (
    FRAMINGS,
    MANY,
    NUMBER,
    ONE,
    OTHER,
    VAGUE,
    Scene,
    any_of,
    number,
    one_of,
    shot_number,
)

_FRAMING = rf"(?P<framing>{any_of(FRAMINGS)})"
_NEW = r"(?:another|a new|an extra|one more|one|a|an|new|the)?\s*"
_A_SHOT = rf"{_NEW}(?:(?P<seconds>{NUMBER})[\s-]*seconds? )?(?:{_FRAMING}|shot|scene|clip) (?:of|with|showing|where|that shows|in which)"
_ADD = r"(?:add|insert|love|like|i'd love|i would love|i'd like|we could use|i could use|how about|put in|include|squeeze in|put|slip in|throw in|i want|we need|i need|fit in|append|let's have|have|give me|work in)"
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}


def _add(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    description = re.sub(r"^(?:one|another|a new one) (?:of|with|showing) ", "", unquoted(said["what"]), flags=re.I)
    if re.search(
        r"\b(?:in|on|for) \d+$|\b(?:before|after|between) (?:everything|all|every|the (?:others|rest))\b",
        description,
        re.I,
    ):
        return None
    description = re.sub(r", (?:right|just|directly)$", "", description, flags=re.IGNORECASE)
    description = re.sub(r"^something (?:with|about|showing|of) ", "", description, flags=re.IGNORECASE)
    if re.fullmatch(
        r"(?:the |some |our |my )?(?:captions?|subtitles?|music|title|text|voice|credits)", description, re.I
    ):
        return None
    if len(description.split()) < 2 and len(description) < 4 or VAGUE.match(description):
        return None
    after: int | None = None
    if said.get("side"):
        place = shot_number(said["shot"], scene)
        if place is None:
            return None
        after = place if said["side"].lower() in ("after", "behind", "following") else place - 1
    elif said.get("first") and said.get("next"):
        places = [shot_number(said["first"], scene), shot_number(said["next"], scene)]
        if None in places or places[1] != (places[0] or 0) + 1:
            return None
        after = places[0]
    elif said.get("where"):
        after = 0 if re.search("start|beginning|front|first|opening|before", said["where"], re.I) else scene.count
    seconds = float(number(said["seconds"])) if said.get("seconds") else None
    framing = one_of(said["framing"], FRAMINGS) if said.get("framing") else None
    return call(
        "add_shot", description=description, after=after, framing=framing.value if framing else None, seconds=seconds
    )


def _remove(found: re.Match[str], scene: Scene) -> Meaning:
    gone = shot_ids(found, scene)
    if gone is not None and found.groupdict().get("kept"):
        gone = [shot for shot in scene.ids if shot not in gone]
    if not gone or len(gone) == scene.count:
        return None
    return [each for shot in gone for each in call("remove_shot", shot=shot)]


def _move(found: re.Match[str], scene: Scene) -> Meaning:
    said, shot = found.groupdict(), shot_id(found, scene)
    if shot is None:
        return None
    here = scene.ids.index(shot) + 1
    if said.get("side"):
        other = shot_number(said["other"], scene)
        if other is None or other == here:
            return None
        before = said["side"].lower() in ("before", "in front of", "ahead of")
        to = other - (1 if here < other else 0) if before else other + (0 if here < other else 1)
    elif said.get("one"):
        edges = [shot_number(said["one"], scene), shot_number(said["two"], scene)]
        if edges[0] is None or edges[1] != edges[0] + 1 or here in edges:
            return None
        to = edges[0] if here < edges[0] else edges[1]
    elif said.get("step"):
        to = here + (-1 if said["step"].lower() in ("up", "earlier", "forward", "forwards", "left") else 1)
    elif said.get("to"):
        asked = number(said["to"]) if not said["to"].isalpha() or said["to"].lower() not in _ORDINAL else None
        to = int(asked) if asked is not None else _ORDINAL[said["to"].lower()]
    else:
        to = 1 if re.search("start|begin|front|first|top|open", said["where"], re.I) else scene.count
    return call("move_shot", shot=shot, to=to) if 1 <= to <= scene.count and to != here else None


def _swap(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    if said.get("pair"):
        if scene.count < 2:
            return None
        first, second = (0, 1) if "first" in said["pair"].lower() else (scene.count - 2, scene.count - 1)
        return call("swap_shots", first=scene.ids[first], second=scene.ids[second])
    places = [shot_number(said["one"], scene), shot_number(said["two"], scene)]
    if places[0] is None or places[1] is None or places[0] == places[1]:
        return None
    return call("swap_shots", first=scene.ids[places[0] - 1], second=scene.ids[places[1] - 1])


ORDER_RULES: list[Rule] = [
    *rules(
        _swap,
        r"(?:turn|flip|swap|switch|reverse) (?:the )?(?P<pair>first|last|final|opening) (?:two|2|pair)(?: shots?| scenes?| clips?| ones?)? (?:around|over|round)",
    ),
    *rules(
        _move,
        rf"{ONE} (?:goes|should go|comes|should come|belongs|moves|must go) (?:to|at|in) the (?:very )?(?P<where>front|start|beginning|end|back)",
        rf"(?:move|put|place|shift|bring|take|push|send|reorder|want|i want|have|let|need|i need) {ONE} (?:to (?:be |come |go )?|right |directly |immediately |straight |come |go |so it(?: is|'s) )*(?P<side>before|in front of|ahead of|after|behind) {OTHER}",
        rf"(?:move|shift|push|bring|put) {ONE} (?:one (?:place |spot |position |step )?)?(?P<step>up|down|earlier|later|forward|forwards|back|left|right)(?: (?:by )?(?:one|a place|one place|a spot|one spot|one step))?",
    ),
    *rules(
        _add,
        rf"(?P<side>after|before) {ONE},? (?:show|have|we see|put|let us see|insert) (?P<what>(?:a|an|the|our|my|two|some|another) .+)",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?:right )?(?P<side>after|before|behind|following) {ONE}",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? between (?:shots? |the )*(?P<first>\w+)(?: shot)? and (?:shot |the )*(?P<next>\w+)(?: shot)?",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?P<where>(?:at|to|in) the (?:very )?(?:start|beginning|front|end)|before everything(?: else)?|after everything(?: else)?|before all (?:the )?others|as the (?:opening|first|last|final) (?:shot|scene|one)|first|last)",
        rf"(?P<side>after|before) {ONE},? {_ADD} (?:{_A_SHOT} )?(?P<what>.+)",
        rf"(?P<where>start|open|begin|end|finish|close) (?:with|on) {_A_SHOT} (?P<what>.+)",
        rf"(?:another|one more|one extra|an extra|a new|one) (?:extra )?(?:shot|scene|clip) (?:of|with|showing) (?P<what>.+?)(?:,? please)?,? (?P<side>after|before|behind|following) {ONE}",
        rf"{_ADD} (?:a |an |the )(?:new )?(?P<where>opening|closing|final|first|last|starting|ending) (?:shot|scene|clip) (?:of|with|showing) (?P<what>.+)",
        rf"{_ADD} (?P<what>something (?:with|about|showing) .+?) (?P<side>after|before|behind) {ONE}",
        rf"{_ADD} {_A_SHOT} (?P<what>.+)",
    ),
    *rules(
        _remove,
        rf"(?:kick|get|take|leave|throw) {MANY} out(?: of (?:there|it|here|the film))?",
        rf"(?:we|i) don'?t (?:really )?need {ONE}(?: any ?more)?",
        rf"(?:i|we) don'?t think (?:we|i) need {ONE}(?: any ?more)?",
    ),
]  # fmt: skip
