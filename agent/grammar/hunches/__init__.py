"""What a sentence sounds like, where the rules are at a loss: asked about, and never done by itself."""

from collections.abc import Sequence

from agent.director import ToolCall
from agent.grammar.hunches.features import apart, features
from agent.grammar.hunches.filling import filled
from agent.grammar.hunches.kinds import NO_WISH, kind_of, kind_of_all
from agent.grammar.hunches.pictures import pictured
from agent.grammar.hunches.weighing import learnt, weighed
from agent.grammar.talk import GO_ON
from agent.grammar.words import Scene

DOUBTFUL = 0.01
"""What the rules understood is asked about when the sentence sounds like that with less than this likelihood."""
LIKELIEST = 3
"""Kinds of wish that are tried, the likeliest first."""
TALK = 0.4
"""What is likelier than this to be no wish is let be."""
WORTH_ASKING = 0.12
A_REMARK = 0.1
"""What is less likely than this to be no wish is no remark."""
SURE = 0.5
"""A kind that is likelier than this is not given up for the next because a part of it is missing."""

_NEVER_ASKED = frozenset({NO_WISH, GO_ON})
"""Praise sounds like going on, and going on may lead to the next thing that costs."""


def is_doubtful(calls: Sequence[ToolCall], sentence: str, scene: Scene) -> bool:
    """The sentence sounds like anything but what the rules understood."""
    hunches = weighed(features(apart(sentence, scene)), learnt())
    kinds = {kind_of_all(calls), *map(kind_of, calls)}
    return all(
        kind in hunches and hunches[kind].share < DOUBTFUL for kind in kinds
    )  # what was never learnt is not doubted


def sounds_like_a_wish(clause: str, scene: Scene) -> bool:
    """True for what is no mere remark, though no rule understands it."""
    hunches = weighed(features(apart(clause, scene)), learnt())
    kind, hunch = next(iter(hunches.items()))
    return kind != NO_WISH and hunch.share > SURE and hunches[NO_WISH].share < A_REMARK


def likeliest(sentence: str, scene: Scene, nearly: Sequence[ToolCall] | None) -> Sequence[ToolCall] | None:
    """What to ask about: what the rules `nearly` understood where it sounds so, else what it sounds like."""
    clauses = apart(sentence, scene)
    hunches = weighed(features(clauses), learnt())
    for kind, hunch in list(hunches.items())[:LIKELIEST]:
        if kind in _NEVER_ASKED:
            if hunch.share > TALK:
                return None
            continue
        if nearly is not None and kind_of_all(nearly) == kind:
            return nearly
        if hunch.share < WORTH_ASKING:
            return None
        if calls := filled(kind, hunch.value, clauses, scene) or pictured(kind, sentence, clauses, scene):
            return calls
        if hunch.share > SURE:
            return None
    return None
