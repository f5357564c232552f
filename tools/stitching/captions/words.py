"""The words of a text: cleaned of what cannot be seen, cut where a reader would cut, each with its length in speech."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import budoux

from tools.fonts.clusters import clusters

_BREAK = "\u200b"
_KEPT_FORMAT = "\u200c\u200d" + _BREAK
"""The joiners, which Persian, Hindi and emoji cannot be written without, and the writer's own break."""
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese: written without spaces between words."""
_THAI, _KANA = re.compile("[\u0e00-\u0e7f]"), re.compile("[\u3040-\u30ff\uff66-\uff9f]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VOWELS = re.compile("[aeiouyæœøαεηιουωаеёиоуыэюяіїєґ]+")
_LONG_PAUSE, _SHORT_PAUSE = ".!?…。！？؟।", ",;:—–、，；：،؛"
_CLINGING = "々ゝゞーๆໆ"
"""Marks that repeat or lengthen what is before them."""
_CLOSING = "\"'”’»)]}」』）】》〉"


def plain(text: str) -> str:
    """The text as it is read: one line, composed characters, and nothing that is invisible or commands a direction."""
    return _clean(text).replace(_BREAK, "")


def words_of(text: str, language: str = "") -> tuple[str, ...]:
    """The words in order, each with the space that follows it: joined they are the plain text again."""
    found: list[str] = []
    for chunk in re.findall(r"\S+ ?", _clean(text)):
        parts = [cut for part in chunk.strip().split(_BREAK) for cut in _cut(part, language)]
        found += [*parts[:-1], parts[-1] + " " * chunk.endswith(" ")]
    return _with_marks(found)


def spaced(words: Sequence[str]) -> list[str]:
    """Words that were told one by one, each with the space after it; Chinese, Japanese and Thai have none."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return [word if _UNSPACED.match(word[-1]) and _UNSPACED.match(after) else word + " " for word, after in pairs]


def syllables(word: str) -> float:
    """About how many syllables it takes to say the word; the pause after it is not counted."""
    count = 0.0
    letters = unicodedata.normalize("NFD", word.casefold())
    for letter in word:
        name, category = unicodedata.name(letter, ""), unicodedata.category(letter)
        if category == "Nd":
            count += 1.4
        elif _HAN.match(letter) or name.startswith(("HANGUL SYLLABLE", "HIRAGANA", "KATAKANA")):
            count += 0 if "SMALL" in name else 1
        elif category == "Lo":  # abjads and abugidas write little but consonants
            count += 0.6
    spelled = _VOWELS.findall(letters)
    count += len(spelled)
    return count or (0.5 if any(letter.isalpha() for letter in word) else 0.0)


def pause(word: str) -> float:
    """How long a speaker rests after the word, in syllables."""
    end = word.rstrip().rstrip(_CLOSING)[-1:]
    if end and end in _LONG_PAUSE:
        return 2.0
    return 0.9 if end and end in _SHORT_PAUSE else 0.0


def ends_sentence(word: str) -> bool:
    """True where a reader takes a breath."""
    return pause(word) >= 2


def _clean(text: str) -> str:
    """Plain, but a place where the writer allows a break still shows."""
    composed = unicodedata.normalize("NFC", text)
    flags = {mark for found in _FLAG.finditer(composed) for mark in range(found.start(), found.end())}
    kept = "".join(letter if place in flags else _seen(letter) for place, letter in enumerate(composed))
    spaced = " ".join(re.sub(f"{_BREAK}* [ {_BREAK}]*", " ", kept).split())
    return re.sub(f"{_BREAK}+", _BREAK, spaced.strip(_BREAK))


def _seen(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Zs", "Zl", "Zp") or letter in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return " "
    return "" if category in ("Cc", "Cf", "Cs") and letter not in _KEPT_FORMAT else letter


def _cut(chunk: str, language: str) -> list[str]:
    if not _UNSPACED.search(chunk):
        return [chunk]
    if _THAI.search(chunk):
        return _parser("th").parse(chunk)
    if _KANA.search(chunk) or language == "ja":
        return _parser("ja").parse(chunk)
    if _HAN.search(chunk):
        return _parser("zh-hant" if language.lower() in ("zh-hant", "zh-tw", "zh-hk") else "zh-hans").parse(chunk)
    return list(clusters(chunk))


@cache
def _parser(language: str) -> budoux.Parser:
    return {
        "th": budoux.load_default_thai_parser,
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }[language]()


def _with_marks(words: list[str]) -> tuple[str, ...]:
    """Closing marks never begin a word, opening ones never end it."""
    joined: list[str] = []
    for word in words:
        closes = unicodedata.category(word[0]) in ("Pe", "Pf", "Po", "Mn", "Mc") or word[0] in _CLINGING + _CLOSING
        opened = joined and unicodedata.category(joined[-1][-1]) in ("Ps", "Pi")
        if joined and not joined[-1].endswith(" ") and (closes or opened):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
