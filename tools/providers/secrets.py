"""What must never be quoted: vendors repeat keys in what they complain of, and their words reach people and files."""

import re

SHORTEST = 6
"""A part of a key that is shorter is no secret, and might be a word."""
_LIKE_A_KEY = re.compile(
    r"(?i)\b(?:key|bearer|token)[\s:=]+\S+"
    r"|\b(?:sk|fal|key|r8|luma)[-_][\w-]{8,}|\bAIza[\w-]{8,}|\bya29\.[\w.-]{8,}|\b[\w-]{20,}:[\w-]{16,}"
)
_ours: set[str] = set()


def never_quote(key: str) -> None:
    """From now on no sentence of ours has this key, or a half of it, whatever it looks like."""
    _ours.update(part for part in (key, *key.split(":")) if len(part) >= SHORTEST)


def without_keys(text: str) -> str:
    """The text without our keys, and without anything that looks like one."""
    for key in sorted(_ours, key=len, reverse=True):
        text = text.replace(key, "…")
    return _LIKE_A_KEY.sub("…", text)
