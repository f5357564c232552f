"""What people say to change single shots."""

import re
from decimal import Decimal

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, shot_ids, unquoted
from agent.grammar.words import (
    ANY_SHOT,
    CAMERAS,
    DROP,
    FRAMINGS,
    MANY,
    MODEL,
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
from tools.film.storyboard import CameraMove, Framing

SIZES = [Framing.EWS, Framing.WS, Framing.MS, Framing.MCU, Framing.CU, Framing.ECU]
_BE = r"(?: (?:should|ought to|must|could|can|shall|would|needs? to|has to|have to|is to|will)(?: rather)?(?: be(?:come)?)?|(?:'d| would) be better(?: as)?| becomes?| is| as| in| to| with|,|:| ->| =)?"
_MAKE = r"(?:make|turn|change|set|have|do|frame|switch|shoot|film|render|get|keep|give|let|draw|want|need|i want|i need|put|present|see|crop|bring|rework)"
_A = r"(?:(?:in)?to |as |be |in |with |at |a |an |more (?:of )?(?:a |an )?|the |it |from )*"
_SHOTLY = r"(?:\s+(?:shot|framing|view|angle|one|frame))?"
_FRAMING = rf"(?P<framing>{any_of(FRAMINGS)})"
_CAMERA = rf"(?P<camera>{any_of(CAMERAS)})"
_CAM_TAIL = r"(?:\s+(?:shot|camera|move|movement|motion|feel|look))*"
_SEC = r"(?:s|secs?|seconds?)"
_LONG = r"(?:\s+(?:long|in total|of screen time))?"
_USE = r"(?:with|on|in|using|by|via|through|to|use)"


def _framing(found: re.Match[str], scene: Scene) -> Meaning:
    shot, framing = shot_id(found, scene), one_of(found.group("framing"), FRAMINGS)
    return None if shot is None or framing is None else call("edit_shot", shot=shot, framing=framing.value)


def _step(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    if shot is None:
        return None
    closer = re.search(r"clos|tight|near", found.group("step"), re.IGNORECASE) is not None
    now = SIZES.index(scene.framings[scene.ids.index(shot)])
    then = min(max(now + (1 if closer else -1), 0), len(SIZES) - 1)
    return call("edit_shot", shot=shot, framing=SIZES[then].value)


def _camera(found: re.Match[str], scene: Scene) -> Meaning:
    held = found.groupdict().get("still") is not None
    shot, camera = shot_id(found, scene), CameraMove.STATIC if held else one_of(found.group("camera"), CAMERAS)
    return None if shot is None or camera is None else call("edit_shot", shot=shot, camera=camera.value)


def _seconds(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    return None if shot is None else call("edit_shot", shot=shot, seconds=float(number(found.group("seconds"))))


def _longer(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    if shot is None:
        return None
    said = found.groupdict()
    step = number(said["by"]) if re.fullmatch(NUMBER, said.get("by") or "", re.IGNORECASE) else Decimal(1)
    way = -1 if re.search(r"short|trim|tight|less|off|quick|brief|cut", said.get("way") or "", re.IGNORECASE) else 1
    if said.get("excess"):
        way = -1 if said["excess"].lower() == "long" else 1
    then = scene.seconds[scene.ids.index(shot)] + way * step
    return call("edit_shot", shot=shot, seconds=float(then)) if then >= 1 else None


def _add(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    description = re.sub(r"^(?:one|another|a new one) (?:of|with|showing) ", "", unquoted(said["what"]), flags=re.I)
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
        after = 0 if re.search("start|beginning|front|first|opening", said["where"], re.I) else scene.count
    seconds = float(number(said["seconds"])) if said.get("seconds") else None
    framing = one_of(said["framing"], FRAMINGS) if said.get("framing") else None
    return call(
        "add_shot", description=description, after=after, framing=framing.value if framing else None, seconds=seconds
    )


def _remove(found: re.Match[str], scene: Scene) -> Meaning:
    gone = shot_ids(found, scene)
    if gone is None or len(gone) == scene.count:
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


_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}


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


def _pin(found: re.Match[str], scene: Scene) -> Meaning:
    pinned = shot_ids(found, scene)
    if pinned is None:
        return None
    model = re.sub(r"\s+", " ", found.group("model").strip().lower())
    return [each for shot in pinned for each in call("pin_model", shot=shot, model=model)]


def _pin_all(found: re.Match[str], scene: Scene) -> Meaning:
    model = re.sub(r"\s+", " ", found.group("model").strip().lower())
    return [each for shot in scene.ids for each in call("pin_model", shot=shot, model=model)]


def _unpin(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    return None if shot is None else call("unpin_model", shot=shot)


_EITHER = rf"(?:{ANY_SHOT}|(?:the )?(?:{PLAIN_NUMBER}|first|second|third|fourth|fifth|sixth|last))"
_PLACE = r"(?P<where>(?:to |at |in )?(?:the )?(?:very )?(?:start|beginning|front|end|finish|back|top)(?: of the (?:film|video|ad|story))?)"
_NEW = r"(?:another|a new|an extra|one more|one|a|an|new|the)?\s*"
_A_SHOT = rf"{_NEW}(?:(?P<seconds>{NUMBER})[\s-]*seconds? )?(?:{_FRAMING}|shot|scene|clip) (?:of|with|showing|where|that shows|in which)"
_ADD = r"(?:add|insert|love|like|i'd love|i would love|i'd like|we could use|i could use|how about|put in|include|squeeze in|put|slip in|throw in|i want|we need|i need|fit in|append|let's have|have|give me|work in)"

SHOT_RULES: list[Rule] = [
    *rules(
        _step,
        rf"(?:go|get|move|come|be|make|crop|frame)?\s*(?:it )?(?:a (?:bit|little) |much |even |in )?(?P<step>closer|tighter|wider|nearer|further (?:away|out|back)|farther (?:away|out|back)) (?:on|in|to|for|in on|with|up on) {ONE}",
        rf"{_MAKE} {ONE} (?:a (?:bit|little) |a touch |slightly |much |even |in )?(?P<step>closer|tighter|wider|nearer|further (?:away|out|back)|closer in|more wide)(?: please)?{_SHOTLY}",
        rf"{ONE}{_BE} (?:a (?:bit|little) |slightly |much |be |feel )*(?P<step>closer|tighter|wider|nearer|further (?:away|back))",
        rf"(?P<step>tighten|widen)(?: up)?(?: the framing)?(?: of| on| in)? {ONE}",
        rf"(?:bring|move|put|get|take) (?:the camera|us|it) (?:a (?:bit|little) )?(?P<step>closer|nearer|further (?:away|back|out)|tighter) (?:in|for|on|to) {ONE}",
        rf"(?:a )?(?:bit |little |much )*(?P<step>closer|tighter|wider) (?:framing |shot |crop |view )*(?:in|for|on|of) {ONE}",
    ),
    *rules(
        _framing,
        rf"{_MAKE} {ONE}(?: (?:is|be))? {_A}{_FRAMING}{_SHOTLY}",
        rf"{_MAKE} {_A}{_FRAMING}{_SHOTLY} (?:for|on|in|of|out of|at) {ONE}",
        rf"{ONE}{_BE} {_A}{_FRAMING}{_SHOTLY}",
        rf"(?:use |try |a |an |the |go for |go |i want |want )*{_FRAMING}{_SHOTLY} (?:for|on|in|at|of) {ONE}",
        rf"(?:pull|push|bring|take|open) {ONE} (?:out|in|back|up)(?: to)? (?:a |an |the )?{_FRAMING}{_SHOTLY}",
        rf"{_MAKE} the framing (?:of|for|in|on) {ONE} {_A}{_FRAMING}{_SHOTLY}",
        rf"(?:the )?framing (?:of|for|in|on) {ONE}(?: should be|:| to)? {_A}{_FRAMING}{_SHOTLY}",
    ),
    *rules(
        _camera,
        rf"{_MAKE} {ONE}(?: (?:is|be))? {_A}{_CAMERA}{_CAM_TAIL}",
        rf"{_MAKE} the camera(?: move(?:ment)?)? (?:of|for|in|on) {ONE} {_A}{_CAMERA}{_CAM_TAIL}",
        rf"(?:use |try |add |a |an |the |do |go |i want |want |put )*{_CAMERA}{_CAM_TAIL} (?:for|on|in|to|at|during|across|through|into|of) {ONE}",
        rf"{ONE}{_BE}(?: needs)? {_A}{_CAMERA}{_CAM_TAIL}",
        rf"(?:in|for|on) {ONE},? (?:(?:let |have |make )?the camera (?:should |to )?)?{_A}{_CAMERA}{_CAM_TAIL}",
        rf"(?:have |let |make )the camera {_CAMERA}{_CAM_TAIL} (?:in|for|on|during) {ONE}",
        rf"(?:the )?camera {_CAMERA}{_CAM_TAIL} (?:in|for|on|during) {ONE}",
        rf"(?:let |have |make )?{ONE} (?:should )?(?:start|begin|end|finish|open)s? with {_A}{_CAMERA}{_CAM_TAIL}",
        rf"(?:have |let |make |film |shoot )?{ONE} (?:should |could |must )?(?:be )?(?:filmed|shot|done|recorded|slowly) {_A}{_CAMERA}{_CAM_TAIL}",
        rf"{ONE},? (?:the )?camera {_CAMERA}{_CAM_TAIL}",
        rf"(?:stop|keep) the camera(?: from)? (?P<still>moving|panning|zooming|shaking) (?:in|for|on|during) {ONE}",
        rf"(?P<still>no) (?:zoom(?:ing)?|pan(?:ning)?|tilt(?:ing)?|push-?in|orbit|shake|handheld|camera (?:work|moves?)) (?:in|for|on|during) {ONE}",
        rf"(?:keep|hold|lock|fix|freeze) the camera (?:perfectly |completely |dead )?(?P<still>still|steady|fixed|down|off|)? ?(?:in|for|on|during) {ONE}",
        rf"the camera (?:should |must )?(?:be )?{_CAMERA}{_CAM_TAIL} (?:in|for|on|during) {ONE}",
    ),
    *rules(
        _seconds,
        rf"(?:{_MAKE}|shorten|lengthen|extend|cut|trim|hold|stretch|reduce|increase|keep|run|bring) {ONE}(?: down| up| out| stay| remain| on screen| last| run| length| only| just)* ?{_A}(?:for |last )?(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}(?: instead)?",
        rf"{ONE}{_BE}(?: last| run| take| lasts| stay| for| at| only| just| be| on screen)* (?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
        rf"(?P<seconds>{NUMBER})[\s-]*{_SEC} (?:for|on|in) {ONE}",
        rf"{ONE} is (?:a (?:bit|little) |way |much |far )?too (?:long|short),? (?:so )?(?:make|cut|set|trim|shorten|extend) it (?:to |be |down to |last )*(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
        rf"(?:give|allow|let) {ONE} (?:have )?(?P<seconds>{NUMBER})[\s-]*{_SEC}(?: of screen time)?",
        rf"(?:{_MAKE} )?the (?:length|duration) of {ONE} (?:should be |to |be |is )*(?P<seconds>{NUMBER})[\s-]*{_SEC}",
    ),
    *rules(
        _longer,
        rf"(?:make|keep|let|hold|have|leave|run|get) {ONE}(?: (?:on screen|run|last))? (?:a (?:bit|little|touch|second|tad) |slightly |one second |somewhat |much )?(?P<way>longer|shorter|quicker|briefer)",
        rf"{ONE}(?: should be| needs to be| could be| must be| should run)? (?:a (?:bit|little) |slightly )?(?P<way>longer|shorter)",
        rf"(?P<way>shorten|lengthen|extend|prolong|stretch)(?: out)? {ONE}(?: a (?:bit|little)| slightly| out)*",
        rf"{ONE} (?:is|feels|seems) (?:a (?:bit|little) |way |much |far )?too (?P<excess>short|long)(?:,? (?:so )?(?:make it|cut it|trim it) (?:shorter|longer|down))?",
        rf"(?:give|grant) {ONE} (?:a |an )?(?P<by>{NUMBER}|another|extra) (?P<way>more|extra|additional)?[\s-]*{_SEC}(?: more| extra| longer)?",
        rf"(?P<way>shorten|lengthen|extend|trim|stretch) {ONE} by (?:another )?(?P<by>{NUMBER})[\s-]*{_SEC}",
        rf"(?P<way>shorten|tighten|lengthen|extend|trim|stretch) {ONE} by a second",
        rf"make {ONE} (?P<by>{NUMBER})[\s-]*{_SEC} (?P<way>longer|shorter)",
        rf"(?:shave|take|cut|trim|knock) (?P<by>a|half a) sec(?:ond)? (?P<way>off)(?: of)? {ONE}",
        rf"(?P<by>{NUMBER}) (?P<way>more)[\s-]*{_SEC} (?:for|on|to|in) {ONE}",
        rf"(?P<way>add|give) (?:another |an extra )?(?P<by>{NUMBER})(?: more| extra)?[\s-]*{_SEC} (?:to|on) {ONE}",
        rf"(?:take|cut|trim|shave) (?P<by>{NUMBER})[\s-]*{_SEC} (?P<way>off)(?: of)? {ONE}",
    ),
    *rules(
        _pin,
        rf"(?:{_MAKE}|use|pin|put|route|generate|send|move|try|assign|run|lock) {MANY} {_USE}(?: the)? {MODEL}",
        rf"(?:use|try|take|pick|choose|i want|want|put|get|let) {MODEL} (?:for|on|in|make|do|render|handle) {MANY}",
        rf"{MODEL} (?:for|on) {MANY}",
        rf"{MANY}(?: should go| goes| should be made| should be| made| must be)? {_USE} {MODEL}",
        rf"pin {MODEL} (?:to|on|for) {MANY}",
        rf"(?:change|set|switch|make) (?:the )?(?:model|engine|route) (?:of|for|on|in) {MANY} (?:to|be|into) {MODEL}",
        rf"(?:have|let|get|want|i want|need) {MANY} (?:made|done|rendered|generated|shot) {_USE} {MODEL}",
        rf"{MODEL} (?:should|must|can|shall) (?:make|do|render|handle|take) {MANY}",
    ),
    *rules(
        _pin_all,
        rf"(?:(?:use|take|have|try|pin|i want|want) )?{MODEL} (?:for )?(?:everything|everywhere|throughout|all of (?:it|them)|the (?:whole|entire) (?:film|video|thing))",
        rf"(?:make|do|render|generate|shoot|switch|move|change|put) (?:everything|all of (?:it|them)|it all|the (?:whole|entire) (?:film|video|thing)) {_USE} {MODEL}",
    ),
    *rules(
        _unpin,
        rf"(?:go |switch |back |return |put )*(?:to )?(?:automatic|auto|the default|the playbook's choice|the default model|any model|automatic routing) (?:for|on|with) {ONE}",
        rf"(?:leave|give) (?:the )?model (?:of|for|on) {ONE} to (?:the playbook|you|greenlight)",
        rf"(?:unpin|un-pin|release|free) (?:the model (?:of|for|on) )?{ONE}",
        rf"(?:any model|no (?:particular|fixed|pinned|specific) model|automatic(?: model)?|auto) (?:for|on) {ONE}",
        rf"(?:let|have) (?:the playbook|you|it|greenlight) (?:choose|decide|pick)(?: (?:the|a) model)?(?: again)? (?:for|on) {ONE}",
        rf"(?:you )?(?:choose|decide|pick) (?:the|a) model (?:for|of) {ONE}(?: again)?(?: yourself)?",
        rf"(?:remove|drop|clear|undo|lose|take off) the (?:pin|pinned model|model pin) (?:on|from|of|for) {ONE}",
        rf"{ONE} (?:doesn'?t|does not) need (?:a|any|the) (?:fixed|pinned|particular|special|specific) model",
        rf"{ONE} (?:can|may) (?:use|go to|be made with) any model",
        rf"(?:let|have) {ONE} (?:use|go to) (?:any model|whatever(?: model)? (?:is )?best)",
    ),
    *rules(
        _swap,
        rf"(?:swap|switch|exchange|flip|trade|reverse|interchange)(?: around| the order of| places of)? (?:shots? |scenes? |clips? )?(?P<one>{_EITHER}) (?:and|with|for|&) (?P<two>{_EITHER})(?: around| over)?",
        r"(?:swap|switch|exchange|flip|reverse|interchange|trade)(?: around)?(?: the order of)? (?:the )?(?P<pair>first|last|final|opening) (?:two|2|pair)(?: of)?(?: shots?| scenes?| clips?| ones?)?(?: around)?",
        rf"(?P<one>{ANY_SHOT}) and (?P<two>{_EITHER}) should (?:swap|change|trade|switch)(?: places)?",
        rf"(?:shots? |scenes? )?(?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:should be|need to be|must be|can be|are to be) (?:swapped|switched|exchanged|interchanged|reversed)",
        rf"(?:shots? |scenes? )?(?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:swapped|switched|exchanged|the other way (?:a)?round)",
        rf"let (?P<one>{_EITHER}) and (?P<two>{_EITHER}) (?:swap|change|trade|switch)(?: places)?",
    ),
    *rules(
        _move,
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
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?:right )?(?P<side>after|before|behind|following) {ONE}",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? between (?:shots? |the )*(?P<first>\w+)(?: shot)? and (?:shot |the )*(?P<next>\w+)(?: shot)?",
        rf"{_ADD} {_A_SHOT} (?P<what>.+?),? (?P<where>(?:at|to|in) the (?:very )?(?:start|beginning|front|end)|as the (?:opening|first|last|final) (?:shot|scene|one)|first|last)",
        rf"(?:a )?(?:new|another|extra) (?:shot|scene) (?:right )?(?P<side>after|before|behind) {ONE}(?::| of| with| showing) (?P<what>.+)",
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
