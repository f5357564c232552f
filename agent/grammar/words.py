"""The small words of a conversation about a film: which shot, how many, which framing, move, mood, model."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from tools.film.brief import Grade, Mood
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing, Role
from tools.production.model import Production

Kind = TypeVar("Kind")
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()  # fmt: skip
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st opening intro", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th",
         "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th"), start=1)
    for word in words.split()
}  # fmt: skip
LAST = ("last", "final", "closing", "ending", "end")
NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join([*UNITS, *TENS])})"
_NAMED = (
    rf"(?:shots?|scenes?|clips?|frames?|number|no\.?|nr\.?|#)\s*(?:number|no\.?|#)?\s*(?P<n>\d+|{'|'.join(UNITS)})\b"
)
_ORDINAL = (
    rf"(?:the\s+|our\s+|my\s+)?(?:very\s+)?(?P<o>{'|'.join([*ORDINALS, *LAST])}|second[\s-]to[\s-]last|"
    r"second[\s-]last|penultimate|last[\s-]but[\s-]one)\s+(?:shot|scene|clip|one)"
)
_HERO = r"(?:the\s+|our\s+|my\s+)?(?P<h>hero)\s+(?:shot|scene|clip|one)"
_BARE_ORDINAL = r"the\s+(?:very\s+)?(?P<b>first|last|opening|ending|finale|opener|closer|intro|outro)"
_ID = r"\bs(?P<i>\d{2,3})"
_NOUNED = rf"(?:the\s+)?(?:{_NAMED})"
SHOT = re.compile(rf"(?:{_ORDINAL}|{_HERO}|{_NOUNED}|{_BARE_ORDINAL}|{_ID})(?!\w)(?:'s)?", re.IGNORECASE)
ANY_SHOT = re.sub(r"\?P<\w+>", "?:", SHOT.pattern)
ONE = rf"(?P<shot>{ANY_SHOT})"
"""A pattern for one shot, in the group `shot`."""
OTHER = rf"(?P<other>{ANY_SHOT}|(?:the )?(?:{'|'.join([*ORDINALS, 'last'])})|\d+|{'|'.join(UNITS[1:13])})"
PLAIN_NUMBER = rf"(?:\d+|{'|'.join(UNITS[1:13])})"
MANY = (
    rf"(?P<shots>(?:the\s+)?(?:shots?|scenes?|clips?)\s+{PLAIN_NUMBER}(?:\s*(?:,|and|&|,\s*and|to|-|–|through)\s*{PLAIN_NUMBER})+|"
    rf"(?:the\s+)?(?:first|last|final|opening|closing)\s+{PLAIN_NUMBER}\s+(?:shots|scenes|clips|ones)|"
    rf"(?:all|every|each)\s*(?:of\s+)?(?:the\s+)?(?:shots?|scenes?|clips?|of them|one)?|{ANY_SHOT})"
)
"""A pattern for one shot or several, in the group `shots`."""

FRAMINGS = {
    Framing.ECU: r"extreme close[\s-]?ups?|extremely close|super close|very (?:tight|close)(?: (?:close[\s-]?up|shot|framing))?|(?:really |should |must |to )?(?:completely )?fill(?:s|ing)? the (?:screen|frame)|super tight|really tight|macro(?: shot)?|ecu|xcu|big close[\s-]?up|bcu|(?:as )?(?:tight|close) as possible",
    Framing.MCU: r"medium close[\s-]?ups?|medium[\s-]close|head and shoulders|mcu|chest[\s-]up|from the chest up",
    Framing.EWS: r"extreme(?:ly)? wide(?:[\s-]?(?:shot|angle))?|establishing(?: shot)?|aerial(?: (?:shot|view))?|drone(?: (?:shot|view|angle))?|(?:like )?(?:from )?a drone|(?:seen |shot |filmed )?from (?:above|the air|overhead)|overhead(?: shot)?|top shot|bird'?s[\s-]eye(?: view)?|top[\s-]down(?: (?:shot|view))?|ews|very wide|super wide",
    Framing.CU: r"close[\s-]?ups?|close(?: shot)?|tight(?: shot)?|detail(?: shot)?|cu|up close|headshot",
    Framing.MS: r"medium(?:[\s-]?shot)?|mid[\s-]?shot|mid|(?:from the )?waist[\s-]up|ms|half[\s-]body|cowboy(?: shot)?",
    Framing.WS: r"wide(?:[\s-]?(?:shot|angle))?|long shot|full[\s-]?(?:body )?shot|full body|full[\s-]length|head to toe|ws|as wide as possible|wides?",
}
CAMERAS = {
    CameraMove.PUSH_IN: r"(?:slow(?:ly)? )?(?:push(?:es|ing)?[\s-]?in|doll(?:y|ies)[\s-]?in|zoom(?:s|ing)?[\s-]?in|mov(?:e|es|ing) in|track(?:s|ing)? in|creep(?:s|ing)?[\s-]?in|ease(?:s)?[\s-]?in|drift(?:s|ing)?[\s-]?in|glide(?:s)?[\s-]?in|(?:push|dolly|zoom|move|track|creep|glide)(?:es|s|ing)? (?:in )?(?:slowly |gently |softly )?(?:in|towards?|closer|forward)(?: on| to)?|inch(?:es)? in|(?:push|zoom|dolly)(?! ?(?:out|back|away)))",
    CameraMove.PULL_OUT: r"(?:slow(?:ly)? )?(?:pull(?:s|ing)?[\s-]?(?:out|back)|doll(?:y|ies)[\s-]?out|zoom(?:s|ing)?[\s-]?out|mov(?:e|es|ing) (?:back|out|away)(?:wards?)?|track(?:s|ing)? out|(?:pull|dolly|zoom|move|track)(?:s|ing)? (?:the camera )?(?:slowly |gently |softly )?(?:out|back|away))",
    CameraMove.PAN: r"(?:slow(?:ly)? )?pan(?:s|ning)?(?: (?:slowly|gently))?(?: (?:to the |from )?(?:left|right|across|slowly|shot))?(?: to (?:the )?(?:right|left))?",
    CameraMove.TILT: r"(?:slow(?:ly)? )?tilt(?:s|ing)?(?: (?:up|down|slowly|shot))?",
    CameraMove.ORBIT: r"(?:slow(?:ly)? )?(?:orbit(?:s|ing)?|circl(?:e|es|ing)(?: (?:slowly )?(?:around|round))?|arc(?:s|ing)?(?: (?:around|round))?|rotat(?:e|es|ing) (?:around|round)|(?:go|goes|going|move|moves|travel|spin|fly|turn)s? (?:all the way )?(?:around|round)|360)(?: shot)?",
    CameraMove.HANDHELD: r"hand[\s-]?held(?: feel(?:ing)?)?|hand held|shoulder[\s-](?:cam|mount(?:ed)?)|off the shoulder|(?:by|from the) hand|documentary[\s-]style camera|wobbly(?: cam(?:era)?)?|shaky(?: cam(?:era)?)?|(?:some )?camera shake",
    CameraMove.STATIC: r"static|not (?:be )?moving|(?:camera )?fixed|(?<!make it )stable|lock(?:ed)?[\s-]?(?:it |them |the camera )?(?:off|down)|(?:on )?sticks|nailed (?:down|to the floor)|lock the camera|no (?:camera )?(?:shake|wobble|zoom|zooming|pan|panning|push-in|orbit|handheld|wobbly cam(?:era)?|shaky cam(?:era)?|tilt)|(?:camera |dead |totally |completely |perfectly )(?:still|steady)|steady(?: camera)?|hold(?:s)? (?:still|steady)|(?:keep|hold) the camera (?:perfectly |completely |dead )?(?:still|steady|fixed)|unmoving|nailed down|frozen camera|tripod shot|on a tripod|locked[\s-]off|tripod|still camera|no (?:camera )?(?:movement|move|motion)|motionless|stationary|fixed|stay(?:s|ing)? (?:still|put|fixed)|without (?:any )?(?:camera )?(?:movement|moves?|motion)",
}
MOODS = {
    Mood.WARM: r"warm(?:er)?|cosy|cozy|cosier|cozier|friendl(?:y|ier)|heartfelt|nostalgic|gentle",
    Mood.UPBEAT: r"upbeat|energetic|happ(?:y|ier)|livel(?:y|ier)|fun|funn(?:y|ier)|playful|cheerful|faster|peppy|bouncy|joyful|jazzy|lighter|punchier|zippy",
    Mood.DREAMY: r"dream(?:y|ier)|magical|ethereal|poetic|romantic|whimsical",
    Mood.TENSE: r"tense|tenser|dark(?:er)?|dramatic|suspenseful|scar(?:y|ier)|mysterious|thrilling|gritt(?:y|ier)",
    Mood.CALM: r"calm(?:er)?|quiet(?:er)?|peaceful|relax(?:ed|ing)|serene|gentler?|soft(?:er)?|slower|mellow(?:er)?",
    Mood.PROUD: r"proud(?:er)?|epic|inspiring|uplifting|heroic|triumphant|grand(?:er)?|confident|premium|luxurious",
}
GRADES = {
    Grade.NATURAL: r"natural|neutral|plain|ungraded",
    Grade.WARM: r"warm(?:er)?|golden",
    Grade.VIVID: r"vivid|vibrant|saturated|colou?rful|punch(?:y|ier)|brighter colou?rs|pop",
    Grade.SOFT: r"soft(?:er)?|pastel|muted|faded",
    Grade.DARK: r"dark(?:er)?|moody|moodier|noir|low[\s-]key",
    Grade.COOL: r"cool(?:er)?|cold(?:er)?|blue(?:r|ish)?",
    Grade.MONO: r"black[\s-](?:and|&|n)[\s-]white|b\s?[&/n]\s?w|mono(?:chrome)?|gr[ea]yscale|colou?rless",
    Grade.RICH: r"rich(?:er)?|contrasty|more contrast|deep(?:er)?",
}
RATIOS = {
    AspectRatio.PORTRAIT: r"9\s*[:x/]\s*16|9 by 16|vertical|portrait|upright|(?:for )?(?:tiktok|reels|shorts|phones?)",
    AspectRatio.LANDSCAPE: r"16\s*[:x/]\s*9|16 by 9|horizontal|landscape|wide[\s-]?screen|wide format|(?:for )?youtube",
    AspectRatio.SQUARE: r"1\s*[:x/]\s*1|square",
    AspectRatio.LETTERBOX: r"21\s*[:x/]\s*9|letterbox(?:ed)?|ultra[\s-]?wide|cinemascope",
    AspectRatio.CLASSIC: r"4\s*[:x/]\s*3",
    AspectRatio.PORTRAIT_CLASSIC: r"3\s*[:x/]\s*4",
}
MODEL = (
    r"(?P<model>(?:sora|veo|kling|seedance|hailuo|wan|runway|luma|pixverse|pika|ltx|gen)"
    r"(?:[\s-]?(?:v?\d+(?:\.\d+)?|gen[\s-]?\d|ray[\s-]?\d?|pro|lite|fast|standard|mini|ray))*)"
)
ORIGIN = r"(?: (?:from|made (?:in|with|by|on)|drawn (?:in|with|by)|out of|by) (?P<origin>mid ?journey|sora(?: 2)?|kling|veo|runway|luma|pika|firefly|dall-?e|chat ?gpt|gemini|photoshop|canva|capcut|blender|my phone))?"
"""Where a file was made, if it is said."""
FILE = (
    r"(?P<file>@[^\s\"]+|\"[^\"\n]+\.\w{2,5}\"|'[^'\n]+\.\w{2,5}'|[\w./~-]*[\w-]+\.(?:png|jpe?g|webp|svg|mp4|mov|webm|mp3|wav|m4a|flac|ogg|txt|md|csv|fountain|gif|heic))"
    + ORIGIN
)

DROP = r"(?:remove|delete|drop|lose|cut|kill|get rid of|take out|throw out|throw away|skip|scrap|ditch|leave out|bin|axe|take away|erase|eliminate)"
VAGUE = re.compile(
    r"(?:something|anything|it|that|this|another|more|less|better|nicer|cooler|a better|a nicer|a different|"
    r"(?:a (?:bit|little|touch) |much |slightly )*(?:wider|closer|tighter|longer|shorter|brighter|darker|bigger|smaller)|"
    r"(?:her|him|them) from the \w+ up)\b",
    re.I,
)
"""A description that begins so says nothing that could be drawn."""


@dataclass(frozen=True)
class Scene:
    """What a sentence is about: the shots as they are now."""

    framings: tuple[Framing, ...]
    seconds: tuple[Decimal, ...]
    takes: tuple[int, ...]
    """How many finished takes each shot has."""
    ids: tuple[str, ...]
    heroes: tuple[int, ...] = ()
    """The places of the hero shots, counted from 1."""
    told: tuple[str, ...] = ()
    """What is seen in each shot, by which people call them."""

    @property
    def count(self) -> int:
        """How many shots there are."""
        return len(self.framings)

    @property
    def total(self) -> Decimal:
        """How long the film is, in seconds."""
        return sum(self.seconds, Decimal(0))


def scene_of(production: Production) -> Scene:
    """The production as its sentences see it."""
    shots = production.storyboard.shots
    taken = [sum(t.shot_id == (shot.sequence or shot.id) and not t.draft for t in production.takes) for shot in shots]
    return Scene(
        tuple(shot.framing for shot in shots),
        tuple(shot.seconds for shot in shots),
        tuple(taken),
        tuple(shot.id for shot in shots),
        tuple(place for place, shot in enumerate(shots, start=1) if shot.role is Role.HERO),
        tuple(f"{shot.description}{' logo card' if shot.brand_card else ''}" for shot in shots),
    )


def number(text: str) -> Decimal:
    """The value of a figure or a number word."""
    word = text.strip().lower()
    if word in UNITS:
        return Decimal(UNITS.index(word))
    return Decimal(TENS[word]) if word in TENS else Decimal(word)


def shot_number(text: str, scene: Scene) -> int | None:
    """The place of a shot that was named, counted from 1; None when there is no such shot."""
    plain = text.strip().lower()
    if plain.isdigit() or plain in UNITS:
        return _in_film(int(number(plain)), scene)
    if found := SHOT.fullmatch(plain):
        said = found.groupdict()
        if said["i"]:
            return scene.ids.index(f"s{said['i']}") + 1 if f"s{said['i']}" in scene.ids else None
        if said["h"]:
            return scene.heroes[0] if len(scene.heroes) == 1 else None
        return _in_film(int(number(said["n"])), scene) if said["n"] else _by_word(said["o"] or said["b"], scene)
    return _by_word(plain.removeprefix("the "), scene)


def _by_word(word: str, scene: Scene) -> int | None:
    if word in LAST or word in ("finale", "closer", "outro"):
        return scene.count
    if re.fullmatch(r"second[\s-](?:to[\s-])?last|penultimate|last[\s-]but[\s-]one", word):
        return _in_film(scene.count - 1, scene)
    place = {**ORDINALS, "opener": 1, "intro": 1}.get(word)
    return None if place is None else _in_film(place, scene)


def shot_numbers(text: str, scene: Scene) -> list[int] | None:
    """The places of several shots; None when one of them is not there."""
    plain = text.strip().lower()
    if re.match(r"(?:all|every|each)\b", plain):
        return list(range(1, scene.count + 1))
    single = shot_number(plain, scene)
    if single is not None:
        return [single]
    if edge := re.match(rf"(?:the\s+)?(first|last|final|opening|closing)\s+({PLAIN_NUMBER})\s+\w+s$", plain):
        many = int(number(edge.group(2)))
        whole = list(range(1, scene.count + 1))
        fits = 1 <= many <= scene.count
        return (whole[:many] if edge.group(1) in ("first", "opening") else whole[-many:]) if fits else None
    said = [int(number(each)) for each in re.findall(rf"\b{PLAIN_NUMBER}\b", plain)]
    if len(said) == 2 and re.search(r"\bto\b|-|–|through", plain):
        said = list(range(said[0], said[1] + 1))
    inside = [each for each in said if _in_film(each, scene)]
    return said if said and inside == said else None


def one_of(text: str, table: Mapping[Kind, str]) -> Kind | None:
    """The entry of a table whose pattern the text is, whole."""
    return next((kind for kind, words in table.items() if re.fullmatch(words, text.strip(), re.IGNORECASE)), None)


def any_of(table: Mapping[Kind, str]) -> str:
    """A pattern for any entry of a table."""
    return "|".join(table.values())


def _in_film(value: int, scene: Scene) -> int | None:
    return value if 1 <= value <= scene.count else None
