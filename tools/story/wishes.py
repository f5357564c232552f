"""What a brief wishes beyond its subject: shape, platform, voice, music, captions, style, mood, audience."""

import re
from dataclasses import dataclass

from tools.film.brief import Mood
from tools.film.shape import AspectRatio
from tools.story.words import first_phrase, has_phrase

RATIO_WORDS = {
    AspectRatio.PORTRAIT: ("vertical", "portrait", "upright", "phone screen"),
    AspectRatio.LANDSCAPE: (
        "landscape format", "landscape video", "landscape film", "landscape ad", "landscape clip", "landscape teaser",
        "landscape spot", "landscape promo", "landscape commercial", "landscape mode", "in landscape", "horizontal",
        "widescreen", "wide screen",
    ),
    AspectRatio.SQUARE: ("square",),
    AspectRatio.LETTERBOX: ("letterbox", "letterboxed", "anamorphic", "ultrawide", "ultra-wide", "cinemascope"),
}  # fmt: skip
PLATFORMS = {
    "TikTok": AspectRatio.PORTRAIT,
    "Reels": AspectRatio.PORTRAIT,
    "Shorts": AspectRatio.PORTRAIT,
    "Instagram Story": AspectRatio.PORTRAIT,
    "Instagram stories": AspectRatio.PORTRAIT,
    "Snapchat": AspectRatio.PORTRAIT,
    "WhatsApp status": AspectRatio.PORTRAIT,
    "YouTube": AspectRatio.LANDSCAPE,
    "Vimeo": AspectRatio.LANDSCAPE,
    "website": AspectRatio.LANDSCAPE,
    "homepage": AspectRatio.LANDSCAPE,
    "TV": AspectRatio.LANDSCAPE,
    "television": AspectRatio.LANDSCAPE,
    "LinkedIn": AspectRatio.SQUARE,
    "Instagram feed": AspectRatio.SQUARE,
    "Facebook feed": AspectRatio.SQUARE,
    "feed post": AspectRatio.SQUARE,
    "cinema": AspectRatio.LETTERBOX,
}
MOODS = {
    Mood.WARM: ("warm", "cozy", "cosy", "homely", "friendly", "heartfelt", "nostalgic", "gentle", "family", "golden"),
    Mood.UPBEAT: ("upbeat", "energetic", "fun", "funny", "playful", "happy", "lively", "fast", "colourful", "colorful",
                  "party", "bold", "vibrant", "cheerful", "dynamic", "young"),
    Mood.DREAMY: ("dreamy", "dreamlike", "surreal", "magical", "ethereal", "poetic", "romantic", "soft", "whimsical"),
    Mood.TENSE: ("tense", "dark", "suspense", "thriller", "mysterious", "mystery", "noir", "storm", "dramatic", "scary",
                 "horror", "gritty", "intense"),
    Mood.CALM: ("calm", "quiet", "peaceful", "slow", "serene", "minimal", "minimalist", "meditative", "relaxing",
                "still", "zen", "tranquil"),
    Mood.PROUD: ("proud", "epic", "inspiring", "inspirational", "uplifting", "heroic", "confident", "premium",
                 "luxury", "luxurious", "elegant", "victory", "triumphant"),
}  # fmt: skip
STYLES = (
    "noir", "watercolour", "watercolor", "neon", "vintage", "retro", "cinematic", "documentary", "minimalist", "anime",
    "claymation", "stop motion", "stop-motion", "hand-drawn", "pencil sketch", "oil painting", "black and white",
    "black-and-white", "monochrome", "pastel", "cyberpunk", "surreal", "super 8", "film grain", "photorealistic",
    "paper cut", "papercraft", "pixel art", "3d animation", "cartoon", "impressionist", "art deco", "moody", "dreamy",
    "golden hour", "sepia", "futuristic", "gothic",
)  # fmt: skip
NOT_PHOTOREAL = frozenset(
    {"watercolour", "watercolor", "anime", "claymation", "stop motion", "stop-motion", "hand-drawn", "pencil sketch",
     "oil painting", "paper cut", "papercraft", "pixel art", "3d animation", "cartoon", "impressionist", "art deco"}
)  # fmt: skip
_ASPECTS = {
    "voice": r"voice[\s-]?overs?|voices?|narration|narrator|speech|speaking|talking|spoken words?|dialogue",
    "music": r"music|soundtrack|score|songs?",
    "captions": r"captions?|subtitles?|text overlays?|on-screen text|burned-in text",
}
_NOTHING_BUT = {
    "voice": r"(?:only|just)\s+(?:music|a soundtrack)|instrumental",
    "music": r"(?:only|just)\s+(?:a\s+)?(?:voice|narration)",
}
_NO = (
    r"\b(?:no|without|skip(?: the)?|drop(?: the)?|leave out(?: the)?|don'?t\s+(?:want|use|add|need)|"
    r"do not\s+(?:want|use|add)|free of|minus)\b"
)
_RATIO = re.compile(r"(?<![\d:])(\d{1,2}(?:\.\d+)?)\s*(?::|x|by|/)\s*(\d{1,2})(?![\d:])", re.IGNORECASE)
_AUDIENCE = re.compile(
    r"\b(?:aimed at|targeted at|targeting|target audience(?: is|:)?|audience(?: is|:)|appeals? to)\s+([^.,;\n]{3,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Shape:
    """The ratio a brief asks for, and what it had to be decided against."""

    ratio: AspectRatio | None
    platform: str | None
    conflict: str | None = None


def shape_wish(text: str) -> Shape:
    """A named ratio wins over a word, a word over a platform; a conflict comes back as one sentence."""
    named, odd = _named_ratio(text)
    worded = [ratio for ratio, words in RATIO_WORDS.items() if any(has_phrase(text, word) for word in words)]
    platform = min(
        ((where, name) for name in PLATFORMS if (where := first_phrase(text, name)) is not None), default=(0, None)
    )[1]
    implied = PLATFORMS[platform] if platform else None
    asked = [ratio for ratio in (named, *worded, implied) if ratio is not None]
    ratio = asked[0] if asked else None
    if odd is not None:
        chosen = ratio or _nearest(odd)
        told = f"No model makes {odd[0]:g}:{odd[1]:g}; the film will be {chosen.value}, the nearest shape there is."
        return Shape(chosen, platform, told)
    if ratio is not None and (others := [other for other in asked if other is not ratio]):
        told = (
            f"The brief asks for both {ratio.value} and {others[0].value}; the film will be {ratio.value} throughout."
        )
        return Shape(ratio, platform, told)
    return Shape(ratio, platform)


def _named_ratio(text: str) -> tuple[AspectRatio | None, tuple[float, float] | None]:
    odd: tuple[float, float] | None = None
    for found in _RATIO.finditer(text):
        value = f"{found.group(1)}:{found.group(2)}"
        if value in set(AspectRatio):
            return AspectRatio(value), None
        written = found.group(0)
        follows = text[found.end() : found.end() + 12].lower()
        if ":" in written and not re.match(r"\s*(?:am|pm|o'clock|min)", follows) and len(found.group(2)) == 1:
            odd = (float(found.group(1)), float(found.group(2)))
    return None, odd


def _nearest(odd: tuple[float, float]) -> AspectRatio:
    wanted = odd[0] / max(odd[1], 1)
    return min(AspectRatio, key=lambda ratio: abs(ratio.parts[0] / ratio.parts[1] - wanted))


def wants(text: str, aspect: str) -> bool | None:
    """True or False where the brief asks for, or refuses, `voice`, `music` or `captions`; None where it is silent."""
    words = _ASPECTS[aspect]
    if re.search(rf"{_NO}[^.;!?\n]{{0,60}}?\b(?:{words})\b", text, re.IGNORECASE) and not _granted(text, words):
        return False
    if (
        re.search(r"\bsilent (?:film|video|movie|clip|ad)\b|\bsilent\b(?! partner)", text, re.IGNORECASE)
        and aspect == "voice"
    ):
        return False
    if aspect != "captions" and re.search(
        r"\b(?:no sound|no audio|without sound|without audio|muted?|soundless)\b", text, re.I
    ):
        return False
    if aspect in _NOTHING_BUT and re.search(rf"\b(?:{_NOTHING_BUT[aspect]})\b", text, re.IGNORECASE):
        return False
    return True if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) else None


