"""A script given verbatim stays verbatim: it is only shared out over the shots."""

import re

_BETWEEN = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))\s+|\s*\n\s*")


def split_script(text: str, shots: int) -> list[str]:
    """The script over that many shots, in order, at sentence ends where it can be; some shots may stay silent.

    Joined with spaces the parts are the text again, with its white space made plain.
    """
    pieces = [plain for piece in _BETWEEN.split(text) if (plain := " ".join(piece.split()))]
    total = sum(len(piece.split()) for piece in pieces)
    parts: list[list[str]] = [[] for _ in range(max(1, shots))]
    spoken = 0
    for piece in pieces:
        words = len(piece.split())
        middle = spoken + words / 2
        parts[min(len(parts) - 1, int(middle * len(parts) / max(1, total)))].append(piece)
        spoken += words
    return [" ".join(part) for part in parts]
