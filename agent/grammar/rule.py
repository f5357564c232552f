"""A rule of the grammar: a pattern that a clause must match whole, and what it then means."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.director import ToolCall
from agent.grammar.words import Scene, shot_number, shot_numbers

Meaning = list[ToolCall] | None
Handler = Callable[[re.Match[str], Scene], Meaning]


@dataclass(frozen=True)
class Rule:
    """One way to say something. The handler gives None when the words match but make no sense in this film."""

    pattern: re.Pattern[str]
    handler: Handler

    def meaning(self, clause: str, scene: Scene) -> Meaning:
        """What the clause means; None when this rule does not apply."""
        found = self.pattern.fullmatch(clause)
        return None if found is None else self.handler(found, scene)


def rules(handler: Handler, *patterns: str) -> list[Rule]:
    """Several ways to say one thing."""
    return [Rule(re.compile(pattern, re.IGNORECASE), handler) for pattern in patterns]


def first_meaning(every: Sequence[Rule], clause: str, scene: Scene) -> Meaning:
    """What the first rule that applies says."""
    return next((meant for rule in every if (meant := rule.meaning(clause, scene)) is not None), None)


def call(tool: str, /, **arguments: object) -> list[ToolCall]:
    """One call; arguments that are None are left out."""
    return [ToolCall(name=tool, arguments={key: value for key, value in arguments.items() if value is not None})]


def shot_id(found: re.Match[str], scene: Scene, group: str = "shot") -> str | None:
    """The id of the shot in a group; None when there is no such shot."""
    place = shot_number(found.group(group), scene)
    return None if place is None else scene.ids[place - 1]


def shot_ids(found: re.Match[str], scene: Scene) -> list[str] | None:
    """The ids of the shots in the group `shots`, or of the one in `shot`."""
    places = shot_numbers(found.groupdict().get("shots") or found.group("shot"), scene)
    return None if places is None else [scene.ids[place - 1] for place in places]


def unquoted(text: str) -> str:
    """The text without quotation marks around it."""
    return text.strip().strip("\"“”'‘’").strip()
