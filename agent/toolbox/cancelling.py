"""The tool that stops what is being made at vendors. The person is asked first, with what stopping saves."""

from pydantic import Field

from agent.cancelling import stop_jobs
from agent.director import Question
from agent.toolbox.base import Arguments, ShotNumber, Tool, film, listed, next_step, number_of, shot_id_of, show
from agent.workshop import Workshop
from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.production.model import Production
from tools.stopping import UnderWay, jobs_under_way

LET_GO_ON = "no, let it go on"
_REHEARSED = (
    "This is a rehearsal, which has no jobs at any provider, so there is nothing to cancel. Esc stops the work."
)
_KINDS = {"still": "the still", "draft": "the draft", "clip": "the clip"}


class Cancelling(Arguments):
    """Whose jobs."""

    shots: tuple[ShotNumber, ...] = Field(
        default=(), max_length=60, description="Leave out for everything that is being made."
    )


def what_it_saves(workshop: Workshop, wanted: Cancelling) -> Question | None:
    """What is under way and what stopping it saves, as a question; None when nothing of it can be stopped."""
    production = film(workshop)
    if production.mode == "rehearsal":
        return None
    ledger = _ledger(workshop, production)
    try:
        jobs = [job for job in _meant(production, ledger, wanted) if job.can_be_stopped]
    finally:
        ledger.close()
    if not jobs:
        return None
    told = "\n".join(f"  {_in_words(production, job.call)}: {job.saves}" for job in jobs)
    it = "it" if len(jobs) == 1 else "all of them"
    return Question(
        topic=f"stop {' '.join(job.call.key for job in jobs)}",
        text=f"Being made:\n{told}\nStop {it}? What is stopped is lost, and quoted anew before it is bought again.",
        choices=("yes, stop it", LET_GO_ON),
        default=LET_GO_ON,
    )


def cancel_jobs(workshop: Workshop, wanted: Cancelling) -> str:
    """Stop them, and say what came of each. Safe to do again: what is stopped already is none of them any more."""
    production = film(workshop)
    if production.mode == "rehearsal":
        return _REHEARSED
    ledger = _ledger(workshop, production)
    try:
        jobs = _meant(production, ledger, wanted)
        if not jobs:
            return _nothing_of_it(production, wanted)
        said = stop_jobs(workshop.store, ledger, workshop.provider, jobs, workshop.today)
        left = len(jobs_under_way(ledger))
    finally:
        ledger.close()
    after = workshop.store.load()
    show(workshop, after, known=production)
    others = f"{left} job{'' if left == 1 else 's'} still under way there will be fetched. " if left else ""
    return "\n\n".join((*said, f"{others}{next_step(after)}"))


def _meant(production: Production, ledger: Ledger, wanted: Cancelling) -> tuple[UnderWay, ...]:
    """The jobs under way of those shots, and of the sequences that they are rendered in; all without a shot."""
    jobs = jobs_under_way(ledger)
    if not wanted.shots:
        return jobs
    ids = {shot_id_of(production, shot) for shot in wanted.shots}
    ids |= {first for each in ids if (first := production.storyboard.shot(each).sequence) is not None}
    return tuple(job for job in jobs if job.call.key.split("/")[1] in ids)


def _nothing_of_it(production: Production, wanted: Cancelling) -> str:
    if not wanted.shots:
        return f"Nothing is being made at a provider, so there is nothing to stop. {next_step(production)}"
    numbers = [number_of(production, shot_id_of(production, shot)) for shot in wanted.shots]
    named = f"shot {listed(map(str, numbers))}"
    return (
        f"Nothing of {named} is being made at a provider, so there is nothing to stop. To take it out of the film, say "
        f"**remove shot {numbers[0]}**. {next_step(production)}"
    )


def _in_words(production: Production, call: Call) -> str:
    """`the clip of shot 3 on kling-3.0 at fal, 84.00 credits`, with every shot that it is the clip of."""
    kind, of = call.key.split("/")[:2]
    board = production.storyboard
    shots = [number_of(production, shot.id) for shot in board.shots if of in (shot.id, shot.sequence)]
    shots = shots if kind == "clip" else shots[:1]
    name = next((one.name for one in production.brief.cast if one.id == of), None)
    what = f"{_KINDS.get(kind, kind)} of shot {listed(map(str, shots))}" if shots else call.key
    what = f"the picture of {name}" if name is not None else what
    return f"{what} on {call.model} at {call.provider}, {call.credits} credits"


def _ledger(workshop: Workshop, production: Production) -> Ledger:
    return workshop.open_ledger(production.brief.budget_credits)


TOOLS = (
    Tool(
        "cancel_jobs",
        Cancelling,
        cancel_jobs,
        "Have what is being made at a provider stopped there, for some shots or all. Greenlight itself asks the person "
        "first, with what it saves. It takes no shot out of the film.",
        asks=what_it_saves,
    ),
)
