"""Calls in words: the plain sentence that a person could have said, which `understand` reads as those same calls."""

from collections.abc import Callable

from agent.director import ToolCall
from agent.grammar.cancelling import EVERYTHING
from agent.grammar.words import Scene

_FRAMED = {
    "EWS": "an extreme wide shot",
    "WS": "a wide shot",
    "MS": "a medium shot",
    "MCU": "a medium close-up",
    "CU": "a close-up",
    "ECU": "an extreme close-up",
}
_LOOKS = {
    "mono": "black and white",
    "soft": "softer",
    "dark": "moodier",
    "cool": "cooler",
    "warm": "warmer",
    "rich": "richer",
}
_JOINED = {
    "cut": "hard cuts between the shots",
    "dissolve": "dissolve between the shots",
    "dip": "dip to black between the shots",
}
_ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth")
Telling = Callable[[dict[str, object], Scene], str | None]


def told(calls: list[ToolCall], scene: Scene) -> str | None:
    """All calls in one sentence; None when one of them has no plain words."""
    parts = [_TOLD[call.name](call.arguments, scene) if call.name in _TOLD else None for call in calls]
    words = [part for part in parts if part is not None]
    return " and ".join(words) if calls and len(words) == len(parts) else None


def _shot(said: dict[str, object], scene: Scene, key: str = "shot") -> str:
    return f"shot {scene.ids.index(str(said[key])) + 1}"


def _shots(said: dict[str, object], scene: Scene) -> str:
    shots = said["shots"]
    numbers = [str(scene.ids.index(each) + 1) for each in shots] if isinstance(shots, list) else []
    return f"shot {numbers[0]}" if len(numbers) == 1 else f"shots {', '.join(numbers[:-1])} and {numbers[-1]}"


def _edit_shot(said: dict[str, object], scene: Scene) -> str | None:
    shot = _shot(said, scene)
    key, value = next((key, value) for key, value in said.items() if key != "shot")
    if key in ("narration", "dialogue", "on_screen_text") and value == "":
        return f"no {key.replace('_screen_', '-screen ')} in {shot}"
    return {
        "framing": f"make {shot} {_FRAMED.get(str(value))}",
        "camera": f"make {shot} {value}" if value in ("handheld", "static") else f"use a {value} in {shot}",
        "seconds": f"make {shot} {_plain(value)} seconds long",
        "description": f"in {shot}, show {value}",
        "also": f"{shot} {value}" if str(value).startswith(("in ", "at ", "by ")) else f"put {value} in {shot}",
        "narration": f'the narrator says "{value}" in {shot}',
        "dialogue": f'she says "{value}" in {shot}',
        "on_screen_text": f'put the text "{value}" on {shot}',
    }.get(key)


def _add_shot(said: dict[str, object], scene: Scene) -> str:
    after = said.get("after")
    place = (
        ""
        if after is None
        else " at the start"
        if after == 0
        else " at the end"
        if after == scene.count
        else f" after shot {after}"
    )
    return f"add a shot of {said['description']}{place}"


def _change_brief(said: dict[str, object], _: Scene) -> str | None:
    key, value = next(iter(said.items()))
    return {
        "seconds": f"make the film {_plain(value)} seconds long",
        "aspect_ratio": f"make it {value}",
        "mood": f"make the mood {value}",
        "brand": f'the brand is called "{value}"',
        "budget_credits": f"set the budget to {_plain(value)} credits",
    }.get(key)


def _set_finish(said: dict[str, object], _: Scene) -> str | None:
    key, value = next(iter(said.items()))
    return {
        "transition": _JOINED.get(str(value)),
        "caption_style": f"make the captions {value}",
        "caption_cards": "captions in full lines" if value == "lines" else "captions a few words at a time",
        "ambience": "add ambience" if value else "no ambience",
        "native_sound": "keep the clips' own sound" if value else "mute the clips' own sound",
    }.get(key)


def _asked(words: str) -> Telling:
    def telling(said: dict[str, object], scene: Scene) -> str:
        model, shot = said.get("model"), said.get("shot") and _shot(said, scene)
        if words == "why":
            return (
                f"why {model} for {shot}"
                if model and shot
                else f"why {model}"
                if model
                else f"why that model for {shot}"
            )
        return (
            f"what would {model} cost{f' for {shot}' if shot else ''}"
            if model
            else f"what does {shot or 'the film'} cost"
        )

    return telling


def _take(said: dict[str, object], scene: Scene) -> str:
    take = f"take {said['take']}" if said.get("take") else "the other take"
    return f"use {take} of {_shot(said, scene)}"


def _subject(said: dict[str, object], scene: Scene) -> str:
    return f"same {said['name']} in {_shots(said, scene) if said.get('shots') else 'every shot'}"


def _file(said: dict[str, object], scene: Scene) -> str:
    where = f" of {_shot(said, scene)}" if said.get("shot") else ""
    return f"use {said['file']} as the {said.get('name') or str(said['as']).replace('-', ' ')}{where}"


def _sound(noun: str) -> Telling:
    return lambda said, _: f"{said['mood']} music" if said.get("mood") else f"{noun} on" if said["on"] else f"no {noun}"


def _words(words: str) -> Telling:
    return lambda _said, _scene: words


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


_TOLD: dict[str, Telling] = {
    "edit_shot": _edit_shot,
    "add_shot": _add_shot,
    "remove_shot": lambda said, scene: f"remove {_shot(said, scene)}",
    "move_shot": lambda said, scene: f"move {_shot(said, scene)} to position {said['to']}",
    "swap_shots": lambda said, scene: f"swap {_shot(said, scene, 'first')} and {_shot(said, scene, 'second')}",
    "pin_model": lambda said, scene: f"make {_shot(said, scene)} with {said['model']}",
    "unpin_model": lambda said, scene: f"any model for {_shot(said, scene)}",
    "redraw_still": lambda said, scene: f"redraw {_shots(said, scene)}",
    "render_again": lambda said, scene: f"another take of {_shots(said, scene)}",
    "choose_take": _take,
    "compare_takes": lambda said, scene: f"compare the takes of {_shot(said, scene)}",
    "same_subject": _subject,
    "use_file": _file,
    "change_brief": _change_brief,
    "spend_less": lambda said, _: (
        f"bring the price down to {_plain(said['to_credits'])} credits" if said else "cheaper"
    ),
    "set_music": _sound("music"),
    "set_voice": _sound("voice-over"),
    "set_captions": _sound("captions"),
    "set_grade": lambda said, _: f"a {_LOOKS.get(str(said['grade']), said['grade'])} look",
    "set_finish": _set_finish,
    "ask_cost": _asked("cost"),
    "ask_why": _asked("why"),
    "show_status": _words("where are we"),
    "show_ledger": _words("show the ledger"),
    "show_models": _words("which models are there"),
    "undo": _words("undo that"),
    "make_again": _words("make it again"),
    "go_on": _words("go on"),
    "cancel_jobs": lambda said, scene: f"cancel {_shots(said, scene)}" if said.get("shots") else EVERYTHING,
    "hand_off": lambda said, _: f"export it to {said['format']}",
    "deliver": lambda said, _: (
        f"deliver the {' and '.join(map(str, said['presets']))} version" if isinstance(said["presets"], list) else None
    ),
}
