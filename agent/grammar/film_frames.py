"""Frames for the whole film: sound, look, shape, length, money, versions, and what is asked about them."""

from decimal import Decimal

from agent.director import ToolCall
from agent.grammar.frames import Act, Frame, Said, frame
from agent.grammar.rule import Meaning, call
from agent.grammar.talk import GO_ON, START_OVER
from agent.grammar.values import SHAPED_FOR
from tools.film.brief import Grade, Mood
from tools.film.shape import AspectRatio

_SOUNDS = {"music": "set_music", "voice": "set_voice", "captions": "set_captions"}
LONGEST_FILM = 600


def _switched(on: bool) -> Act:
    def act(said: Said) -> Meaning:
        if not said.together(*_SOUNDS):
            return None
        if said.has("only") and said.has("no", "off", "remove", "out"):
            return None  # `no voice, only music`
        if on and said.has("off", "no", "remove", "out", "cango") or said.has("no") and said.has("remove", "off"):
            return None
        return [each for noun, tool in _SOUNDS.items() if said.has(noun) for each in call(tool, on=on)]

    return act


def _temper(said: Said) -> tuple[Mood | None, Grade | None]:
    """What all words of temper agree on."""
    tempers = [value for value in said.values("temper") if isinstance(value, tuple)]
    moods, grades = {mood for mood, _ in tempers}, {grade for _, grade in tempers}
    return (moods.pop() if len(moods) == 1 else None, grades.pop() if len(grades) == 1 else None)


def _music(said: Said) -> Meaning:
    mood, _ = _temper(said)
    return None if mood is None else call("set_music", on=True, mood=mood.value)


def _mood(said: Said) -> Meaning:
    mood, grade = _temper(said)
    if mood is None or grade is not None and said.has("look") and not said.has("tone"):
        return None
    return call("change_brief", mood=mood.value)


def _grade(said: Said) -> Meaning:
    mood, grade = _temper(said)
    if mood is not None and (not said.has("look") or said.has("tone")):
        return None
    return None if grade is None else call("set_grade", grade=grade.value)


def _mono(said: Said) -> Meaning:
    _, grade = _temper(said)
    return call("set_grade", grade=grade.value) if grade is Grade.MONO else None


def _shape(said: Said) -> Meaning:
    shapes = {shape for shape in said.values("ratio")} | {
        SHAPED_FOR.get(str(place)) for place in said.values("delivery")
    }
    shape = shapes.pop() if len(shapes) == 1 else None
    return call("change_brief", aspect_ratio=shape.value) if isinstance(shape, AspectRatio) else None


def _length(said: Said) -> Meaning:
    told, times = said.one("seconds", tuple), said.one("times", Decimal)
    if times is not None and not said.values("seconds"):
        then = said.scene.total * times
    elif told is None:
        return None
    else:
        sign, seconds = told
        before = said.just_before("seconds")
        added, taken = said.has("longer", "adding") and not said.has("shorter"), said.has("shorter", "taking", "less")
        if sign or "by" in before or "tothe" not in before and said.has("comparative", "taking", "adding"):
            if added == taken and not sign or not said.has("film", "wholly"):
                return None
            then = said.scene.total + (seconds if sign == "+" or added and not sign else -seconds)
        elif "tothe" in before or not said.has("longer", "shorter"):
            then = seconds
        else:
            return None
    return call("change_brief", seconds=float(then)) if 1 <= then <= LONGEST_FILM else None


SMALLEST_BUDGET = 20
"""A number without a unit below this may be anything."""


def _money(said: Said) -> float | None:
    """The only amount; a number without a unit is one where money is spoken of."""
    if said.values("money"):
        return said.one("money", float)
    number = said.one("number", int)
    return float(number) if number is not None and number >= SMALLEST_BUDGET else None


def _budget(said: Said) -> Meaning:
    money = _money(said)
    return call("change_brief", budget_credits=money) if money else None


def _cheaper(said: Said) -> Meaning:
    if said.has("budgetkey"):
        return None
    if not said.has("money", "number"):
        return call("spend_less")
    money = _money(said)
    return call("spend_less", to_credits=money) if money else None


def _asked(tool: str) -> Act:
    def act(said: Said) -> Meaning:
        shots, models = said.shots(), said.values("model")
        if tool == "ask_cost" and not models and said.has("cheaper", "toodear"):
            return None
        if len(shots) > 1 or len(models) > 1:
            return None
        return call(tool, model=models[0] if models else None, shot=shots[0] if shots else None)

    return act


def _simple(name: str) -> Act:
    return lambda _said: call(name)


def _talk(name: str) -> Act:
    return lambda _said: [ToolCall(name=name)]


