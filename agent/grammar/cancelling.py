"""What people say to have stopped what is being made, and what they say of it while it is being made."""

import re

from agent.grammar.rule import Meaning, Rule, call, rules, shot_ids
from agent.grammar.words import MANY, Scene

EVERYTHING = "cancel what is being made"
"""The plain sentence for all of it."""
_STOP = r"(?:cancel|abort|halt|stop|call off)"
_THE = r"(?:the |my |our |that |this |all |all the |every )?"
_WORK = r"(?:render(?:ing|s)?|jobs?|orders?|clips?|drafts?|stills?|generation|work)"
_MAKING = r"(?:rendering|drawing|making|generating)"
_MADE = r"(?:rendering|rendered|making|made|drawing|drawn|generating|generated|running|ordered|under ?way|in progress|in flight|in the works)"


def _cancel(found: re.Match[str], scene: Scene) -> Meaning:
    if not found.groupdict().get("shots"):
        return call("cancel_jobs")
    shots = shot_ids(found, scene)
    if shots is None:
        return None
    return call("cancel_jobs", shots=None if len(shots) == scene.count > 1 else shots)


CANCEL_RULES: list[Rule] = rules(
    _cancel,
    rf"{_STOP} {MANY}",
    rf"{_STOP} {_THE}{_WORK} (?:of|for|on) {MANY}",
    rf"{_STOP} {MANY}(?:'s)? {_WORK}",
    rf"(?:stop|cancel|abort|quit) {_MAKING} {MANY}",
    rf"{_STOP} {_THE}(?:current |running |open )?{_WORK}",
    rf"(?:stop|cancel|abort|quit) {_MAKING}",
    rf"{_STOP} (?:(?:what|whatever)(?:'s| is| you(?:'re| are))|(?:everything|all|anything)(?: that(?:'s| is))?) (?:still |being |currently |now )*{_MADE}(?: (?:now|there|right now))?",
    r"(?:cancel|abort|stop|call off) (?:everything|all|all of (?:it|them|that)|it all|them all)",
    r"(?:cancel|abort|call off) (?:it|this|them|the whole thing)",
    rf"call (?:it|this|them|everything|all of (?:it|them)|{_THE}{_WORK})(?: all)? off",
    r"cancel|abort",
)

_POLITE = (
    r"(?:(?:please|ok(?:ay)?|no|oh|wait|hey)[\s,!]+)*{}(?:[\s,]+(?:please|now|right now|at once|immediately))*[.!]*"
)
_ENOUGH = re.compile(
    _POLITE.format(r"(?:stop|halt|wait|pause|hold on|hang on)(?: (?:it|that|this|there))?"), re.IGNORECASE
)
_OFF = re.compile(_POLITE.format(r"(?:cancel|abort)(?: (?:it|that|this))?"), re.IGNORECASE)


def while_working(text: str, meant: Meaning) -> str | None:
    """What words mean that cannot wait until the work under way is done; None for all others.

    A sentence is to be heard once the work was stopped; an empty one asks for no more than the stop.
    """
    if _OFF.fullmatch(text.strip()):
        return EVERYTHING
    if meant and any(each.name == "cancel_jobs" for each in meant):
        return text
    return "" if _ENOUGH.fullmatch(text.strip()) else None
