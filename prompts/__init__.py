"""What the directors say, as Markdown files; this is the only loader."""

from enum import StrEnum
from pathlib import Path


class Prompt(StrEnum):
    """One Markdown file beside this module."""

    PLANNED = "planned"
    STILLS_READY = "stills_ready"
    ASSEMBLING = "assembling"
    FINISHED = "finished"
    DECLINED = "declined"
    NOT_STOPPED = "not_stopped"
    NOT_UNDERSTOOD = "not_understood"
    DID_YOU_MEAN = "did_you_mean"
    DIRECTOR = "director"
    TOO_MANY_STEPS = "too_many_steps"
    ENDPOINT_DOWN = "endpoint_down"
    MALFORMED = "malformed"

    def read(self) -> str:
        """The file's text, without the newline at its end."""
        return (Path(__file__).parent / f"{self.value}.md").read_text(encoding="utf-8").rstrip()
