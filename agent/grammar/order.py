"""What people say about which shots there are and in what order: swapped, moved, added, removed."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, shot_ids, unquoted
from agent.grammar.words import (
    ANY_SHOT,
    DROP,
    FRAMINGS,
    MANY,
    NUMBER,
    ONE,
    OTHER,
    PLAIN_NUMBER,
    VAGUE,
    Scene,
    any_of,
    number,
    one_of,
    shot_number,
)

_FRAMING = rf"(?P<framing>{any_of(FRAMINGS)})"
_EITHER = rf"(?:{ANY_SHOT}|(?:the )?(?:{PLAIN_NUMBER}|first|second|third|fourth|fifth|sixth|last))"
_PLACE = r"(?P<where>(?:to |at |in )?(?:the )?(?:very )?(?:start|beginning|front|end|finish|back|top)(?: of the (?:film|video|ad|story))?)"
_NEW = r"(?:another|a new|an extra|one more|one|a|an|new|the)?\s*"
_A_SHOT = rf"{_NEW}(?:(?P<seconds>{NUMBER})[\s-]*seconds? )?(?:{_FRAMING}|shot|scene|clip) (?:of|with|showing|where|that shows|in which)"
_ADD = r"(?:add|insert|love|like|i'd love|i would love|i'd like|we could use|i could use|how about|put in|include|squeeze in|put|slip in|throw in|i want|we need|i need|fit in|append|let's have|have|give me|work in)"
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}


def _add(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    description = re.sub(r"^(?:one|another|a new one) (?:of|with|showing) ", "", unquoted(said["what"]), flags=re.I)
    if re.search(r"\b(?:before|after|between) (?:everything|all|every|the (?:others|rest))\b", description, re.I):
        return None
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
        r"the (?P<pair>first|last|final|opening) (?:two|2|pair)(?: of)?(?: shots?| scenes?| clips?| ones?)? (?:should|must|could|can|need to|have to|ought to) (?:be |get )?(?:swapped|switched|exchanged|reversed|flipped|swap|switch|change places|trade places)(?: around)?",
        r"the (?P<pair>first|last|final|opening) (?:two|2|pair)(?: shots?| scenes?| clips?| ones?)? the other way (?:a)?round",
        rf"(?:swap|switch|exchange|flip|reverse|change)(?: around)? the (?:order|places|positions) of (?:the )?(?:shots? |scenes? |clips? )?(?P<one>{_EITHER}) (?:and|with|&) (?P<two>{_EITHER})(?: shots?| scenes?| clips?)?(?: around)?",
        rf"(?:swap|switch|exchange|flip|reverse) (?:the )?(?P<one>{_EITHER}) (?:and|with|&) (?P<two>{_EITHER}) (?:shots|scenes|clips)(?: around)?",
        rf"(?:show|play|put|have) (?P<one>{_EITHER}) (?:where|in the place where) (?P<two>{_EITHER}) is,? and (?:vice versa|the other way (?:a)?round)",
        rf"(?:swap|switch|exchange|flip|trade|reverse|interchange)(?: around| the order of| places of)? (?:shots? |scenes? |clips? )?(?P<one>{_EITHER}) (?:and|with|for|&) (?P<two>{_EITHER})(?: around| over)?",
        r"(?:swap|switch|exchange|flip|reverse|interchange|trade)(?: around)?(?: the order of)? (?:the )?(?P<pair>first|last|final|opening) (?:two|2|pair)(?: of)?(?: shots?| scenes?| clips?| ones?)?(?: around)?",
        rf"(?P<one>{ANY_SHOT}) and (?P<two>{_EITHER}) should (?:swap|change|trade|switch)(?: places)?",
        rf"(?:shots? |scenes? )?(?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:should be|need to be|must be|can be|are to be) (?:swapped|switched|exchanged|interchanged|reversed)",
        rf"(?:shots? |scenes? )?(?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:swapped|switched|exchanged|the other way (?:a)?round)",
        rf"let (?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:swap|change|trade|switch)(?: places)?",
    ),
    *rules(
        _move,
        rf"{ONE} (?:goes|should go|comes|should come|belongs|moves|must go) (?:to|at|in) the (?:very )?(?P<where>front|start|beginning|end|back)",
        rf"(?:play|show|run|see|start) {ONE} (?P<side>before|after|ahead of) {OTHER}",
        rf"(?:let|have|make) {ONE} (?:come|go|be|play|be seen|appear) (?:right |directly |only )?(?P<where>first|last|at the (?:very )?(?:start|beginning|end)|(?:in|to) the front)",
        rf"(?:let|have|make) {ONE} (?:come|go|play|follow|be seen|appear) (?:right |directly |only )?(?P<side>before|after|behind|ahead of) {OTHER}",
        rf"{ONE} (?:would|could|should|might) (?:be|work|fit|look|sit) (?:much |far )?(?:better|best|nicer) (?:right |directly )?(?P<side>before|after) {OTHER}",
        rf"{ONE} (?:would|could|should|might) (?:be|work|fit|look|sit) (?:much |far )?(?:better|best|nicer) (?:as )?(?:the )?(?P<where>first|last|at the (?:very )?(?:start|beginning|end)|opening|ending|opener|closer)",
        rf"(?:move|put|place|shift|bring|take|push|send|reorder|want|i want|have|let|need|i need) {ONE} (?:to (?:be |come |go )?|right |directly |immediately |straight |come |go |so it(?: is|'s) )*(?P<side>before|in front of|ahead of|after|behind) {OTHER}",
        rf"(?:move|put|place|shift|bring|take|push|send) {ONE} (?:all the way )?{_PLACE}",
        rf"(?:move|put|place|shift|bring) {ONE} (?:to |at |in |into )?(?:the )?(?:place|position|slot|number|spot|#)? ?(?:number )?(?P<to>\d+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth)(?:st|nd|rd|th)?(?: (?:place|position|slot|spot))?",
        rf"{ONE} to the (?P<where>front|start|beginning|end|back)",
        rf"{ONE} (?P<where>first|last|at the (?:very )?(?:start|beginning|end|front))",
        rf"{ONE} (?:goes|should go|comes|should come|belongs|must go) between (?:shots? |the )*(?P<one>{_EITHER}) and (?:shot |the )*(?P<two>{_EITHER})",
        rf"(?:put|move|place|bring|play) {ONE} (?P<where>first|last|at the very (?:start|end))",
        rf"(?:make|use|have|take) {ONE} (?:be |as |become )*(?:the )?(?P<where>opening|first|last|final|closing|opener|closer|start|end|ending|finale)(?: shot| scene| one)?",
        rf"(?:put|move|place|shift|bring) {ONE} between (?:shots? |the )*(?P<one>{_EITHER}) and (?:shot |the )*(?P<two>{_EITHER})",
        rf"(?:move|shift|push|bring|put) {ONE} (?:one (?:place |spot |position |step )?)?(?P<step>up|down|earlier|later|forward|forwards|back|left|right)(?: (?:by )?(?:one|a place|one place|a spot|one spot|one step))?",
        rf"{ONE} (?:should |must |could |needs to |has to )?(?:(?:come|comes|go|goes|be|open|move)s? )?(?:right |directly )?(?P<side>before|after) {OTHER}",
        rf"(?:let|have|make) {ONE} (?:come|go|be|play) (?P<where>first|last)",
        rf"{ONE} (?:should )?(?:come|comes|go|goes|be|move)s? (?:to the |at the )?(?P<where>first|last|start|beginning|end)",
        rf"(?P<where>start|open|begin)(?: the (?:film|video))? with {ONE}",
        rf"(?P<where>end|finish|close)(?: the (?:film|video))? (?:on|with) {ONE}",
    ),
    *rules(
        _add,
        rf"(?P<side>after|before) {ONE},? (?:show|have|we see|put|let us see|insert) (?P<what>(?:a|an|the|our|my|two|some|another) .+)",
        r"a (?:new )?(?:shot|scene|clip) (?:of|with|showing) (?P<what>.+?),? (?P<where>at the (?:very )?(?:start|beginning|front|end))",
        r"(?:one more|another|a new|an extra|new|extra) (?:shot|scene|clip)(?:,? please)?: ?(?P<what>.+)",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?:right )?(?P<side>after|before|behind|following) {ONE}",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? between (?:shots? |the )*(?P<first>\w+)(?: shot)? and (?:shot |the )*(?P<next>\w+)(?: shot)?",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?P<where>(?:at|to|in) the (?:very )?(?:start|beginning|front|end)|before everything(?: else)?|after everything(?: else)?|before all (?:the )?others|as the (?:opening|first|last|final) (?:shot|scene|one)|first|last)",
        rf"(?:a )?(?:new|another|extra) (?:shot|scene) (?:right )?(?P<side>after|before|behind) {ONE}(?::| of| with| showing) (?P<what>.+)",
        rf"(?:{_ADD} )?(?:a )?(?:new|another|extra|one more) (?:shot|scene) between (?:shots? |the )*(?P<first>\w+)(?: shot)? and (?:shot |the )*(?P<next>\w+)(?: shot)?(?:: ?| of | with | showing )(?P<what>.+)",
        rf"(?P<side>after|before) {ONE},? {_ADD} (?:{_A_SHOT} )?(?P<what>.+)",
        rf"between (?:shots? |scenes? |the )*(?P<first>\w+)(?: shot)? and (?:shot |the )*(?P<next>\w+)(?: shot)?,? {_ADD} {_A_SHOT} (?P<what>.+)",
        rf"(?P<where>start|open|begin|end|finish|close) (?:with|on) {_A_SHOT} (?P<what>.+)",
        rf"{_ADD} (?:a |another |one more )?(?:new |extra )?(?:shot|scene|clip): ?(?P<what>.+)",
        r"(?P<where>start|open|begin) with (?:a )?(?:new|another) (?:shot|scene|clip) of (?P<what>.+)",
        r"(?P<where>end|finish|close) (?:with|on) (?:a )?(?:new|another) (?:shot|scene|clip) of (?P<what>.+)",
        rf"(?:another|one more|one extra|an extra|a new|one) (?:extra )?(?:shot|scene|clip) (?:of|with|showing) (?P<what>.+?)(?:,? please)?,? (?P<side>after|before|behind|following) {ONE}",
        r"(?:another|one more|an extra|a new) (?:shot|scene|clip) (?:of|with|showing) (?P<what>.+?)(?:,? (?P<where>at the (?:very )?(?:start|beginning|front|end)))?",
        rf"{_ADD} (?:a |an |the )(?:new )?(?P<where>opening|closing|final|first|last|starting|ending) (?:shot|scene|clip) (?:of|with|showing) (?P<what>.+)",
        rf"{_ADD} (?:a|another|one more) (?:new |extra )?(?:shot|scene|clip) (?P<where>at the (?:very )?(?:start|beginning|front|end)) (?:of|with|showing|where) (?P<what>.+)",
        rf"{_ADD} (?:a|another|one more) (?:new |extra )?(?:shot|scene|clip) (?P<side>after|before|behind) {ONE} (?:of|with|showing|where) (?P<what>.+)",
        rf"{_NEW}(?:shot|scene|clip) (?P<where>at the (?:very )?(?:start|beginning|front|end)): ?(?P<what>.+)",
        rf"{_ADD} (?P<what>something (?:with|about|showing) .+?) (?P<side>after|before|behind) {ONE}",
        rf"{_ADD} {_A_SHOT} (?P<what>.+)",
    ),
    *rules(
        _remove,
        rf"(?:i|we) (?:want|need|would like|'d like) {MANY} (?:gone|out|removed|deleted|cut|dropped)",
        rf"{ONE} (?:isn'?t|is not) (?:really )?(?:needed|necessary|required)(?: any ?more)?",
        rf"(?:nuke|chuck|trash|dump|toss|zap|omit|cancel|wipe|strike|discard) {MANY}(?: out| away| from (?:the|my|our) (?:film|video|storyboard|board))*",
        rf"(?:get rid of|remove|drop|lose|cut|delete) (?:whatever|what|everything that|all that) (?:happens|is|goes on|is going on|you have) in {ONE}",
        rf"{ONE} (?:is|feels|seems) (?:unnecessary|superfluous|redundant|pointless|not necessary|useless),? (?:so )?(?:please )?{DROP} it",
        rf"(?:the film|it|we) (?:would be |is |are |works? |looks? )*(?:better|fine|ok|okay) (?:off )?without {ONE}",
        rf"(?:leave|keep) only (?P<kept>{MANY})",
        rf"(?:leave|keep) (?P<kept>{MANY}) only",
        rf"(?:leave|keep) just (?P<kept>{MANY})",
        rf"{DROP} {MANY}(?: entirely| completely| altogether| out| from (?:the|my|our) (?:film|video|storyboard|board|cut|ad))*",
        rf"(?:take|throw|leave|cut) {MANY} (?:out|away)",
        rf"(?:no|without) {ONE}",
        rf"{MANY} can go",
        rf"(?:(?:we|i|you) (?:can|could) )?(?:do|live|manage) without {MANY}",
        rf"(?:that|this) leaves? out {MANY}",
        rf"{ONE} out",
        rf"(?:kick|get|take|leave|throw) {MANY} out(?: of (?:there|it|here|the film))?",
        rf"(?:i|we) (?:don'?t want|do not want) {ONE}(?: any ?more)?",
        rf"{ONE} (?:can go|has to go|must go|should go|is not needed|needs to go|is out|should be (?:removed|deleted|cut|dropped)|goes out)",
        rf"(?:we|i) don'?t (?:really )?need {ONE}(?: any ?more)?",
        rf"(?:i|we) don'?t think (?:we|i) need {ONE}(?: any ?more)?",
    ),
]  # fmt: skip
