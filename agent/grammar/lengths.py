"""What people say about how long a shot is on screen."""

import re
from decimal import Decimal

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id
from agent.grammar.words import NUMBER, ONE, Scene, number

_BE = r"(?: (?:should|ought to|must|could|can|shall|would|needs? to|has to|have to|is to|will)(?: rather)?(?: be(?:come)?)?|(?:'d| would) be better(?: as)?| becomes?| is| as| in| to| with|,|:| ->| =)?"
_MAKE = r"(?:make|turn|change|set|have|do|frame|switch|shoot|film|render|get|keep|give|let|draw|want|need|i want|i need|put|present|see|crop|bring|rework)"
_A = r"(?:(?:in)?to |as |be |in |with |at |a |an |more (?:of )?(?:a |an )?|the |it |from )*"
_SEC = r"(?:s|secs?|seconds?)"
_LONG = r"(?:\s+(?:long|in total|of screen time))?"
_TIMES = {
    **dict.fromkeys(("twice", "two times", "2x", "2 times", "double"), Decimal(2)),
    **dict.fromkeys(("three times", "3x"), Decimal(3)),
    **dict.fromkeys(("half", "halve"), Decimal("0.5")),
}


def _seconds(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    return None if shot is None else call("edit_shot", shot=shot, seconds=float(number(found.group("seconds"))))


def _longer(found: re.Match[str], scene: Scene) -> Meaning:
    shot = shot_id(found, scene)
    if shot is None:
        return None
    said = found.groupdict()
    if said.get("times"):
        then = scene.seconds[scene.ids.index(shot)] * _TIMES[said["times"].lower()]
        return call("edit_shot", shot=shot, seconds=float(then)) if then >= 1 else None
    step = number(said["by"]) if re.fullmatch(NUMBER, said.get("by") or "", re.IGNORECASE) else Decimal(1)
    way = (
        -1
        if re.search(
            r"short|trim|tight|less|fewer|off|quick|brief|cut|take|drop|lose|shave",
            said.get("way") or "",
            re.IGNORECASE,
        )
        else 1
    )
    if said.get("excess"):
        way = -1 if said["excess"].lower() == "long" else 1
    then = scene.seconds[scene.ids.index(shot)] + way * step
    return call("edit_shot", shot=shot, seconds=float(then)) if then >= 1 else None


LENGTH_RULES: list[Rule] = [
    *rules(
        _seconds,
        rf"(?:{_MAKE}|shorten|lengthen|extend|cut|trim|hold|stretch|reduce|increase|keep|run|bring) {ONE}(?: down| up| out| stay| remain| on screen| last| run| length| only| just)* ?{_A}(?:for |last )?(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}(?: instead)?",
        rf"{ONE}{_BE}(?: last| run| take| lasts| stay| for| at| only| just| be| on screen)* (?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
    ),
    *rules(
        _longer,
        rf"{ONE} (?:should|could|can|must|needs to|has to) be (?P<times>twice|half) as (?:long|short)",
        rf"(?:make|keep|let|hold|have|leave|run|get) {ONE}(?: (?:on screen|run|last))? (?:a (?:bit|little|touch|second|tad) |slightly |one second |somewhat |much )?(?P<way>longer|shorter|quicker|briefer)",
        rf"(?:give|grant) {ONE} (?:a |an )?(?P<by>{NUMBER}|another|extra) (?P<way>more|extra|additional)?[\s-]*{_SEC}(?: more| extra| longer)?",
        rf"(?P<way>shorten|tighten|lengthen|extend|trim|stretch) {ONE} by a second",
    ),
]  # fmt: skip
