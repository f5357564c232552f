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
        rf"(?:hold|stay|linger|remain) (?:on|with|in) {ONE} (?:for )?(?P<seconds>{NUMBER})[\s-]*{_SEC}",
        rf"{ONE} (?:should |could |can |must )?(?:run|last|be|go on|stay) (?:for )?(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
        rf"(?:{_MAKE}|shorten|lengthen|extend|cut|trim|hold|stretch|reduce|increase|keep|run|bring) {ONE}(?: down| up| out| stay| remain| on screen| last| run| length| only| just)* ?{_A}(?:for |last )?(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}(?: instead)?",
        rf"{ONE}{_BE}(?: last| run| take| lasts| stay| for| at| only| just| be| on screen)* (?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
        rf"(?P<seconds>{NUMBER})[\s-]*{_SEC} (?:for|on|in) {ONE}(?: (?:should|would|will) do| (?:is|are) enough)?",
        rf"{ONE} is (?:a (?:bit|little) |way |much |far )?too (?:long|short),? (?:so )?(?:make|cut|set|trim|shorten|extend) it (?:to |be |down to |last )*(?P<seconds>{NUMBER})[\s-]*{_SEC}{_LONG}",
        rf"(?:give|allow|let) {ONE} (?:have )?(?P<seconds>{NUMBER})[\s-]*{_SEC}(?: of screen time)?",
        rf"(?:{_MAKE} )?the (?:length|duration) of {ONE} (?:should be |to |be |is )*(?P<seconds>{NUMBER})[\s-]*{_SEC}",
    ),
    *rules(
        _longer,
        rf"(?P<way>cut|trim|shave|take|drop|lose) (?P<by>{NUMBER})[\s-]*{_SEC} (?:from|off|of|out of) {ONE}",
        rf"(?P<by>{NUMBER}) {_SEC} (?P<way>less|more|fewer|extra) (?:for|on|of|in) {ONE}",
        rf"{ONE}(?: should| could| needs to| must| has to)? (?:be |run |last |stay )?(?P<by>{NUMBER})[\s-]*{_SEC} (?P<way>longer|shorter)",
        rf"(?:give|allow|grant|leave) {ONE} (?:a (?:bit|little) |some )?(?P<way>more|less) (?:screen )?time",
        rf"{ONE} (?:should|could|can|must|needs to|has to) be (?P<times>twice|half) as (?:long|short)",
        rf"{ONE} (?:needs|could use|wants|deserves) (?:a (?:bit|little) |some )?(?P<way>more|less) (?:screen )?time",
        rf"(?P<way>cut|trim|make|get|pare|tone) {ONE} (?:down )?(?:a (?:bit|little|touch|tad|hair) |slightly |somewhat )*(?:shorter|down)(?: a (?:bit|little|touch|tad))?",
        rf"{ONE} (?:goes on|lasts|runs|drags on|stays|lingers|is held|hangs)(?: for)? (?:a (?:bit|little) |way |much |far )?too (?P<excess>long)",
        rf"{ONE} (?:is over|ends|goes by|is gone|flies by|passes) (?:a (?:bit|little) |way |much |far )?too (?P<excess>quickly|soon|fast)",
        rf"(?:stay|linger|hold|remain) (?:a (?:bit|little|moment|second) )?(?P<way>longer) (?:on|in|with|at) {ONE}",
        rf"{ONE}(?: should| could| needs to| must)? (?:stay|linger|hold|last|run|be held|remain)s? (?:on screen )?(?:a (?:bit|little|moment|second) )?(?P<way>longer|shorter)",
        rf"(?P<way>trim|shorten|tighten|cut) {ONE} (?:a (?:bit|little|touch|tad)|slightly|down)",
        rf"(?:let|have) {ONE} (?:breathe|linger)(?: a (?:bit|little|moment|second))?(?: (?P<way>longer|more))?",
        rf"(?:make|have|let) {ONE} (?P<times>twice|half|two times|2x|2 times|three times|3x|double) (?:as long|the length|its length|longer|long|its current length)",
        rf"(?P<times>double|halve) (?:the (?:length|duration) of )?{ONE}(?: in length)?",
        rf"(?:make|keep|let|hold|have|leave|run|get) {ONE}(?: (?:on screen|run|last))? (?:a (?:bit|little|touch|second|tad) |slightly |one second |somewhat |much )?(?P<way>longer|shorter|quicker|briefer)",
        rf"{ONE}(?: should be| needs to be| could be| must be| should run)? (?:a (?:bit|little) |slightly )?(?P<way>longer|shorter)",
        rf"(?P<way>shorten|lengthen|extend|prolong|stretch)(?: out)? {ONE}(?: a (?:bit|little)| slightly| out)*",
        rf"{ONE} (?:is|feels|seems) (?:a (?:bit|little) |way |much |far )?too (?P<excess>short|long)(?:,? (?:so )?(?:make it|cut it|trim it) (?:shorter|longer|down))?",
        rf"(?:give|grant) {ONE} (?:a |an )?(?P<by>{NUMBER}|another|extra) (?P<way>more|extra|additional)?[\s-]*{_SEC}(?: more| extra| longer)?",
        rf"(?P<way>shorten|lengthen|extend|trim|stretch) {ONE} by (?:another )?(?P<by>{NUMBER})[\s-]*{_SEC}",
        rf"(?P<way>shorten|tighten|lengthen|extend|trim|stretch) {ONE} by a second",
        rf"(?:let|have|make|hold|keep|give) {ONE} (?:(?:breathe|linger|run|last|stay|go on) )?(?:on screen )?(?:for )?(?P<way>another|an extra|one more) second",
        rf"make {ONE} (?P<by>{NUMBER})[\s-]*{_SEC} (?P<way>longer|shorter)",
        rf"(?:shave|take|cut|trim|knock) (?P<by>a|half a) sec(?:ond)? (?P<way>off)(?: of)? {ONE}",
        rf"(?P<by>{NUMBER}) (?P<way>more)[\s-]*{_SEC} (?:for|on|to|in) {ONE}",
        rf"(?P<way>add|give) (?:another |an extra )?(?P<by>{NUMBER})(?: more| extra)?[\s-]*{_SEC} (?:to|on) {ONE}",
        rf"(?:take|cut|trim|shave) (?P<by>{NUMBER})[\s-]*{_SEC} (?P<way>off)(?: of)? {ONE}",
    ),
]  # fmt: skip
