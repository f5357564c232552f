"""Conversations with the playbook director, as people have them: read them in `transcripts/`."""

from pathlib import Path

import pytest

from agent.events import QuestionAsked, SpendRequested
from tests.agent.model_server import ModelServer
from tests.agent.talking import Talk, llm, session_of
from tests.agent.understanding_model import answer

pytestmark = pytest.mark.usefixtures("quarter_size")

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
async def test_the_conversation_goes_as_it_is_written(file, tmp_path):
    await goes_as_written(
        file, session_of(tmp_path / "film", guided="guided" in file.read_text("utf-8").split(), workers=2)
    )


@pytest.mark.parametrize(
    "file",
    [file for file in TRANSCRIPTS if "playbook director only" not in file.read_text("utf-8")],
    ids=lambda file: file.stem,
)
async def test_a_language_model_carries_the_same_conversation_over_the_wire(file, tmp_path):
    with ModelServer([answer], seed=len(file.stem)) as server:
        await goes_as_written(file, session_of(tmp_path / "film", llm(server), workers=2))
    assert server.requests


async def goes_as_written(file, session):
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    talk = Talk(session)
    said = ""
    for number, line in enumerate(lines):
        where = f"{file.stem}, line {number + 1}: {line}"
        act, _, rest = line.partition(": ")
        said = await done(talk, act.rstrip(":"), rest, said)
        await looked_at(talk, act, rest, said, where)
        assert talk.failed is None, f"{where}\n{talk.failed}"
    await talk.session.close()


async def done(talk, act, rest, said):
    acts = {
        "you": lambda: talk.say(rest),
        "yes": talk.yes,
        "no": lambda: talk.no(rest),
        "answer": lambda: talk.tell(rest),
    }
    return await acts[act]() if act in acts else said


async def looked_at(talk, what, rest, said, where):
    match what:
        case "says":
            assert rest in said, f"{where}\nsaid: {said}"
        case "asks":
            assert isinstance(talk.waiting, SpendRequested) and rest in talk.waiting.purpose, where
        case "asks-question":
            assert isinstance(talk.waiting, QuestionAsked) and rest in talk.waiting.text, where
        case "no-question":
            assert talk.waiting is None, where
        case "film":
            await check(talk, rest, where)
        case _:
            assert what.rstrip(":") in ("you", "yes", "no", "answer", "guided"), where


async def check(talk, wanted, where):
    film, balance = await talk.film(), await talk.balance()
    facts = facts_of(film) | {"spent": f"{balance.settled.normalize():f}"}
    words, found = wanted.split(" "), {}
    for word in words:
        if "<" in word:
            name, most = word.split("<")
            assert float(facts[name]) < float(most), where
        elif "=" in word:
            name, value = word.split("=", 1)
            found[name] = value
        else:
            found[name] += f" {word}"
    assert {name: facts[name] for name in found} == found, where


def facts_of(film):
    brief, board = film.brief, film.storyboard
    facts = {
        "shots": len(board.shots),
        "seconds": f"{board.seconds.normalize():f}",
        "order": " ".join(shot.id for shot in board.shots),
        "ratio": brief.aspect_ratio.value,
        "budget": None if brief.budget_credits is None else f"{brief.budget_credits.normalize():f}",
        "quote": film.quote.credits,
        "stills": len(film.stills),
        "finished": film.cut.file is not None,
        "mood": brief.mood.value,
        "grade": brief.grade and brief.grade.value,
        "music_mood": brief.music_mood and brief.music_mood.value,
    } | {name: getattr(brief, name) for name in ("voice", "music", "captions", "brand")}
    for number, shot in enumerate(board.shots, start=1):
        kept = film.keeper(shot.id)
        told = {name: getattr(shot, name) for name in ("dialogue", "narration", "on_screen_text", "cast")} | {
            "framing": shot.framing.value,
            "camera": shot.camera.value,
            "seconds": f"{shot.seconds.normalize():f}",
            "model": film.route(shot.id).model,
            "takes": sum(take.shot_id == shot.id and not take.draft for take in film.takes),
            "kept": kept and kept.number,
        }
        facts |= {f"shot{number}.{name}": value for name, value in told.items()}
    return {name: str(value) for name, value in facts.items()}
