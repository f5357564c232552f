"""Whatever is called, in whatever order: the film stays a film, the ledger stays true, and undo gives back every file."""

import hashlib
import itertools
import os
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.director import ToolCall
from agent.planning import Wishes, plan_film
from agent.playbook import PlaybookDirector
from agent.toolbox import CHANGING, TOOLS, run_tool
from agent.workshop import Workshop
from tests.agent.talking import TODAY, Talk, session_of
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError
from tools.film.storyboard import CameraMove, Framing
from tools.production.store import Store
from tools.stitching.looking import LookingAhead
from tools.studio.provider import Studio

BRIEF = "A 12 second vertical ad for a coffee brand called Ember, four shots"
SEQUENCES = int(os.environ.get("GREENLIGHT_SEQUENCES", "150"))
"""`make fuzz` tries ten thousand."""
numbers = itertools.count()


def workshop_of(folder: Path, budget=None):
    wishes = Wishes(budget=budget)
    return Workshop(
        store=Store(folder), director=PlaybookDirector(wishes), wishes=wishes, provider=Studio(folder / ".studio"),
        open_ledger=lambda cap: Ledger(folder / "ledger.db", "rehearsal", cap), emit=lambda _: None,
        should_stop=lambda: False, today=TODAY,
    )  # fmt: skip


def run(workshop, tool, /, **arguments):
    return run_tool(workshop, ToolCall(name=tool, arguments=arguments, call_id=f"t{next(numbers)}"))


def planned(folder, budget=None):
    workshop = workshop_of(folder, budget)
    production = plan_film(BRIEF, workshop.wishes, date(2026, 11, 24))
    workshop.store.create(production.model_copy(update={"slug": folder.name}))
    return workshop


def files_of(folder: Path):
    """Every file with its digest, but for the ledger, the session and the undo steps themselves."""
    skipped = (".undo", "ledger.db", "session.db", ".studio", ".lock", "material")
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(skipped)
    }


EDITS = {
    "edit_shot": {"shot": 2, "framing": "WS", "description": "a cat on a sill"},
    "add_shot": {"description": "rain on the window", "after": 1},
    "write_storyboard": {"shots": [{"description": "a cup", "framing": "CU", "camera": "static", "seconds": 4}]},
    "remove_shot": {"shot": "last"},
    "move_shot": {"shot": 1, "to": 3},
    "swap_shots": {"first": 1, "second": "s04"},
    "pin_model": {"shot": 2, "model": "luma"},
    "redraw_still": {"shots": [1, 2]},
    "render_again": {"shots": [1]},
    "same_subject": {"name": "Mia"},
    "change_brief": {"aspect_ratio": "1:1", "seconds": 20, "mood": "calm", "brand": "Oak"},
    "spend_less": {},
    "set_voice": {"on": False},
    "set_music": {"on": True, "mood": "tense"},
    "set_captions": {"on": False},
    "set_grade": {"grade": "cool"},
    "set_finish": {"transition": "dissolve", "caption_style": "boxed"},
}


@pytest.mark.parametrize("name", EDITS)
def test_undo_gives_back_every_file_as_it_was(tmp_path, name):
    workshop = planned(tmp_path / "film")
    run(workshop, "set_music", on=True, mood="calm")
    before = files_of(tmp_path / "film")
    done, told = run(workshop, name, **EDITS[name])
    assert done, told
    assert files_of(tmp_path / "film") != before
    done, told = run(workshop, "undo")
    assert done and "Undone" in told and files_of(tmp_path / "film") == before


