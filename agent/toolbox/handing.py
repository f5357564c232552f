"""The tool that hands the cut off to an editor of the person's."""

from pydantic import Field

from agent.toolbox.base import Arguments, Tool, film
from agent.workshop import Workshop
from tools.stitching.handoff import Format, hand_off


class Handing(Arguments):
    """Where the cut shall go."""

    format: Format = Field(
        description="resolve, premiere, fcpxml (Final Cut Pro) and capcut are projects of those editors, with their "
        "media; otio, fcp7xml and edl are for others; shotlist is a table of the shots."
    )


def hand_off_cut(workshop: Workshop, wanted: Handing) -> str:
    """Write the project and say where it lies and how it is opened. Changes and buys nothing."""
    production = film(workshop)
    delivery = hand_off(production, workshop.store.folder, wanted.format)
    place = delivery.folder.relative_to(workshop.store.folder).as_posix()
    return (
        f"The cut is ready for {delivery.format.label}: {delivery.shots} shots in `{place}/`, all it needs beside "
        f"`{delivery.files[0]}`. {delivery.format.opening}"
    )


TOOLS = (
    Tool(
        "hand_off",
        Handing,
        hand_off_cut,
        "Export the cut for an editor: DaVinci Resolve, Premiere Pro, Final Cut Pro, CapCut, or as OpenTimelineIO, an "
        "EDL or a shot list, with its media, trims, captions and levels. Every shot needs a take first. Changes "
        "nothing, costs nothing.",
    ),
)
