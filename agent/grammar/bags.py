"""Acts by their key words, in any order: a shot or two, a word that names the act, and nothing but small words besides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from agent.grammar.rule import Meaning, call
from agent.grammar.slots import NO_WISH, SMALL
from agent.grammar.words import MANY, MODEL, PLAIN_NUMBER, SHOT, Scene, number, shot_number, shot_numbers

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_VOICE = frozenset("voice voiceover narration narrator speaker speech".split())
_MUSIC = frozenset("music soundtrack song score tune".split())
_CAPTIONS = frozenset("captions caption subtitles subtitle subs".split())
_OFF = frozenset(
    "off out no without remove drop lose kill stop mute hide silence disable skip end delete cut away gone".split()
)
_ON = frozenset("on back add in again with restore enable include bring use unmute have want".split())
_MORE = frozenset("another new again more once different fresh re second next".split())
_STILL = frozenset("still picture image drawing stills pictures images drawings".split())
_TAKE = frozenset("take takes render try roll version versions clip attempt go".split())
_REDRAW = frozenset("redraw repaint draw paint".split())
_RENDER = frozenset("rerender reshoot retake reroll render reroll reshoot".split())
_SMALL = (SMALL - _MORE - frozenset({"render", "shoot", "film", "generate"})) | frozenset(
    "can could would like then ok okay d' ll there here get let's lets any some all film whole video last".split()
)


@dataclass(frozen=True)
class _Words:
    """What a clause is made of once its shots are taken out."""

    shots: list[str]
    model: str | None
    numbers: list[int]
    words: list[str]

    def only(self, *kinds: frozenset[str]) -> bool:
        """Nothing but those words and small ones."""
        return all(word in _SMALL or any(word in kind for kind in kinds) for word in self.words)

    def has(self, kind: frozenset[str]) -> bool:
        """One of those words is there."""
        return any(word in kind for word in self.words)


def by_bags(clause: str, scene: Scene) -> Meaning:
    """The act that the key words name; None when a word is left over, or two acts would fit."""
    if '"' in clause or "“" in clause:
        return None
    said = _taken_apart(clause, scene)
    if said is None:
        return None
    asked = [_cost(said, clause), _why(said, clause)]
    acts: list[Meaning] = [] if NO_WISH.match(clause) else [act(said, scene) for act in _ACTS]
    meant = [each for each in (*asked, *acts) if each is not None]
    return meant[0] if len(meant) == 1 else None


def _taken_apart(clause: str, scene: Scene) -> _Words | None:
    """The clause's shots, model and other words; None when it names a shot that is not there."""
    rest, shots = clause.replace("-", ""), []
    listed = re.search(r"(?:the\s+)?(?:shots|scenes|clips)\s+[\w ,&]*?(?:and|&|,)\s*\w+", rest, re.IGNORECASE)
    if listed and (found := re.search(MANY, listed.group(), re.IGNORECASE)):
        places = shot_numbers(found.group(), scene)
        if places is None:
            return None
        shots = [scene.ids[place - 1] for place in places]
        rest = rest.replace(found.group(), " ", 1)
    for each in SHOT.finditer(rest):
        place = shot_number(each.group().removesuffix("'s"), scene)
        if place is None:
            return None
        shots.append(scene.ids[place - 1])
    rest = SHOT.sub(" ", rest)
    model = re.search(rf"\b{MODEL}(?!\w)", rest, re.IGNORECASE)
    if model:
        rest = f"{rest[: model.start()]} {rest[model.end() :]}"
    words = re.findall(r"[\w']+|[^\w\s,:.]", rest.lower())
    numbers = [int(number(word)) for word in words if re.fullmatch(PLAIN_NUMBER, word) and word != "one"]
    words = [word for word in words if not re.fullmatch(PLAIN_NUMBER, word) or word == "one"]
    return _Words(shots, model.group("model").strip().lower() if model else None, numbers, words)


_COST = frozenset(
    "cost costs price much expensive dear cheap pay how what what's is does will would s are going".split()
)
_WHY = frozenset(
    "why reason explain what what's is was s did does choose chosen pick picked choice got gets goes made routed "
    "used behind because how come not model".split()
)


def _cost(said: _Words, clause: str) -> Meaning:
    return _asked("ask_cost", r"\b(?:costs?|price|how much|expensive)\b", _COST, said, clause)


def _why(said: _Words, clause: str) -> Meaning:
    return _asked("ask_why", r"\b(?:why|reason|explain|how come)\b", _WHY, said, clause)


def _asked(tool: str, key: str, about: frozenset[str], said: _Words, clause: str) -> Meaning:
    """A question about a shot, a model, or one on the other."""
    told = re.search(key, clause, re.IGNORECASE)
    if told is None or len(said.shots) > 1 or said.numbers or not said.only(about) or not (said.shots or said.model):
        return None
    return call(tool, model=said.model, shot=said.shots[0] if said.shots else None)


