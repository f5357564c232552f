"""The tools that change the film. Each is planned anew at once, can be undone, and says what it costs."""

from decimal import Decimal

from pydantic import Field

from agent.planning import edition_of
from agent.toolbox.base import (
    Arguments,
    NoArguments,
    OfShot,
    ShotNumber,
    Tool,
    change,
    film,
    listed,
    next_step,
    number_of,
    shot_id_of,
    show,
)
from agent.workshop import Workshop
from tools.film.brief import Character
from tools.film.errors import UsageError
from tools.film.storyboard import CameraMove, Framing
from tools.production.history import undo
from tools.production.model import Production
from tools.routing.choosing import model_named
from tools.story import casting, editing
from tools.story.editing import ShotChange


class EditShot(OfShot):
    """What shall be different about one shot; leave out what stays, give an empty text to take words away."""

    description: str | None = Field(default=None, min_length=1, max_length=2_000, description="What is seen.")
    also: str | None = Field(default=None, min_length=1, max_length=400, description="What is seen besides: a red cat.")
    framing: Framing | None = None
    camera: CameraMove | None = None
    seconds: Decimal | None = Field(default=None, description="How long it is on screen, in seconds.")
    dialogue: str | None = Field(default=None, max_length=600, description="Words somebody in the picture says.")
    narration: str | None = Field(default=None, max_length=600, description="Words the voice-over says.")
    on_screen_text: str | None = Field(default=None, max_length=200, description="Words to read in the picture.")
    from_references: bool | None = Field(
        default=None, description="True: made from pictures of the cast instead of from its still as the first frame."
    )


class AddShot(Arguments):
    """A new shot."""

    description: str = Field(min_length=1, max_length=2_000, description="What is seen.")
    after: int | None = Field(default=None, ge=0, description="The number of the shot before it; 0 puts it first.")
    framing: Framing | None = None
    camera: CameraMove | None = None
    seconds: Decimal | None = None
    narration: str | None = Field(default=None, max_length=600)


class MoveShot(OfShot):
    """A shot and its new place."""

    to: int = Field(ge=1, description="The number that the shot shall have.")


class SwapShots(Arguments):
    """Two shots."""

    first: ShotNumber
    second: ShotNumber


class PinModel(OfShot):
    """A shot and the model that shall make it."""

    model: str = Field(min_length=1, max_length=60, description="A model's id or name, such as veo-3.1 or Kling.")


class NewShot(Arguments):
    """One shot of a storyboard."""

    description: str = Field(min_length=1, max_length=2_000, description="What is seen, in one framed action.")
    framing: Framing
    camera: CameraMove
    seconds: Decimal = Field(description="Screen time, 1 to 60.")
    narration: str | None = Field(default=None, max_length=600, description="Words the voice-over says.")
    dialogue: str | None = Field(default=None, max_length=600, description="Words somebody in the picture says.")
    on_screen_text: str | None = Field(default=None, max_length=200, description="Words to read in the picture.")
    brand_card: bool = Field(default=False, description="The closing card with the brand's name; the last shot only.")


class WriteStoryboard(Arguments):
    """Every shot, in order."""

    shots: tuple[NewShot, ...] = Field(min_length=1, max_length=60)


class Shots(Arguments):
    """Some shots."""

    shots: tuple[ShotNumber, ...] = Field(min_length=1, max_length=60)


class ChooseTake(OfShot):
    """A take of a shot."""

    take: int | None = Field(default=None, ge=1, description="The take's number; left out, the other one.")


class SameSubject(Arguments):
    """Somebody or something that must look the same wherever it is seen."""

    name: str = Field(min_length=1, max_length=40, description="What it is called: Mia, the dog, the red kettle.")
    look: str = Field(default="", max_length=300, description="How it looks, in words.")
    shots: tuple[ShotNumber, ...] = Field(default=(), description="Where it is seen; none means every shot.")


def edit_shot(workshop: Workshop, wanted: EditShot) -> str:
    """Make one shot different."""
    shot_id = shot_id_of(film(workshop), wanted.shot)
    asked = ShotChange(**{name: value for name, value in wanted if name != "shot"})
    after = change(workshop, "the change of a shot", lambda play: editing.edit_shot(play, shot_id, asked))
    return f"Shot {number_of(after, shot_id)} is now: {_described(after, shot_id)}. {next_step(after)}"


