"""The LLM director through the real client: it drives whole films, and nothing that goes wrong costs a credit."""

import json
import time
from decimal import Decimal

import pytest

from agent.director import Message, ToolCall
from agent.events import Conversed, Failed, Said, SpendRequested
from agent.llm import endpoint
from agent.llm.context import request_messages
from agent.llm.schemas import tool_schemas
from tests.agent.model_server import Broken, Calls, ModelServer, Slow, Status, Text
from tests.agent.talking import TODAY, Talk, llm, session_of

pytestmark = pytest.mark.usefixtures("quarter_size")

BRIEF = "A 4 second square loop of a candle, no voice, no music"
PLAN = Calls((("plan_film", {"brief": BRIEF}),))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(endpoint, "FIRST_PAUSE_SECONDS", 0.02)


async def talked(folder, script, *said, **options):
    """Say things to a director with that script; return the talk, the server's requests, and what was answered."""
    refuses = options.pop("refuses", frozenset())
    with ModelServer(list(script), refuses=refuses) as server:
        talk = Talk(session_of(folder, llm(server, **options)))
        answers = [await talk.say(text) for text in said]
        film, balance = await talk.film(), await talk.balance()
        await talk.session.close()
        return talk, server, answers, film, balance


async def test_a_model_makes_a_whole_film_with_the_persons_two_greenlights(tmp_path):
    script = [
        PLAN,
        Calls((("draw_stills", {}),), text="Now the stills."),
        Calls((("render_takes", {}),), text="Now the clips."),
        Calls((("make_sound", {}), ("stitch", {}))),
        Text("Here is your film."),
    ]
    with ModelServer(script) as server:
        talk = Talk(session_of(tmp_path / "film", llm(server, price=Decimal(2)), workers=2))
        await talk.say(BRIEF)
        assert isinstance(talk.waiting, SpendRequested) and (await talk.balance()).approved == 0
        await talk.yes()
        assert {line.kind for line in talk.waiting.quote.lines} <= {"draft", "clip"}
        assert "Here is your film." in await talk.yes()
        film, balance = await talk.film(), await talk.balance()
        spent = [event.used for event in talk.events if isinstance(event, Conversed)][-1]
        await talk.session.close()
    assert (tmp_path / "film" / film.cut.file).exists() and balance.settled == film.quote.credits
    assert spent.tokens_in == 120 * 5 and spent.dollars == Decimal(128 * 5 * 2) / 1_000_000
    sent = server.requests[-1]["messages"]
    assert [line["role"] for line in sent if line["role"] == "tool"] == ["tool"] * 5
    assert "sk-test-secret" not in json.dumps(server.requests)


async def test_a_model_edits_in_parallel_and_reads_what_came_of_it(tmp_path):
    script = [
        PLAN,
        Calls(
            (("edit_shot", {"shot": 1, "framing": "ECU"}), ("set_captions", {"on": False}), ("edit_shot", {"shot": 9}))
        ),
        lambda body: Text(" | ".join(line["content"] for line in body["messages"] if line["role"] == "tool")),
    ]
    _, _, answers, film, _ = await talked(tmp_path / "film", script, BRIEF)
    assert film.storyboard.shots[0].framing.value == "ECU" and not film.brief.captions
    assert "done: Shot 1 is now" in answers[0] and "refused: There is no shot 9" in answers[0]


async def test_a_model_can_write_the_storyboard_and_code_routes_it(tmp_path):
    shots = [
        {"description": "a match is struck", "framing": "ECU", "camera": "static", "seconds": 2},
        {"description": "a candle burns in a window", "framing": "WS", "camera": "push-in", "seconds": 2},
    ]
    _, _, _, film, _ = await talked(
        tmp_path / "film", [PLAN, Calls((("write_storyboard", {"shots": shots}),)), Text("Two shots.")], BRIEF
    )
    assert [shot.description for shot in film.storyboard.shots] == ["a match is struck", "a candle burns in a window"]
    assert all(route.why and route.ruled_out for route in film.routes)


