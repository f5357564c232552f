"""What people say when the cut shall go on in an editor of theirs."""

from agent.grammar.rule import Rule

EDITORS = {
    "resolve": r"(?:(?:black ?magic )?da ?vinci )?resolve|da ?vinci",
    "premiere": r"(?:adobe )?premiere(?: pro)?",
    "fcp7xml": r"(?:fcp|final cut)(?: pro)? ?7(?: xml)?|fcp7xml",
    "fcpxml": r"final cut(?: pro)?(?: x)?|fcp ?x?|fcpx ?xml|fcpxml",
    "capcut": r"cap ?cut(?: desktop)?",
    "otio": r"open ?timeline ?io|otio",
    "edl": r"edl|edit(?:ing)? decision list",
    "shotlist": r"shot ?list",
}
"""What each hand-off is called, by the name of its format."""


LEAVING_RULES: list[Rule] = [
]  # fmt: skip
