"""Who and what a film shows again and again, and what a closing card says."""

from typing import Literal

from tools.film.brief import Brief, Character
from tools.film.storyboard import CameraMove, Framing, Storyboard
from tools.story.editing import Screenplay, with_shots

PLACES = frozenset(
    "house home shop cafe café bar kitchen street city beach room office garden forest place building".split()
)
ANIMALS = frozenset("dog cat horse bird puppy kitten fox bear rabbit cow sheep fish parrot owl wolf".split())
THINGS = frozenset(
    "bottle cup mug phone car bike bag shoe lamp chair box can jar kettle watch book product logo".split()
)


def kind_of(name: str) -> Literal["person", "animal", "product", "place"]:
    """What a named member of the cast most likely is, by the words in its name."""
    words = set(name.lower().split())
    if words & ANIMALS:
        return "animal"
    if words & THINGS:
        return "product"
    return "place" if words & PLACES else "person"


def with_brand(play: Screenplay, brief: Brief, brand: str | None) -> tuple[Screenplay, Brief]:
    """The closing card with another name, or the last shot without a card."""
    shots = list(play.storyboard.shots)
    shots[-1] = shots[-1].model_copy(update={"brand_card": brand is not None and shots[-1].sequence is None})
    return Screenplay(play.brief, Storyboard(shots=tuple(shots)), play.shots_made), brief.model_copy(
        update={"brand": brand}
    )


def with_character(play: Screenplay, character: Character) -> Screenplay:
    """The cast with that member as it is given."""
    cast = tuple(character if one.id == character.id else one for one in play.brief.cast)
    return Screenplay(play.brief.model_copy(update={"cast": cast}), play.storyboard, play.shots_made)


def varied(number: int) -> tuple[Framing, CameraMove]:
    """A framing and a move for the shot of that place, unlike its neighbours'."""
    framings = (Framing.WS, Framing.CU, Framing.MS, Framing.ECU)
    moves = (CameraMove.PUSH_IN, CameraMove.STATIC, CameraMove.PAN, CameraMove.HANDHELD)
    return framings[number % len(framings)], moves[number % len(moves)]


def name_character(play: Screenplay, character: Character, shot_ids: tuple[str, ...]) -> Screenplay:
    """Somebody or something that looks the same in those shots; known by that name already, it is changed."""
    known = play.brief.character(character.name)
    others = tuple(one for one in play.brief.cast if one is not known)
    if known is not None:
        kept = {name: value for name, value in known if name != "name" and not getattr(character, name)}
        character = character.model_copy(update={**kept, "name": known.name, "id": known.id})
    else:
        character = character.model_copy(update={"id": f"c{len(play.brief.cast) + 1:02d}"})
    brief = play.brief.model_copy(update={"cast": (*others, character)})
    shots = [
        shot.model_copy(update={"cast": tuple(dict.fromkeys((*shot.cast, character.name)))})
        if shot.id in shot_ids
        else shot
        for shot in play.storyboard.shots
    ]
    return with_shots(Screenplay(brief, play.storyboard, play.shots_made), shots)
