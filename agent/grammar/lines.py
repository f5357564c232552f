"""What people say about the words of a shot: spoken by somebody in it, by the narrator, or to be read."""

import re

from agent.grammar.rule import Handler, Meaning, Rule, call, rules, shot_id
from agent.grammar.words import ONE, Scene

_QUOTED = r"[\"“](?P<words>[^\"“”]{1,400})[\"”]"


def _words(kind: str) -> Handler:
    def handler(found: re.Match[str], scene: Scene) -> Meaning:
        shot = shot_id(found, scene)
        return None if shot is None else call("edit_shot", shot=shot, **{kind: found.group("words").strip()})

    return handler


LINE_RULES: list[Rule] = [
    *rules(
        _words("dialogue"),
        rf"(?:change|set|make) (?:the |his |her |their )?(?:spoken )?line (?:in|for|of) {ONE} (?:to|into|:) ?{_QUOTED}",
    ),
]  # fmt: skip
