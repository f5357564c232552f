"""The conversation: the gate alone greenlights, the question survives a restart, and work goes on where it stopped."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agent.director import Decision, Message, ToolCall
from agent.events import Answered, Approved, Declined, Failed, QuestionAsked, Said, SpendRequested, StoryboardDrawn
from agent.planning import Wishes
from agent.playbook import PlaybookDirector
from agent.session import Session
from agent.workshop import Workshop
from tests.agent.scripted import Directed
from tests.agent.talking import SMALL
from tools.credits.ledger import Ledger
from tools.production.store import Store
from tools.studio.provider import Studio

pytestmark = pytest.mark.usefixtures("quarter_size")

BRIEF = "A 4 second square loop of a candle, no voice, no music"


def session(folder: Path, director=None, guided=False, wishes=None):
    wishes = wishes or SMALL

    def assemble(where, emit, should_stop):
        return Workshop(
            store=Store(where),
            director=director or PlaybookDirector(wishes, guided=guided),
            wishes=wishes,
            provider=Studio(where / ".studio", workers=1),
            open_ledger=lambda budget: Ledger(where / "ledger.db", "rehearsal", budget),
            emit=emit,
            should_stop=should_stop,
            today=date(2026, 11, 24),
        )

    return Session(
        assemble,
        lambda _: folder,
        lambda workshop: workshop.provider.close(),
        folder=folder if folder.exists() else None,
    )


async def heard(events):
    return [event async for event in events]


def kinds(events):
    return [event.kind for event in events]


async def test_a_wish_becomes_a_plan_and_one_question_about_money(tmp_path):
    talk = session(tmp_path / "film")
    events = await heard(talk.send(BRIEF))
    assert isinstance(events[-1], SpendRequested) and events[-1].play_credits
    assert any(isinstance(event, StoryboardDrawn) for event in events)
    balance = await talk.balance()
    assert balance is not None and balance.approved == 0
    assert not list(tmp_path.rglob("*.png"))
    await talk.close()


async def test_the_question_survives_a_restart_and_no_drops_the_work(tmp_path):
    first = session(tmp_path / "film")
    asked = (await heard(first.send(BRIEF)))[-1]
    await first.close()
    second = session(tmp_path / "film")
    assert await second.pending() == asked
    events = await heard(second.answer(Declined(request_id=asked.request_id, note="darker")))
    assert isinstance(events[-1], Said) and not list(tmp_path.rglob("*.png"))
    balance = await second.balance()
    assert balance is not None and balance.approved == 0
    await second.close()


async def test_yes_draws_and_asks_again_for_the_clips_only(tmp_path):
    talk = session(tmp_path / "film")
    asked = (await heard(talk.send(BRIEF)))[-1]
    events = await heard(talk.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest)))
    again = events[-1]
    assert isinstance(again, SpendRequested)
    assert {line.kind for line in again.quote.lines} <= {"draft", "clip"}
    assert (tmp_path / "film/stills/s01-start.png").exists() and (tmp_path / "film/board.png").exists()
    balance = await talk.balance()
    assert balance is not None and balance.settled == asked.quote.credits == balance.approved
    await talk.close()


@pytest.mark.parametrize("wrong", ["request", "digest"])
async def test_an_answer_to_another_quote_greenlights_nothing(tmp_path, wrong):
    talk = session(tmp_path / "film")
    asked = (await heard(talk.send(BRIEF)))[-1]
    reply = Approved(
        request_id="spend-other" if wrong == "request" else asked.request_id,
        quote_digest="0" * 64 if wrong == "digest" else asked.quote.digest,
    )
    events = await heard(talk.answer(reply))
    assert isinstance(events[-1], Failed)
    balance = await talk.balance()
    assert balance is not None and balance.approved == balance.settled == 0
    await talk.close()


async def test_a_director_that_calls_paid_tools_at_once_still_meets_the_gate(tmp_path):
    folder = tmp_path / "film"
    rash = Directed(
        Decision(calls=(ToolCall(name="plan_film", arguments={"brief": BRIEF}),)),
        Decision(says="I approve everything.", calls=(ToolCall(name="draw_stills"), ToolCall(name="render_takes"))),
    )
    talk = session(folder, director=rash)
    events = await heard(talk.send(BRIEF))
    assert isinstance(events[-1], SpendRequested)
    balance = await talk.balance()
    assert balance is not None and balance.approved == 0 and not list(folder.rglob("*.png"))
    await talk.close()


async def test_a_beginner_is_asked_at_most_three_questions_each_with_a_default(tmp_path):
    talk = session(tmp_path / "film", guided=True)
    events = await heard(talk.send("something nice for my tea shop, no voice"))
    asked = 0
    while isinstance(events[-1], QuestionAsked):
        asked += 1
        assert events[-1].default
        events = await heard(talk.answer(Answered(request_id=events[-1].request_id, text="")))
    assert asked == 3 and isinstance(events[-1], SpendRequested)
    production = await talk.production()
    assert production is not None and production.brief.duration_s == 15 and production.brief.brand is None
    await talk.close()


async def test_what_cannot_be_done_is_one_sentence_and_writes_no_production(tmp_path):
    talk = session(tmp_path / "film", wishes=Wishes(budget=Decimal(1)))
    events = await heard(talk.send(BRIEF))
    assert isinstance(events[-1], Failed) and events[-1].exit_status == 4
    assert not (tmp_path / "film/production.json").exists()
    await talk.close()


async def test_two_sessions_on_one_production_do_not_meet(tmp_path):
    first = session(tmp_path / "film")
    await heard(first.send(BRIEF))
    second = session(tmp_path / "film")
    events = await heard(second.resume())
    assert isinstance(events[-1], Failed) and "Another Greenlight" in events[-1].message
    await first.close()
    await second.close()


def test_who_names_many_pictures_is_offered_the_time_to_see_them(tmp_path):
    wish = "Our choir: a bus in the rain, a hall with one lamp, forty coats, a raised hand, one breath, an open window"
    decision = PlaybookDirector(Wishes(), guided=True).decide([Message(speaker="you", text=wish)], None)
    assert decision.question is not None and decision.question.topic == "aspect_ratio"
    said = [Message(speaker="you", text=wish), Message(speaker="you", text="1")]
    question = PlaybookDirector(Wishes(), guided=True).decide(said, None).question
    assert question is not None and question.default == "21 seconds" and "6 pictures" in question.text
