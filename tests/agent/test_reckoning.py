"""`greenlight ledger DIR --resolve CALL=JOB_ID` and `--reconcile`, at an emulated fal through the command itself."""

import asyncio
import json

import pytest

from tests.agent.live_film import live_session, to_the_end
from tests.agent.talking import Talk, session_of
from tests.emulator.fal import KEY, Fault
from tests.fal_command import fal_for_commands
from tests.small import QUARTER
from tools.credits.ledger import Ledger
from tools.film.shape import SHORT_SIDES
from tools.providers import fal
from tools.purchases import sha256_of
from ui.cli import main

BRIEF = "A 4 second square film for Luna Bakery, two shots, no voice, no music, no captions"


@pytest.fixture
def emulator(here, monkeypatch):
    for name, side in QUARTER.items():
        monkeypatch.setitem(SHORT_SIDES, name, side)
    with fal_for_commands(here, monkeypatch) as server:
        yield server


def calls_of(folder):
    ledger = Ledger(folder / "ledger.db", "live", None)
    calls = {call.key: call for call in ledger.calls()}
    ledger.close()
    return calls


def asked(capsys, folder, *arguments):
    """The command's status, its document (None when it failed), and what it complained of."""
    capsys.readouterr()
    status = main(["ledger", str(folder), *arguments, "--json"])
    told = capsys.readouterr()
    return status, json.loads(told.out) if told.out else None, told.err


async def until_one_is_lost(folder):
    """A film whose one order was taken and not answered: the call, and the id of its job on the vendor's page."""
    talk = Talk(live_session(folder))
    await talk.say(BRIEF)
    await talk.yes()
    assert "--resolve" in talk.failed.message
    await talk.session.close()
    (lost,) = [call for call in calls_of(folder).values() if call.state == "unknown"]
    return lost


async def to_its_end(folder):
    talk = Talk(live_session(folder))
    talk.events = [event async for event in talk.session.resume()]
    assert await to_the_end(talk) is None
    await talk.session.close()


async def test_a_lost_order_named_by_its_job_is_polled_fetched_checked_and_settled_and_never_sent_again(
    emulator, here, capsys
):
    film = here / "film"
    emulator.faults.append(Fault("submit", accepted=True))
    lost = await until_one_is_lost(film)
    known = {call.job_id.rpartition("#")[2] for call in calls_of(film).values() if call.job_id}
    (job,) = emulator.jobs.keys() - known

    for wrong in ("req-of-nobody", *known):
        status, _, why = asked(capsys, film, "--resolve", f"{lost.key}={wrong}")
        assert status == 2 and wrong in why and len(why.splitlines()) == 1
        assert calls_of(film)[lost.key] == lost, "a wrong id changes nothing"

    while emulator._studio.poll(emulator.jobs[job].studio_job).state != "done":
        await asyncio.sleep(0.01)
    status, told, _ = asked(capsys, film, "--resolve", f"{lost.key}={job}")
    assert status == 0 and told["balance"]["unknown"] in ("0", "0.00")
    settled, sent = calls_of(film)[lost.key], len(emulator.posts)
    assert settled.state == "settled" and settled.sha256 == sha256_of(film / settled.file), "it is fetched at once"

    await to_its_end(film)
    calls = calls_of(film)
    assert {call.state for call in calls.values()} == {"settled"}
    assert calls[lost.key].sha256 == sha256_of(film / calls[lost.key].file)
    assert len(emulator.jobs) == len(emulator.posts) == len(calls), "the bill is not the ledger"
    assert sent < len(emulator.posts), "the clips were still to come"


async def test_a_lost_order_that_is_still_made_is_fetched_by_the_next_run(emulator, here, capsys):
    film = here / "film"
    emulator.faults.append(Fault("submit", accepted=True))
    lost = await until_one_is_lost(film)
    known = {call.job_id.rpartition("#")[2] for call in calls_of(film).values() if call.job_id}
    (job,) = emulator.jobs.keys() - known
    emulator.running_looks = 1_000
    assert asked(capsys, film, "--resolve", f"{lost.key}={job}")[0] == 0
    assert calls_of(film)[lost.key].state == "submitted"
    emulator.running_looks, sent = 0, len(emulator.posts)
    await to_its_end(film)
    assert calls_of(film)[lost.key].state == "settled" and len(emulator.posts) > sent


async def test_a_job_that_failed_is_no_answer_and_where_nobody_keeps_our_names_the_person_is_asked(
    emulator, here, capsys
):
    film = here / "film"
    emulator.faults.append(Fault("submit", accepted=True))
    lost = await until_one_is_lost(film)
    known = {call.job_id.rpartition("#")[2] for call in calls_of(film).values() if call.job_id}
    (job,) = emulator.jobs.keys() - known
    emulator.error_of[job] = "the model crashed"
    status, _, why = asked(capsys, film, "--resolve", f"{lost.key}={job}")
    assert status == 2 and "the model crashed" in why and f"{lost.key}=not-charged" in why
    assert calls_of(film)[lost.key] == lost

    status, told, _ = asked(capsys, film, "--reconcile")
    found = told["reconciled"]["found"]
    assert status == 0 and any(lost.key in each and "=JOB_ID" in each for each in found)
    assert calls_of(film)[lost.key].state == "unknown", "fal keeps no names of ours, so it stays the person's to say"


async def test_what_the_balance_fell_by_is_compared_with_what_the_ledger_settled(emulator, here, capsys):
    film = here / "film"
    emulator.dollars = 20.0
    talk = Talk(live_session(film, lambda _: {"fal": fal.Fal(KEY, loopback=True, platform=fal.PLATFORM)}))
    await talk.say(BRIEF)
    assert await to_the_end(talk) is None
    await talk.session.close()
    spent = sum(call.credits for call in calls_of(film).values())

    emulator.dollars = float(20 - spent / 100)
    (told,) = asked(capsys, film, "--reconcile")[1]["reconciled"]["providers"]
    assert told["fell"] == told["settled"] == told["settled_since"] == str(spent)
    assert any("list prices" in each for each in told["says"]) and any("just the" in each for each in told["says"])

    emulator.dollars -= 1
    assert main(["ledger", str(film), "--reconcile"]) == 0
    assert "the difference of 100.00 is other work" in capsys.readouterr().out

    emulator.dollars = None  # a key that may not see the account
    (told,) = asked(capsys, film, "--reconcile")[1]["reconciled"]["providers"]
    assert told["account"] is told["fell"] is None
    assert any("does not tell this key" in each for each in told["says"])
    assert len(emulator.jobs) == len(emulator.posts), "asking bought something"


@pytest.mark.parametrize("fate", ["", "=", "a b", "../../else", "é", "x" * 201])
def test_what_can_be_no_answer_is_refused_before_anybody_is_asked(here, capsys, fate):
    with pytest.raises(SystemExit) as raised:
        main(["ledger", str(here), "--resolve", f"clip/s01/1={fate}"])
    assert raised.value.code == 2 and "is no answer" in capsys.readouterr().err


async def test_a_rehearsal_has_nobody_to_ask(here, capsys):
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    await talk.session.close()
    status, _, why = asked(capsys, here / "film", "--reconcile")
    assert status == 2 and "nobody to ask" in why
