"""The tool for places without an API: the ready prompt of each still, to be made by hand and brought back as a file."""

from pydantic import Field

from agent.toolbox.base import Arguments, ShotNumber, Tool, film, number_of, shot_id_of
from agent.workshop import Workshop
from tools.catalog.by_hand import Place, place_named, places
from tools.film.errors import UsageError
from tools.film.storyboard import Shot
from tools.production.model import Production
from tools.purchases import seed_of
from tools.story.prompting import still_prompt


class ReadyPrompts(Arguments):
    """Where a picture shall be made by hand, and for which shot."""

    place: str = Field(default="midjourney", max_length=40, description="Midjourney, or another app.")
    shot: ShotNumber | None = Field(default=None, description="Leave out for every shot that still needs a picture.")


def ready_prompts(workshop: Workshop, wanted: ReadyPrompts) -> str:
    """The lines to paste, and how to bring the pictures back. Changes and buys nothing."""
    production = film(workshop)
    place = place_named(wanted.place)
    if place is None:
        raise UsageError(f"I have no prompt for {wanted.place!r}; I know {' and '.join(p.label for p in places())}.")
    board = production.storyboard
    if wanted.shot is not None:
        shots = [board.shot(shot_id_of(production, wanted.shot))]
    else:
        shots = [shot for shot in board.shots if shot.continues is None and shot.own_start is None]
    if not shots:
        return "Every shot has a picture of yours already, so nothing is left to make by hand."
    return (
        f"{place.label} sells through no public API, so nothing is ordered there and nothing is charged here. Paste "
        f"each line {place.where}:\n\n"
        + "\n\n".join(_told(production, shot, place) for shot in shots)
        + f"\n\nSave each at {production.brief.still_size} pixels or more, then bring it: **use @picture.png from "
        f"{place.label} as the start frame of shot {number_of(production, shots[0].id)}**. It is checked, fitted to "
        f"{production.brief.aspect_ratio.value}, and costs nothing."
    )


def _told(production: Production, shot: Shot, place: Place) -> str:
    prompt = still_prompt(shot, production.brief, "start")
    seed = seed_of(f"{production.slug}/{shot.id}", shot.still_roll)
    line = place.ready(prompt, production.brief.aspect_ratio, seed)
    return f"Shot {number_of(production, shot.id)}:\n`{line}`"


TOOLS = (
    Tool(
        "ready_prompts",
        ReadyPrompts,
        ready_prompts,
        "For Midjourney and other places without an API: the ready prompt of each still, with its flags, for the "
        "person to paste there and bring the picture back with use_file. Changes nothing, costs nothing.",
    ),
)
