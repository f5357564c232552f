"""What people say about places without an API, where they make a picture themselves."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_id
from agent.grammar.words import ONE, Scene
from tools.catalog.by_hand import places

PLACE = rf"(?P<place>{'|'.join(re.escape(word) for each in places() for word in each.words)})"
_STILLS = r"(?:stills?|pictures?|images?|frames?|photos?|key ?frames?|shots?|storyboard|everything|them|it)"


def _ready(found: re.Match[str], scene: Scene) -> Meaning:
    shot = None
    if found.groupdict().get("shot"):
        shot = shot_id(found, scene)
        if shot is None:
            return None
    return call("ready_prompts", place=found.group("place").lower(), shot=shot)


BY_HAND_RULES: list[Rule] = [
    *rules(
        _ready,
        rf"(?:use|take|try|i want(?: to use)?|i'd like(?: to use)?|can (?:we|you|i) use|let'?s use|switch to|go with) {PLACE}(?: (?:for|to (?:draw|make)) (?:all |the |my |our )*{_STILLS})?",
        rf"(?:use|take|try|can (?:we|you|i) use|let'?s use) {PLACE} (?:for|to (?:draw|make|do)) (?:the )?(?:{_STILLS} (?:of|for|in) )?{ONE}",
        rf"(?:draw|make|do|create|generate|render) (?:all |the |my |our )*{_STILLS} (?:in|with|on|using|by|through) {PLACE}",
        rf"(?:draw|make|do|create|generate|render) (?:the )?(?:{_STILLS} (?:of|for|in) )?{ONE} (?:in|with|on|using|by|through) {PLACE}",
        rf"(?:i(?:'ll| will| want to| would like to|'d like to|'d rather)|let me|can i) (?:draw|make|do|create|generate) (?:all |the |my |our )*{_STILLS} (?:myself )?(?:in|with|on|using) {PLACE}",
        rf"(?:i(?:'ll| will| want to| would like to|'d like to|'d rather)|let me|can i) (?:draw|make|do|create|generate) (?:the )?(?:{_STILLS} (?:of|for|in) )?{ONE} (?:myself )?(?:in|with|on|using) {PLACE}",
        rf"(?:give|show|write|send|get|tell) me (?:the |a |all the |ready )*(?:prompts?|lines?) for {PLACE}",
        rf"(?:give|show|write|send|get|tell) me (?:the |a |all the |ready )*{PLACE} (?:prompts?|lines?)(?: (?:of|for) {ONE})?",
        rf"(?:what(?:'s| is| are) )?(?:the |my |our )?{PLACE} prompts?(?: (?:of|for) {ONE})?",
        rf"(?:can|could|do) (?:you|we) (?:do|support|have|work with) {PLACE}",
        rf"(?:what about|and|why not|how about) {PLACE}",
    ),
]  # fmt: skip