def _granted(text: str, words: str) -> bool:
    """True when every refusal before the word is cut off from it: `no voice but with music`, `no voice, soft music`."""
    for refusal in re.finditer(_NO, text, re.IGNORECASE):
        rest = re.split(r"[.;!?\n]", text[refusal.end() :], maxsplit=1)[0]
        found = re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE)
        if found is None:
            continue
        between = rest[: found.start()]
        if re.search(r"\b(?:but|with|add|just|only|use|and a|and some|please|instead)\b", between, re.IGNORECASE):
            continue
        items = [item.strip() for item in re.split(r",|\bor\b|\band\b|\bnor\b", between)]
        listed = "|".join(_ASPECTS.values())
        if all(
            item == "" or re.fullmatch(rf"(?:any |a |the )?(?:{listed})", item, re.I) or item == items[-1]
            for item in items
        ):
            last = items[-1]
            if last in ("", "any", "a", "the", "extra", "background") or len(items) == 1:
                return False
    return True


def mood_wish(text: str) -> Mood | None:
    """The mood most of the brief's words speak for, the first on a tie."""
    scored = [(sum(has_phrase(text, word) for word in words), mood) for mood, words in MOODS.items()]
    best = max(score for score, _ in scored)
    return next(mood for score, mood in scored if score == best) if best else None


def styles_wish(text: str) -> tuple[str, ...]:
    """Style words in the order in which they were written."""
    found = [(where, style) for style in STYLES if (where := first_phrase(text, style)) is not None]
    return tuple(style for _, style in sorted(found))


ATMOSPHERES = {
    "at night": r"at night|by night|night-?time|midnight|in the dark",
    "at dawn": r"at dawn|at sunrise|daybreak",
    "at dusk": r"at dusk|at twilight|blue hour",
    "at golden hour": r"golden hour|at sunset|sunset",
    "in the rain": r"in the rain|rainy|raining|rain-soaked",
    "in the snow": r"in the snow|snowy|snowing|in winter",
    "in the fog": r"in the fog|foggy|misty|in the mist",
    "in a storm": r"in a storm|stormy|thunderstorm",
    "under neon lights": r"neon",
}


def atmosphere_wish(text: str) -> str:
    """The time of day and the weather that the brief asks for, such as `at night in the rain`; empty without any."""
    return " ".join(name for name, words in ATMOSPHERES.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


def audience_wish(text: str) -> str | None:
    """Whom the film is for, in the brief's words."""
    found = _AUDIENCE.search(text)
    return None if found is None else found.group(1).strip()
