"""What people say about the price: cheaper, and the most they will spend."""

import re
from decimal import Decimal

from agent.grammar.rule import Meaning, Rule, call, rules
from agent.grammar.words import NUMBER, Scene, number

_CREDITS = (
    r"(?P<money>(?:\$|usd ?|€|£)?\s?\d[\d,]*(?:\.\d+)?\s*(?:credits?|dollars?|bucks|cents?|usd|euros?|\$)?|(?:"
    + NUMBER
    + r")\s+(?:credits|dollars|bucks|cents))"
)


SMALLEST = 20
"""A number without a unit below this may be anything: `cap it at 4`."""


def credits_in(text: str) -> float | None:
    """An amount in credits: one credit is one US cent; a plain figure is credits; None for another currency."""
    found = re.search(rf"\d[\d,]*(?:\.\d+)?|{NUMBER}", text, re.IGNORECASE)
    if found is None or re.search(r"€|£|euro|pound", text, re.IGNORECASE):
        return None
    amount = Decimal(found.group().replace(",", "")) if found.group()[0].isdigit() else number(found.group())
    if amount < SMALLEST and not re.search(r"[a-z$]", text.replace(found.group(), ""), re.IGNORECASE):
        return None
    dollars = re.search(r"\$|dollar|buck|usd", text, re.IGNORECASE) is not None
    return float(amount * 100 if dollars else amount) or None


def _budget(found: re.Match[str], _: Scene) -> Meaning:
    amount = credits_in(found.group("money"))
    return None if amount is None else call("change_brief", budget_credits=amount)


def _less(found: re.Match[str], _: Scene) -> Meaning:
    said = found.groupdict().get("money")
    if said is None:
        return call("spend_less")
    amount = credits_in(said)
    return None if amount is None else call("spend_less", to_credits=amount)


MONEY_RULES: list[Rule] = [
    *rules(
        _less,
        r"(?:is|isn'?t) there (?:a|any|some) way to (?:make|do|get) (?:it|this|that|the film) (?:cheaper|for less|less expensive)",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:a (?:bit|little) |rather |quite |very |so )?(?:pricey|expensive|dear|costly),? (?:so )?(?:can you |could you |please )?(?:lower|reduce|cut|bring down|bring|get) (?:it|that|the (?:price|costs?))(?: down)?(?: a (?:bit|little))?",
        r"how (?:can|could|do) (?:we|i|you) (?:make|get|do) (?:it|this|the film) (?:cheaper|for less)",
        r"(?:lower|reduce|cut|bring down|drop|decrease) (?:the |my |our )?(?:overall|total|whole|estimated) (?:costs?|price|spending|bill)(?: down| a (?:bit|little))?",
        r"(?:it|this|that) costs? (?:far |way )?too much,? (?:so )?(?:please )?(?:lower|reduce|cut|bring down) (?:it|that|the (?:price|costs?))",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:way |far |well |a (?:bit|little) )?(?:over|above|beyond) (?:my|our|the) (?:budget|limit|means)",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:a (?:bit|little|lot) |far |way |much )?more than i(?:'d| would)? (?:want(?:ed)?|like|planned|have|can afford|expected|hoped|wish)(?: to (?:spend|pay))?",
        r"(?:i|we) (?:can'?t|cannot|can not) afford (?:that|this|it|so much|that much)",
        r"(?:do we have|have you got|is there|are there|do you have) (?:a |any |some |anything )?(?:cheaper|less expensive|more affordable)(?: (?:options?|ways?|plans?|models?))?",
        r"(?:can we |could we )?(?:spend|pay) (?:a (?:bit|little) |much |way )?less(?: money| credits| on (?:it|this))?",
        r"(?:bring|get|drive) (?:the )?(?:costs?|price|it) down(?: a (?:bit|little))?",
        r"(?:save|help me save) (?:me )?(?:some |a bit of )?(?:money|credits)",
        r"(?:this|it|that) costs? (?:far |way )?too much",
    ),
    *rules(
        _budget,
        rf"(?:set|change|lower|make|reduce|put|raise|increase|cap|limit) (?:my |the |our |a )?(?:budget|cap|limit|spending(?: limit| cap)?|spend|maximum|costs?) (?:of |to |at |be |is )*{_CREDITS}",
        rf"i (?:only |just )?have (?:only )?(?:a budget of )?{_CREDITS}(?: to spend)?",
        rf"(?:i|we) (?:don'?t|do not|won'?t) want to (?:spend|pay|go) (?:more than|over|above) {_CREDITS}",
    ),
]  # fmt: skip
