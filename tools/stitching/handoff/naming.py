"""Text and file names that no format can choke on."""

import re

_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped: control characters, halves of surrogate pairs, U+FFFE and U+FFFF."""
_SUFFIX = re.compile(r"\.[a-z0-9]{2,4}")


def plain(text: str) -> str:
    """The text without what XML, JSON in UTF-8 and OpenTimelineIO cannot hold."""
    return _UNSPEAKABLE.sub("", text)


def titled(name: str, mode: str) -> str:
    """What an editor shows the film as: nobody shall take a rehearsal for the film."""
    told = in_a_line(name, 100) or "film"
    return f"{told} (rehearsal)" if mode == "rehearsal" else told


def in_a_line(text: str, longest: int) -> str:
    """The text in one line of at most so many characters."""
    told = " ".join(plain(text).split())
    return told if len(told) <= longest else told[: longest - 1].rstrip() + "…"


def in_ascii(text: str, longest: int) -> str:
    """The text as the oldest readers take it: one line, ASCII, a question mark for the rest."""
    told = " ".join(plain(text).split()).encode("ascii", "replace").decode()
    return told[:longest]


def suffix_of(file: str) -> str:
    """The file's ending in small letters, such as `.mp4`; empty when it has none that is plain."""
    ending = "." + file.rsplit(".", 1)[-1].lower() if "." in file else ""
    return ending if _SUFFIX.fullmatch(ending) else ""
