"""What people say to change single shots."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id, shot_ids
from agent.grammar.words import (
    CAMERAS,
    FRAMINGS,
    MANY,
    MODEL,
    ONE,
    Scene,
    any_of,
    one_of,
)
from tools.film.storyboard import CameraMove, Framing

SIZES = [Framing.EWS, Framing.WS, Framing.MS, Framing.MCU, Framing.CU, Framing.ECU]
_BE = r"(?: (?:should|ought to|must|could|can|shall|would|needs? to|has to|have to|is to|will)(?: rather)?(?: be(?:come)?)?|(?:'d| would) be better(?: as)?| becomes?| is| as| in| to| with|,|:| ->| =)?"
_MAKE = r"(?:make|turn|change|set|have|do|frame|switch|shoot|film|render|get|keep|give|let|draw|want|need|i want|i need|put|present|see|crop|bring|rework|re-?frame|re-?shoot|redo|reset|adjust)"
_A = r"(?:(?:in)?to |as |be |in |with |at |a |an |more (?:of )?(?:a |an )?|the |it |from |tight |nice |real |proper |simple |classic |beautiful )*"
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
    said = found.groupdict()
    if said.get("excess"):
        closer = re.search(r"wide|far|distant", said["excess"], re.IGNORECASE) is not None
    else:
        closer = re.search(r"clos|tight|near|^in$", said["step"], re.IGNORECASE) is not None
    now = SIZES.index(scene.framings[scene.ids.index(shot)])
    then = min(max(now + (1 if closer else -1), 0), len(SIZES) - 1)
    return call("edit_shot", shot=shot, framing=SIZES[then].value)


def _camera(found: re.Match[str], scene: Scene) -> Meaning:
    held = found.groupdict().get("still") is not None
    shot, camera = shot_id(found, scene), CameraMove.STATIC if held else one_of(found.group("camera"), CAMERAS)
    return None if shot is None or camera is None else call("edit_shot", shot=shot, camera=camera.value)


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


SHOT_RULES: list[Rule] = [
    *rules(
        _step,
        rf"(?:show|see|shoot|film|have) {ONE} (?:from )?(?P<step>farther away|further away|further back|closer up|nearer|closer)",
        rf"{ONE},? (?:but|only|just) (?:a (?:bit|little) |much )?(?P<step>closer|wider|tighter|nearer)",
        rf"(?P<step>open up) {ONE}(?: a (?:bit|little))?",
        rf"{ONE}{_BE} (?:a (?:bit|little) |much )?(?P<step>closer|tighter|nearer) (?:to|on|in on) (?:the |her |his |their |my |our )?[\w']+(?: [\w']+)?",
        rf"(?:punch|crop|move|go|get|come) (?P<step>in)(?: (?:tight|close))?(?: a (?:bit|little))? (?:on|for) {ONE}",
        rf"(?:go|get|move|come|be) (?:a (?:bit|little) |much )?(?P<step>closer|tighter|nearer) (?:on|to|in on) (?:the |her |his |their |my |our )?[\w\']+(?: [\w\']+)? in {ONE}",
        rf"{ONE} (?:is|feels|looks|seems) (?:a (?:bit|little) |way |much |far )*too (?P<excess>tight|close|wide|far away|far|distant|cramped|near)",
        rf"(?:step|move|go) (?P<step>back)(?: a (?:bit|little|step))? (?:in|for|on) {ONE}",
        rf"(?:show|see|have|give me|i want|want)(?: (?:a (?:bit|little)|much))? more of (?:the |his |her |our |my )?(?P<step>room|surroundings|background|place|location|scenery|landscape|environment|setting) in {ONE}",
        rf"more of (?:the )?(?P<step>room|surroundings|background|place|location|scenery|landscape|environment|setting) in {ONE}",
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
        rf"(?:i'd like |i want |like |want |have |let )?the camera (?:to |should |could |can |must )?{_CAMERA}{_CAM_TAIL} (?:in|for|on|during) {ONE}",
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
        rf"(?P<still>lock(?: off| down)?) the camera (?:in|for|on|during) {ONE}",
        rf"(?:replace|change|swap) the (?:camera|move|zoom|push|pull|{any_of(CAMERAS)}) (?:in|for|on|of) {ONE} (?:with|to|by|for|into) {_A}{_CAMERA}{_CAM_TAIL}",
        rf"{_CAMERA} from (?:the |her |his |their |my |our )[\w-]+ in {ONE}",
        rf"the camera (?:should |must )?(?:be )?{_CAMERA}{_CAM_TAIL} (?:in|for|on|during) {ONE}",
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
        rf"(?:let|have) (?:the )?(?:system|app|software|program|machine|router|planner|tool|computer) (?:choose|decide|pick)(?: (?:the|a) model)?(?: again)? (?:for|on) {ONE}(?: again)?",
        rf"(?:go |switch |back |return |put )*(?:to )?(?:automatic|auto|the default|the playbook's choice|the default model|any model|automatic routing) (?:for|on|with) {ONE}",
        rf"(?:leave|give) (?:the )?model (?:of|for|on) {ONE} to (?:the playbook|you|greenlight)",
        rf"(?:unpin|un-pin|release|free) (?:the model (?:of|for|on) )?{ONE}",
        rf"(?:let|have) (?:the )?(?:program|system|app|it|greenlight) (?:choose|decide|pick) the model (?:for|on|of) {ONE}(?: (?:by )?itself)?(?: again)?",
        rf"(?:any model|no (?:particular|fixed|pinned|specific) model|automatic(?: model)?|auto) (?:for|on) {ONE}",
        rf"(?:let|have) (?:the playbook|you|it|greenlight) (?:choose|decide|pick)(?: (?:the|a) model)?(?: again)? (?:for|on) {ONE}",
        rf"(?:you )?(?:choose|decide|pick) (?:the|a) model (?:for|of) {ONE}(?: again)?(?: yourself)?",
        rf"(?:remove|drop|clear|undo|lose|take off) the (?:pin|pinned model|model pin) (?:on|from|of|for) {ONE}",
        rf"{ONE} (?:doesn'?t|does not) need (?:a|any|the) (?:fixed|pinned|particular|special|specific) model",
        rf"{ONE} (?:can|may) (?:use|go to|be made with) any model",
        rf"(?:let|have) {ONE} (?:use|go to) (?:any model|whatever(?: model)? (?:is )?best)",
    ),
]  # fmt: skip
