"""`greenlight cancel DIR`: what is under way is listed with what stopping it saves, and stopped after a yes."""

import asyncio
import json

import pytest

from tests.agent.live_film import live_session, to_the_end
from tests.agent.talking import Talk
from tests.agent.test_reckoning import BRIEF, calls_of
from tests.fal_command import fal_for_commands
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES
from ui.cli import main


@pytest.fixture
def emulator(here, monkeypatch):
    for name, side in QUARTER.items():
        monkeypatch.setitem(SHORT_SIDES, name, side)
    with fal_for_commands(here, monkeypatch) as server:
        yield server


async def stopped_while_it_waits(folder, emulator):
    """The person presses Esc once her stills wait in fal's queue."""
    emulator.queued_looks = 1_000
    talk = Talk(live_session(folder))
    await talk.say(BRIEF)
    work = asyncio.create_task(talk.yes())
    while sum(call.state == "submitted" for call in calls_of(folder).values()) < 2:
        await asyncio.sleep(0.02)
    talk.session.stop()
    await work
    assert f"greenlight cancel {folder}" in talk.failed.message
    await talk.session.close()
    emulator.queued_looks = 0


async def test_a_change_that_makes_a_job_superfluous_says_what_stopping_it_would_save(emulator, here):
    film = here / "film"
    await stopped_while_it_waits(film, emulator)
    talk = Talk(live_session(film))
    await talk.say("redraw shot 1")
    (told,) = [event.warning.message for event in talk.events if getattr(event, "kind", "") == "warned"]
    await talk.session.close()
    assert "still/s01/start/1" in told and "s02" not in told
    assert "nothing is charged if it has not begun" in told and f"greenlight cancel {film} still/s01/start/1" in told


async def test_what_is_stopped_is_free_and_is_asked_for_again_before_it_is_bought_again(emulator, here, capsys):
    film = here / "film"
    await stopped_while_it_waits(film, emulator)
    before = calls_of(film)
    assert main(["cancel", str(film)]) == 3, "nobody is there to say yes"
    told = capsys.readouterr()
    assert all(key in told.err for key in before) and "nothing is charged if it has not begun" in told.err
    assert calls_of(film) == before and not emulator.removed

    for job in emulator.jobs.values():
        job.looked_at = 0
    emulator.queued_looks = 1_000
    assert main(["cancel", str(film), "--yes", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["jobs"]) == len(document["said"]) == len(before)
    calls = calls_of(film)
    assert {(call.state, call.credits) for call in calls.values()} == {("settled", 0)} and not emulator.jobs
    assert main(["cancel", str(film), "--yes"]) == 0, "there is nothing left to stop"
    assert main(["cancel", str(film), "still/s09/start/1", "--yes"]) == 2

    emulator.queued_looks, sent = 0, len(emulator.posts)
    talk = Talk(live_session(film))
    talk.events = [event async for event in talk.session.resume()]
    assert talk.waiting is not None, "it was stopped, so its greenlight is used up"
    assert len(emulator.posts) == sent and calls.keys().isdisjoint(line.key for line in talk.waiting.quote.lines)
    assert await to_the_end(talk) is None
    await talk.session.close()
    kept = [call for call in calls_of(film).values() if not call.lost]
    assert len(emulator.jobs) == len(kept), "the bill is not the ledger"
