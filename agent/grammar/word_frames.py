"""Frames for words that are quoted and for files that are named: lines of a shot, the person's own material."""

import re

from agent.grammar.frames import Act, Frame, Said, frame
from agent.grammar.rule import Meaning, call
from tools.story.casting import kind_of

_SOUNDS = re.compile(r"\.(?:mp3|wav|m4a|flac|ogg)$", re.IGNORECASE)
_MUSICAL = re.compile(
    r"music|song|track|tune|jazz|beat|theme|jingle|score|melody|loop|piano|guitar|lofi|groove|funk|blues", re.IGNORECASE
)
_PICTURES = re.compile(r"\.(?:png|jpe?g|webp|svg|gif|heic)$", re.IGNORECASE)
_MOVES = re.compile(r"\.(?:mp4|mov|webm)$", re.IGNORECASE)
_TEXTS = re.compile(r"\.(?:txt|md|csv|fountain)$", re.IGNORECASE)


def _file(said: Said, kinds: re.Pattern[str]) -> tuple[str, str | None] | None:
    """The only file, if it is of that kind."""
    told = said.one("file", tuple)
    return told if told is not None and kinds.search(told[0]) else None


def _use(file: tuple[str, str | None], use: str, shot: str | None = None, name: str | None = None) -> Meaning:
    return call("use_file", file=file[0], **{"as": use, "shot": shot, "name": name}, origin=file[1])


def _line(kind: str) -> Act:
    def act(said: Said) -> Meaning:
        words, shots = said.one("quote", str), said.shots()
        if words is None or len(shots) != 1 or kind == "narration" and said.has("person", "screen"):
            return None
        if kind == "narration" and not said.has("voice") and (said.has("pron") or said.parts[0].kind == "shots"):
            return None  # `it should say` may be spoken or written
        if kind == "on_screen_text" and said.has("person", "voice"):
            return None
        return call("edit_shot", shot=shots[0], **{kind: words})

    return act


def _no_line(said: Said) -> Meaning:
    shots = said.shots()
    if len(shots) != 1 or any(part.text in ("words", "line", "lines", "put") for part in said.parts):
        return None  # `the words` and `the line` may be spoken or written
    kinds = [
        kind
        for tag, kind in (("voice", "narration"), ("dialogue", "dialogue"), ("screen", "on_screen_text"))
        if said.has(tag)
    ]
    return call("edit_shot", shot=shots[0], **{kinds[0]: ""}) if len(kinds) == 1 else None


def _line_off(said: Said) -> Meaning:
    return [each for shot in said.shots() for each in call("edit_shot", shot=shot, narration="")]


def _film_sound(said: Said) -> Meaning:
    file = _file(said, _SOUNDS)
    if file is None:
        return None
    use = [use for use in ("music", "voice") if said.has(use)] or ["music"] * bool(_MUSICAL.search(file[0]))
    return _use(file, use[0]) if len(use) == 1 else None


def _script(said: Said) -> Meaning:
    file = _file(said, _TEXTS)
    if file is None:
        return None
    listed = said.has("shotlist") or re.search(r"\.(?:csv|fountain)$", file[0], re.IGNORECASE)
    return _use(file, "shot-list" if listed else "script")


def _picture(use: str) -> Act:
    def act(said: Said) -> Meaning:
        file = _file(said, _PICTURES)
        if file is None:
            return None
        return _use(file, use)

    return act


def _frame_of_shot(said: Said) -> Meaning:
    """A picture that a shot starts from, a clip that is the shot."""
    shots, clip, picture = said.shots(), _file(said, _MOVES), _file(said, _PICTURES)
    if len(shots) == 1 and clip is not None:
        return _use(clip, "clip", shots[0])
    if len(shots) != 1 or picture is None:
        return None
    named = next(part.text for part in said.parts if part.kind == "shots").lower()
    if re.search(r"end|clos|last|final", named) and not re.search(r"shot|scene|clip", named):
        return _use(picture, "end-frame")
    use = "end-frame" if said.has("endframe") and not said.has("startframe") else "start-frame"
    return _use(picture, use, shots[0])


def _cast(said: Said) -> Meaning:
    """`@face.jpg as the woman`: a picture of somebody or something, and what it is called."""
    file = _file(said, _PICTURES)
    names = {part.text for part in said.parts if part.tags & {"person", "thing"}}
    if file is None or len(names) != 1:
        return None
    name = names.pop()
    generic = name in (
        "main character",
        "lead",
        "main",
        "star",
        "talent",
        "lead actress",
        "lead actor",
        "hero",
        "heroine",
        "character",
        "person",
        "actor",
        "actress",
        "face",
        "protagonist",
        "presenter",
        "product",
        "packshot",
        "item",
    )
    use = "product" if name in ("product", "packshot", "item") or kind_of(name) == "product" else "character"
    return _use(file, use, name=None if generic else name)


WORD_FRAMES: tuple[Frame, ...] = (
    frame(_line("narration"), "quote shots voice|say", "say voice light pron during tothe"),
    frame(_line("dialogue"), "quote shots person|dialogue say|dialogue", "light pron during tothe"),
    frame(_line("on_screen_text"), "quote shots screen|pron", "light say pron during tothe adding film"),
    frame(_no_line, "shots voice|dialogue|screen no|remove|off|cango|out", "wholly turnout less during line"),
    frame(_line_off, "shots unspoken", "during light"),
    frame(_film_sound, "file", "music voice usefile light film under pron back"),
    frame(_script, "file", "script shotlist usefile light film"),
    frame(_picture("logo"), "file logo", "usefile light"),
    frame(_picture("watermark"), "file watermark", "usefile light logo"),
    frame(_picture("end-frame"), "file endframe", "usefile light film logo picture atend"),
    frame(_picture("end-frame"), "file atend", "usefile light film logo picture move"),
    frame(_frame_of_shot, "file shots", "usefile light startframe endframe still picture takenoun film"),
    frame(_cast, "file person|thing", "usefile light picture film"),
)
