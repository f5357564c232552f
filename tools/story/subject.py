"""Who and what a brief is about: the brand's name and the subject, by the words around them."""

import re
from collections.abc import Iterable

from tools.story.wishes import MOODS, PLATFORMS, RATIO_WORDS, STYLES
from tools.story.words import tidy

_NAMED = re.compile(
    r"\b(?:called|named|brand(?: name)?(?: is)?:?|company(?: name)? is|shop is|it'?s called)\s+"
    r"(?:[\"“'‘](?P<quoted>[^\"”’']{1,60})[\"”'’]|(?P<bare>[A-Z0-9][\w&'’.-]*(?:\s+(?:&|and|of|the|[A-Z0-9][\w&'’.-]*))*))",
)
_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:&|and)\s+)?[A-ZÀ-Þ][\w'’.-]*)*")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|to|of|through|across|around|above|over|along|on|about|into)\s+(?:the\s+)?$", re.IGNORECASE
)
_BRAND_BEFORE = re.compile(
    r"\b(?:for|by|introducing|presenting|presents|meet|with|visit|promote|promoting|launch(?:ing)?)\s+(?:our\s+)?$",
    re.IGNORECASE,
)
_NEVER_BRAND = frozenset(
    "create make a an the show i we our my film video ad shot scene shots please this that it its give write produce "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas halloween easter valentine english spanish french german "
    "sora veo kling seedance hailuo wan runway luma pixverse pika ltx flux midjourney no with without and but use "
    "open start end close cut fade then first next finally six five four three two one teaser trailer explainer "
    "loop story mood style tone music voice captions text title audience duration length budget format ceo diy ai "
    "tv usa uk eu 4k hd vertical square product brand promo short commercial reel reels an quick every each in on at "
    "for about to how what why when where who you your let lets want need think imagine calm happy".split()
)  # fmt: skip
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
    r"\s+(?:who|which|that|where|helps?|makes|saves?|gives?|lets|turns|took|takes|tells?|is|are|was|has|so)\b.*$",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"[:–—]\s*(?P<what>[^.;:!?\n]{4,90})")
_TRAILING = re.compile(
    r"\b(?:for (?:tiktok|reels|instagram|youtube|shorts|the web|our website|social)|in the style|"
    r"with (?:a |an )?(?:voice|music|caption|subtitle|warm|upbeat|calm)|"
    r"(?:with |and )?(?:the )?(?:text|title|words)\s*$|because |so that |using |"
    r"called |named |aimed at|targeting).*$",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"\b(?:brand|company|business|firm name|startup|start-up|product|service)s?$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:how|why|what|it|eine?n?|una?|une|le|la|el|a|an|the|my|our|your|this|some|new|small|little|local|family-run|family)\s+",
    re.IGNORECASE,
)
LONGEST_SUBJECT = 60


def find_brand(text: str, quoted_brand: str | None = None, *, guess: bool = True) -> str | None:
    """The name to set on the closing card, as it was spelt; None when none was found.

    `guess` takes a capitalised name for it; in languages that capitalise every noun that would mislead.
    """
    if quoted_brand:
        return quoted_brand
    if found := _NAMED.search(text):
        return tidy(found.group("quoted") or found.group("bare"))[:60] or None
    if not guess:
        return None
    best: tuple[int, int, str] | None = None
    for found in _CAPITAL.finditer(text):
        name, start = _trimmed(found.group(0), found.start(), text)
        if not name:
            continue
        before = text[:start]
        rank = _brand_rank(before, name)
        if rank and (best is None or (-rank, start) < best[:2]):
            best = (-rank, start, name)
    return None if best is None else best[2][:60]


def _trimmed(name: str, start: int, text: str) -> tuple[str, int]:
    """The name without words that only begin a sentence, and where it then starts."""
    words = name.rstrip(".'’-").split()
    while words and words[0].lower().rstrip(".'’") in _NEVER_BRAND:
        start = text.index(words[0], start) + len(words[0])
        start += len(text[start:]) - len(text[start:].lstrip())
        words = words[1:]
    while words and words[-1].lower() in _NEVER_BRAND | {"&"}:
        words = words[:-1]
    name = " ".join(words)
    platforms = {platform.lower() for platform in PLATFORMS} | {
        "instagram",
        "facebook",
        "youtube",
        "tiktok",
        "linkedin",
    }
    return ("" if name.lower() in platforms else re.sub(r"['’]s$", "", name)), start


def _brand_rank(before: str, name: str) -> int:
    if _BRAND_BEFORE.search(before):
        return 3
    if _PLACE_BEFORE.search(before):
        return 0
    starts_sentence = not before.strip() or before.rstrip()[-1] in ".!?\n"
    if starts_sentence:
        return 1 if len(name.split()) > 1 or re.search(r"[&\d]", name) else 0
    return 2


def find_subject(left: str, brand: str | None, *, whole: bool = False) -> str:
    """What the film is about in a few words; `left` is the brief without its measures.

    `whole` keeps what happens (`a fox who finds a lantern`), else only the thing stays.
    """
    text = _RATIO.sub(" ", re.sub(r"[\"“”]", "", left))
    first = re.split(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)[.!?]\s", text.strip(), maxsplit=1)[0]
    without = _without_brand(first, brand)
    for candidate in (*_candidates(without), *_candidates(_without_brand(text, brand)), _bare(without), _bare(text)):
        subject = _cleaned(candidate if whole else _HAPPENING.sub("", candidate))
        if len(re.sub(r"[^\w]", "", subject)) >= 2:
            return subject
    return brand or "this moment"


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
