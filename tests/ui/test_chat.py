"""The chat as a person uses it: nothing is spent by accident, nothing typed is lost."""

import asyncio
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from decimal import Decimal

import pytest
from textual.widgets import Input, Static

from agent.director import Usage
from agent.events import Approved, Charged, Conversed, Declined, Failed, Said, SaidPart
from tests.command import ROOT, environment
from tests.ui.scripted import BALANCE, Scripted, app_for, question, spend
from ui.widgets.greenlight import GRACE, GreenlightPanel, QuestionPanel


def shown(app):
    return "\n".join(str(widget.render()) for widget in app.query(Static))


class UntilStopped(Scripted):
    """A turn that works until somebody stops it."""

    async def _play(self):
        while not self.stopped:
            await asyncio.sleep(0.01)
        yield Said(text="done")


async def say(pilot, text):
    await pilot.press(*("space" if letter == " " else letter for letter in text), "enter")


async def ready(pilot):
    for _ in range(50):
        await pilot.pause(0.02)
        if not pilot.app._busy:
            return


async def test_a_key_pressed_within_the_grace_does_not_greenlight_and_a_later_one_does():
    talk = Scripted([spend()])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(0.1)
        await pilot.press("y")
        assert talk.replies == [] and app.query(GreenlightPanel)
        await pilot.pause(GRACE + 0.1)
        await pilot.press("y")
        await pilot.pause(0.1)
        assert isinstance(talk.replies[0], Approved) and talk.replies[0].by == "person"
        assert talk.replies[0].quote_digest == spend().quote.digest


async def test_enter_never_greenlights_and_neither_does_typing_yes_into_the_composer():
    talk = Scripted([spend()])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(GRACE + 0.2)
        await pilot.press("enter", "enter", "space")
        app.query_one("#composer", Input).focus()
        await say(pilot, "yes")
        assert talk.replies == []
        assert "press y, n or e" in shown(app)


async def test_no_declines_and_a_change_is_sent_as_a_note():
    talk = Scripted([spend()], [Said(text="all right")], [spend("spend-2")])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(GRACE + 0.2)
        await pilot.press("n")
        await pilot.pause(0.1)
        await say(pilot, "again")
        await pilot.pause(GRACE + 0.2)
        await pilot.press("e")
        await say(pilot, "warmer light")
        await pilot.pause(0.1)
        assert [type(reply) for reply in talk.replies] == [Declined, Declined]
        assert talk.replies[1].note == "warmer light"


@pytest.mark.parametrize(("typed", "answer"), [("", "15 seconds"), ("2", "30 seconds"), ("a minute", "a minute")])
async def test_a_question_takes_its_default_a_number_or_any_words(typed, answer):
    talk = Scripted([question()])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(0.1)
        assert app.query(QuestionPanel)
        await say(pilot, typed)
        await pilot.pause(0.1)
        assert talk.replies[0].text == answer


async def test_what_is_typed_while_it_works_is_queued_and_sent_after():
    talk = Scripted([Said(text="one"), Said(text="two")], delay=1.0)
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await say(pilot, "coffee")
        assert talk.sent == ["tea"] and "queued: coffee" in shown(app)
        await pilot.pause(2.6)
        assert talk.sent == ["tea", "coffee"]


@pytest.mark.parametrize(
    ("typed", "sent"), [("cancel that", ["tea", "call it off", "coffee"]), ("stop", ["tea", "coffee"])]
)
async def test_what_is_typed_about_the_work_stops_it_and_is_heard_before_all_that_waits(typed, sent):
    talk = UntilStopped()
    talk.heeded = {"cancel that": "call it off", "stop": ""}
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await say(pilot, "coffee")
        assert not talk.stopped
        await say(pilot, typed)
        assert talk.stopped and f"queued: {typed}" not in shown(app)
        await pilot.pause(0.3)
        assert talk.sent == sent


async def test_a_restart_shows_what_was_said_and_the_question_that_waited():
    talk = Scripted(pending=spend(), said=[("you", "tea"), ("greenlight", "Here it is.")])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await pilot.pause(0.4)
        assert app.query(GreenlightPanel) and "tea" in shown(app)