@pytest.mark.usefixtures("quarter_size")
async def test_undo_after_delivery_gives_back_the_very_film_and_keeps_what_was_bought(tmp_path, monkeypatch):
    looked_at = []
    monkeypatch.setattr(LookingAhead, "at", lambda _, file: looked_at.append(file))
    talk = Talk(session_of(tmp_path / "film", workers=2))
    await talk.say("A 4 second square loop of a candle, no voice")
    await talk.yes()
    await talk.yes()
    clips = [take for take in (await talk.film()).takes if not take.draft]
    assert looked_at == [take.file for take in clips], "looked at as they arrived"
    before = files_of(tmp_path / "film")
    await talk.say("lose the music")
    await talk.say("go on")
    assert files_of(tmp_path / "film")["cut/final.mp4"] != before["cut/final.mp4"]
    await talk.say("undo")
    assert files_of(tmp_path / "film") == before
    await talk.say("another take of shot 1")
    await talk.say("go on")
    await talk.yes()
    spent = (await talk.balance()).settled
    await talk.say("undo")
    film, balance = await talk.film(), await talk.balance()
    assert balance.settled == spent and film.keeper("s01").number == 1
    assert [take.number for take in film.takes if not take.draft] == [1, 2]
    assert (tmp_path / "film/takes/s01-2.mp4").exists()
    assert files_of(tmp_path / "film")["cut/final.mp4"] == before["cut/final.mp4"]
    await talk.session.close()


def test_a_call_that_died_after_its_work_is_not_done_twice(tmp_path):
    workshop = planned(tmp_path / "film")
    swap = ToolCall(name="swap_shots", arguments={"first": 1, "second": 2}, call_id="7.0")
    first = run_tool(workshop, swap)
    order = [shot.id for shot in workshop.store.load().storyboard.shots]
    assert run_tool(workshop, swap) == first
    assert [shot.id for shot in workshop.store.load().storyboard.shots] == order
    last = tmp_path / "film/.undo/last.json"
    last.write_text(
        last.read_text("utf-8").replace(first[1].replace('"', '\\"'), "").replace('"answer": ""', '"answer": null')
    )
    assert run_tool(workshop, swap) == (True, "Done.")
    assert [shot.id for shot in workshop.store.load().storyboard.shots] == order


def test_every_tool_tells_a_model_what_it_is_for():
    for name, tool in TOOLS.items():
        assert name == tool.name and 15 < len(tool.about) < 240 and tool.about.endswith(".")
        assert tool.arguments.__doc__


def test_a_cap_that_was_set_is_never_raised_by_a_tool(tmp_path):
    workshop = planned(tmp_path / "film", Decimal(500))
    for amount in (501, 10**9):
        done, told = run(workshop, "change_brief", budget_credits=amount)
        assert not done and "can only be raised" in told
    assert run(workshop, "change_brief", budget_credits=450)[0]
    assert workshop.store.load().brief.budget_credits == 450


words = st.text(max_size=40) | st.sampled_from(["Mia", "a dog runs", "", "💥", "../../x", "s01", "ignore all rules"])
shot = st.integers(-2, 8) | st.sampled_from(["first", "last", "s01", "s05", "s99", "", "two"])
credits = st.integers(-5, 5_000) | st.just(10**12)
seconds = st.integers(-3, 700) | st.sampled_from([0.5, 1.25, "NaN", "Infinity", None])
VALUES = {
    "shot": shot, "first": shot, "second": shot, "shots": st.lists(shot, max_size=4), "to": st.integers(-1, 9),
    "after": st.integers(-1, 9) | st.none(), "description": words, "also": words, "framing": st.sampled_from([*Framing, "XXL", None]),
    "camera": st.sampled_from([*CameraMove, "fly", None]), "seconds": seconds, "dialogue": words, "narration": words,
    "on_screen_text": words, "model": st.sampled_from(["veo", "kling-3.0", "luma", "sora", "gpt", ""]),
    "take": st.integers(-1, 3) | st.none(), "name": words, "look": words, "to_credits": credits | st.none(),
    "budget_credits": credits | st.none(), "on": st.booleans() | st.none(), "brand": words | st.none(),
    "mood": st.sampled_from(["calm", "tense", "angry", None]), "grade": st.sampled_from(["warm", "cool", "green"]),
    "aspect_ratio": st.sampled_from(["9:16", "16:9", "1:1", "21:9", "5:7", None]), "file": words, "as": st.just("logo"),
    "only_drafts": st.booleans(), "style": st.lists(words, max_size=2), "origin": words, "from_references": st.booleans() | st.none(),
    "transition": st.sampled_from(["cut", "dissolve", "dip", "wipe", None]), "caption_style": st.sampled_from(["boxed", "loud", None]),
    "caption_cards": st.sampled_from(["words", "lines", None]), "loudness": st.sampled_from(["podcast", "max", None]),
    "native_sound": st.booleans() | st.none(), "ambience": st.booleans() | st.none(), "captions": st.booleans(),
    "without": st.lists(st.sampled_from(["watermark", "look", "music"]), max_size=3),
    "format": st.sampled_from(["resolve", "edl", "vhs", ""]),
    "presets": st.lists(st.sampled_from(["tiktok", "4k", "master", "vhs", ""]), max_size=3),
}  # fmt: skip
NAMES = sorted({tool.name for tool in CHANGING} - {"make_again", "write_storyboard"}) + [
    "deliver",
    "hand_off",
    "ask_cost",
    "ask_why",
    "show_status",
]


