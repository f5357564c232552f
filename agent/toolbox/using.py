"""One use of one file of the person's, on its way into the film."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from agent.replanning import replan
from agent.toolbox.base import Arguments, ShotNumber, ledger_calls, shot_id_of
from agent.workshop import Workshop
from tools.film.footage import Material
from tools.material.inbox import Received
from tools.production.model import Production
from tools.story.editing import Screenplay

Use = Literal[
    "start-frame",
    "end-frame",
    "logo",
    "watermark",
    "character",
    "product",
    "place",
    "clip",
    "music",
    "voice",
    "script",
    "shot-list",
    "look",
]


class UseFile(Arguments):
    """A file that the person named, and what it shall be."""

    file: str = Field(min_length=1, max_length=300, description="The file's name as the person gave it.")
    use: Use = Field(alias="as", description="What it shall be in the film.")
    shot: ShotNumber | None = Field(default=None, description="Which shot it is for, where it is for one.")
    name: str | None = Field(default=None, max_length=40, description="Who or what a character or product is called.")
    origin: str | None = Field(default=None, max_length=40, description="Where the person made it, such as Midjourney.")


@dataclass(frozen=True)
class Using:
    """One use of one file, on its way into the film."""

    workshop: Workshop
    before: Production
    received: Received
    wanted: UseFile

    def shot_id(self) -> str | None:
        """The shot that was named; None without one."""
        return None if self.wanted.shot is None else shot_id_of(self.before, self.wanted.shot)

    def planned(self, play: Screenplay) -> Production:
        """The film with the change, and with the file in its list of material."""
        calls = ledger_calls(self.workshop, self.before)
        after = replan(self.before, play, calls, self.workshop.today)
        used = Material(
            name=self.received.name,
            file=self.received.file,
            kind=self.received.facts.kind,
            used_as=self.wanted.use,
            shot_id=self.shot_id(),
            sha256=self.received.sha256,
            origin=self.wanted.origin,
        )
        replaced = {"music", "voice", "script", "shot-list", "watermark", "look"}
        others = tuple(
            each
            for each in after.material
            if not (each.used_as == used.used_as and (each.used_as in replaced or each.shot_id == used.shot_id))
        )
        return after.model_copy(update={"material": (*others, used)})
