"""The order in which a line's letters are seen when some run left to right and some right to left.

The Unicode bidirectional algorithm (UAX 9) without its control characters, which captions never carry.
What draws applies it between two changes of font or colour only, so a line with such changes is put in order here.
"""

import unicodedata
from collections.abc import Sequence

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "『": "』", "【": "】", "《": "》", "〈": "〉"}


def base_level(text: str) -> int:
    """0 for a text that runs left to right, 1 for right to left: the first strong letter decides."""
    strong = (kind for kind in map(_kind, text) if kind in ("L", "R", "AL"))
    return int(next(strong, "L") != "L")


def levels(text: str, base: int) -> list[int]:
    """Each letter's level in a line of a text with that base: even runs left to right, odd right to left."""
    kinds = [_kind(letter) for letter in text]
    resolved = _neutrals(_pairs(text, _weak(kinds, base), base), base)
    found = [base + _above(kind, base) for kind in resolved]
    for place in range(len(text) - 1, -1, -1):  # space at the end belongs to the line
        if not text[place].isspace():
            break
        found[place] = base
    return found


def visual_order(of: Sequence[int]) -> list[int]:
    """The places of the pieces with these levels as they are seen from left to right."""
    order = list(range(len(of)))
    odd = [level for level in of if level % 2]
    for level in range(max(of, default=0), min(odd, default=1) - 1, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and of[order[end]] >= level:
                end += 1
            order[place:end] = order[place:end][::-1]
            place = end + 1
    return order


def _kind(letter: str) -> str:
    return unicodedata.bidirectional(letter) or "L"


def _above(kind: str, base: int) -> int:
    if base == 0:
        return {"L": 0, "R": 1}.get(kind, 2)
    return {"R": 0}.get(kind, 1)


def _weak(kinds: list[str], base: int) -> list[str]:
    """Rules W1 to W7: marks take after their letter, numbers after the letters before them."""
    start = "R" if base else "L"
    out = list(kinds)
    for place, kind in enumerate(out):
        if kind in ("NSM", "BN"):
            out[place] = out[place - 1] if place else start
    out = ["R" if kind == "AL" else kind for kind in _numbers(out, start, {"AL": "AN"})]
    for place in range(1, len(out) - 1):
        before, after = out[place - 1], out[place + 1]
        if before == after and (out[place] == "CS" and before in ("EN", "AN") or out[place] == "ES" and before == "EN"):
            out[place] = before
    _signs(out)
    return _numbers(out, start, {"L": "L"})


def _numbers(kinds: list[str], start: str, after: dict[str, str]) -> list[str]:
    """European numbers become what `after` says for the letter before them."""
    strong, out = start, []
    for kind in kinds:
        strong = kind if kind in ("L", "R", "AL") else strong
        out.append(after.get(strong, kind) if kind == "EN" else kind)
    return out


def _signs(out: list[str]) -> None:
    """W5 and W6: per cent and currency signs beside a number belong to it; other separators are neutral."""
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        near = ""
        for place in order:
            if out[place] == "ET" and near == "EN":
                out[place] = "EN"
            near = out[place]
    for place, kind in enumerate(out):
        if kind in ("ES", "ET", "CS"):
            out[place] = "ON"


def _pairs(text: str, kinds: list[str], base: int) -> list[str]:
    """N0: both of a pair of brackets run as what they hold does."""
    own = "R" if base else "L"
    out, opened = list(kinds), list[tuple[str, int]]()
    found: list[tuple[int, int]] = []
    for place, letter in enumerate(text):
        if kinds[place] != "ON":
            continue
        if letter in _PAIRS:
            opened.append((_PAIRS[letter], place))
        elif any(letter == close for close, _ in opened):
            while opened:
                close, start = opened.pop()
                if close == letter:
                    found.append((start, place))
                    break
    for start, end in sorted(found):
        inside = {_direction(kind) for kind in out[start + 1 : end]} - {""}
        if own in inside:
            out[start] = out[end] = own
        elif inside:
            before = next((_direction(kind) for kind in out[start - 1 :: -1] if start and _direction(kind)), own)
            out[start] = out[end] = before if before != own else own
    return out


def _direction(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _neutrals(kinds: list[str], base: int) -> list[str]:
    """N1 and N2: what stands between two of a direction takes it, anything else the line's."""
    own = "R" if base else "L"
    out, place = list(kinds), 0
    while place < len(out):
        if _direction(out[place]):
            place += 1
            continue
        end = place
        while end < len(out) and not _direction(out[end]):
            end += 1
        before = _direction(out[place - 1]) if place else own
        after = _direction(out[end]) if end < len(out) else own
        out[place:end] = [before if before == after else own] * (end - place)
        place = end
    return out
