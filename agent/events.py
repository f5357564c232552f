"""All that is said between the agent and a front end: typed, frozen, plain data."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from agent.director import Usage
from tools.film.base import Credits, Noun
from tools.film.route import Quote, Warning
from tools.production.model import Balance, Production


class Said(Noun):
    """The director said something to the person (Markdown)."""

    kind: Literal["said"] = "said"
    text: str
    director: Literal["playbook", "llm"] = "playbook"


class SaidPart(Noun):
    """A piece of what a language model is saying now; the whole follows as `said`, or nothing when it broke off."""

    kind: Literal["said_part"] = "said_part"
    text: str


class Conversed(Noun):
    """What the conversation itself has taken so far; it is paid to the language model's provider, not by the film."""

    kind: Literal["conversed"] = "conversed"
    used: Usage


class QuestionAsked(Noun):
    """The director wants to know one thing; an empty answer means `default`."""

    kind: Literal["question_asked"] = "question_asked"
    request_id: str
    text: str
    choices: tuple[str, ...] = ()
    default: str


class StoryboardDrawn(Noun):
    """There is a new storyboard, with routes where they are known."""

    kind: Literal["storyboard_drawn"] = "storyboard_drawn"
    production: Production


class Warned(Noun):
    """One of the playbook's mistakes, or a decision the person should know of."""

    kind: Literal["warned"] = "warned"
    warning: Warning


class SpendRequested(Noun):
    """A quote waits for the person. The stream ends here; the answer opens another."""

    kind: Literal["spend_requested"] = "spend_requested"
    request_id: str
    purpose: str
    """What the credits are for, in a few words: `6 stills`, `2 drafts and 6 clips`."""
    quote: Quote
    balance: Balance
    play_credits: bool
    """True in rehearsal: nothing real is charged."""
    confirmed: tuple[str, ...] = ()
    """The models whose list price their provider bore out when asked just now."""
    accounts: dict[str, Credits] = {}
    """The balance at each provider that tells it."""


class StepStarted(Noun):
    """A piece of work began: a still, a draft, a clip, a voice line, the music, the cut."""

    kind: Literal["step_started"] = "step_started"
    step_id: str
    shot_id: str | None = None
    label: str


class StepWaiting(Noun):
    """A piece of work waits for its turn at a provider, which may take long and is no fault."""

    kind: Literal["step_waiting"] = "step_waiting"
    step_id: str
    shot_id: str | None = None
    label: str
    why: str


class StepMoved(Noun):
    """How far a step is, from 0 to 1."""

    kind: Literal["step_moved"] = "step_moved"
    step_id: str
    shot_id: str | None = None
    progress: float


class StepEnded(Noun):
    """A step is over. `file` is relative to the production's folder."""

    kind: Literal["step_ended"] = "step_ended"
    step_id: str
    shot_id: str | None = None
    outcome: Literal["done", "failed", "skipped"]
    file: str | None = None


class Charged(Noun):
    """The ledger moved."""

    kind: Literal["charged"] = "charged"
    key: str
    credits: Credits
    balance: Balance


class CutReady(Noun):
    """The film is finished. `folder` is the production's folder as the person gave it."""

    kind: Literal["cut_ready"] = "cut_ready"
    folder: str
    production: Production


class Opened(Noun):
    """Another production was started from this one; the conversation goes on there."""

    kind: Literal["opened"] = "opened"
    folder: str


class Failed(Noun):
    """The turn ended early, with one sentence; nothing is lost."""

    kind: Literal["failed"] = "failed"
    message: str
    exit_status: int = 1


Event = Annotated[
    Said
    | SaidPart
    | Conversed
    | QuestionAsked
    | StoryboardDrawn
    | Warned
    | SpendRequested
    | StepStarted
    | StepWaiting
    | StepMoved
    | StepEnded
    | Charged
    | CutReady
    | Opened
    | Failed,
    Field(discriminator="kind"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class Approved(Noun):
    """The person greenlit the quote of `request_id`. Only a front end makes one, from the person's own act."""

    kind: Literal["approved"] = "approved"
    request_id: str
    quote_digest: str
    by: Literal["person", "flag"] = "person"
    """Whether a key was pressed or `--yes` was given; both are the person's own act, and the ledger says which."""


class Declined(Noun):
    """The person said no, perhaps with what to change."""

    kind: Literal["declined"] = "declined"
    request_id: str
    note: str = ""


class Answered(Noun):
    """The person answered a question."""

    kind: Literal["answered"] = "answered"
    request_id: str
    text: str


Reply = Annotated[Approved | Declined | Answered, Field(discriminator="kind")]