async def test_the_meter_follows_the_ledger_and_rehearsal_is_always_said():
    spent = BALANCE.model_copy(update={"settled": Decimal("6.00")})
    talk = Scripted([Charged(key="still/s01/start/1", credits=Decimal("6.00"), balance=spent)])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(0.1)
        assert "spent 6.00" in shown(app) and "left 94.00" in shown(app) and "REHEARSAL" in shown(app)


async def test_a_failure_is_a_sentence_and_the_chat_goes_on():
    talk = Scripted([Failed(message="The disk is full; free some space and go on.")])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(0.1)
        assert "The disk is full" in shown(app)
        await say(pilot, "more")
        assert talk.sent == ["tea", "more"]


async def test_markup_in_anybodys_words_is_only_words():
    talk = Scripted([Failed(message="[bold red]x[/] [link=file:///etc]y[/link]")])
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "[/nonsense] tea")
        await pilot.pause(0.1)
        assert "[/nonsense] tea" in shown(app) and "[bold red]x[/]" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_size_keeps_the_composer_and_the_quote_on_screen(size):
    app = app_for(Scripted([spend()]))
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.pause(0.2)
        for name in ("#composer", "#greenlight", "#head"):
            region = app.query_one(name).region
            assert region.height > 0 and region.bottom <= size[1] and region.right <= size[0]


async def test_escape_stops_the_turn_and_ctrl_c_leaves_tidily():
    talk = Scripted([Said(text="one"), Said(text="two")], delay=0.3)
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await pilot.press("escape")
        assert talk.stopped
        await pilot.press("ctrl+c")
        await pilot.pause(0.1)
    assert talk.closed and app.return_value == 0


def test_the_first_screen_comes_before_langgraph_and_openai_are_imported():
    code = "import sys, ui.app; print([n for n in ('langgraph', 'openai', 'av', 'cv2') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.strip() == "[]"


def test_the_real_chat_in_a_real_terminal_asks_before_it_spends(tmp_path):
    pid, terminal = pty.fork()
    if pid == 0:  # the child is the product itself, as a person starts it
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it, a terminal does not
        os.chdir(tmp_path)
        os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30", PYTHONPATH=str(ROOT))
        os.execv(sys.executable, [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())"])
    try:
        assert "What shall we film" in _until(terminal, "What shall we film", 20)
        time.sleep(1.5)
        os.write(terminal, b'a 4 second square loop of a candle called "Wick"\r')
        assert "Greenlight?" in _until(terminal, "Greenlight?", 40)
        os.write(terminal, b"\x03")
        assert "goes on" in _until(terminal, "goes on", 30)
    finally:
        os.close(terminal)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert not list(tmp_path.rglob("*.png"))


def _until(terminal, wanted, seconds):
    seen, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:
                break
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
        if wanted in plain:
            return plain
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)


async def test_a_language_models_words_appear_as_they_come_and_its_cost_is_shown():
    pieces = [
        SaidPart(text="Two shots "),
        SaidPart(text="of a candle."),
        Conversed(used=Usage(tokens_in=900, tokens_out=100, dollars=Decimal("0.002"))),
    ]
    talk = Scripted([*pieces, Said(text="Two shots of a **candle**.", director="llm")], delay=0.05)
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        for _ in range(40):
            await pilot.pause(0.01)
            if app.query("#saying") and "Two shots of a candle." in shown(app):
                break
        assert "Two shots of a candle." in str(app.query_one("#saying", Static).render())
        await ready(pilot)
        await pilot.pause(0.05)
        assert not app.query("#saying") and "1000 tokens $0.0020" in shown(app)


async def test_words_that_broke_off_do_not_stay_on_the_screen():
    talk = Scripted([SaidPart(text="I have bought every")], delay=0.01)
    app = app_for(talk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await say(pilot, "tea")
        await ready(pilot)
        await pilot.pause(0.05)
        assert not app.query("#saying")
