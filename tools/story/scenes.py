"""Scenes, spoken lines and texts that the person wrote down, kept verbatim and in order; models named for shots."""

import re
from dataclasses import dataclass, field

from tools.film.storyboard import CameraMove, Framing
from tools.story.words import NUMBER, number, tidy

_LISTED = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|[-*•–])\s+(?P<text>\S.*)$", re.MULTILINE)
_LABELLED = re.compile(r"(?:^|(?<=[\s.;,]))(?:shot|scene)\s*#?\s*(?P<n>\d{1,2})\s*[:.)–—-]\s*", re.IGNORECASE)
_SEQUENCE = re.compile(
    r"(?:^|[.;,]\s*|\s)(?:and\s+)?(?:first(?:ly)?|then|next|after that|afterwards|finally|lastly|at the end)\b[,:]?\s*",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?:^|[.:!\n]\s*)first(?:ly|,|\s+(?=an?\b|the\b|we\b|show\b|two\b|some\b))", re.IGNORECASE)
_LENGTH_AT_END = re.compile(rf"[.;,]\s*(?:in\s+)?(?:{NUMBER})[\s-]*(?:s|secs?|seconds?|minutes?)\.?$", re.IGNORECASE)
_QUOTE = re.compile(r"[\"“]([^\"“”\n]{1,300})[\"”]")
_SAID = re.compile(
    r"\b(?:says?|saying|asks?|whispers?|shouts?|tells? us|replies|voice(?:over)?:?|line:?|dialogue:?|speaks?)\W*$",
    re.IGNORECASE,
)
_NARRATED = re.compile(r"\b(?:voice[\s-]?over|narrator|narration)\b[^.\"“]{0,30}$", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:texts?|titles?|captions?|reads?|reading|words|on[\s-]screen|sign|tagline|slogan|card|logo|claim|"
    r"end(?:s|ing)? with)\b[^.\"“]{0,30}$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:called|named|brand|company|shop|studio|business)\W*$", re.IGNORECASE)
_MODELS = "sora|veo|kling|seedance|hailuo|wan|runway|luma|pixverse|pika|ltx"
_PIN = re.compile(
    rf"\b(?:shot|scene)\s*#?\s*(?P<n1>\d{{1,2}}|{NUMBER})\b[^.;\n]{{0,30}}?\b(?:with|on|in|using|by|via)\s+(?P<m1>(?:{_MODELS})(?:[\s-][\w.]*\d[\w.]*)?(?:[\s-](?:pro|lite|standard|mini))?)\b"
    rf"|\b(?:use|using|with)\s+(?P<m2>(?:{_MODELS})(?:[\s-][\w.]*\d[\w.]*)?(?:[\s-](?:pro|lite|standard|mini))?)\s+(?:for|on)\s+(?:the\s+)?(?:shot|scene)\s*#?\s*(?P<n2>\d{{1,2}}|{NUMBER})\b",
    re.IGNORECASE,
)
_LAST_PIN = re.compile(
    rf"\b(?:the\s+)?last\s+(?:shot|scene)\b[^.;\n]{{0,30}}?\b(?:with|on|using)\s+(?P<m>(?:{_MODELS})(?:[\s-][\d.]+)?)\b",
    re.IGNORECASE,
)
FRAMING_WORDS = {
    Framing.ECU: ("extreme close-up", "extreme close up", "macro", "ecu"),
    Framing.CU: ("close-up", "close up", "closeup", "detail of"),
    Framing.MCU: ("medium close", "head and shoulders", "mcu", "bust"),
    Framing.MS: ("medium shot", "mid shot", "waist up", "medium"),
    Framing.EWS: ("extreme wide", "aerial", "drone", "bird's eye", "from above", "establishing", "panorama"),
    Framing.WS: ("wide shot", "wide", "full shot", "long shot"),
}
CAMERA_WORDS = {
    CameraMove.PUSH_IN: ("push in", "push-in", "dolly in", "zoom in", "zooms in", "moves closer", "slowly approaches"),
    CameraMove.PULL_OUT: ("pull out", "pull-out", "pull back", "dolly out", "zoom out", "pulls back"),
    CameraMove.PAN: ("pan", "pans", "panning", "sweep", "tracking shot", "tracks"),
    CameraMove.TILT: ("tilt", "tilts", "tilting", "crane"),
    CameraMove.ORBIT: ("orbit", "orbits", "circles around", "rotating", "360"),
    CameraMove.HANDHELD: ("handheld", "hand-held", "shaky", "follows", "following"),
    CameraMove.STATIC: ("static", "locked off", "locked-off", "still camera", "tripod"),
}