def _joined(transition: str) -> Act:
    """Of all shots alike; between two of them alone it cannot be."""

    def act(said: Said) -> Meaning:
        return call("set_finish", transition=transition) if len(said.shots()) in (0, said.scene.count) else None

    return act


def _ambient(said: Said) -> Meaning:
    return None if said.has("off", "no", "remove", "cango", "out") else call("set_finish", ambience=True)


def _finish(**told: object) -> Act:
    return lambda _said: call("set_finish", **told)


def _style(said: Said) -> Meaning:
    styles = set(said.values("capstyle"))
    return call("set_finish", caption_style=styles.pop()) if len(styles) == 1 else None


def _handed(said: Said) -> Meaning:
    editors = set(said.values("editor"))
    return call("hand_off", format=editors.pop()) if len(editors) == 1 else None


def _delivered(said: Said) -> Meaning:
    names = [
        str(part.value) if part.kind == "delivery" else "square"
        for part in said.parts
        if part.kind in ("delivery", "ratio")
    ]
    if any(value is not AspectRatio.SQUARE for value in said.values("ratio")):
        return None
    seconds = said.one("seconds", tuple)
    if said.values("seconds") and seconds is None:
        return None
    return call(
        "deliver",
        presets=list(dict.fromkeys(names)) or ["film"],
        seconds=float(seconds[1]) if seconds else None,
        captions=False if said.has("no") else None,
    )


_FILM = "film everything wholly light degree pron"
_SOUND = "music|voice|captions"
FILM_FRAMES: tuple[Frame, ...] = (
    frame(
        _switched(on=False), f"{_SOUND} off|no|remove|cango", "wholly under turnout only out joint music voice captions"
    ),
    frame(_switched(on=False), f"{_SOUND} out", "wholly turnout under joint"),
    frame(_switched(on=True), f"{_SOUND} on|back|adding|onverb|again", "wholly under turnout again onverb joint back"),
    frame(_switched(on=True), _SOUND, "joint"),
    frame(_music, "music temper", f"{_FILM} under mixed feels_be on"),
    frame(_grade, "temper look|film|tone", f"{_FILM} lookverb look"),
    frame(_mono, "temper", f"{_FILM}"),
    frame(_mood, "temper moodnoun|film|degree|wholly", f"{_FILM} moodnoun"),
    frame(_shape, "ratio", f"{_FILM} shape platform back delivery"),
    frame(_shape, "delivery platform", f"{_FILM}"),
    frame(_length, "seconds", f"{_FILM} fortime time tothe by longer shorter comparative adding taking less more"),
    frame(_length, "times film", f"{_FILM} time"),
    frame(_budget, "money|number budgetkey", "budget spend light spending tothe film"),
    frame(
        _cheaper, "cheaper|toodear", "cheapaway light degree money number priced tothe film wholly everything feels_it"
    ),
    frame(_cheaper, "money priced|film", "light film priced everything"),
    frame(
        _asked("ask_cost"),
        "cost",
        "costq model shots pron film takenoun still degree wholly cheaper everything modelnoun",
    ),
    frame(_asked("ask_why"), "why model|shots|modelnoun", "whyq pron film"),
    frame(_simple("show_ledger"), "ledger", "ledgerq pron film"),
    frame(_simple("show_models"), "models", "modelsq pron film"),
    frame(_simple("show_status"), "status", "statusq pron film"),
    frame(_simple("show_status"), "stophere", "film pron"),
    frame(_talk(GO_ON), "goon", ""),
    frame(_talk(START_OVER), "again_film", "film pron"),
    frame(_simple("undo"), "undo", "undoq pron"),
    frame(_joined("dissolve"), "dissolve transq", "transq light degree pron film shots"),
    frame(_joined("dip"), "dip", "transq light degree film shots"),
    frame(_joined("cut"), "cutjoin", "transq light degree film shots"),
    frame(_style, "captions capstyle", "cards capstyle light degree back under"),
    frame(_finish(caption_style="bold"), "captions capbig", "cards light degree under"),
    frame(_finish(caption_cards="lines"), "captions linecards", "cards light degree"),
    frame(_finish(caption_cards="words"), "captions wordcards", "cards light degree"),
    frame(_finish(ambience=False), "ambience off|no|remove|cango|out", "ambienceq turnout wholly"),
    frame(_ambient, "ambience", "on back adding light degree ambienceq wholly under"),
    frame(_finish(native_sound=False), "native off|no|remove|cango|out", "wholly turnout"),
    frame(_finish(native_sound=True), "native on|back|adding|light|keep", "wholly under"),
    frame(_handed, "editor", "edl light film pron"),
    frame(_delivered, "delivery deliverkey", "deliver light ratio film pron"),
)
