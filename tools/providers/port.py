"""What every provider can do, whoever it is: submit, poll, fetch, cancel, find."""

from pathlib import Path
from typing import Literal, Protocol

from tools.film.base import Credits, Noun, Seconds, ShotId, SubjectId
from tools.film.errors import GreenlightError
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing


class Passage(Noun):
    """One shot of a multi-shot order."""

    shot_id: ShotId
    prompt: str
    camera: CameraMove
    seconds: Seconds
    start_image: Path


class Look(Noun):
    """A picture of somebody or something that must look just so."""

    name: str
    picture: Path


class Order(Noun):
    """Everything a provider needs to make one still or one clip."""

    kind: Literal["still", "draft", "clip"]
    reference: str
    """Our own name for the call, unique within the production, e.g. `clip/s01/1`."""
    shot_id: SubjectId
    model: str
    provider: str = ""
    """Who sells it; the studio, which makes everything itself, is not named."""
    endpoint: str | None = None
    """Where at the provider it is ordered, as the edition names it."""
    prompt: str
    framing: Framing
    camera: CameraMove
    aspect_ratio: AspectRatio
    width: int
    height: int
    fps: int = 0
    """Frames per second of a clip; 0 for a still."""
    seconds: Seconds
    """Length of a clip; 0 for a still."""
    position: Literal["start", "end", "reference"] = "start"
    """Which end of the shot a still is for, or that it shows what a member of the cast looks like."""
    start_image: Path | None = None
    end_image: Path | None = None
    looks: tuple[Look, ...] = ()
    """Those who are seen and must look just so, for models that take reference pictures."""
    passages: tuple[Passage, ...] = ()
    """The shots that this one clip shows one after the other; empty for a single shot. Their seconds sum to its own."""
    brand: str | None = None
    """Set on the brand card: the name to draw."""
    title: str | None = None
    """A line to draw under the brand's name."""
    mood: str = "warm"
    style: tuple[str, ...] = ()
    seed: int = 0
    audio: bool = False


class JobStatus(Noun):
    """Where a job is. `progress` runs from 0 to 1; `credits` is set when the provider reports the cost."""

    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: float = 0.0
    reason: str | None = None
    credits: Credits | None = None
    removed: bool = False
    """The vendor was asked to stop it and does not know it any more: it was taken out of the queue."""
    may_be_charged: bool = False
    """It failed or was stopped, the provider may charge it all the same, and does not say so."""


class Provider(Protocol):
    """A place that makes stills and clips. Calls block; the drivers call them from worker threads."""

    name: str

    def submit(self, order: Order) -> str:
        """Start the job and return its id. Never retried by us or by a client library."""
        ...

    def poll(self, job_id: str) -> JobStatus:
        """The job's state now; harmless at any time."""
        ...

    def fetch(self, job_id: str, destination: Path) -> None:
        """Write a finished job's file to `destination`, whole or not at all."""
        ...

    def cancel(self, job_id: str) -> None:
        """Ask for the job to stop; it may still be charged."""
        ...

    def find(self, reference: str) -> str | None:
        """The id of the job submitted under our reference, where the provider can look it up."""
        ...


class ProviderError(GreenlightError):
    """Base of what can go wrong at a provider."""


class Refused(ProviderError):
    """The provider refused the content; nothing was made."""


class Busy(ProviderError):
    """The provider asks us to come back later; nothing was started."""

    def __init__(self, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        """Seconds, where the provider says so."""


class BadKey(ProviderError):
    """The provider does not accept the key; nothing was started."""


class Gone(ProviderError):
    """The provider does not have that model, or that job, any more."""


class BadOrder(ProviderError):
    """The provider says the order itself is wrong; nothing was started."""


class NoCredits(ProviderError):
    """The account at the provider has run dry; nothing was started."""


class Unreachable(ProviderError):
    """The provider could not be reached; nothing was started."""


class BrokenResult(ProviderError):
    """What came back is not what was promised."""


class Expired(BrokenResult):
    """The result's address does not answer any more; the provider may give another."""


class UnknownOutcome(ProviderError):
    """The order went out and no answer came: it may or may not have been started, so it is not sent again."""
