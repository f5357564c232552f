"""What a model is told about a shot: first what is seen, then how it is framed, lit and moved."""

from typing import Literal

from tools.film.brief import Brief, Character, Mood
from tools.film.storyboard import CameraMove, Framing, Shot

FRAMINGS = {
    Framing.EWS: "Extreme wide shot, the place dominates",
    Framing.WS: "Wide shot, the whole figure or object in its place",
    Framing.MS: "Medium shot, from the waist up",
    Framing.MCU: "Medium close-up, head and shoulders",
    Framing.CU: "Close-up, shallow depth of field",
    Framing.ECU: "Extreme close-up, macro detail",
}
MOVES = {
    CameraMove.STATIC: "The camera holds still",
    CameraMove.PUSH_IN: "The camera pushes in slowly",
    CameraMove.PULL_OUT: "The camera pulls back slowly",
    CameraMove.PAN: "The camera pans slowly",
    CameraMove.TILT: "The camera tilts slowly",
    CameraMove.ORBIT: "The camera orbits the subject slowly",
    CameraMove.HANDHELD: "Handheld camera, gentle natural sway",
}
LIGHTS = {
    Mood.WARM: "Warm low sunlight, soft haze",
    Mood.UPBEAT: "Bright clear light, lively colours",
    Mood.DREAMY: "Soft backlight, pastel haze",
    Mood.TENSE: "Low-key light, deep shadows, cool haze",
    Mood.CALM: "Soft diffuse light, quiet colours",
    Mood.PROUD: "Golden side light, rich contrast",
}


def still_prompt(shot: Shot, brief: Brief, position: Literal["start", "end"]) -> str:
    """The prompt for the first or the last frame of a shot."""
    moment = "" if position == "start" else "The same scene at the end of the move."
    about = "" if brief.subject.lower() in shot.description.lower() else f"A film about {brief.subject}."
    return _joined(
        shot.description, _cast(shot, brief), moment, FRAMINGS[shot.framing], LIGHTS[brief.mood], _style(brief), about
    )


def clip_prompt(shot: Shot, brief: Brief) -> str:
    """The prompt for the clip that starts from the locked still."""
    spoken = f'Somebody says: "{shot.dialogue}"' if shot.dialogue else ""
    return _joined(
        shot.description,
        _cast(shot, brief),
        MOVES[shot.camera],
        FRAMINGS[shot.framing],
        LIGHTS[brief.mood],
        _style(brief),
        spoken,
    )


def reference_prompt(character: Character, brief: Brief) -> str:
    """The prompt for the picture that shows what a member of the cast looks like."""
    look = f"{character.name}, {character.look}" if character.look else character.name
    views = {
        "person": "Portrait, head and shoulders, facing the camera",
        "animal": "The whole animal, seen from the side",
        "product": "Alone on a plain background, the whole thing in view",
        "place": "The place as a whole, wide",
    }
    return _joined(look, views[character.kind], "Even soft light, nothing else in the picture", _style(brief))


def _cast(shot: Shot, brief: Brief) -> str:
    """Who and what must look as in every other shot."""
    told = []
    for name in shot.cast:
        character = brief.character(name)
        if character is not None:
            look = f" ({character.look})" if character.look else ""
            told.append(f"{character.name}{look}")
    return f"With the same {' and the same '.join(told)} as in the other shots" if told else ""


def _style(brief: Brief) -> str:
    return f"Style: {', '.join(brief.style)}" if brief.style else ""


def _joined(*parts: str) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
