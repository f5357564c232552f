"""What people say when the cut shall go on in an editor of theirs."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules
from agent.grammar.words import Scene

EDITORS = {
    "resolve": r"(?:(?:black ?magic )?da ?vinci )?resolve|da ?vinci",
    "premiere": r"(?:adobe )?premiere(?: pro)?",
    "fcp7xml": r"(?:fcp|final cut)(?: pro)? ?7(?: xml)?",
    "fcpxml": r"final cut(?: pro)?(?: x)?|fcp ?x?|fcpx ?xml|fcpxml",
    "capcut": r"cap ?cut(?: desktop)?",
    "otio": r"open ?timeline ?io|otio",
    "edl": r"edl|edit(?:ing)? decision list",
    "shotlist": r"shot ?list",
}
"""What each hand-off is called, by the name of its format."""
_EDITOR = rf"(?P<editor>{'|'.join(EDITORS.values())})"
_FILM = (
    r"(?:it|this|that|the (?:film|video|cut|edit|timeline|project|whole thing)|my (?:film|video|cut|edit)|everything)"
)
_KIND = r"(?: (?:project|file|timeline|draft|export|edit))?"


def _leave(found: re.Match[str], _: Scene) -> Meaning:
    said = found.group("editor").lower()
    return call("hand_off", format=next(name for name, words in EDITORS.items() if re.fullmatch(words, said)))


LEAVING_RULES: list[Rule] = [
    *rules(
        _leave,
        rf"(?:export|send|take|bring|move|save|write|open|put|get|hand|give|deliver|edit|finish|continue|import|load) (?:{_FILM} )?(?:off |over |out |on |up )*(?:to|for|into|in|as|with) (?:an? |the |my )?{_EDITOR}{_KIND}",
        rf"(?:export|write|save|create|give me|make(?: me)?|produce|i(?: want| need|'d like)|get me) (?:an? |the )?{_EDITOR}{_KIND}(?: of {_FILM})?",
        rf"{_EDITOR} export",
    ),
]  # fmt: skip
