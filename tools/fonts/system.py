"""Fonts that the machine has: what is not shipped, Chinese, Japanese and Korean above all, is looked for there."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from tools.fonts.faces import Font, characters

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "%WINDIR%/Fonts",
    "%LOCALAPPDATA%/Microsoft/Windows/Fonts",
)
ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
MOST_FILES = 4_000
PREFERRED = {
    "ja": (
        "noto sans cjk jp",
        "noto sans jp",
        "source han sans",
        "hiragino sans",
        "yu gothic",
        "meiryo",
        "ipa",
        "takao",
    ),
    "ko": ("noto sans cjk kr", "noto sans kr", "source han sans k", "apple sd gothic", "malgun", "nanum"),
    "zh-hans": ("noto sans cjk sc", "noto sans sc", "source han sans", "pingfang sc", "microsoft yahei", "wenquanyi"),
    "zh-hant": ("noto sans cjk tc", "noto sans tc", "source han sans", "pingfang tc", "microsoft jhenghei"),
}
"""Families by the language they are drawn for, the best first: the same Chinese character differs between them."""
_NEVER = ("last resort", "lastresort", "blank", "unifont")


def find(wanted: frozenset[int], language: str = "") -> Font | None:
    """The best face on this machine that has every wanted character; None when there is none."""
    ranked = sorted(_listed(wanted), key=lambda font: (_rank(font.name, language), str(font.file), font.number))
    return next((font for font in ranked if wanted <= characters(font)), None)


def _rank(name: str, language: str) -> tuple[int, int, int]:
    """Drawn for the language first; then plain letters over book letters and typewriters; then the heavier."""
    low = re.sub(r"[^a-z]", "", name.lower())
    families = PREFERRED.get(language, ())
    drawn_for = next((place for place, family in enumerate(families) if family.replace(" ", "") in low), len(families))
    plain = sum(word in low for word in ("serif", "mono", "italic", "oblique", "ming", "song", "condensed", "narrow"))
    weight = next((place for place, word in enumerate(("bold", "heavy", "medium", "regular")) if word in low), 5)
    return drawn_for, plain, weight


def _listed(wanted: frozenset[int]) -> list[Font]:
    found = _from_fontconfig(wanted)
    if found is None:
        found = [face for file in _files() for face in _faces(file)]
    return [font for font in found if not any(word in font.name.lower() for word in _NEVER)]


def _from_fontconfig(wanted: frozenset[int]) -> list[Font] | None:
    """What `fc-list` names; None where it is not installed, so that the folders are walked instead."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    charset = " ".join(f"{point:x}" for point in sorted(wanted)[:200])
    try:
        command = [program, "--format", "%{file}\\n", f":charset={charset}"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    files = sorted({Path(line) for line in told.splitlines() if Path(line).suffix.lower() in ENDINGS})
    return [face for file in files for face in _faces(file)]


@cache
def _files() -> tuple[Path, ...]:
    return tuple(sorted(_walked()))


def _walked() -> Iterator[Path]:
    count = 0
    for name in FOLDERS:
        folder = Path(os.path.expandvars(name)).expanduser()
        for root, _, files in os.walk(folder):
            for file in files:
                if Path(file).suffix.lower() in ENDINGS and count < MOST_FILES:
                    count += 1
                    yield Path(root) / file


@cache
def _faces(file: Path) -> tuple[Font, ...]:
    try:
        if file.suffix.lower() in (".ttc", ".otc"):
            with TTCollection(file, lazy=True) as opened:
                return tuple(Font(file, _name(face), number) for number, face in enumerate(opened.fonts))
        with TTFont(file, lazy=True) as face:
            return (Font(file, _name(face)),)
    except (OSError, TTLibError, AssertionError, KeyError, ValueError):
        return ()


def _name(face: TTFont) -> str:
    """What libass knows the face by: its PostScript name for PostScript outlines, its full name for others."""
    order = (6, 4, 1) if "CFF " in face or "CFF2" in face else (4, 1, 6)
    return str(next((name for number in order if (name := face["name"].getDebugName(number))), ""))
