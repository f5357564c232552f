"""What people say to change single shots."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id
from agent.grammar.words import (
    CAMERAS,
    FRAMINGS,
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


def _pin_all(found: re.Match[str], scene: Scene) -> Meaning:
    model = re.sub(r"\s+", " ", found.group("model").strip().lower())
    return [each for shot in scene.ids for each in call("pin_model", shot=shot, model=model)]


def _unpin(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    return None if shot is None else call("unpin_model", shot=shot)


SHOT_RULES: list[Rule] = [
    *rules(
        _step,
        rf"{ONE},? (?:but|only|just) (?:a (?:bit|little) |much )?(?P<step>closer|wider|tighter|nearer)",
        rf"(?:step|move|go) (?P<step>back)(?: a (?:bit|little|step))? (?:in|for|on) {ONE}",
        rf"{_MAKE} {ONE} (?:a (?:bit|little) |a touch |slightly |much |even |in )?(?P<step>closer|tighter|wider|nearer|further (?:away|out|back)|closer in|more wide)(?: please)?{_SHOTLY}",
    ),
    *rules(
        _framing,
        rf"{_MAKE} {ONE}(?: (?:is|be))? {_A}{_FRAMING}{_SHOTLY}",
        rf"{ONE}{_BE} {_A}{_FRAMING}{_SHOTLY}",
    ),
    *rules(
        _camera,
        rf"(?:have |let |make |film |shoot )?{ONE} (?:should |could |must )?(?:be )?(?:filmed|shot|done|recorded|slowly) {_A}{_CAMERA}{_CAM_TAIL}",
        rf"(?:stop|keep) the camera(?: from)? (?P<still>moving|panning|zooming|shaking) (?:in|for|on|during) {ONE}",
        rf"(?:replace|change|swap) the (?:camera|move|zoom|push|pull|{any_of(CAMERAS)}) (?:in|for|on|of) {ONE} (?:with|to|by|for|into) {_A}{_CAMERA}{_CAM_TAIL}",
    ),
    *rules(
        _pin_all,
        rf"(?:(?:use|take|have|try|pin|i want|want) )?{MODEL} (?:for )?(?:everything|everywhere|throughout|all of (?:it|them)|the (?:whole|entire) (?:film|video|thing))",
    ),
    *rules(
        _unpin,
        rf"(?:any model|no (?:particular|fixed|pinned|specific) model|automatic(?: model)?|auto) (?:for|on) {ONE}",
        rf"(?:let|have) (?:the playbook|you|it|greenlight) (?:choose|decide|pick)(?: (?:the|a) model)?(?: again)? (?:for|on) {ONE}",
        rf"{ONE} (?:doesn'?t|does not) need (?:a|any|the) (?:fixed|pinned|particular|special|specific) model",
    ),
]  # fmt: skip
