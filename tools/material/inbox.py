"""Where the person's files come in: copied by the person's own words, before any director hears of them.

A director can only use what is in here, so nothing that a brief, a file or a model says can make it read another file.
"""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.material.checks import BadMaterial, Facts, inspect
from tools.production.store import write_whole

FOLDER = "material"
_AT = re.compile(r"(?<![\w@])@(?:\"([^\"\n]+)\"|([^\s,;\"']+[^\s,;\"'.!?]))")
_NAMED = re.compile(
    r"(?<![\w/.@\"])((?:~|\.{0,2})?[\w./-]*[\w-]\.(?:png|jpe?g|webp|bmp|tiff?|gif|mp4|mov|webm|mkv|mp3|wav|m4a|flac|ogg|txt|"
    r"md|csv|fountain))(?![\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Received:
    """One file that came in."""

    name: str
    """As the person named it, without folders."""
    file: str
    """Where the copy lies, relative to the production's folder."""
    sha256: str
    facts: Facts


def files_named(text: str) -> list[str]:
    """The paths that a person's words name: after an @, or with the ending of a media or text file."""
    found = [quoted or plain for quoted, plain in _AT.findall(text)]
    return list(dict.fromkeys([*found, *_NAMED.findall(text)]))


def receive(folder: Path, text: str, here: Path) -> list[str]:
    """Copy every file that the text names and that exists; return a sentence for each that cannot be used.

    Relative paths count from `here`. A file named after an @ must be there; a bare name may be about something else.
    """
    troubles = []
    for path in files_named(text):
        source = Path(path).expanduser()
        source = source if source.is_absolute() else here / source
        if not source.exists() and f"@{path}" not in text and f'@"{path}"' not in text:
            continue
        try:
            _take_in(folder, source)
        except BadMaterial as error:
            troubles.append(str(error))
    return troubles


def find(folder: Path, name: str) -> Received | None:
    """The newest file that came in under that name; folders in it do not matter."""
    wanted = Path(name.strip().strip("\"'").removeprefix("@").strip("\"'")).name.lower()
    entries = [entry for entry in _index(folder) if str(entry["name"]).lower() == wanted]
    if not entries:
        return None
    entry = entries[-1]
    return Received(entry["name"], entry["file"], entry["sha256"], Facts.model_validate(entry["facts"]))


def names(folder: Path) -> list[str]:
    """What came in so far."""
    return [str(entry["name"]) for entry in _index(folder)]


def _take_in(folder: Path, source: Path) -> None:
    facts = inspect(source)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    entries = _index(folder)
    if any(entry["sha256"] == digest and entry["name"] == source.name for entry in entries):
        return
    endings = {"image": ".img", "video": ".vid", "audio": ".snd", "text": ".txt"}
    file = f"{FOLDER}/m{len(entries) + 1:03d}{endings[facts.kind]}"
    place = folder / file
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    shutil.copyfile(source, beside)
    beside.replace(place)
    told = {"name": source.name, "file": file, "sha256": digest, "facts": facts.model_dump(mode="json")}
    write_whole(folder / FOLDER / "index.json", json.dumps([*entries, told], indent=1).encode())


def _index(folder: Path) -> list[dict[str, str]]:
    file = folder / FOLDER / "index.json"
    try:
        told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    except (OSError, ValueError):
        return []
    return told if isinstance(told, list) else []
