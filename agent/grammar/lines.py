"""What people say about the words of a shot: spoken by somebody in it, by the narrator, or to be read."""

import re

from agent.grammar.rule import Handler, Meaning, Rule, call, rules, shot_id
from agent.grammar.words import DROP, ONE, Scene

_QUOTED = r"[\"“](?P<words>[^\"“”]{1,400})[\"”]"


def _words(kind: str) -> Handler:
    def handler(found: re.Match[str], scene: Scene) -> Meaning:
        shot = shot_id(found, scene)
        return None if shot is None else call("edit_shot", shot=shot, **{kind: found.group("words").strip()})

    return handler


def _no_words(found: re.Match[str], scene: Scene) -> Meaning:
    shot, what = shot_id(found, scene), found.group("what").lower()
    if shot is None:
        return None
    kind = (
        "on_screen_text" if re.search("text|title|caption", what) else "dialogue" if "dialog" in what else "narration"
    )
    return call("edit_shot", shot=shot, **{kind: ""})


LINE_RULES: list[Rule] = [
    *rules(
        _words("dialogue"),
        rf"(?:he|she|they|someone|somebody|the (?:man|woman|person|girl|boy|owner|chef|guy|lady|speaker|baker)) (?:should|must|could) (?:say|whisper|shout):? {_QUOTED} in {ONE}",
        rf"(?:have|make|let) (?:him|her|them|someone|somebody|the (?:man|woman|person|girl|boy|owner|chef|guy|lady|speaker|baker)) (?:say|speak|whisper|shout)s?:? {_QUOTED} in {ONE}",
        rf"in {ONE},? (?:have )?(?:he|she|they|him|her|them|someone|somebody|the (?:man|woman|person|girl|boy|owner|chef|guy|lady|speaker|baker))(?: should)? (?:says?|whispers?|shouts?):? {_QUOTED}",
        rf"(?:in )?{ONE}[:,]? (?:the |our |a )?(?:man|woman|person|girl|boy|owner|chef|guy|lady|speaker|baker|barista|waiter|child|kid) (?:says?|should say|must say|whispers?|shouts?):? {_QUOTED}",
        rf"the (?:man|woman|person|girl|boy|owner|chef|guy|lady|speaker|baker|barista|waiter|child|kid) in {ONE} (?:says?|should say|must say|whispers?|shouts?):? {_QUOTED}",
        rf"(?:change|set|make) (?:the |his |her |their )?(?:spoken )?line (?:in|for|of) {ONE} (?:to|into|:) ?{_QUOTED}",
        rf"(?:the )?dialog(?:ue)? (?:in|for|of) {ONE}(?: is| should be|:| to)?:? {_QUOTED}",
        rf"(?:add|put|set|change) (?:the )?(?:dialog(?:ue)?|spoken line)(?: line)? (?:in|for|of|to) {ONE}(?: to|:)?:? {_QUOTED}",
        rf"(?:add|put) (?:the )?(?:dialog(?:ue)?|spoken line|line) {_QUOTED} (?:to|in|on) {ONE}",
    ),
    *rules(
        _words("narration"),
        rf"{ONE}[:,]? (?:the )?(?:voice|narrator|voice[\s-]?over) (?:says|should say):? {_QUOTED}",
        rf"(?:the )?(?:narration|narrator|voice[\s-]?over|voice|vo|narrator's line) (?:in|for|of|over|on) {ONE}(?: is| should (?:be|say)| says|:| to)?:? {_QUOTED}",
        rf"(?:have|make|let) the (?:narrator|voice[\s-]?over|voice) say:? {_QUOTED} (?:in|over|on|during) {ONE}",
        rf"(?:in|over|on|during) {ONE},? (?:have )?the (?:narrator|voice[\s-]?over|voice|vo)(?: should)? says?:? {_QUOTED}",
        rf"the (?:narrator|speaker|voice[\s-]?over|voice) (?:should|must|could|shall) (?:say|read) (?:in|over|during|for) {ONE}:? {_QUOTED}",
        rf"(?:in|at|over|during|on|for) {ONE},? (?:a|the) (?:voice|narrator|voice[\s-]?over) (?:says|should say|could say):? {_QUOTED}",
        rf"(?:change|set|make|add) (?:the )?(?:narration|voice[\s-]?over|voice|vo|narrator(?:'s line)?)(?: line)? (?:in|for|of|over|on|to) {ONE}(?: say| to| into| be|:)*:? {_QUOTED}",
        rf"{ONE}(?:'s)? (?:narration|voice[\s-]?over):? {_QUOTED}",
        rf"the (?:narrator|voice[\s-]?over|voice) (?:should|must|could) (?:say|read|speak):? {_QUOTED} (?:in|over|on|during|for) {ONE}",
        rf"(?:have |let |make )?(?:the )?(?:narrator|voice[\s-]?over|voice) (?:says?|speaks?|reads?):? {_QUOTED} (?:in|over|on|during|for) {ONE}",
    ),
    *rules(
        _words("on_screen_text"),
        rf"(?:put|write|add|show|display|set|place|overlay|print)(?: the)?(?: text| words| title| caption| line)?:? {_QUOTED} (?:on|in|over|to|onto|across)(?: the screen in| screen (?:in|on|for))? {ONE}",
        rf"(?:the )?(?:on[\s-]screen )?(?:text|title|caption|words|super) (?:on|in|for|of|over) {ONE}(?: is| should (?:be|say|read)| says|:| to| reads)?:? {_QUOTED}",
        rf"{ONE}(?: should)? (?:reads?|says? on screen|(?:have |with )?(?:the )?(?:text|title|caption)):? {_QUOTED}",
        rf"(?:change|set|make|add) (?:the )?(?:on[\s-]screen )?(?:text|title|caption) (?:on|in|for|of|over|to) {ONE}(?: say| to| into| read| be|:)*:? {_QUOTED}",
        rf"(?:give|have) {ONE} (?:the |a )?(?:on[\s-]screen )?(?:text|title|caption):? {_QUOTED}",
        rf"(?:on|in) {ONE},? it (?:should|must|could) (?:say|read) {_QUOTED}",
        rf"(?:on|in|over|at) {ONE},? (?:put|write|add|show|display)(?: the)?(?: text| words| title)?:? {_QUOTED}",
        rf"(?:caption|title|label) {ONE} (?:with|as|:)? ?{_QUOTED}",
        rf"(?:the )?(?:tag ?line|slogan|super|words|headline) (?:on|in|for|over) {ONE} (?:should|must|could) (?:be|read|say):? {_QUOTED}",
        rf"use the (?:text|title|caption|words) {_QUOTED} (?:in|on|for) {ONE}",
        rf"(?:add|put) (?:a |the )?(?:text|title|caption) (?:saying|reading|that says|that reads|with)? ?{_QUOTED} (?:to|on|in|over) {ONE}",
    ),
    *rules(
        _no_words,
        rf"no (?P<what>text|title|caption) (?:any ?more )?(?:on|in|for) {ONE}",
        rf"{DROP} (?:the )?(?P<what>text|title|caption|on[\s-]screen text|dialog(?:ue)?|narration|voice[\s-]?over)(?: line)? (?:on|in|from|for|of|over) {ONE}",
        rf"(?:the )?(?P<what>text|title|caption|narration|dialog(?:ue)?) (?:in|on|of|for) {ONE} (?:can|should|must|has to) (?:be (?:deleted|removed|dropped|cut)|go)",
        rf"(?:take|get|leave) (?:the )?(?P<what>text|title|caption) (?:off|out of|away from|off of) {ONE}",
        rf"no (?P<what>text|title|caption|on[\s-]screen text|dialog(?:ue)?|narration|voice[\s-]?over) (?:on|in|for|over) {ONE}",
    ),
]  # fmt: skip