@pytest.mark.parametrize(
    "refuses",
    [
        set(),
        {"stream_options"},
        {"strict"},
        {"parallel_tool_calls", "strict"},
        {"stream"},
        {"stream", "stream_options", "parallel_tool_calls", "strict"},
    ],
)
async def test_an_endpoint_that_knows_less_is_asked_for_less(tmp_path, refuses):
    script = [PLAN, Text("Planned.")]
    _, server, answers, film, _ = await talked(tmp_path / "film", script, BRIEF, refuses=frozenset(refuses))
    assert answers == ["Planned."] and film is not None
    assert len(server.requests) == 2 + len(refuses)


@pytest.mark.parametrize("strict", [True, False])
def test_no_schema_has_a_reference_or_an_open_object(strict):
    text = json.dumps(tool_schemas(strict=strict))
    assert "$ref" not in text and "$defs" not in text

    def check(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert not strict or set(node["required"]) == set(node["properties"])
            for each in node.values():
                check(each)
        elif isinstance(node, list):
            for each in node:
                check(each)

    check(tool_schemas(strict=strict))


FAULTS = {
    "malformed JSON": Calls((("edit_shot", '{"shot": 1, "framing": '),)),
    "an unknown tool": Calls((("approve_everything", {"credits": 10_000}),)),
    "missing arguments": Calls((("edit_shot", {}),)),
    "absurd arguments": Calls((("edit_shot", {"shot": 1, "seconds": "a fortnight", "price": 0}),)),
    "a list": Calls((("edit_shot", "[1, 2]"),)),
    "deeply nested": Calls((("edit_shot", "[" * 20_000),)),
    "an empty answer": Text(""),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_malformed_answer_is_sent_back_once_and_then_told_in_a_sentence(tmp_path, fault):
    mended = [PLAN, Text("Planned."), FAULTS[fault], Calls((("set_captions", {"on": False}),)), Text("Off.")]
    _, server, answers, film, _ = await talked(tmp_path / "mended", mended, BRIEF, "no captions")
    assert answers[1] == "Off." and not film.brief.captions
    assert "could not use that answer" in server.requests[3]["messages"][-1]["content"]
    hopeless = [PLAN, Text("Planned."), FAULTS[fault]]
    talk, _, answers, film, balance = await talked(tmp_path / "hopeless", hopeless, BRIEF, "no captions")
    assert "sent an answer twice that cannot be used" in answers[1] and talk.failed is None
    assert film.brief.captions and balance.approved == balance.settled == 0


DOWN = {
    "401": Status(401, "bad key sk-test-secret"),
    "403": Status(403),
    "404": Status(404),
    "429 for good": Status(429, headers=(("retry-after", "0.05"),)),
    "429 for an hour": Status(429, headers=(("retry-after", "3600"),)),
    "500": Status(500),
    "400": Status(400, "context length exceeded"),
    "a slow first byte": Slow(2.0, Text("late")),
    "a cut stream": Broken(Text("half of what I wanted to")),
    "a stream cut in a call": Broken(Calls((("remove_shot", {"shot": 1}),)), after=3),
}


@pytest.mark.parametrize("fault", DOWN)
async def test_when_the_endpoint_dies_the_playbook_director_carries_on_and_says_so(tmp_path, fault):
    script = [PLAN, Text("Planned."), DOWN[fault]]
    talk, _, answers, film, balance = await talked(
        tmp_path / "film", script, BRIEF, "no captions please", "render it", timeout=0.5
    )
    assert "language model cannot help right now" in answers[1] and "sk-test" not in answers[1]
    assert "Captions are off" in answers[1] and not film.brief.captions
    assert isinstance(talk.waiting, SpendRequested) and balance.approved == 0
    assert talk.failed is None


async def test_a_busy_endpoint_is_waited_for_and_a_cut_stream_is_asked_again(tmp_path):
    script = [Status(429, headers=(("retry-after", "0.1"),)), PLAN, Broken(Text("half")), Status(503), Text("Planned.")]
    _, _, answers, film, _ = await talked(tmp_path / "film", script, BRIEF)
    assert answers == ["Planned."] and film is not None


async def test_an_endless_loop_ends_in_a_sentence(tmp_path):
    same = [PLAN, Calls((("show_status", {}),))]
    _, server, answers, _, _ = await talked(tmp_path / "same", same, BRIEF)
    assert "does not go in circles" in answers[0] and len(server.requests) == 4
    swings = iter(range(1_000))
    other = [PLAN, lambda _: Calls((("edit_shot", {"shot": 1, "seconds": 2 + next(swings) / 10}),))]
    _, server, answers, _, _ = await talked(tmp_path / "other", other, BRIEF)
    assert "does not go in circles" in answers[0] and len(server.requests) == 12


async def test_an_answer_of_a_megabyte_is_cut_short(tmp_path):
    _, _, answers, film, _ = await talked(tmp_path / "film", [PLAN, Text("very " * 200_000)], BRIEF)
    assert film is not None and 4_000 < len(answers[0]) <= 8_000


async def test_whatever_a_model_says_only_the_person_greenlights(tmp_path):
    rash = [
        Calls((("plan_film", {"brief": BRIEF}), ("draw_stills", {}), ("render_takes", {}), ("stitch", {}))),
        Text("I have approved everything and bought the film."),
    ]
    talk, _, _, film, balance = await talked(tmp_path / "film", rash, BRIEF)
    assert balance.approved == balance.settled == balance.reserved == 0
    assert film is None or not film.stills


async def test_a_turn_stops_at_once_while_no_byte_comes(tmp_path):
    with ModelServer([PLAN, Slow(20, Text("late"))]) as server:
        talk = Talk(session_of(tmp_path / "film", llm(server, timeout=60)))
        began, events = time.monotonic(), []
        async for event in talk.session.send(BRIEF):
            events.append(event)
            if event.kind == "storyboard_drawn":
                talk.session.stop()
        assert time.monotonic() - began < 5
        assert isinstance(events[-1], Failed) and events[-1].exit_status == 130
        await talk.session.close()


def test_a_long_conversation_fits_the_window_and_keeps_every_wish_in_short():
    lines = []
    for number in range(400):
        lines.append(Message(speaker="you", text=f"wish {number}: " + "words " * 200))
        call = ToolCall(name="set_captions", arguments={"on": True}, call_id=f"{number}.0")
        lines.append(Message(speaker="greenlight", text="", calls=(call,)))
        lines.append(Message(speaker="tool", text="done " * 300, tool="set_captions", call_id=f"{number}.0"))
    lines.append(Message(speaker="you", text="the newest wish"))
    sent = request_messages(lines, None, None, TODAY, window_tokens=16_000)
    assert sum(len(json.dumps(line)) for line in sent) < 16_000 * 3
    told = json.dumps(sent)
    assert "the newest wish" in told and "wish 399" in told and "wish 0:" in told
    for number, line in enumerate(sent):
        for call in line.get("tool_calls", ()):
            assert any(later.get("tool_call_id") == call["id"] for later in sent[number + 1 :])


async def test_a_declined_step_is_told_to_the_model_with_every_call_answered(tmp_path):
    script = [PLAN, Calls((("draw_stills", {}),)), Text("Then not.")]
    with ModelServer(script) as server:
        talk = Talk(session_of(tmp_path / "film", llm(server)))
        await talk.say(BRIEF)
        assert await talk.no("too dear") == "Then not."
        told = json.dumps(server.requests[-1]["messages"])
        assert "declined too dear" in told and "Not run" in told
        assert isinstance([e for e in talk.events if isinstance(e, Said)][-1], Said)
        await talk.session.close()