def add_shot(workshop: Workshop, wanted: AddShot) -> str:
    """Add one."""
    told = {
        "framing": wanted.framing,
        "camera": wanted.camera,
        "seconds": wanted.seconds,
        "narration": wanted.narration,
    }
    asked = ShotChange.model_validate(told)
    after = change(
        workshop,
        "the new shot",
        lambda play: editing.add_shot(play, wanted.description, after=wanted.after, change=asked),
    )
    shot_id = max((shot.id for shot in after.storyboard.shots), key=lambda each: int(each[1:]))
    return f"Shot {number_of(after, shot_id)} is new: {_described(after, shot_id)}. {next_step(after)}"


def write_storyboard(workshop: Workshop, wanted: WriteStoryboard) -> str:
    """Replace every shot."""
    written = [
        editing.Written(ShotChange.model_validate(shot.model_dump(exclude={"brand_card"})), shot.brand_card)
        for shot in wanted.shots
    ]
    after = change(workshop, "the new storyboard", lambda play: editing.write_storyboard(play, written))
    return f"The storyboard is new: the film has {_size(after)}. {next_step(after)}"


def remove_shot(workshop: Workshop, wanted: OfShot) -> str:
    """Take one away."""
    before = film(workshop)
    shot_id = shot_id_of(before, wanted.shot)
    number = number_of(before, shot_id)
    after = change(workshop, f"the removal of shot {number}", lambda play: editing.remove_shot(play, shot_id))
    return f"Shot {number} is out; the film now has {_size(after)}. {next_step(after)}"


def move_shot(workshop: Workshop, wanted: MoveShot) -> str:
    """Put one elsewhere."""
    shot_id = shot_id_of(film(workshop), wanted.shot)
    after = change(workshop, "the move of a shot", lambda play: editing.move_shot(play, shot_id, wanted.to))
    return f"It is now shot {number_of(after, shot_id)}: {_described(after, shot_id)}. {next_step(after)}"


def swap_shots(workshop: Workshop, wanted: SwapShots) -> str:
    """Exchange two."""
    before = film(workshop)
    first, second = shot_id_of(before, wanted.first), shot_id_of(before, wanted.second)
    after = change(workshop, "the swap of two shots", lambda play: editing.swap_shots(play, first, second))
    return f"Shots {number_of(after, second)} and {number_of(after, first)} have changed places. {next_step(after)}"


def pin_model(workshop: Workshop, wanted: PinModel) -> str:
    """Have one made by a named model."""
    before = film(workshop)
    shot_id, model = shot_id_of(before, wanted.shot), model_named(wanted.model, edition_of(before))
    after = change(workshop, "the choice of a model", lambda play: editing.pin_model(play, shot_id, model))
    return f"Shot {number_of(after, shot_id)} goes to {_routed(after, shot_id)}. {next_step(after)}"


def unpin_model(workshop: Workshop, wanted: OfShot) -> str:
    """Let the playbook choose again."""
    shot_id = shot_id_of(film(workshop), wanted.shot)
    after = change(workshop, "the choice of a model", lambda play: editing.pin_model(play, shot_id, None))
    told = f"The playbook chooses again: shot {number_of(after, shot_id)} goes to {_routed(after, shot_id)}."
    return f"{told} {next_step(after)}"


def redraw_still(workshop: Workshop, wanted: Shots) -> str:
    """Ask for other pictures."""
    return _again(workshop, wanted, "still", "a new still")


def render_again(workshop: Workshop, wanted: Shots) -> str:
    """Ask for other takes."""
    return _again(workshop, wanted, "take", "another take")


def choose_take(workshop: Workshop, wanted: ChooseTake) -> str:
    """Put a take into the cut."""
    before = film(workshop)
    shot_id = shot_id_of(before, wanted.shot)
    shot_id = before.storyboard.shot(shot_id).sequence or shot_id
    number = number_of(before, shot_id)
    takes = [take.number for take in before.takes if take.shot_id == shot_id and not take.draft]
    kept = before.keeper(shot_id)
    others = [each for each in takes if kept is None or each != kept.number]
    if wanted.take is None and len(others) != 1:
        raise UsageError(f"Shot {number} has {_counted(len(takes), 'take')}; say which one, or ask for another take.")
    take = wanted.take if wanted.take is not None else others[0]
    if take not in takes:
        raise UsageError(f"Shot {number} has no take {take}; it has {listed(map(str, takes)) or 'none yet'}.")
    if kept is not None and kept.number == take:
        raise UsageError(f"Take {take} of shot {number} is already in the cut; nothing was changed.")
    after = change(workshop, "the choice of a take", lambda play: editing.choose_take(play, shot_id, take))
    return f"Take {take} of shot {number} goes into the cut. {next_step(after)}"


