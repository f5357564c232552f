"""The wire format is not our own belief: the same director against a real model server, where somebody runs one.

Start any OpenAI-compatible server (llama.cpp, xllamacpp, vLLM, Ollama) and set GREENLIGHT_TEST_ENDPOINT to its address,
such as http://127.0.0.1:8080/v1. A small model's prose is not judged: the protocol is.
"""

import os

import pytest

from agent.events import Conversed
from tests.agent.talking import Talk, llm, session_of

ENDPOINT = os.environ.get("GREENLIGHT_TEST_ENDPOINT", "")


class Real:
    url = ENDPOINT


@pytest.mark.timeout(900)
@pytest.mark.skipif(not ENDPOINT, reason="no real model server was named")
async def test_a_real_server_is_understood_and_spends_nothing(tmp_path):
    talk = Talk(session_of(tmp_path / "film", llm(Real, window=6_000, timeout=180)))
    answer = await talk.say("A 4 second square loop of a candle, no voice, no music")
    assert talk.failed is None and "cannot help right now" not in answer, answer
    used = [event.used for event in talk.events if isinstance(event, Conversed)]
    assert used and used[-1].tokens_in > 500 and used[-1].tokens_out > 0
    balance = await talk.balance()
    assert balance is None or balance.approved == balance.settled == 0
    await talk.session.close()
