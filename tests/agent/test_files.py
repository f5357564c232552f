"""The person's own files in a film, and what nobody else can make it read."""

import pytest

from agent.director import Decision, ToolCall
from tests.agent.scripted import Directed
from tests.agent.talking import Talk, session_of
from tests.tools.material.test_material import clip, picture, sound
from tools.probing import probe_video
from tools.production.store import Store

BRIEF = "A 6 second square film about a candle, two shots, no voice, no music"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_pictures_clips_and_sounds_of_ones_own_make_a_film_that_costs_nothing(here):
    picture(here / "first.jpg", form="JPEG")
    clip(here / "second.mp4", seconds=5)
    sound(here / "song.wav", 2)
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    before = (await talk.film()).quote.credits
    assert "is the start frame of shot 1" in await talk.say("use first.jpg as the start frame of shot 1")
    assert "nothing has to be rendered" in await talk.say("use @second.mp4 as the clip for shot 2")
    assert "is the music" in await talk.say("use song.wav as the music")
    film = await talk.film()
    assert film.quote.credits < before and {line.shot_id for line in film.to_make()} == {"s01"}
    await talk.say("go on")
    while talk.waiting:
        await talk.yes()
    film = await talk.film()
    facts = probe_video(here / "film" / film.cut.file)
    assert (facts.width, facts.height) == (480, 480) and abs(facts.seconds - 6) < 0.1
    assert film.music.mood.startswith("own") and (await talk.balance()).settled == film.quote.credits
    await talk.session.close()


async def test_another_shape_or_length_lets_go_of_what_no_longer_fits(here):
    picture(here / "first.jpg", form="JPEG")
    clip(here / "second.mp4", seconds=4)
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    await talk.say("use first.jpg as the start frame of shot 1")
    await talk.say("use second.mp4 as the clip for shot 2")
    await talk.say("make shot 2 six seconds")
    film = await talk.film()
    assert film.keeper("s02") is None and any(line.key.startswith("clip/s02") for line in film.to_make())
    assert "give them again" in await talk.say("make it vertical")
    film = await talk.film()
    drawn = {line.shot_id for line in film.to_make() if line.kind == "still"}
    assert drawn == {"s01", "s02"}
    await talk.session.close()


async def test_a_logo_closes_the_film_and_undo_takes_it_away_again(here):
    picture(here / "logo.png")
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    before = await talk.film()
    assert "closes the film" in await talk.say("use my logo.png as the end frame")
    after = await talk.film()
    assert after.still(after.storyboard.shots[-1].id).provider == "own"
    await talk.say("undo")
    assert await talk.film() == before and not list((here / "film/stills").glob("*"))
    await talk.session.close()


async def test_a_picture_of_somebody_goes_with_every_order_that_shows_them(here):
    picture(here / "Mia.png")
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    assert "Mia looks like Mia.png" in await talk.say("use Mia.png as the character")
    film = await talk.film()
    assert all(list(film.looks(shot).values()) == ["stills/c01-reference.png"] for shot in film.storyboard.shots)
    assert not any(line.shot_id == "c01" for line in film.quote.lines)
    await talk.session.close()


async def test_a_script_is_spoken_verbatim_and_a_shot_list_is_the_storyboard(here):
    (here / "words.txt").write_text("Light it. Sit down; breathe -- slowly!", encoding="utf-8")
    (here / "list.csv").write_text(
        "description,seconds\na match is struck,2\nwax melts,3\nsmoke rises,2\n", encoding="utf-8"
    )
    talk = Talk(session_of(here / "film"))
    await talk.say(f"{BRIEF.replace(', no voice', '')}. The script is in words.txt.")
    shots = (await talk.film()).storyboard.shots
    assert " ".join(shot.narration for shot in shots) == "Light it. Sit down; breathe -- slowly!"
    await talk.say("use list.csv as the shot list")
    film = await talk.film()
    assert [shot.description for shot in film.storyboard.shots] == ["a match is struck", "wax melts", "smoke rises"]
    assert film.storyboard.seconds == 7 == film.brief.duration_s
    await talk.session.close()


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.txt", "secret.txt", "@secret.txt", "~/secret.txt"])
async def test_no_director_can_read_a_file_that_the_person_did_not_name(here, name):
    (here / "secret.txt").write_text("the secret words", encoding="utf-8")
    rash = Directed(
        Decision(calls=(ToolCall(name="plan_film", arguments={"brief": BRIEF}),)),
        Decision(calls=(ToolCall(name="use_file", arguments={"file": name, "as": "script"}),)),
    )
    talk = Talk(session_of(here / "film", lambda *_: rash))
    await talk.say(BRIEF)
    assert "secret words" not in (await talk.film()).model_dump_json()
    assert not (here / "film/material").exists()
    await talk.session.close()


