"""How people say in a brief that something is to be seen, and what they say that is not: patterns over word lists."""

import re

from tools.story.knowledge import words_for_telling
from tools.story.people import BUSINESSES
from tools.story.wishes import MOODS, STYLES


def _any(name: str) -> str:
    return "|".join(words_for_telling()[name])


INTRODUCED = re.compile(
    rf"^(?P<before>[^:]*?\b(?:{_any('films')})\b[^:]*?)"
    r"(?::\s*|\b(?:showing|featuring|that shows?|which shows?|where|in which|with|starring|of (?=an?\b))\s*)"
    r"(?P<rest>.+)$"
    r"|^(?P<short>[^:.]{3,140}):\s+(?P<list>.+)$",
    re.IGNORECASE | re.DOTALL,
)
"""`A film for Rosa's bakery: dough at dawn, …` says what it is for, and after the colon what is seen."""
LEAD = re.compile(
    rf"^(?:(?:{_any('first')})\b,?\s*|with (?=an?\b|the\b|some\b|two\b))*"
    r"(?P<lead>(?:(?:i|we|you)(?:'d| would|'ll| will)? (?:want|like|love|need|could|can|should)?\s*(?:to )?"
    r"(?:see|show|watch|open on|start on|end on)|(?:i|we)(?:'d| would)? (?:want|like|love|imagine)"
    r"(?=\s+(?:an?|the|some|two)\b)|(?:you|we|i want we) (?:should|must|can) see(?: first)?|there must be|"
    r"what (?:\w+ ){1,3}should see is|"
    r"(?:the )?last (?:shot|image|picture|thing|scene)(?: is|:)|want to (?:show|see)|"
    rf"(?:it )?(?:should |could |can |must |to )?(?:{_any('show')})(?: (?:on|with|to|up on|in on|by showing|at|in))?|"
    rf"there(?:'s| is| are| should be)|(?:with |some |a few )?(?:{_any('pictures')}) (?:of|with))"
    r"\s+(?:me |us |them |people )?)?",
    re.IGNORECASE,
)
"""What only says that the rest is to be seen; it may be empty."""
WRITTEN_ON_IT = re.compile(
    r"[\s,]*\b(?:with|and|showing|saying) (?:(?:the|a|our) )?"
    r"(?:text|words?|title|claim|line|slogan|tagline|caption)s?$",
    re.IGNORECASE,
)
"""What led to a quotation, which is kept elsewhere."""
SHOT_OF = re.compile(r"^(?:(?:an?|one|the) )?(?:[\w-]+ ){0,2}(?:shot|view) of ", re.IGNORECASE)
"""`A wide shot of the shop`: the shot's own words stay with it."""
SHOWN = re.compile(rf"^(?:{_any('pictures')}) (?:of|with) ", re.IGNORECASE)
NO_PICTURE = re.compile(
    rf"[£$€]\d|^wait$|^(?:(?:please |just |also |and )*(?:{_any('wishes_begin')})\b)|\b(?:{_any('never_seen')})\b",
    re.IGNORECASE,
)
"""What is wished of the film as a whole, or said of the business: nothing that one could point a camera at."""
LABELLED = re.compile(rf"^(?:[^:]*[,.] )?(?:{_any('labels')})\s*:", re.IGNORECASE)
ABOUT_THEM = re.compile(
    r"^(?:(?:hello|hi|hey|well|so|ok)\b[,!]?\s*)*(?:i|we)"
    r"(?:'m|'re| am| are| have| run| own| sell| make| teach| offer| don'?t| do not| dont)\b|"
    r"^(?:please )?(?:no|without)\b|"
    r"^(?:he|she|it|they) (?:was|were) (?!\w+ing\b)",
    re.IGNORECASE,
)
TRADE = re.compile(rf"\bfor\b|\bin [A-Z]|\b(?:lessons|courses|{'|'.join(sorted(BUSINESSES))})$")
"""`Recruitment agency for care workers`, `tattoo studio in Ghent`: what somebody does, at the very beginning."""
LEANS = re.compile(
    r"^(?:it(?!'?s\b| is\b| should| must| has)|its|which|who|where|while|until|as if|as the|like)\b", re.IGNORECASE
)
"""A part that goes on about the picture before it."""
PLACED = re.compile(
    r"\b(?:in|on|at|under|over|by|beside|behind|through|into) (?:an?|the|his|her|their)\b", re.IGNORECASE
)
"""`Cheese in a cellar`: something somewhere is a picture, next to others."""
TALK_ASIDE = re.compile(
    r"\([^()]*\b(?:i|i'm|we|we're|you|don'?t|budget|length|please|not|yes|all|est|though)\b[^()]*\)", re.IGNORECASE
)
ASIDE = re.compile(r"\((?P<aside>[^()]*)\)")
WHEN = re.compile(rf"^(?:{_any('when')})\b", re.IGNORECASE)
STARTS_A_THING = re.compile(rf"^(?:{_any('things')})\b", re.IGNORECASE)
PLAIN_WORDS = frozenset(words_for_telling()["plain"])
TONES = frozenset(word for words in MOODS.values() for word in words) | frozenset(STYLES)
TONE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, TONES), key=len, reverse=True))}|maybe|perhaps)\b", re.IGNORECASE
)
