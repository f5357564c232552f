"""The tools for how the cut is finished, and for its other versions. Nothing here buys anything."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator, model_validator

from agent.events import Warned
from agent.stopping import Stopped
from agent.toolbox.base import Arguments, Tool, change, film, listed, next_step, watch
from agent.workshop import Watcher, Workshop
from tools.film.finish import CaptionCards, CaptionStyle, Finish, Transition
from tools.film.route import Warning
from tools.stitching.cut import Version, Watch, deliver
from tools.stitching.settings import preset_named, presets
from tools.story.editing import Screenplay

Laid = Literal["watermark", "look"]
"""What the person's own files lay over the film."""


class SetFinish(Arguments):
    """How the cut is finished; leave out what stays."""

    transition: Transition | None = Field(default=None, description="How shots follow each other.")
    caption_style: CaptionStyle | None = None
    caption_cards: CaptionCards | None = Field(default=None, description="Two to five words a card, or full lines.")
    loudness: Literal["social", "podcast", "broadcast"] | None = Field(
        default=None, description="-14, -16 or -23 LUFS."
    )
    native_sound: bool | None = Field(default=None, description="Whether the clips' own sound is heard.")
    ambience: bool | None = Field(default=None, description="Whether silent clips sound faintly of their place.")
    without: tuple[Laid, ...] = Field(default=(), max_length=2, description="Take the person's own logo or look off.")

    @model_validator(mode="after")
    def _something(self) -> "SetFinish":
        if not self.without and all(value is None for name, value in self if name != "without"):
            raise ValueError("name at least one thing to change")
        return self


class Versions(Arguments):
    """What the film is delivered as."""

    presets: tuple[str, ...] = Field(
        min_length=1, max_length=12, description=f"One or more of {', '.join(presets())}; master is ProRes."
    )
    seconds: Decimal | None = Field(
        default=None, ge=2, le=600, description="A cut-down to at most so many seconds, such as 6, 15 or 30."
    )
    captions: bool = Field(default=True, description="False for a version without captions.")

    @field_validator("presets")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(preset_named(name.strip().lower()).name for name in names))


def set_finish(workshop: Workshop, wanted: SetFinish) -> str:
    """Finish the cut otherwise."""
    asked = {name: value for name, value in wanted if name != "without" and value is not None}
    taken_off = {"watermark": "watermark", "look": "look_table"}
    told = asked | {taken_off[each]: None for each in wanted.without}

    def edit(play: Screenplay) -> Screenplay:
        finish = play.brief.finish.model_copy(update=told)
        return Screenplay(play.brief.model_copy(update={"finish": finish}), play.storyboard, play.shots_made)

    after = change(workshop, "the change of the finish", edit)
    return f"The cut is finished {_in_words(after.brief.finish)}. {next_step(after)}"


def deliver_versions(workshop: Workshop, wanted: Versions) -> str:
    """Make other versions of the film, one after the other; what they share is made once."""
    production = film(workshop)
    told = watch(workshop)
    made: list[str] = []
    for name in wanted.presets:
        version = Version(preset_named(name), wanted.seconds, captions=wanted.captions)
        told.started(f"deliver/{name}", None, version.preset.label)
        one = deliver(production, workshop.store.folder, version, _watched(workshop, told, name))
        told.ended(f"deliver/{name}", None, "done", one.file)
        made.append(f"{one.preset.label} `{one.file}` ({one.told})")
    return f"Delivered: {listed(made)}. {next_step(production)}"


def _watched(workshop: Workshop, told: Watcher, name: str) -> Watch:
    def moved(share: float) -> None:
        if workshop.should_stop():
            raise Stopped("Stopped; everything made so far is kept, and the rest can be delivered again.")
        told.moved(f"deliver/{name}", None, share)

    return Watch(moved, lambda said: workshop.emit(Warned(warning=Warning(rule="cut", message=said))))


def _in_words(finish: Finish) -> str:
    joins = {Transition.CUT: "hard cuts", Transition.DISSOLVE: "dissolves", Transition.DIP: "dips to black"}
    cards = "full lines" if finish.caption_cards is CaptionCards.LINES else "a few words a card"
    parts = [
        f"with {joins[finish.transition]}",
        f"{finish.caption_style.value} captions, {cards}",
        f"sound at the {finish.loudness} level",
        f"the clips' own sound {'on' if finish.native_sound else 'off'}",
        f"ambience {'on' if finish.ambience else 'off'}",
    ]
    parts += ["your logo in the corner"] if finish.watermark else []
    parts += ["your own look"] if finish.look_table else []
    return "; ".join(parts)


TOOLS = (
    Tool(
        "set_finish",
        SetFinish,
        set_finish,
        "How the cut is finished: cuts, dissolves or dips; the captions' style and cards; the loudness; the clips' own "
        "sound; ambience; the logo or look off. Costs nothing.",
    ),
)
DELIVERING = (
    Tool(
        "deliver",
        Versions,
        deliver_versions,
        "Make other versions of the film: for a platform, square, a muted web loop, a master, 4K, a quick preview; "
        "shorter; without captions. Every shot needs a take first. Costs nothing.",
        works=True,
    ),
)
