"""The conversation as a graph: director -> gate -> tools -> director, until the director has something to say."""

import asyncio
import operator
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import interrupt
from pydantic import TypeAdapter

from agent.director import NOT_STOPPED, Decision, Message, Question, ToolCall, total_used
from agent.events import EVENT, Answered, Approved, Conversed, QuestionAsked, Reply, Said, SpendRequested
from agent.gate import asks_first, confirmation, greenlight, note_of_no, spend_request, spends
from agent.toolbox import run_tool
from agent.workshop import Workshop

REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)

Json = dict[str, Any]


class State(TypedDict, total=False):
    """What a checkpoint holds: JSON only, so that it outlives every rename of a class."""

    messages: Annotated[list[Json], operator.add]
    calls: list[Json]
    question: Json | None
    request: Json | None
    reply: Json | None
    left_off: list[Json]
    """The greenlit calls that the person broke off to say what she says now."""


@dataclass(frozen=True)
class Nodes:
    """One method a node. Each may run again after a crash, so each is harmless to repeat."""

    workshop: Workshop

    async def director(self, state: State) -> State:
        """Ask the director what to say and do next."""
        return await asyncio.to_thread(self._decide, state)

    def _decide(self, state: State) -> State:
        messages = [Message.model_validate(message) for message in state.get("messages", [])]
        store = self.workshop.store
        production = store.load() if store.exists() else None
        decision: Decision = self.workshop.director.decide(messages, production)
        if decision.says:
            self.workshop.emit(Said(text=decision.says, director=decision.by))
        numbered = tuple(
            call.model_copy(update={"call_id": f"{len(messages)}.{number}"})
            for number, call in enumerate(decision.calls)
        )
        line = Message(speaker="greenlight", text=decision.says, calls=numbered, used=decision.used)
        said = [line.model_dump(mode="json")] if decision.says or numbered or decision.used else []
        if decision.used is not None:
            self.workshop.emit(Conversed(used=total_used([*messages, line])))
        question = decision.question.model_dump(mode="json") if decision.question else None
        calls = [call.model_dump(mode="json") for call in numbered]
        greenlit = (state.get("reply") or {}).get("kind") == "approved"
        left_off = state.get("calls", []) if greenlit else []
        told: State = {"messages": said, "calls": calls, "question": question, "left_off": left_off}
        return {**told, "request": None, "reply": None}

    async def ask(self, state: State) -> State:
        """Wait for the person's answer to one question; does nothing else, because it reruns from its top."""
        question = Question.model_validate(state["question"])
        asked = QuestionAsked(
            request_id=f"ask-{question.topic}",
            text=question.text,
            choices=question.choices,
            default=question.default,
        )
        answer = Answered.model_validate(interrupt(asked.model_dump(mode="json")))
        text = answer.text.strip() or question.default
        return {"messages": [_message("greenlight", question.text), _message("you", text)], "question": None}

    async def quote(self, state: State) -> State:
        """Turn the paid calls into one quote; what cannot be taken back is asked before anything is bought."""
        calls = [ToolCall.model_validate(call) for call in state.get("calls", [])]
        sure = await asyncio.to_thread(confirmation, self.workshop, calls)
        if sure is not None:
            free = [call.model_dump(mode="json") for call in calls if not spends(call)]
            return {"request": sure.model_dump(mode="json"), "calls": free}
        request = await asyncio.to_thread(spend_request, self.workshop, calls)
        return {"request": request.model_dump(mode="json") if request else None}

    async def gate(self, state: State) -> State:
        """Wait for the person's yes or no; does nothing else, because it reruns from its top."""
        return {"reply": interrupt(state["request"])}

    async def greenlight(self, state: State) -> State:
        """Write the greenlight, or drop the calls."""
        request = EVENT.validate_python(state["request"])
        reply = REPLY.validate_python(state["reply"])
        if isinstance(request, QuestionAsked):
            return _answered(request, reply, state.get("calls", []), state.get("left_off", []))
        assert isinstance(request, SpendRequested), "the gate asks nothing else"
        if isinstance(reply, Approved):
            await asyncio.to_thread(greenlight, self.workshop, request, reply)
            return {"messages": [_message("gate", f"greenlit {request.quote.credits} credits")]}
        note = reply.text if isinstance(reply, Answered) else reply.note
        return {"messages": [_message("gate", f"declined {note}".strip())], "calls": []}

    async def tools(self, state: State) -> State:
        """Do the work, one call after the other."""
        done = []
        for raw in state.get("calls", []):
            call = ToolCall.model_validate(raw)
            ok, answer = await asyncio.to_thread(run_tool, self.workshop, call)
            told = Message(speaker="tool", text=answer, tool=call.name, call_id=call.call_id, done=ok)
            done.append(told.model_dump(mode="json"))
        return {"messages": done, "calls": []}


def build(workshop: Workshop, checkpointer: BaseCheckpointSaver[Any]) -> CompiledStateGraph[State, None, State, State]:
    """The graph, with its parts assembled."""
    nodes = Nodes(workshop)
    graph = StateGraph(State)
    for name in ("director", "ask", "quote", "gate", "greenlight", "tools"):
        graph.add_node(name, getattr(nodes, name))
    graph.add_edge(START, "director")
    graph.add_conditional_edges("director", _after_director, ["ask", "quote", END])
    graph.add_edge("ask", "director")
    graph.add_conditional_edges("quote", lambda state: "gate" if state.get("request") else "tools", ["gate", "tools"])
    graph.add_edge("gate", "greenlight")
    graph.add_conditional_edges("greenlight", lambda state: "tools" if state.get("calls") else "director")
    graph.add_edge("tools", "director")
    return graph.compile(checkpointer=checkpointer)


def _after_director(state: State) -> str:
    if state.get("question"):
        return "ask"
    return "quote" if state.get("calls") else END


def _answered(request: QuestionAsked, reply: Reply, calls: list[Json], left_off: list[Json]) -> State:
    """The calls after a yes; after a no those that needed none, else the ones that were broken off for it."""
    note = note_of_no(request, reply)
    if note is None:
        return {"messages": [_message("gate", "agreed: " + request.text)]}
    kept = [call for call in calls if not asks_first(ToolCall.model_validate(call))]
    going = [] if note else left_off
    return {"messages": [_message("gate", f"{NOT_STOPPED} {note}".strip())], "calls": kept or going}


def _message(speaker: str, text: str) -> Json:
    return Message.model_validate({"speaker": speaker, "text": text}).model_dump(mode="json")