def _remove(said: _Words, scene: Scene) -> Meaning:
    verbs = frozenset(
        "remove delete drop lose kill scrap bin ditch erase axe discard eliminate cut skip removed deleted dropped".split()
    )
    around = frozenset("out away off entirely completely altogether from storyboard cut rid throw take".split())
    named = said.has(verbs) or ("rid" in said.words and "get" in said.words)
    if not named or not said.shots or said.model or said.numbers or not said.only(verbs, around):
        return None
    if "to" in said.words:  # `cut to shot 3` is about the order
        return None
    if (
        said.has(_STILL | _TAKE - frozenset({"take", "go"}) | _VOICE | _MUSIC | _CAPTIONS)
        or len(said.shots) == scene.count
    ):
        return None
    return [each for shot in said.shots for each in call("remove_shot", shot=shot)]


def _swap(said: _Words, _scene: Scene) -> Meaning:
    verbs = frozenset("swap switch exchange flip reverse trade interchange swapped switched exchanged reversed".split())
    around = frozenset("places order and around each other position positions over".split())
    wanted = said.has(verbs) or ("order" in said.words and "change" in said.words)
    if not wanted or len(said.shots) != 2 or said.shots[0] == said.shots[1] or said.model or said.numbers:
        return None
    return call("swap_shots", first=said.shots[0], second=said.shots[1]) if said.only(verbs, around) else None


def _redraw(said: _Words, _scene: Scene) -> Meaning:
    pictured = said.has(_STILL) and (said.has(_MORE) or said.has(_REDRAW))
    drawn = said.has(_REDRAW) and (said.has(_MORE) or "redraw" in said.words or "repaint" in said.words)
    if not (pictured or drawn) or not said.shots or said.model or said.numbers:
        return None
    fits = said.only(_STILL, _MORE, _REDRAW, frozenset({"version", "versions", "one"}))
    return call("redraw_still", shots=said.shots) if fits else None


def _render(said: _Words, _scene: Scene) -> Meaning:
    again = said.has(_TAKE - frozenset({"go"})) and said.has(_MORE - frozenset({"second"}))
    if not (again or said.has(_RENDER - frozenset({"render"}))) or said.has(_STILL | _REDRAW) or not said.shots:
        return None
    if said.model or said.numbers or not said.only(_TAKE, _MORE, _RENDER, frozenset({"one"})):
        return None
    return call("render_again", shots=said.shots)


def _pin(said: _Words, _scene: Scene) -> Meaning:
    around = frozenset(
        "render shoot film generate rendered made done generated shot created produced model engine goes has needs going".split()
    )
    if said.model is None or not said.shots or said.numbers or not said.only(around):
        return None
    return [each for shot in said.shots for each in call("pin_model", shot=shot, model=said.model)]


def _unpin(said: _Words, _scene: Scene) -> Meaning:
    verbs = frozenset("reset unpin automatic automatically auto free release any default whichever whatever".split())
    around = frozenset("model pin pinned choice again playbook choose best back".split())
    if not said.has(verbs) or len(said.shots) != 1 or said.model or said.numbers or not said.only(verbs, around):
        return None
    about_model = said.has(frozenset("model unpin pin pinned automatic automatically auto".split()))
    return call("unpin_model", shot=said.shots[0]) if about_model else None


def _switch(nouns: frozenset[str], tool: str) -> Callable[[_Words, Scene], Meaning]:
    def act(said: _Words, _scene: Scene) -> Meaning:
        if said.shots or said.model or said.numbers or not said.has(nouns):
            return None
        background = frozenset({"background", "over", "altogether", "completely", "entirely"})
        off, on = said.has(_OFF), said.has(_ON - _SMALL)
        if off and said.only(nouns, _OFF, background, frozenset({"more"})) and not {"back", "again"} & set(said.words):
            return call(tool, on=False)
        if on and not off and said.only(nouns, _ON, background, frozenset({"some"})):
            return call(tool, on=True)
        return None

    return act


def _choose(said: _Words, scene: Scene) -> Meaning:
    kinds = frozenset("take takes version".split())
    if not said.has(kinds) or len(said.shots) != 1 or said.model or said.has(_MORE - frozenset({"second"})):
        return None
    nth = [value for word, value in _ORDINALS.items() if word in said.words]
    picked = said.numbers or nth
    if len(picked) != 1 or not said.only(
        kinds, frozenset(_ORDINALS), frozenset("prefer better choose pick number no".split())
    ):
        return None
    return call("choose_take", shot=said.shots[0], take=picked[0]) if scene.ids else None


_ACTS: tuple[Callable[[_Words, Scene], Meaning], ...] = (
    _remove,
    _swap,
    _redraw,
    _render,
    _pin,
    _unpin,
    _choose,
    _switch(_VOICE, "set_voice"),
    _switch(_MUSIC, "set_music"),
    _switch(_CAPTIONS, "set_captions"),
)
