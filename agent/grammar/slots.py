"""The freer word order: a clause whose every word is accounted for, with one shot and one thing to change about it.

What is left after the shot and the value must be nothing but small words, and one of them must be a wish.
"""

import re
from decimal import Decimal

from agent.grammar.rule import Meaning, call
from agent.grammar.words import (
    CAMERAS,
    FRAMINGS,
    MODEL,
    NUMBER,
    SHOT,
    Scene,
    any_of,
    number,
    one_of,
    shot_number,
)
from tools.film.storyboard import Framing

WISHES = frozenset(
    "make have use change set turn get put give go want need let should could must shall would ought try take keep do "
    "frame film shoot render see show add prefer switch bring move generate route pin send assign only pull".split()
)
SMALL = WISHES | frozenset(
    "i we you it its it's us me my our the a an to into be become in on at for of as with from by using via through shot scene clip "
    "framing camera view angle please more bit little much rather slightly slow slowly feel look move movement that "
    "this one so too instead now just really think guess maybe perhaps can d ll long length last lasting run screen "
    "time about around stay stays model i'd we'd let's think".split()
)  # fmt: skip
NO_WISH = re.compile(
    r"^(?:is|are|was|were|does|did|has|had|why|how|what|which|who|when|where|am|should|shall|do (?:you|we|i|they))\b",
    re.IGNORECASE,
)
_STEP = r"closer|tighter|nearer|wider|further (?:away|back|out)"
_SECONDS = rf"(?P<n>{NUMBER})[\s-]*(?:s|secs?|seconds?)"
_LENGTH = r"(?:a |one )?(?:second |bit |little )?(?P<way>longer|shorter)"
SIZES = [Framing.EWS, Framing.WS, Framing.MS, Framing.MCU, Framing.CU, Framing.ECU]


def by_slots(clause: str, scene: Scene) -> Meaning:
    """An edit of one shot's framing, camera or length, or its model; None when a word is left over."""
    found = list(SHOT.finditer(clause))
    if len(found) != 1 or NO_WISH.match(clause):
        return None
    place = shot_number(found[0].group().removesuffix("'s"), scene)
    if place is None:
        return None
    rest = f"{clause[: found[0].start()]} {clause[found[0].end() :]}"
    shot = scene.ids[place - 1]
    for pattern, meaning in (
        (rf"\b(?:{_STEP})\b", _step),
        (_SECONDS, _seconds),
        (rf"\b{_LENGTH}\b", _longer),
        (rf"\b(?:{any_of(FRAMINGS)})\b", _framing),
        (rf"\b(?:{any_of(CAMERAS)})\b", _camera),
        (rf"\b{MODEL}(?!\w)", _model),
    ):
        values = list(re.finditer(pattern, rest, re.IGNORECASE))
        if len(values) == 1 and _only_small(f"{rest[: values[0].start()]} {rest[values[0].end() :]}"):
            return meaning(shot, values[0], scene)
    return None


def _only_small(text: str) -> bool:
    words = re.findall(r"[\w']+|[^\w\s,:.]", text.lower())
    return all(word in SMALL for word in words) and any(word in WISHES for word in words)


def _step(shot: str, found: re.Match[str], scene: Scene) -> Meaning:
    now = SIZES.index(scene.framings[scene.ids.index(shot)])
    way = 1 if re.match("clos|tight|near", found.group(), re.IGNORECASE) else -1
    return call("edit_shot", shot=shot, framing=SIZES[min(max(now + way, 0), len(SIZES) - 1)].value)


def _seconds(shot: str, found: re.Match[str], _scene: Scene) -> Meaning:
    return call("edit_shot", shot=shot, seconds=float(number(found.group("n"))))


def _longer(shot: str, found: re.Match[str], scene: Scene) -> Meaning:
    then = scene.seconds[scene.ids.index(shot)] + (1 if found.group("way").lower() == "longer" else -1)
    return call("edit_shot", shot=shot, seconds=float(then)) if then >= Decimal(1) else None


def _framing(shot: str, found: re.Match[str], _scene: Scene) -> Meaning:
    framing = one_of(found.group(), FRAMINGS)
    return None if framing is None else call("edit_shot", shot=shot, framing=framing.value)


def _camera(shot: str, found: re.Match[str], _scene: Scene) -> Meaning:
    camera = one_of(found.group(), CAMERAS)
    return None if camera is None else call("edit_shot", shot=shot, camera=camera.value)


def _model(shot: str, found: re.Match[str], _scene: Scene) -> Meaning:
    return call("pin_model", shot=shot, model=re.sub(r"\s+", " ", found.group("model").strip().lower()))