async def test_a_file_that_is_not_there_or_not_right_is_a_sentence_and_changes_nothing(here):
    picture(here / "logo.png")
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    before = await talk.film()
    assert "no file called gone.png" in await talk.say("use @gone.png as the end frame")

    assert await talk.film() == before
    await talk.session.close()


@pytest.mark.usefixtures("quarter_size")
async def test_a_recording_is_the_voice_and_brings_no_words_that_it_does_not_say(here):
    sound(here / "me.wav", 3)
    talk = Talk(session_of(here / "film", workers=2))
    await talk.say("A 4 second square ad for a candle shop, one shot, no music")
    assert any(shot.narration for shot in (await talk.film()).storyboard.shots)
    assert "is the voice of the whole film" in await talk.say("use me.wav as the voice-over")
    await talk.say("go on")
    while talk.waiting:
        await talk.yes()
    film = await talk.film()
    assert film.cut.file is not None and len(film.voice) == 1 and film.cut.loudness_lufs is not None
    assert (here / "film/cut/captions.srt").read_text("utf-8").strip() == ""
    await talk.session.close()


CUBE = 'TITLE "mine"\nLUT_3D_SIZE 2\n' + "".join(f"{r} {g} {b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 1))


async def test_a_logo_in_the_corner_and_a_look_of_ones_own_lie_over_the_film_and_can_be_taken_off(here):
    picture(here / "logo.png")
    (here / "kodak.cube").write_text(CUBE)
    (here / "half.cube").write_text(CUBE.rpartition("1 1 1")[0])
    calls = [
        ToolCall(name="plan_film", arguments={"brief": BRIEF}),
        ToolCall(name="use_file", arguments={"file": "logo.png", "as": "watermark"}),
        ToolCall(name="use_file", arguments={"file": "kodak.cube", "as": "look"}),
        ToolCall(name="use_file", arguments={"file": "half.cube", "as": "look"}),
        ToolCall(name="set_finish", arguments={"without": ["watermark"]}),
    ]
    directed = Directed(*(Decision(says="", calls=(call,)) for call in calls))
    talk = Talk(session_of(here / "film", director=lambda *_: directed))
    await talk.say("A film with @logo.png, @kodak.cube and @half.cube")
    film = await talk.film()
    assert {each.name: each.used_as for each in film.material} == {"logo.png": "watermark", "kodak.cube": "look"}
    assert film.brief.finish.watermark is None and film.brief.finish.look_table == film.material[-1].sha256
    await talk.session.close()


async def test_what_was_ones_own_is_ones_own_when_the_film_is_made_again(here):
    picture(here / "Mia.png")
    clip(here / "second.mp4", seconds=5)
    sound(here / "song.wav", 2)
    talk = Talk(session_of(here / "film"))
    await talk.say(BRIEF)
    await talk.say("use Mia.png as the character")
    await talk.say("use @second.mp4 as the clip for shot 2")
    await talk.say("use song.wav as the music")
    before = await talk.film()
    await talk.say("make it again")
    again = Store(here / "film-again-2").load()
    files = {*again.own_files(), *(each.file for each in again.material)}
    assert all((here / "film-again-2" / file).exists() for file in files) and "music" in {
        m.used_as for m in again.material
    }
    assert again.keeper("s02").sha256 == before.keeper("s02").sha256 and again.reference("Mia").provider == "own"
    assert {line.shot_id for line in again.to_make()} == {"s01"}
    await talk.session.close()
