"""The cut leaves for an editor by a word of the person's, with a language model or without."""

from agent.grammar import scene_of, understand
from agent.toolbox import run_tool
from tests.agent.test_tools import files_of, planned, run, workshop_of
from tests.tools.stitching.handoff.test_delivering import a_production, folder, reels  # noqa: F401


def test_a_word_about_an_editor_writes_its_project_and_says_how_it_is_opened(folder):  # noqa: F811
    workshop = workshop_of(folder)
    workshop.store.create(a_production())
    before = files_of(folder)
    (call,) = understand("open it in DaVinci Resolve", scene_of(workshop.store.load()))
    done, told = run_tool(workshop, call.model_copy(update={"call_id": "1"}))
    assert done, told
    assert "3 shots in `exports/resolve/`" in told and "File > Import > Timeline" in told
    assert (folder / "exports/resolve/film.fcpxml").exists() and (folder / "exports/resolve/s02-take1.mp4").exists()
    after = files_of(folder)
    assert {name for name in after if name not in before} and before.items() <= after.items(), "nothing else changed"


def test_before_there_are_takes_it_says_what_is_missing(tmp_path):
    workshop = planned(tmp_path / "film")
    done, told = run(workshop, "hand_off", format="capcut")
    assert not done and told == "s01 has no take to cut yet; `greenlight resume` renders it first."
    assert not (tmp_path / "film/exports").exists()
