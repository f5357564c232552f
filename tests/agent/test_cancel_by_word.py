"""Cancelling within the conversation: it is asked first, with what it saves, and done as `greenlight cancel` does it."""

import pytest

from agent import cancelling
from agent.director import Decision, ToolCall
from agent.events import Answered, Approved, QuestionAsked
from agent.gate import note_of_no
from agent.toolbox.cancelling import LET_GO_ON
from tests.agent.live_film import live_session
from tests.agent.scripted import Directed
from tests.agent.talking import Talk
from tests.agent.test_cancel_command import stopped_while_it_waits
from tests.agent.test_reckoning import calls_of
from tests.fal_command import fal_for_commands
from tests.small import QUARTER
from tools.film.errors import CannotBeDone
from tools.film.shape import SHORT_SIDES

FIRST, SECOND = "still/s01/start/1", "still/s02/start/1"


@pytest.fixture
def emulator(here, monkeypatch):
    for name, side in QUARTER.items():
        monkeypatch.setitem(SHORT_SIDES, name, side)
    with fal_for_commands(here, monkeypatch) as server:
        yield server


@pytest.fixture
async def talk(emulator, here):
    """Her film waits in fal's queue, and goes on slowly."""
    await stopped_while_it_waits(here / "film", emulator)
    emulator.queued_looks = 1_000
    for job in emulator.jobs.values():
        job.looked_at = 0
    talk = Talk(live_session(here / "film"))
    yield talk
    await talk.session.close()


def asked(talk):
    assert isinstance(talk.waiting, QuestionAsked), talk.events
    return talk.waiting


async def test_it_says_what_stopping_saves_and_stops_nothing_before_a_yes(talk, emulator, here):
    film = here / "film"
    await talk.say("cancel shot 2")
    told = asked(talk).text
    assert "the still of shot 2" in told and "shot 1" not in told and "credits" in told
    assert "nothing is charged if it has not begun" in told and asked(talk).default == LET_GO_ON
    assert not emulator.removed and {call.state for call in calls_of(film).values()} == {"submitted"}
    await talk.session.close()

    talk.session = live_session(film)
    (again,) = [event async for event in talk.session.resume() if isinstance(event, QuestionAsked)]
    assert again == asked(talk), "it waits for her, also over a restart"
    sent = len(emulator.posts)
    said = await talk.tell("yes, stop it")
    assert f"{SECOND} was stopped at fal; 0 of its" in said and FIRST not in said
    assert "1 job still under way there" in said and len(emulator.removed) == 1
    calls = calls_of(film)
    assert calls[FIRST].state == "submitted" and calls[SECOND].lost and not calls[SECOND].credits

    emulator.queued_looks = 0
    await talk.say("go on")
    assert [line.key for line in talk.waiting.quote.lines] == ["still/s02/start/2"], "the other one is only fetched"
    assert len(emulator.posts) == sent
    await talk.yes()
    kept = [call for call in calls_of(film).values() if not call.lost]
    assert len(emulator.jobs) == len(kept), "the bill is not the ledger"


async def test_a_no_lets_it_go_on_at_once_and_nothing_is_bought_twice(talk, emulator, here):
    meant = {
        "cancel shot 2": "cancel shot 2",
        "please cancel that!": "cancel what is being made",
        "Stop, please": "",
        "make shot 1 wider": None,
        "stop the music": None,
        "don't cancel it": None,
    }
    assert {said: await talk.session.cannot_wait(said) for said in meant} == meant, "said while it works"
    await talk.say("call it off")
    assert "shot 1" in asked(talk).text and "shot 2" in asked(talk).text
    emulator.queued_looks, sent = 0, len(emulator.posts)
    await talk.tell(LET_GO_ON)
    assert not emulator.removed and len(emulator.posts) == sent
    assert "clip" in talk.waiting.purpose, "the stills came without another question"
    assert {call.state for call in calls_of(here / "film").values()} == {"settled"}


async def test_no_director_stops_anything_by_itself_nor_buys_along_the_way(talk, emulator, here):
    opened = await talk.session._open()
    calls = (
        ToolCall(name="cancel_jobs"),
        ToolCall(name="draw_stills"),
        ToolCall(name="cancel_jobs", arguments={"shots": [1]}),
    )
    object.__setattr__(opened.workshop, "director", Directed(Decision(calls=calls)))
    sent = len(emulator.posts)
    await talk.say("do what you like")
    waiting = asked(talk)
    assert "shot 1" in waiting.text and "shot 2" in waiting.text and not emulator.removed
    emulator.queued_looks = 0
    await talk._hear(talk.session.answer(Approved(request_id=waiting.request_id, quote_digest="any")))
    assert not emulator.removed and len(emulator.posts) == sent, "a greenlight is no yes to this"
    assert {call.state for call in calls_of(here / "film").values()} == {"settled"}, "so what was broken off goes on"


async def test_a_no_with_a_wish_is_that_wish(talk, emulator):
    await talk.say("cancel what is rendering")
    framing = (await talk.film()).storyboard.shots[0].framing
    await talk.tell("no, make shot 1 wider")
    assert (await talk.film()).storyboard.shots[0].framing != framing and not emulator.removed
    assert "is still made at fal" in " ".join(talk.warnings), "it is done as always"


async def test_where_nothing_is_under_way_it_says_so_and_asks_nothing(talk, emulator, monkeypatch):
    with monkeypatch.context() as dear:
        dear.setattr(cancelling, "replan", too_dear)
        await talk.say("cancel everything")
        said = await talk.tell("yes")
    assert len(emulator.removed) == 2 and said.count("was stopped at fal") == 2 and "raise the budget" in said
    assert "Nothing is being made" in await talk.say("cancel") and talk.waiting is None
    said = await talk.say("cancel the last shot")
    assert "Nothing of shot 2 is being made" in said and "**remove shot 2**" in said and talk.waiting is None


def too_dear(*_):
    raise CannotBeDone("The film costs more than is left; raise the budget.")


@pytest.mark.parametrize(
    "said", ["yes", "Yes, stop it", "y", "ok, stop it", "stop it", "cancel them all", "yes please!"]
)
def test_a_plain_yes_is_a_yes(said):
    assert note_of_no(QUESTION, Answered(request_id="sure-1", text=said)) is None


@pytest.mark.parametrize(
    ("said", "note"),
    [("", ""), ("no", ""), (LET_GO_ON, ""), ("No, thanks.", ""), ("yes but only shot 2", "yes but only shot 2")]
    + [("yesterday", "yesterday"), ("not yet", "not yet"), ("don't stop it", "don't stop it"), ("go on", "go on")],
)
def test_everything_else_is_a_no(said, note):
    assert note_of_no(QUESTION, Answered(request_id="sure-1", text=said)) == note
    assert note_of_no(QUESTION, Answered(request_id="another", text="yes")) == ""


QUESTION = QuestionAsked(request_id="sure-1", text="Stop?", choices=("yes, stop it", LET_GO_ON), default=LET_GO_ON)
