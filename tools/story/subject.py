"""What a brief is about, by the words around it."""

import re
from collections.abc import Iterable

from tools.story.brand import ADDRESS, PLACES_OF_SHOWING
from tools.story.knowledge import field_named
from tools.story.wishes import MOODS, PLATFORMS, RATIO_WORDS, STYLES
from tools.story.words import tidy

_FILLER = re.compile(
    r"\b(?:create|make|produce|film|shoot|write|generate|design|build|do|give me|i want|i need|i'd like|we want|"
    r"we need|we'd like|please|can you|could you|let'?s|show(?:ing)?|featuring|about|video|clip|film|movie|ad|"
    r"advert(?:isement)?|"
    r"commercial|spot|teaser|trailer|explainer|promo(?:tion)?|testimonial|tutorial|loop(?:ing)?|reel|short|story|piece|"
    r"mood|brand film|animation|for (?:my|our|a|an|the)|of (?:my|our)|my|our)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|for|showing|featuring|promoting|selling|advertising|introducing|presenting|explaining|explains|explain|of|on|für|para|pour|per|sobre|über|"
    r"tour of|trip to|visit to|announcing)\s+(?P<what>[^.,;:!?\n()–—]{2,90})",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:i|we) (?:run|own|have|sell|make|are|am|offer|opened|started)\s+(?P<what>[^.,;:!?\n()–—]{2,90})",
    re.IGNORECASE,
)
_HOW_TO = re.compile(r"\bhow to\s+\w+\s+(?P<what>[^.,;:!?\n()–—]{2,90})", re.IGNORECASE)
_RATIO = re.compile(r"\d{1,2}\s*:\s*\d{1,2}")
_HAPPENING = re.compile(
    r"\s+(?:who|which|that|where|helps?|makes|saves?|gives?|lets|turns|took|takes|tells?|died|"
    r"passed away|is|are|was|has|so)\b.*$",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"[:–—]\s*(?P<what>[^.;:!?\n]{4,90})")
_TRAILING = re.compile(
    r"\b(?:for (?:tiktok|reels|instagram|youtube|shorts|the web|our website|social)|in the style|"
    r"with (?:a |an )?(?:voice|music|caption|subtitle|warm|upbeat|calm)|"
    r"(?:with |and )?(?:the )?(?:text|title|words)\s*$|because |so that |using |"
    r"called |named |aimed at|targeting|since \d{4}).*$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:i|i'd|i'm|we|we're|you|me|us|want|need|should|would|could|can|please|don'?t|its not|not|none|nothing|"
    r"whatever|budget|length|announce|people)\b|^(?:the|an?)$|"
    r"^(?:in|at|on|of|for|and|with|\w+ing (?:my|our|the|a|\w+ owners))\b",
    re.IGNORECASE,
)
"""Somebody talking: no thing that could be shown."""
_GENERIC = re.compile(r"\b(?:brand|company|business|firm name|startup|start-up|product|service)s?$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:how|why|what|it|eine?n?|una?|une|le|la|el|a|an|the|my|our|your|this|some|new|small|little|local|family-run|family)\s+",
    re.IGNORECASE,
)
LONGEST_SUBJECT = 60
NOTHING_SAID = "this moment"


def find_subject(left: str, brand: str | None, *, whole: bool = False) -> str:
    """What the film is about in a few words; `left` is the brief without its measures.

    `whole` keeps what happens (`a fox who finds a lantern`), else only the thing stays.
    """
    text = _RATIO.sub(" ", re.sub(r"[\"“”]", "", left))
    first = re.split(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)[.!?]\s", text.strip(), maxsplit=1)[0]
    without = _without_brand(first, brand)
    for candidate in (*_candidates(without), *_candidates(_without_brand(text, brand)), _bare(without), _bare(text)):
        subject = _cleaned(candidate if whole else _HAPPENING.sub("", candidate))
        nowhere = ADDRESS.search(subject) or subject.lower() in PLACES_OF_SHOWING
        if len(re.sub(r"[^\w]", "", subject)) >= 2 and not _TALK.search(subject) and not nowhere:
            return subject
    return field_named(text) or brand or NOTHING_SAID


def _without_brand(text: str, brand: str | None) -> str:
    if not brand:
        return text
    apposed = re.sub(rf"{re.escape(brand)}\s*,\s*(?:an?|the|our|my)\s+", "", text)
    return apposed if apposed != text else re.sub(rf"(?:called|named)?\s*{re.escape(brand)}(?:['’]s)?", " ", text)


def _candidates(text: str) -> Iterable[str]:
    for pattern in (_AFTER_COLON, _HOW_TO, _RUNS, _ABOUT):
        for found in pattern.finditer(text):
            yield found.group("what")


def _bare(text: str) -> str:
    return _FILLER.sub(" ", re.split(r"[.;\n]", text.strip(), maxsplit=1)[0])


def _cleaned(candidate: str) -> str:
    text = tidy(re.split(r"\s*,(?:\s*,)+", _TRAILING.sub("", tidy(candidate)))[0])
    dropped = {word for words in RATIO_WORDS.values() for word in words} | {name.lower() for name in PLATFORMS}
    dropped |= {word for words in MOODS.values() for word in words if word not in ("family", "storm", "still", "party")}
    dropped |= set(STYLES)
    for phrase in sorted(dropped, key=len, reverse=True):
        if tidy(text).lower() != phrase:
            text = re.sub(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:no|without)\s+(?:voice|music|captions?|narration|sound).*$", "", text, flags=re.IGNORECASE)
    text = _ARTICLE.sub("", tidy(text))
    text = _ARTICLE.sub("", text)
    shorter = tidy(_GENERIC.sub("", text))
    text = tidy(
        re.sub(
            r"^(?:for|of|and|with|to|that|called|video|clip|ad|film)\s+|\s+(?:for|of|and|with|in|to|a|the)$",
            "",
            shorter or text,
        )
    )
    if len(text) > LONGEST_SUBJECT:
        text = text[:LONGEST_SUBJECT].rsplit(" ", 1)[0]
    return text