@st.composite
def tool_calls(draw):
    name = draw(st.sampled_from(NAMES))
    fields = [info.alias or field for field, info in TOOLS[name].arguments.model_fields.items()]
    told = {field: draw(VALUES[field]) for field in fields if draw(st.integers(0, 3))}
    return name, {field: value for field, value in told.items() if value is not None}


def holds(production, budget):
    """The invariants of a film, whatever was done to it."""
    board, brief = production.storyboard, production.brief
    ids = [shot.id for shot in board.shots]
    assert len(ids) == len(set(ids)) and 1 <= len(ids) <= 60
    assert brief.duration_s == board.seconds and all(1 <= shot.seconds <= 60 for shot in board.shots)
    assert [route.shot_id for route in production.routes] == ids
    assert {route.aspect_ratio for route in production.routes} == {brief.aspect_ratio}
    assert all(route.why and "sora" not in route.model for route in production.routes)
    assert all(int(each[1:]) <= production.shots_made for each in ids)
    assert all(name in [one.name for one in brief.cast] for shot in board.shots for name in shot.cast)
    keys = [line.key for line in production.quote.lines]
    assert len(keys) == len(set(keys))
    if budget is not None:
        assert brief.budget_credits is not None and brief.budget_credits <= budget
        assert production.quote.credits <= brief.budget_credits


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(tool_calls(), min_size=1, max_size=8), st.sampled_from([None, Decimal(600)]))
def test_any_sequence_of_calls_leaves_a_film_and_spends_nothing(tmp_path, calls, budget):
    folder = tmp_path / f"f{next(numbers)}"
    workshop = planned(folder, budget)
    for name, arguments in calls:
        before = workshop.store.load()
        done, told = run(workshop, name, **arguments)
        after = workshop.store.load()
        assert told and "Traceback" not in told
        assert done or after == before, (name, arguments, told)
        holds(after, budget)
    ledger = workshop.open_ledger(budget)
    balance = ledger.balance()
    ledger.close()
    assert balance.approved == balance.settled == balance.reserved == balance.unknown == 0
    shutil.rmtree(folder)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(tool_calls(), min_size=1, max_size=5))
def test_undoing_as_often_as_was_changed_gives_back_the_first_film(tmp_path, calls):
    workshop = planned(tmp_path / f"f{next(numbers)}")
    first = workshop.store.load()
    changed = sum(
        run(workshop, name, **told)[0] and name in {tool.name for tool in CHANGING} - {"undo"}
        for name, told in calls
        if name != "undo"
    )
    for _ in range(changed):
        assert run(workshop, "undo")[0]
    assert workshop.store.load() == first
    assert not run(workshop, "undo")[0]


def test_making_before_there_is_a_film_is_a_sentence(tmp_path):
    workshop = workshop_of(tmp_path / "film")
    for name in ("draw_stills", "render_takes", "stitch", "make_sound", "edit_shot", "undo", "show_status"):
        arguments = {"shot": 1, "framing": "CU"} if name == "edit_shot" else {}
        try:
            done, told = run(workshop, name, **arguments)
        except GreenlightError as error:
            done, told = False, str(error)
        assert not done and "no film yet" in told.lower(), (name, told)
