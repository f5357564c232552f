"""Midjourney has no public API: the prompt is made ready, the picture is made by hand and brought back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.agent.talking import Talk, session_of
from tests.agent.test_files import BRIEF
from tests.tools.material.test_material import picture
from tools.catalog.by_hand import place_named
from tools.film.shape import AspectRatio


async def test_a_picture_made_by_hand_in_midjourney_becomes_the_frame_and_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    picture(tmp_path / "mine.png")
    talk = Talk(session_of(tmp_path / "film"))
    await talk.say(BRIEF)
    before = await talk.film()
    told = await talk.say("use Midjourney for the stills")
    lines = re.findall(r"`(/imagine prompt: .+)`", told)
    assert len(lines) == 2 and all(" --ar 1:1 " in line and re.search(r"--seed \d+$", line) for line in lines)
    assert "no public API" in told and "**use @picture.png from Midjourney as the start frame of shot 1**" in told
    assert await talk.film() == before, "asking changes nothing"
    assert "start frame of shot 2" in await talk.say("use @mine.png from Midjourney as the start frame of shot 2")
    film = await talk.film()
    (brought,) = film.material
    assert (brought.origin, brought.used_as, brought.shot_id) == ("Midjourney", "start-frame", "s02")
    assert film.quote.credits < before.quote.credits
    left = await talk.say("what are the midjourney prompts")
    assert "Shot 1:" in left and "Shot 2:" not in left
    await talk.session.close()


@given(st.text(max_size=400), st.sampled_from(AspectRatio), st.integers(min_value=0, max_value=2**40))
def test_no_words_of_a_brief_can_become_a_flag_of_midjourney(prompt, ratio, seed):
    line = place_named("Midjourney").ready(prompt, ratio, seed)
    assert line.count("--") == 3 and "\n" not in line
    assert line.startswith("/imagine prompt: ") and f" --ar {ratio.value} " in line
    assert int(line.rsplit(" ", 1)[1]) <= 4_294_967_295
