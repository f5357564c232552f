"""The freer word order: a clause whose every word is accounted for, with its shots and one thing to change about them.

What is left after the shot and the value must be nothing but small words, and one of them must be a wish.
"""

import re
from decimal import Decimal

from agent.grammar.rule import Meaning, call
from agent.grammar.words import (
    CAMERAS,
    FRAMINGS,
    MANY,
    MODEL,
    NUMBER,
    Scene,
    any_of,
    number,
    one_of,
    shot_numbers,
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
    "time over each about around ever much possible stay stays model i'd we'd let's think".split()
)  # fmt: skip
NO_WISH = re.compile(
    r"^(?:is|are|was|were|does|did|has|had|why|how|what|which|who|when|where|am|should|shall|do (?:you|we|i|they))\b",
    re.IGNORECASE,
)
_STEP = r"closer|tighter|nearer|wider|further (?:away|back|out)"
_SECONDS = rf"\b(?P<n>{NUMBER})[\s-]*(?:s|secs?|seconds?)\b"
_LENGTH = r"(?:a |one )?(?:second |bit |little )?(?P<way>longer|shorter)"
SIZES = [Framing.EWS, Framing.WS, Framing.MS, Framing.MCU, Framing.CU, Framing.ECU]


def by_slots(clause: str, scene: Scene) -> Meaning:
    """An edit of some shots' framing, camera or length, or their model; None when a word is left over."""
    found = [
        each for each in re.finditer(rf"\b{MANY}(?!\w)(?:'s)?", clause, re.IGNORECASE) if _names_shots(each.group())
    ]
    if len(found) != 1 or NO_WISH.match(clause):
        return None
    places = shot_numbers(found[0].group("shots").removesuffix("'s"), scene)
    if places is None:
        return None
    rest = f"{clause[: found[0].start()]} {clause[found[0].end() :]}"
    for pattern, meaning in (
        (rf"\b(?:{_STEP})\b", _step),
        (_SECONDS, _seconds),
        (rf"\b{_LENGTH}\b", _longer),
        (rf"\b(?:{any_of(FRAMINGS)})\b", _framing),
        (rf"\b(?:{any_of(CAMERAS)})\b", _camera),
        (rf"\b{MODEL}(?!\w)", _model),
    ):
        values = list(re.finditer(pattern, rest, re.IGNORECASE))
        left = f"{rest[: values[0].start()]} {rest[values[0].end() :]}" if len(values) == 1 else "?"
        if _only_small(left, wished=found[0].start() == 0):
            return _of_each([meaning(scene.ids[place - 1], values[0], scene) for place in places])
    return None


def _names_shots(words: str) -> bool:
    """`all` alone may mean anything."""
    return re.fullmatch(r"(?:all|every|each)(?:\s+of)?(?:\s+the)?\s*", words, re.IGNORECASE) is None


def _of_each(meanings: list[Meaning]) -> Meaning:
    calls = [each for meant in meanings if meant is not None for each in meant]
    return calls if len(calls) == len(meanings) else None


def _only_small(text: str, *, wished: bool) -> bool:
    """Nothing but small words; one of them wishes, unless the clause began with its shots: `all shots handheld`."""
    words = re.findall(r"[\w']+|[^\w\s,:.]", text.lower())
    return all(word in SMALL for word in words) and (wished or any(word in WISHES for word in words))


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
