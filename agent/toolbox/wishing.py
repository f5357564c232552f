"""The tools for what holds for the whole film: its brief, its price, its sound, its captions, its look."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field, model_validator

from agent.toolbox.base import Arguments, Tool, change, film, next_step
from agent.workshop import Workshop
from tools.film.base import Credits
from tools.film.brief import Grade, Mood
from tools.film.errors import TooDear, UsageError
from tools.film.shape import AspectRatio
from tools.production.model import Production
from tools.story import casting, editing
from tools.story.editing import Screenplay

CHEAPER = Decimal("0.8")
"""What `cheaper` without a number aims at, as a share of the price now."""


class ChangeBrief(Arguments):
    """What shall be different about the whole film; leave out what stays."""

    aspect_ratio: AspectRatio | None = None
    seconds: Decimal | None = Field(default=None, description="The film's length; every shot follows in proportion.")
    mood: Mood | None = None
    brand: str | None = Field(default=None, max_length=60, description="The name on the closing card; empty for none.")
    style: tuple[str, ...] | None = Field(default=None, description="Style words, such as noir or watercolour.")
    budget_credits: Credits | None = Field(
        default=None, gt=0, description="A lower cap on all spending. Only the person can raise it, outside the tools."
    )

    @model_validator(mode="after")
    def _something(self) -> "ChangeBrief":
        if all(value is None for _, value in self):
            raise ValueError("name at least one thing to change")
        return self


class SpendLess(Arguments):
    """How much less."""

    to_credits: Credits | None = Field(
        default=None, gt=0, description="The list price to aim at; left out, a fifth less."
    )


class OnOrOff(Arguments):
    """On or off."""

    on: bool


class SetMusic(Arguments):
    """Music on or off, and its temper."""

    on: bool = True
    mood: Mood | None = None


class SetGrade(Arguments):
    """The look."""

    grade: Grade


def change_brief(workshop: Workshop, wanted: ChangeBrief) -> str:
    """Change the whole film."""
    before = film(workshop)
    _only_lower(before, wanted.budget_credits)
    names = {"aspect_ratio", "mood", "style", "budget_credits"}
    told = {name: value for name, value in wanted if name in names and value is not None}

    def edit(play: Screenplay) -> Screenplay:
        brief = play.brief.model_copy(update=told)
        if wanted.aspect_ratio is not None and wanted.aspect_ratio is not play.brief.aspect_ratio:
            play, brief = editing.reshaped(play), editing.reshaped(play).brief.model_copy(update=told)
        if wanted.brand is not None:
            play, brief = casting.with_brand(play, brief, wanted.brand.strip() or None)
        play = Screenplay(brief, play.storyboard, play.shots_made)
        if wanted.seconds is not None and wanted.seconds != play.storyboard.seconds:
            play = editing.last_seconds(play, wanted.seconds)
        return play

    after = change(workshop, "the change of the brief", edit)
    gone = before.own_files() and after.brief.aspect_ratio is not before.brief.aspect_ratio
    again = " Your own pictures and clips had the old shape: give them again to use them." if gone else ""
    return f"The film is now {_in_words(after)}.{again} {next_step(after)}"


def spend_less(workshop: Workshop, wanted: SpendLess) -> str:
    """Aim at a lower price."""
    before = film(workshop)
    price = _price(before)
    target = wanted.to_credits or (price * CHEAPER).quantize(Decimal("0.01"))
    if target >= price:
        raise UsageError(f"The film already costs no more than {price} credits at list price; nothing was changed.")
    try:
        after = change(workshop, "the lower price", lambda play: _aiming_at(play, target))
    except TooDear as error:
        if wanted.to_credits is not None or error.cheapest >= price:
            raise UsageError(
                f"This storyboard cannot be made for {target} credits; the cheapest plan costs {error.cheapest} and "
                f"the one now {price}. Fewer or shorter shots would help."
            ) from None
        cheapest = error.cheapest
        after = change(workshop, "the lower price", lambda play: _aiming_at(play, cheapest))
    given = next((w.message for w in after.warnings if w.rule == "compromise"), "")
    return f"The film now costs {_price(after)} credits at list price instead of {price}. {given} {next_step(after)}"


def set_voice(workshop: Workshop, wanted: OnOrOff) -> str:
    """With or without a voice."""
    return _switched(workshop, "voice", wanted.on)


def set_captions(workshop: Workshop, wanted: OnOrOff) -> str:
    """With or without captions."""
    return _switched(workshop, "captions", wanted.on)


def set_music(workshop: Workshop, wanted: SetMusic) -> str:
    """With or without music, or another one."""
    told = {"music": wanted.on} | ({"music_mood": wanted.mood} if wanted.mood else {})
    after = change(workshop, "the change of music", lambda play: _with_brief(play, told))
    kind = f", {wanted.mood.value}" if wanted.on and wanted.mood else ""
    return f"Music is {'on' if wanted.on else 'off'}{kind}. {next_step(after)}"


def set_grade(workshop: Workshop, wanted: SetGrade) -> str:
    """Another look for the whole cut."""
    after = change(workshop, "the change of the grade", lambda play: _with_brief(play, {"grade": wanted.grade}))
    return f"The grade is {wanted.grade.value}. {next_step(after)}"


def _switched(workshop: Workshop, what: str, on: bool) -> str:
    after = change(workshop, f"the change of the {what}", lambda play: _with_brief(play, {what: on}))
    noun = {"voice": "The voice is", "captions": "Captions are"}[what]
    return f"{noun} {'on' if on else 'off'}. {next_step(after)}"


def _with_brief(play: Screenplay, told: Mapping[str, object]) -> Screenplay:
    return Screenplay(play.brief.model_copy(update=told), play.storyboard, play.shots_made)


def _aiming_at(play: Screenplay, target: Decimal) -> Screenplay:
    return _with_brief(play, {"target_credits": target})


def _only_lower(production: Production, wanted: Decimal | None) -> None:
    cap = production.brief.budget_credits
    if wanted is not None and cap is not None and wanted > cap:
        raise UsageError(
            f"The cap of {cap} credits can only be raised by you, with `greenlight resume --budget {wanted}`; "
            "nothing was changed."
        )


def _price(production: Production) -> Decimal:
    assert production.quote is not None, "a planned film has a quote"
    return production.quote.credits


def _in_words(production: Production) -> str:
    brief, board = production.brief, production.storyboard
    brand = f", closing on {brief.brand}" if brief.brand else ""
    return f"{brief.aspect_ratio.value}, {board.seconds.normalize():f} s, {brief.mood.value}{brand}"


TOOLS = (
    Tool("change_brief", ChangeBrief, change_brief, "Change shape, length, mood, brand, style, or lower the budget."),
    Tool("spend_less", SpendLess, spend_less, "Route the film for less money; says what it gives up."),
    Tool("set_voice", OnOrOff, set_voice, "Voice-over on or off."),
    Tool("set_music", SetMusic, set_music, "Music on or off, or music of another mood."),
    Tool("set_captions", OnOrOff, set_captions, "Captions on or off."),
    Tool("set_grade", SetGrade, set_grade, "One look for the whole cut."),
)
