"""What a sentence that was not understood may have meant: asked of the person, and never done by itself."""

import difflib
import re

from agent.grammar.parts import lexicon
from agent.grammar.reader import NO_WISH
from agent.grammar.words import CAMERAS, FRAMINGS, MODEL, NUMBER, SHOT, Scene, any_of, shot_number

_KNOWN = frozenset(
    "make shot shots scene clip film video change move swap switch remove delete drop lose redraw render reroll another take takes "
    "undo cheaper captions subtitles music voice narrator wider closer tighter longer shorter second seconds close-up wide medium "
    "extreme handheld static push-in pull-out orbit tilt before after start first last opening closing third fourth fifth "
    "between insert show kling seedance hailuo runway luma pixverse pika please vertical square landscape portrait budget credits "
    "warmer cooler calmer upbeat dreamy dramatic happier more further movement long still picture without again everywhere same ledger status models made close".split()
)
"""The words that acts are made of; a near miss of one is a slip of the fingers."""
CLOSE_ENOUGH = 0.75
DOUBT = re.compile(
    r"\b(?:not|never|no|n't|if|unless|why|how|what|which|without|instead of|hate|love|i like|too|is|was|are|were|made|or|enough)\b|n't\b|\?$",
    re.I,
)
UNSURE = re.compile(
    r"\b(?:not|never|nobody|nothing|hardly|if|unless|whether|why|how|when|who|was|were|had|or|either|neither|nor|too|enough|suppose|imagine|wonder|remember|already)\b|n't\b",
    re.I,
)
"""Said of what is not, or may not be: not even asked about."""
_VALUES = (
    r"closer|tighter|wider",
    rf"{NUMBER}[\s-]*(?:s|secs?|seconds?)\b",
    r"longer|shorter",
    any_of(FRAMINGS),
    any_of(CAMERAS),
    rf"(?-i:with) {MODEL}",
)


def mended(text: str) -> str:
    """The sentence with its slips of the fingers put right, as far as the words of acts go."""
    return text if '"' in text else re.sub(r"[\w-]{4,}", lambda word: _nearest(word.group()), text)


def _nearest(word: str) -> str:
    plain = word.lower()
    if plain in _KNOWN or plain.removesuffix("s") in _KNOWN or (plain,) in lexicon():
        return word
    near = difflib.get_close_matches(plain, _KNOWN, n=1, cutoff=CLOSE_ENOUGH)
    return near[0] if near and near[0][0] == plain[0] else word


def core(text: str, scene: Scene) -> str | None:
    """One shot and one value, with all that stands around them left out; whoever asks checks that it is understood."""
    if '"' in text or re.search(r"\b(?:first|last) (?:two|three|four|\d)\b", text, re.IGNORECASE):
        return None
    shots = list(SHOT.finditer(text))
    if len(shots) != 1 or NO_WISH.match(text) or DOUBT.search(text):
        return None
    place = shot_number(shots[0].group().removesuffix("'s"), scene)
    rest = f"{text[: shots[0].start()]} {text[shots[0].end() :]}"
    found = [each.group() for values in _VALUES for each in re.finditer(rf"\b(?:{values})(?!\w)", rest, re.IGNORECASE)]
    return f"make shot {place} {found[0]}" if place and len(found) == 1 else None
