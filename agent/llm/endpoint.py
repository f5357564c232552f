"""Asking an OpenAI-compatible endpoint, whatever it can and cannot do; interruptible at any moment."""

import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openai

from agent.llm.answer import Answer, collect, whole
from agent.llm.schemas import tool_schemas
from agent.llm.settings import Settings
from agent.stopping import Stopped
from tools.film.errors import GreenlightError

TRIES = 3
FIRST_PAUSE_SECONDS = 0.4
"""Before it is asked again after a failure; twice as long each time."""
LONGEST_WAIT = 20.0
"""Seconds that a `Retry-After` is obeyed for; beyond it the playbook director carries on instead."""
STEPS_DOWN = ("stream_options", "parallel_tool_calls", "strict", "stream")
_TELLS = {
    "stream_options": ("stream_options", "include_usage"),
    "parallel_tool_calls": ("parallel_tool_calls", "parallel tool"),
    "strict": ("strict", "schema", "additionalproperties"),
    "stream": ("stream",),
}

Json = dict[str, Any]


class EndpointDown(GreenlightError):
    """The language model cannot be used now; the sentence says why, without any key."""


@dataclass
class Endpoint:
    """One endpoint. It remembers what the endpoint refused, and does not ask for it again."""

    settings: Settings
    refused: set[str] = field(default_factory=set)

    def ask(self, messages: list[Json], on_text: Callable[[str], None], should_stop: Callable[[], bool]) -> Answer:
        """One answer. Raises EndpointDown when there is none to be had, Stopped when the person wants the turn to end.

        Asking again is harmless: nothing is done with half an answer.
        """
        for attempt in range(1, TRIES + len(STEPS_DOWN) + 1):
            try:
                answer = self._once(messages, on_text, should_stop)
            except openai.BadRequestError as error:
                if not self._step_down(error):
                    raise EndpointDown(f"the endpoint refused the request ({_brief(error)})") from error
            except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
                raise EndpointDown("the endpoint does not accept the key in OPENAI_API_KEY") from error
            except openai.NotFoundError as error:
                raise EndpointDown(f"the endpoint has no model called {self.settings.model}") from error
            except openai.RateLimitError as error:
                _wait(
                    _retry_after(error),
                    should_stop,
                    why="the endpoint is busy or its credit is used up",
                    last=attempt >= TRIES,
                )
            except (openai.APIConnectionError, openai.InternalServerError, openai.APIError) as error:
                why = (
                    "no answer came in time"
                    if isinstance(error, openai.APITimeoutError)
                    else f"it failed ({_brief(error)})"
                )
                pause = FIRST_PAUSE_SECONDS * 2**attempt * (0.7 + 0.6 * random.random())
                _wait(pause, should_stop, why=why, last=attempt >= TRIES)
            else:
                if answer.finished or answer.cut_off:
                    return answer
                _wait(FIRST_PAUSE_SECONDS / 2, should_stop, why="its answer broke off", last=attempt >= TRIES)
        raise EndpointDown("the endpoint refuses every form of the request")

    def _once(self, messages: list[Json], on_text: Callable[[str], None], should_stop: Callable[[], bool]) -> Answer:
        """Ask in a thread of its own, so that Esc ends the turn even while no byte comes."""
        client = openai.OpenAI(
            api_key=self.settings.key,
            base_url=self.settings.base_url,
            max_retries=0,
            timeout=self.settings.timeout_seconds,
        )
        done: queue.Queue[Answer | BaseException] = queue.Queue()

        def work() -> None:
            try:
                done.put(self._read(client, messages, on_text))
            except BaseException as error:  # handed to the waiting thread, whatever it is
                done.put(error)

        threading.Thread(target=work, daemon=True, name="language model").start()
        try:
            while True:
                if should_stop():
                    raise Stopped("Stopped; nothing was changed by this answer.")
                try:
                    result = done.get(timeout=0.05)
                except queue.Empty:
                    continue
                if isinstance(result, BaseException):
                    raise _as_openai(result)
                return result
        finally:
            client.close()

    def _read(self, client: openai.OpenAI, messages: list[Json], on_text: Callable[[str], None]) -> Answer:
        asked: Json = {
            "model": self.settings.model,
            "messages": messages,
            "tools": tool_schemas(strict="strict" not in self.refused),
        }
        if "parallel_tool_calls" not in self.refused:
            asked["parallel_tool_calls"] = True
        if "stream" in self.refused:
            return whole(client.chat.completions.create(**asked))
        if "stream_options" not in self.refused:
            asked["stream_options"] = {"include_usage": True}
        with client.chat.completions.create(**asked, stream=True) as stream:
            return collect(stream, on_text)

    def _step_down(self, error: openai.BadRequestError) -> bool:
        """Leave out what the endpoint complains of; without a hint, the next thing on the list."""
        told = str(error).lower()
        open_steps = [step for step in STEPS_DOWN if step not in self.refused]
        named = [step for step in open_steps if any(word in told for word in _TELLS[step])]
        if not open_steps or ("context" in told and "length" in told):
            return False
        self.refused.add((named or open_steps)[0])
        return True


def _as_openai(error: BaseException) -> BaseException:
    """Whatever the transport threw in the middle of a stream counts as a broken connection."""
    if isinstance(error, openai.OpenAIError | KeyboardInterrupt):
        return error
    broken = openai.OpenAIError(f"{type(error).__name__}")
    return _Broken(str(broken))


class _Broken(openai.APIError):
    def __init__(self, what: str) -> None:
        Exception.__init__(self, what)
        self.message = what


def _wait(seconds: float, should_stop: Callable[[], bool], *, why: str, last: bool) -> None:
    if last or seconds > LONGEST_WAIT:
        raise EndpointDown(why)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if should_stop():
            raise Stopped("Stopped; nothing was changed by this answer.")
        time.sleep(0.05)


def _retry_after(error: openai.RateLimitError) -> float:
    told = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        return 1.0


def _brief(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return f"status {status}" if status is not None else type(error).__name__
