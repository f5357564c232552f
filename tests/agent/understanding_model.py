"""A scripted language model that understands English as well as the playbook does, and answers only through the wire.

It sees nothing but the request's body, as any model would.
"""

import json
import re
from decimal import Decimal

from agent.grammar import GO_ON, Scene, understand
from prompts import Prompt
from tests.agent.model_server import Calls, Text
from tools.film.storyboard import Framing

STATE = "[State of the film"
GATE = "[The gate"


def answer(body):  # noqa: PLR0911  (a list of cases, first one wins)
    """The next answer to a request of the LLM director."""
    messages = body["messages"]
    state = (
        json.loads(messages[-1]["content"].split("] ", 1)[1])
        if "There is no film" not in messages[-1]["content"]
        else None
    )
    talk = messages[:-1]
    start = max(
        n
        for n, line in enumerate(talk)
        if line["role"] == "user" and not line["content"].startswith(f"{GATE}, made by Greenlight itself] greenlit")
    )
    wish = talk[start]["content"]
    results = [line["content"] for line in talk[start:] if line["role"] == "tool"]
    names = [call["function"]["name"] for line in talk[start:] for call in line.get("tool_calls", ())]
    if state is None:
        return Calls((("plan_film", {"brief": wish}),))
    if wish.startswith(GATE):
        wish = wish.split("] declined", 1)[1].strip()
        if not wish:
            return Text(Prompt.DECLINED.read())
        meant = [*(understand(wish, scene(state)) or []), *(understand("go on", scene(state)) or [])]
    elif names[:1] == ["plan_film"]:
        meant = understand("go on", scene(state))
    else:
        meant = understand(wish, scene(state))
    if meant is None:
        return Text(Prompt.NOT_UNDERSTOOD.read())
    acts = [call for call in meant if call.name != GO_ON]
    if acts and not results:
        return Calls(tuple((call.name, call.arguments) for call in acts))
    refused = any(line.startswith("refused") for line in results)
    goes_on = len(acts) < len(meant) and not refused
    if goes_on and "stitch" not in names and (following := step(state)):
        return Calls(following)
    if "stitch" in names or results:
        return Text("\n".join(re.sub(r"^(?:done|refused): ", "", line) for line in results))
    return Text(Prompt.FINISHED.read())


def step(state):
    wanted = {line.split()[0] for line in state.get("still_to_buy", ())}
    if "still" in wanted:
        return (("draw_stills", {}),)
    if wanted:
        return (("render_takes", {}),)
    return () if state.get("finished") else (("make_sound", {}), ("stitch", {}))


def scene(state):
    shots = state["shots"]
    return Scene(
        framings=tuple(Framing(shot["framing"]) for shot in shots),
        seconds=tuple(Decimal(str(shot["seconds"])) for shot in shots),
        takes=tuple(shot.get("takes", 0) for shot in shots),
        ids=tuple(shot["id"] for shot in shots),
    )
