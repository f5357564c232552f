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
        r"(?:find|look for|think of|show me|give me|suggest) (?:a|any|some) (?:cheaper|less expensive|more affordable) (?:way|option|version|plan)(?: (?:to do (?:it|this)|of doing (?:it|this)))?",
        r"(?:is|isn't) there (?:a |any |some )?(?:less expensive|more affordable) (?:way|option|version|plan)",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:a (?:bit|little) |rather |quite |very |so )?(?:pricey|expensive|dear|costly),? (?:so )?(?:can you |could you |please )?(?:lower|reduce|cut|bring down|bring|get) (?:it|that|the (?:price|costs?))(?: down)?(?: a (?:bit|little))?",
        r"(?:is|isn'?t|are) there (?:a |any |some )?(?:less expensive|more affordable|lower[\s-]cost|cheaper) (?:ways?|options?|versions?|plans?|models?)(?: to do (?:it|this))?",
        r"how (?:can|could|do) (?:we|i|you) (?:make|get|do) (?:it|this|the film) (?:cheaper|for less)",
        r"(?:lower|reduce|cut|bring down|drop|decrease) (?:the |my |our )?(?:overall|total|whole|estimated) (?:costs?|price|spending|bill)(?: down| a (?:bit|little))?",
        r"(?:it|this|that) costs? (?:far |way )?too much,? (?:so )?(?:please )?(?:lower|reduce|cut|bring down) (?:it|that|the (?:price|costs?))",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:way |far |well |a (?:bit|little) )?(?:over|above|beyond) (?:my|our|the) (?:budget|limit|means)",
        r"(?:find|show me|is there|think of|any) (?:a |some |any )?ways? to (?:save|spend less|cut (?:the )?costs?|make it cheaper|bring (?:it|the (?:price|cost)s?) down)(?: (?:some |a bit of |a little |me )?(?:money|credits))?",
        r"(?:that'?s|this is|it'?s|it is|that is) (?:a (?:bit|little|lot) |far |way |much )?more than i(?:'d| would)? (?:want(?:ed)?|like|planned|have|can afford|expected|hoped|wish)(?: to (?:spend|pay))?",
        r"(?:i|we) (?:can'?t|cannot|can not) afford (?:that|this|it|so much|that much)",
        r"(?:i|we) (?:don'?t|do not) want to (?:spend|pay) (?:so|that|this) much",
        r"(?:do we have|have you got|is there|are there|do you have) (?:a |any |some |anything )?(?:cheaper|less expensive|more affordable)(?: (?:options?|ways?|plans?|models?))?",
        r"(?:shave|knock|take) (?:a (?:bit|little)|some|something|some money) off (?:the )?(?:price|costs?|bill|total)",
        r"(?:use|take|pick|choose) (?:the )?cheap(?:er|est) models?(?: (?:everywhere|for everything|throughout))?",
        r"(?:make (?:it|this|that|the film|everything|the whole thing) |do (?:it|this) |a (?:bit|little|lot) |much |far |way |can we do (?:it|this) |something |go |get (?:it|this) )*cheaper(?: overall| version)?",
        r"(?:that'?s|this is|it'?s|it is|that is|way)? ?(?:a bit |way |much |far |still )*too (?:expensive|dear|much money|costly|pricey)(?: for me| for us)?",
        r"(?:can we |could we )?(?:spend|pay) (?:a (?:bit|little) |much |way )?less(?: money| credits| on (?:it|this))?",
        r"(?:do|make|get) (?:it|this|the film) for (?:a (?:bit|little) )?less(?: money)?",
        r"(?:lower|reduce|cut|bring down|drop|decrease|get down) (?:the |my |our )?(?:costs?|price|spending|bill|spend)(?: please| down| a (?:bit|little))?",
        r"(?:bring|get|drive) (?:the )?(?:costs?|price|it) down(?: a (?:bit|little))?",
        r"(?:save|help me save) (?:me )?(?:some |a bit of )?(?:money|credits)",
        rf"(?:bring|get|reduce|lower|cut|drop|push) (?:the )?(?:costs?|price|it|this|film|total|the film|spending)(?: down)? (?:to|under|below|for) (?:about |around |at most )?{_CREDITS}",
        rf"(?:make|do) (?:it|this|the film|the whole thing) (?:for|cost|with) (?:less than |at most |under |about |around |only |no more than )*{_CREDITS}",
        r"(?:for )?less money|spend less|something less expensive",
        r"(?:make|get|do|keep) (?:it|this|the film|everything|the whole thing) as (?:cheap|inexpensive|affordable) as (?:possible|(?:you|we|it) (?:possibly )?(?:can|could)(?: (?:be|get))?)",
        r"(?:find|think of|look for|suggest) (?:a|some|any) (?:way|means) (?:to|of) (?:make|making|get|getting|do|doing) (?:it|this|the film|all this) (?:cheaper|for less)",
        r"(?:give me |find |make |try )?(?:a )?(?:lower|less)[\s-](?:cost|expensive) (?:version|plan|option)(?: of (?:this|it|the (?:plan|film)))?",
        r"(?:this|it|that) costs? (?:far |way )?too much",
        r"(?:this|it|that|the film|the price) (?:should|could|must|needs to|has to) be (?:a (?:bit|little) |much |way )?(?:cheaper|lower|less expensive)",
        rf"(?:under|below|at most|no more than) {_CREDITS}",
        r"(?:is|isn't) there (?:a|any|some) cheaper (?:way|option|version|plan)(?: to do (?:it|this))?",
        r"(?:a )?cheaper (?:version|option|plan|way|models?)",
        r"(?:find|use|give me|try|take) (?:me )?(?:something |a |some |the )*cheaper(?: (?:version|option|plan|way|models?))?",
        rf"(?:i want|it should|it must|it has to) (?:it )?(?:to )?cost (?:less than |at most |under |about |no more than )*{_CREDITS}",
        rf"(?:make (?:it|this|the film) )?cheaper(?:,|:)? (?:for |under |below |about |at most |like |say |to )+{_CREDITS}",
    ),
    *rules(
        _budget,
        rf"keep (?:my |the |our )?(?:budget|spending|cap|cost|costs|price|total|bill) (?:under|below|within|at|to|at most|beneath) {_CREDITS}",
        rf"(?:stay|remain|keep) (?:under|below|within|beneath) {_CREDITS}",
        rf"(?:it|this|the film|everything) (?:must|should|may|can|shall) (?:not|never) cost (?:me |us )?(?:more than|over|above) {_CREDITS}",
        rf"(?:{_CREDITS}) (?:is|are) (?:my|the|our) (?:budget|limit|maximum|cap|max)",
        rf"(?:my |the |our )?(?:budget|cap|limit|maximum|spending limit) (?:is|is now|should be|:|=) ?(?:only |at most )?{_CREDITS}",
        rf"(?:set|change|lower|make|reduce|put|raise|increase|cap|limit) (?:my |the |our |a )?(?:budget|cap|limit|spending(?: limit| cap)?|spend|maximum|costs?) (?:of |to |at |be |is )*{_CREDITS}",
        rf"(?:don'?t|do not|never) (?:spend|go|pay) (?:more than|over|above|beyond) {_CREDITS}",
        rf"(?:spend|pay) (?:no more than|at most|up to|a maximum of|max) {_CREDITS}",
        rf"(?:cap|limit) (?:it|this|the film|everything|spending|things) (?:at|to) {_CREDITS}",
        rf"i (?:only |just )?have (?:only )?(?:a budget of )?{_CREDITS}(?: to spend)?",
        rf"(?:budget|cap|limit|max|maximum)[:=]? (?:of |is |at )?{_CREDITS}",
        rf"keep (?:it|the film|everything|the (?:total )?(?:cost|price|bill|total)|costs|spending) (?:under|below|within|at most) {_CREDITS}",
        rf"(?:i|we) (?:don'?t|do not|won'?t) want to (?:spend|pay|go) (?:more than|over|above) {_CREDITS}",
        rf"(?:i|we) (?:only )?(?:want|wish|plan|intend|would like) to (?:only )?(?:spend|pay) (?:only |at most |up to |no more than )?{_CREDITS}",
        rf"(?:i|you|we) may (?:only |just )?(?:spend|use|pay) (?:at most |only |up to )?{_CREDITS}",
        rf"(?:my|our|the) (?:budget|limit|cap) (?:amounts to|comes to|stands at) {_CREDITS}",
        rf"i can (?:only |just )?(?:spend|afford|pay) (?:at most |only |up to )?{_CREDITS}",
    ),
]  # fmt: skip