@dataclass(frozen=True)
class Scene:
    """One scene as the person listed it."""

    description: str
    dialogue: str | None = None
    narration: str | None = None
    on_screen_text: str | None = None


@dataclass(frozen=True)
class Quotes:
    """Quoted words by what they are for, verbatim, in order."""

    dialogue: tuple[str, ...] = ()
    narration: tuple[str, ...] = ()
    on_screen: tuple[str, ...] = ()
    brand: str | None = None
    without: str = field(default="", compare=False)
    """The text with spoken and written quotes taken out."""


def quotes(text: str) -> Quotes:
    """Sort what stands in quotation marks by the words before it."""
    dialogue: list[str] = []
    narration: list[str] = []
    on_screen: list[str] = []
    brand: str | None = None
    kept: list[str] = []
    end = 0
    for found in _QUOTE.finditer(text):
        words, before = found.group(1).strip(), text[max(0, found.start() - 60) : found.start()]
        kept.append(text[end : found.start()])
        end = found.end()
        if not words:
            continue
        if _CALLED.search(before) or (
            brand is None and _may_be_a_name(words) and not _SAID.search(before) and not _WRITTEN.search(before)
        ):
            brand = brand or words
            kept.append(words)
        elif _NARRATED.search(before):
            narration.append(words)
        elif _SAID.search(before):
            dialogue.append(words)
        else:
            on_screen.append(words)
    kept.append(text[end:])
    return Quotes(tuple(dialogue), tuple(narration), tuple(on_screen), brand, "".join(kept))


def _may_be_a_name(words: str) -> bool:
    """`Golden Crumb` may be one; `Saturdays are ours.` is a claim."""
    return len(words.split()) <= 3 and words[-1] not in ".!?…" and "," not in words


def listed_scenes(text: str) -> tuple[Scene, ...]:
    """The scenes the person listed, in order; empty when the brief lists none."""
    labelled = [_first_line(part) for part in _LABELLED.split(text)[2::2] if tidy(part)]
    if len(labelled) >= 2:
        return tuple(_scene(part) for part in labelled)
    lines = [found.group("text") for found in _LISTED.finditer(text)]
    if len(lines) >= 2:
        return tuple(_scene(line) for line in lines)
    return _in_sequence(text)


def _in_sequence(text: str) -> tuple[Scene, ...]:
    """`First …, then …, finally …` on one or more lines."""
    begun = _FIRST.search(text)
    if begun is None or len(_SEQUENCE.findall(text)) < 2:
        return ()
    scenes = [part for part in _SEQUENCE.split(text[begun.start() :]) if len(tidy(part).split()) >= 2]
    return tuple(_scene(part) for part in scenes) if len(scenes) >= 2 else ()


def _first_line(part: str) -> str:
    return next(line for line in part.split("\n") if tidy(line))


def _scene(part: str) -> Scene:
    said = quotes(_LENGTH_AT_END.sub("", part.strip()))
    description = tidy(re.sub(r"^\(?\s*(?:shot|scene)\s*#?\d{1,2}\s*[:.)-]?", "", said.without, flags=re.IGNORECASE))
    description = re.sub(
        r"\b(?:says?|saying|whispers?|text|caption|title|reads?|reading)[\s:,]*$", "", description, flags=re.I
    ).strip(" ,:;-")
    return Scene(
        description=(description or tidy(part))[:600],
        dialogue=" ".join(said.dialogue) or None,
        narration=" ".join(said.narration) or None,
        on_screen_text=" ".join((*said.on_screen, *([said.brand] if said.brand else []))) or None,
    )


def named_models(text: str) -> dict[int, str]:
    """Model words by shot number: `make shot 4 with Luma` gives {4: "luma"}; -1 stands for the last shot."""
    pins: dict[int, str] = {}
    for found in _PIN.finditer(text):
        count, model = found.group("n1") or found.group("n2"), found.group("m1") or found.group("m2")
        value = number(count)
        if value == int(value) and value >= 1:
            pins[int(value)] = model.strip().lower()
    if found_last := _LAST_PIN.search(text):
        pins[-1] = found_last.group("m").strip().lower()
    return pins


def without_pins(text: str) -> str:
    """The text without the sentences that only name models."""
    return _LAST_PIN.sub(" ", _PIN.sub(" ", text))


def framing_named(text: str) -> Framing | None:
    """The framing a description asks for by name."""
    return next((framing for framing, words in FRAMING_WORDS.items() if _any(text, words)), None)


def camera_named(text: str) -> CameraMove | None:
    """The camera move a description asks for by name."""
    return next((move for move, words in CAMERA_WORDS.items() if _any(text, words)), None)


def _any(text: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)
