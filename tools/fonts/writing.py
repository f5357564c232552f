"""Who draws which words: every character gets a font that has it, or one sentence says which one nobody has."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tools.fonts.clusters import clusters
from tools.fonts.faces import EMOJI, HEAVY, LIGHT, WORLD, Font, characters
from tools.fonts.system import find

_SPOKEN_NAMES = {
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "BENGALI": "Bengali",
    "MYANMAR": "Burmese",
}
_INVISIBLE = {"Cf", "Cc", "Cs", "Zs", "Zl", "Zp"}
PICTURE = "\ufe0f"
"""Asks that the character before it be drawn as an emoji."""


@dataclass(frozen=True)
class Unwritable:
    """No font here has some of the characters."""

    characters: str

    def told(self, what: str, otherwise: str) -> str:
        """One sentence: what cannot be drawn, why, and what to do, of which a font is one and `otherwise` another."""
        shown = self.characters[:6]
        first = unicodedata.name(shown[0], "").split(" ")[0]
        script = _SPOKEN_NAMES.get(first, first.capitalize())
        named = f" ({script})" if unicodedata.category(shown[0]).startswith("L") else ""
        written = shown if shown[0].isprintable() else f"U+{ord(shown[0]):04X}"
        return (
            f"{what} cannot be drawn: no font on this machine has {written}{named}; "
            f"install one that has it (Noto Sans has one for every script), {otherwise}."
        )


def fonts_for(text: str, language: str = "", *, heavy: bool = True) -> tuple[Font, ...] | Unwritable:
    """The fewest fonts that draw the whole text, the one with the most of it first; emoji last.

    Shipped faces come before the machine's own. `language` (such as `ja`) decides how Chinese characters are drawn
    where the text itself does not; `heavy` picks the weight of plain Latin letters. Spaces and invisible characters
    need no font.
    """
    return _fonts_for(frozenset(text), language, heavy)


@lru_cache(maxsize=256)
def _fonts_for(letters: frozenset[str], language: str, heavy: bool) -> tuple[Font, ...] | Unwritable:
    missing = {ord(letter) for letter in letters if not _is_invisible(letter)}
    shipped = [HEAVY if heavy else LIGHT, *WORLD]
    chosen = _covering(missing, shipped)
    missing = missing.difference(*(characters(font) for font in chosen))
    pictures = [EMOJI] if missing & characters(EMOJI) or PICTURE in letters else []
    missing -= characters(EMOJI)
    if missing:
        found = find(frozenset(missing), _drawn_for(letters, language)) or _any(missing)
        if found is None:
            return _refusal(missing)
        chosen.append(found)
        missing -= characters(found)
    return _refusal(missing) if missing else (*chosen, *pictures) or (shipped[0],)


def runs(text: str, among: Sequence[Font]) -> list[tuple[Font, str]]:
    """The text cut where the font changes: the first that has all of it, else the fewest changes.

    What none of them has is given to the first. A character never parts from the marks that sit on it.
    """
    pieces = list(clusters(text))
    letters = [font for font in among if not font.pictures] or list(among)
    best = max(letters, key=lambda font: sum(_has(font, piece) for piece in pieces), default=None)
    if best is None:
        return []
    cut: list[tuple[Font, str]] = []
    for piece in pieces:
        font = _font_of(piece, best, among)
        if cut and cut[-1][0] == font:
            cut[-1] = (cut[-1][0], cut[-1][1] + piece)
        else:
            cut.append((font, piece))
    return cut


def _font_of(piece: str, best: Font, among: Sequence[Font]) -> Font:
    order = [best, *(font for font in among if font != best)]
    if not piece.strip():
        return best
    if PICTURE in piece:
        order.sort(key=lambda font: not font.pictures)
    return next((font for font in order if _has(font, piece)), best)


def _has(font: Font, piece: str) -> bool:
    known = characters(font)
    return all(ord(letter) in known or _is_invisible(letter) for letter in piece)


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE or 0xFE00 <= ord(letter) <= 0xFE0F


def _covering(missing: set[int], among: Sequence[Font]) -> list[Font]:
    """The fewest faces, greedily: each takes the most of what is still missing."""
    left, chosen = set(missing), []
    while left:
        best = max(among, key=lambda font: len(left & characters(font)))
        if not left & characters(best):
            break
        chosen.append(best)
        left -= characters(best)
    return chosen


def _drawn_for(letters: Iterable[str], language: str) -> str:
    """Which of the four ways to draw Chinese characters: by the syllables beside them, then by the language."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if "HANGUL" in names:
        return "ko"
    known = language.lower().replace("_", "-")
    if known.startswith("zh"):
        return "zh-hant" if any(part in known for part in ("hant", "tw", "hk", "mo")) else "zh-hans"
    return known if known in ("ja", "ko") else "zh-hans"


def _any(missing: set[int]) -> Font | None:
    """A face that has at least the first missing character, so that the refusal names only what nobody has."""
    return find(frozenset(sorted(missing)[:1]))


def _refusal(missing: set[int]) -> Unwritable:
    return Unwritable("".join(map(chr, sorted(missing))))
