"""What a reader takes for one character: a letter with its marks, a flag, a family of emoji."""

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"


def clusters(text: str) -> Iterator[str]:
    """The text cut into such characters. Joined again they are the text."""
    piece = ""
    for letter in text:
        if piece and not _belongs(piece, letter):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _belongs(piece: str, letter: str) -> bool:
    point = ord(letter)
    if unicodedata.category(letter) in ("Mn", "Mc", "Me") or letter in (_JOINER, "\u200c"):
        return True
    if 0x1F3FB <= point <= 0x1F3FF or 0xE0020 <= point <= 0xE007F:  # skin tones; the letters of a region's flag
        return True
    if piece[-1] == _JOINER and unicodedata.category(letter) == "So":
        return True
    if _is_flag_letter(letter):
        return len(piece) % 2 == 1 and all(_is_flag_letter(each) for each in piece)
    return _holds_next(piece[-1]) and unicodedata.category(letter) == "Lo"


def _is_flag_letter(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def _holds_next(letter: str) -> bool:
    """A virama joins its consonant to the next; a Thai or Lao vowel written first belongs to what follows."""
    return (
        unicodedata.combining(letter) == 9 or letter in "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
    )
