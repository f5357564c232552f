"""Folder names made from words, safe on every file system."""

import re
import unicodedata

LONGEST = 40
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


def slug_for(text: str) -> str:
    """Lower-case ASCII words with dashes, at most 40 characters; `film` when nothing is left."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST].strip("-")
    return words if words and words not in RESERVED else "film"
