"""What no font on this machine can draw is refused when it is said: before a still is drawn, before a credit is spent."""

import pytest

from agent.planning import plan_film
from agent.toolbox import TOOLS
from agent.toolbox.base import ledger_calls
from tests.agent.talking import SMALL, TODAY, Talk, session_of
from tests.agent.test_tools import planned, run
from tools.film.errors import CannotBeDone
from tools.fonts import system, writing

BRIEF = "A 12 second vertical ad for a coffee brand called Ember, four shots"


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch):
    """A machine without a font of its own, whatever this one has."""
    monkeypatch.setattr(system, "_listed", lambda wanted: [])
    writing._fonts_for.cache_clear()
    yield
    writing._fonts_for.cache_clear()


def test_words_that_nobody_can_draw_change_nothing_and_the_sentence_says_what_to_do(tmp_path):
    workshop = planned(tmp_path / "film")
    before = workshop.store.load()
    _, told = run(workshop, "edit_shot", shot=1, narration="오늘의 커피")
    assert "no font on this machine has" in told and "(Korean)" in told and 'say "no captions"' in told
    assert workshop.store.load() == before
    run(workshop, "set_captions", on=False)
    run(workshop, "edit_shot", shot=1, narration="오늘의 커피")
    assert workshop.store.load().storyboard.shots[0].spoken == "오늘의 커피"
    assert "no font on this machine" in run(workshop, "set_captions", on=True)[1]


def test_a_brief_with_such_words_is_not_planned():
    with pytest.raises(CannotBeDone, match=r"^Captions cannot be drawn: no font .*; install one .*\.$"):
        plan_film(f'{BRIEF}. In shot 2 she says "커피 한 잔".', SMALL, TODAY)


def test_a_name_on_the_closing_card_is_refused_too_and_shipped_scripts_are_not():
    with pytest.raises(CannotBeDone, match="^The name on the closing card cannot be drawn"):
        plan_film("A 12 second ad for a coffee brand called 커피, four shots, no captions", SMALL, TODAY)
    assert plan_film("A 12 second ad for a coffee brand called कॉफ़ी, four shots", SMALL, TODAY).brief.brand == "कॉफ़ी"


@pytest.mark.parametrize("step", ["draw_stills", "render_takes"])
def test_a_film_from_another_machine_is_not_paid_for_where_its_words_cannot_be_drawn(tmp_path, step):
    workshop = planned(tmp_path / "film")
    run(workshop, "set_captions", on=False)
    run(workshop, "edit_shot", shot=1, narration="오늘의 커피")
    there = workshop.store.load()
    workshop.store.save(there.model_copy(update={"brief": there.brief.model_copy(update={"captions": True})}))
    with pytest.raises(CannotBeDone, match="Captions cannot be drawn"):
        TOOLS[step].run(workshop, TOOLS[step].arguments())
    assert ledger_calls(workshop, there) == ()


async def test_in_the_chat_it_is_one_sentence_and_no_greenlight_is_asked_for(tmp_path):
    talk = Talk(session_of(tmp_path / "film"))
    await talk.say(f'{BRIEF}. In shot 2 she says "커피 한 잔".')
    assert talk.failed is not None and "no font on this machine" in talk.failed.message and talk.waiting is None
