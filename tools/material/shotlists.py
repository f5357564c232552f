"""Shot lists as people write them: CSV, Markdown tables and lists, Fountain screenplays."""

import csv
import io
import re
from decimal import Decimal, InvalidOperation

from tools.film.base import Noun, Seconds
from tools.film.storyboard import CameraMove, Framing
from tools.story.scenes import camera_named, framing_named

COLUMNS = {
    "description": ("description", "action", "visual", "visuals", "picture", "scene", "what", "content", "image"),
    "framing": ("framing", "size", "shot size", "shot type", "type", "shot_size"),
    "camera": ("camera", "movement", "move", "camera move", "camera movement"),
    "seconds": ("seconds", "duration", "length", "time", "secs", "sec", "s"),
    "dialogue": ("dialogue", "dialog", "line", "spoken"),
    "narration": ("narration", "vo", "voice-over", "voiceover", "voice over", "voice", "audio"),
    "on_screen_text": ("text", "caption", "super", "title", "on-screen text", "on screen text", "graphics"),
}
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|[-*•])\s+(\S.*)$")
_HEADING = re.compile(r"^\.?(?:INT|EXT|EST|I/E|INT\./EXT)[. ].+$", re.IGNORECASE)
_CHARACTER = re.compile(r"^[A-Z][A-Z0-9 .'()-]{1,38}$")
MOST = 60


class ListedShot(Noun):
    """One shot of a list; what the list does not say is None."""

    description: str
    framing: Framing | None = None
    camera: CameraMove | None = None
    seconds: Seconds | None = None
    dialogue: str | None = None
    narration: str | None = None
    on_screen_text: str | None = None


def read_shot_list(text: str) -> tuple[ListedShot, ...]:
    """The shots in order; empty when the text is no list of shots."""
    table = [found.group(1) for line in text.splitlines() if (found := _ROW.match(line))]
    if len(table) >= 3:
        rows = [[cell.strip() for cell in line.split("|")] for line in table]
        return _from_rows([row for row in rows if not all(re.fullmatch(r":?-{2,}:?", cell) for cell in row)])
    if any(_HEADING.match(line.strip()) for line in text.splitlines()):
        return _fountain(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    for separator in (",", ";", "\t"):
        if len(_known(next(csv.reader([first], delimiter=separator), []))) >= 1 and separator in first:
            return _from_rows([row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)])
    items = [found.group(1) for line in text.splitlines() if (found := _ITEM.match(line))]
    return tuple(_described(item) for item in items[:MOST])


def _from_rows(rows: list[list[str]]) -> tuple[ListedShot, ...]:
    places = _known(rows[0]) if rows else {}
    if "description" not in places:
        return ()
    shots = []
    for row in rows[1 : MOST + 1]:
        told = {name: row[place].strip() for name, place in places.items() if place < len(row) and row[place].strip()}
        if "description" in told:
            shots.append(_shot(told))
    return tuple(shots)


def _known(header: list[str]) -> dict[str, int]:
    plain = [cell.strip().lower() for cell in header]
    return {
        name: next(plain.index(word) for word in words if word in plain)
        for name, words in COLUMNS.items()
        if any(word in plain for word in words)
    }


def _shot(told: dict[str, str]) -> ListedShot:
    framing = told.get("framing", "")
    named = next((each for each in Framing if each.value == framing.upper()), None)
    return ListedShot(
        description=told["description"][:2_000],
        framing=named or framing_named(framing) or framing_named(told["description"]),
        camera=camera_named(told.get("camera", "")) or camera_named(told["description"]),
        seconds=_seconds(told.get("seconds", "")),
        dialogue=_unquoted(told.get("dialogue")),
        narration=_unquoted(told.get("narration")),
        on_screen_text=_unquoted(told.get("on_screen_text")),
    )


def _described(item: str) -> ListedShot:
    length = re.search(r"[(\[]\s*(\d+(?:\.\d+)?)\s*s(?:ec(?:onds?)?)?\s*[)\]]", item)
    plain = item.replace(length.group(0), "").strip() if length else item.strip()
    return _shot({"description": plain, "seconds": length.group(1) if length else ""})


def _fountain(text: str) -> tuple[ListedShot, ...]:
    """Each paragraph of action is a shot; what a character says goes with the action before it."""
    shots: list[ListedShot] = []
    place = ""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines or (not shots and not place and re.match(r"\w[\w ]*:", lines[0])):
            continue  # a title page
        if _HEADING.match(lines[0]):
            place = re.sub(r"^\.?(?:INT|EXT|EST|I/E)[./ ]+(?:EXT[. ]+)?", "", lines[0], flags=re.I).lower()
            lines = lines[1:]
        if not lines or re.fullmatch(r"[A-Z ]+TO:|>.*", lines[0]):
            continue
        if _CHARACTER.match(lines[0].lstrip("@")) and len(lines) > 1:
            said = " ".join(line for line in lines[1:] if not line.startswith("("))
            _say(shots, lines[0], said, place)
            continue
        action = " ".join(line.lstrip("!") for line in lines)
        shots.append(_shot({"description": f"{action} ({place})" if place else action}))
    return tuple(shots[:MOST])


def _say(shots: list[ListedShot], who: str, said: str, place: str) -> None:
    voice_over = re.search(r"\((?:V\.?O\.?|O\.?S\.?)\)", who) is not None
    name = re.sub(r"\(.*?\)", "", who.lstrip("@")).strip().title()
    kind = "narration" if voice_over else "dialogue"
    if shots and getattr(shots[-1], kind) is None:
        shots[-1] = shots[-1].model_copy(update={kind: said})
    else:
        shots.append(ListedShot(description=f"{name} speaks ({place})" if place else f"{name} speaks", **{kind: said}))


def _seconds(text: str) -> Decimal | None:
    found = re.search(r"\d+(?:\.\d+)?", text)
    try:
        value = Decimal(found.group()) if found else Decimal(0)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.001")) if 1 <= value <= 60 else None


def _unquoted(text: str | None) -> str | None:
    return text.strip('"“”').strip() or None if text else None