def same_subject(workshop: Workshop, wanted: SameSubject) -> str:
    """Name somebody or something that looks the same throughout."""
    before = film(workshop)
    everywhere = tuple(shot.id for shot in before.storyboard.shots if not shot.brand_card)
    shots = tuple(shot_id_of(before, named) for named in wanted.shots) or everywhere
    character = Character(name=wanted.name.strip(), kind=casting.kind_of(wanted.name), look=wanted.look.strip())
    after = change(workshop, f"{character.name} in the cast", lambda p: casting.name_character(p, character, shots))
    where = "every shot" if shots == everywhere else f"shot {listed(str(number_of(after, each)) for each in shots)}"
    return f"{character.name} looks the same in {where}. {next_step(after)}"


def take_back(workshop: Workshop, _: NoArguments) -> str:
    """Undo the newest change."""
    film(workshop)
    label = undo(workshop.store)
    if label is None:
        raise UsageError("There is nothing to undo.")
    after = film(workshop)
    show(workshop, after)
    return f"Undone: {label}. What was paid stays paid, and every take stays. {next_step(after)}"


def _again(workshop: Workshop, wanted: Shots, what: str, told: str) -> str:
    before = film(workshop)
    shots = tuple(shot_id_of(before, named) for named in wanted.shots)
    leaders = tuple(before.storyboard.shot(each).sequence or each for each in shots) if what == "take" else shots
    after = change(workshop, told, lambda play: editing.roll_again(play, leaders, what))
    numbers = listed(str(number_of(after, each)) for each in shots)
    return f"Shot {numbers} gets {told}; what is there is kept. {next_step(after)}"


def _described(production: Production, shot_id: str) -> str:
    shot = production.storyboard.shot(shot_id)
    return f"{shot.framing.value}, {shot.camera.value}, {shot.seconds.normalize():f} s, {shot.description.rstrip('.')}"


def _routed(production: Production, shot_id: str) -> str:
    route = production.route(shot_id)
    return f"{route.model} for {route.credits} credits"


def _size(production: Production) -> str:
    board = production.storyboard
    return f"{_counted(len(board.shots), 'shot')} and lasts {board.seconds.normalize():f} s"


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


TOOLS = (
    Tool(
        "edit_shot", EditShot, edit_shot, "Change a shot: what is seen, framing, camera, length, spoken or read words."
    ),
    Tool("add_shot", AddShot, add_shot, "Add a shot. Without a place it comes last, before a closing card."),
    Tool(
        "write_storyboard",
        WriteStoryboard,
        write_storyboard,
        "Replace the whole storyboard by shots of your own. No two neighbours framed alike; the last one lands.",
    ),
    Tool("remove_shot", OfShot, remove_shot, "Remove a shot; the film gets shorter by it."),
    Tool("move_shot", MoveShot, move_shot, "Move a shot to another place."),
    Tool("swap_shots", SwapShots, swap_shots, "Let two shots change places."),
    Tool(
        "pin_model", PinModel, pin_model, "Have a shot made by a named model. Refused, with the reason, if it cannot."
    ),
    Tool("unpin_model", OfShot, unpin_model, "Let the playbook choose the shot's model again."),
    Tool("redraw_still", Shots, redraw_still, "Ask for new stills of some shots; draw_stills then draws them."),
    Tool("render_again", Shots, render_again, "Ask for another take of some shots; render_takes then renders it."),
    Tool("choose_take", ChooseTake, choose_take, "Put another existing take of a shot into the cut."),
    Tool(
        "same_subject",
        SameSubject,
        same_subject,
        "Name a person, animal, product or place that must look alike in shots.",
    ),
    Tool("undo", NoArguments, take_back, "Undo the newest change. Money is never undone, and nothing bought is lost."),
)
