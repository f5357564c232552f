"""A conversation that is killed at any event goes on where it was: the transcript, the board, the question, the money."""

import json
from collections import Counter

import pytest

from agent.events import SpendRequested
from tests.agent.driven import driven_in_a_process
from tests.agent.talking import Talk, session_of
from tests.forking import server

pytestmark = pytest.mark.usefixtures("quarter_size")

LINES = [
    "A 4 second square loop of a candle, no voice, no music",
    "make shot 1 a wide shot",
    "go on",
    "!",
    "!",
    "no captions",
    "go on",
]


def killed_after(folder, events):
    """Run the conversation, kill it with SIGKILL after that many events; return whether it was still running."""
    context = server()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=driven_in_a_process, args=(folder, LINES, theirs))
    process.start()
    theirs.close()
    try:
        for _ in range(events):
            ours.recv()
        return True
    except EOFError:
        return False
    finally:
        process.kill()
        process.join()


@pytest.mark.parametrize("events", [1, 3, 5, 8, 12, 18, 26])
async def test_after_a_kill_the_conversation_goes_on_and_nothing_is_paid_or_done_twice(tmp_path, events):
    folder = tmp_path / "film"
    assert killed_after(folder, events)
    talk = Talk(session_of(folder, workers=2))
    said = await talk.session.transcript()
    assert said and said[0] == ("you", LINES[0])
    waiting = await talk.session.pending()
    talk.events = [event async for event in talk.session.resume()]
    if waiting is not None:
        assert talk.waiting == waiting and isinstance(waiting, SpendRequested)
    assert (await talk.film()).storyboard.shots[0].id == "s01"
    if (await talk.film()).storyboard.shots[0].framing.value != "WS":
        await talk.say("make shot 1 a wide shot")
        await talk.say("go on")
    while talk.waiting is not None:
        await talk.yes()
    if (await talk.film()).brief.captions:
        await talk.say("no captions")
    for _ in range(3):
        if (await talk.film()).cut.file is None:
            await talk.say("go on")
        while talk.waiting is not None:
            await talk.yes()
    film, balance = await talk.film(), await talk.balance()
    await talk.session.close()
    assert film.cut.file is not None and not film.brief.captions and film.storyboard.shots[0].framing.value == "WS"
    assert balance.reserved == balance.unknown == 0
    bought = {made.key: made.credits for made in (*film.stills, *film.takes)}
    assert balance.settled == sum(bought.values())
    log = (folder / ".studio/submissions.jsonl").read_text("utf-8").splitlines()
    sent = Counter(json.loads(line)["reference"] for line in log)
    assert set(sent.values()) == {1}, sent
