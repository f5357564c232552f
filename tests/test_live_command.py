"""`--live` from the command line: real adapters against the emulator, and refusals that cost nothing."""

import json

import pytest

from tests.emulator.fal import KEY
from tests.fal_command import fal_for_commands
from tools.production.store import Store
from ui.cli import main

BRIEF = "A 6 second square film for Luna Bakery, two shots, no voice, no captions"


@pytest.fixture
def emulator(here, monkeypatch, quarter_size):
    with fal_for_commands(here, monkeypatch) as server:
        yield server


def document(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_live_film_is_made_within_its_cap_and_nothing_is_bought_twice(emulator, here, capsys):
    assert main(["make", BRIEF, "--live", "--yes", "--budget", "1500", "--json"]) == 0
    told = document(capsys)
    (folder,) = (here / "productions").iterdir()
    assert told["mode"] == "live" and folder.name.endswith("-live")
    assert main(["resume", str(folder), "--yes", "--json"]) == 0
    capsys.readouterr()
    assert main(["ledger", str(folder), "--json"]) == 0
    ledger = document(capsys)
    assert ledger["mode"] == "live"
    settled = [entry for entry in ledger["entries"] if entry["kind"] == "settled"]
    assert len(emulator.jobs) == len(emulator.posts) == len(settled)
    for secret in KEY.split(":"):
        for file in folder.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), file


def test_a_rehearsed_film_goes_live_in_a_folder_of_its_own_with_the_same_storyboard(emulator, here, capsys):
    assert main(["make", BRIEF, "--yes", "--json"]) == 0
    capsys.readouterr()
    (rehearsed,) = (here / "productions").iterdir()
    before = Store(rehearsed).load()
    assert main(["resume", str(rehearsed), "--live", "--yes", "--budget", "1500", "--json"]) == 0
    live = Store(rehearsed.with_name(f"{rehearsed.name}-live")).load()
    assert live.mode == "live" and live.cut.file is not None
    assert live.storyboard == before.storyboard
    assert [route.model for route in live.routes] == [route.model for route in before.routes]
    assert Store(rehearsed).load() == before
    assert len(emulator.jobs) == len(live.stills) + len(live.takes)


def test_live_without_a_key_names_the_variable_and_makes_nothing(here, capsys):
    assert main(["make", BRIEF, "--live", "--yes", "--budget", "1500"]) == 4
    assert "FAL_KEY" in capsys.readouterr().err
    assert not (here / "productions").exists()


@pytest.mark.parametrize("command", [["make", BRIEF], ["resume"]])
def test_live_with_yes_needs_a_cap(emulator, here, capsys, command):
    if command == ["resume"]:
        assert main(["make", BRIEF]) == 3
    assert main([*command, "--live", "--yes"]) == 2
    assert "--budget" in capsys.readouterr().err
    assert emulator.posts == []


def test_doctor_and_models_say_what_a_key_opens_and_never_show_it(emulator, here, capsys):
    emulator.dollars = 20.0
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "it works, balance 2000.00 credits" in told
    assert main(["models"]) == 0
    table = capsys.readouterr().out
    assert "set RUNWAYML_API_SECRET" in table and KEY not in told + table
    assert main(["models", "--json"]) == 0
    rows = {row["id"]: row for row in document(capsys)["video"]}
    assert rows["veo-3.1"]["callable"] and not rows["runway-gen4"]["callable"] and not rows["sora-2"]["callable"]


def test_a_key_that_does_not_work_is_said_by_doctor_without_its_text(emulator, here, capsys, monkeypatch):
    monkeypatch.setenv("FAL_KEY", "wrong-key:wrong-secret")
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "does not work" in told and "wrong-secret" not in told
