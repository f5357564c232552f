"""One conversation about one production: runs the graph, and turns it into a stream of events."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command

from agent.events import EVENT, Event, Failed, Opened, QuestionAsked, Reply, Said, SpendRequested, StoryboardDrawn
from agent.grammar import scene_of, understand
from agent.grammar.cancelling import while_working
from agent.graph import build
from agent.trouble import as_failed
from agent.workshop import Emit, Workshop
from tools.film.errors import NotGreenlit, UsageError
from tools.material.inbox import receive
from tools.production.model import Balance, Production

os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

Assemble = Callable[[Path, Emit, Callable[[], bool]], Workshop]
"""Makes the workshop of the production in a folder; only `ui/wiring.py` knows how."""

NEW_FILM = "/new "
GO_ON = {"messages": [{"speaker": "you", "text": "go on"}]}


@dataclass
class _Open:
    """What is held while a production is open."""

    workshop: Workshop
    graph: Any
    closing: AsyncExitStack


@dataclass
class Session:
    """Implements `agent.conversation.Conversation`. `folder_for` picks a folder when the first wish comes."""

    assemble: Assemble
    folder_for: Callable[[str], Path]
    release: Callable[[Workshop], None]
    folder: Path | None = None
    _opened: _Open | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _queue: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)

    async def send(self, text: str) -> AsyncIterator[Event]:
        """The person said something; the events of the turn that follows."""
        if text.startswith(NEW_FILM):
            await self.close()
            self.folder, text = None, text.removeprefix(NEW_FILM).strip()
        try:
            if self.folder is None:
                self.folder = self.folder_for(text)
            opened = await self._open()
        except Exception as error:  # the choke point between us and a person: a sentence, never a traceback
            yield as_failed(error, self.folder)
            return
        for trouble in await asyncio.to_thread(receive, self.folder, text, Path.cwd()):
            yield Said(text=trouble)
        said = {"messages": [{"speaker": "you", "text": text}]}
        async for event in self._turn(opened, said):
            yield event

    async def answer(self, reply: Reply) -> AsyncIterator[Event]:
        """The person answered the pending request; the events of the turn that follows."""
        request = await self.pending()
        if request is None or request.request_id != reply.request_id:
            yield Failed(message="Nothing waits for that answer any more; nothing was changed.", exit_status=2)
            return
        async for event in self._turn(await self._open(), Command(resume=reply.model_dump(mode="json"))):
            yield event

    async def resume(self) -> AsyncIterator[Event]:
        """Go on where it stopped: the pending question again, or the work that was under way."""
        try:
            opened = await self._open()
            production = await self.production()
            snapshot = await opened.graph.aget_state(CONFIG)
        except Exception as error:  # as above
            yield as_failed(error, self.folder)
            return
        if production is not None:
            yield StoryboardDrawn(production=production)
        request = _request_in(snapshot)
        if request is not None:
            yield request
        elif snapshot.next:
            async for event in self._turn(opened, None):
                if isinstance(event, Failed) and event.exit_status == NotGreenlit.exit_status:
                    break  # the film was planned anew since its work was greenlit, so the new quote is asked for
                yield event
            else:
                return
            async for event in self._turn(opened, GO_ON):
                yield event
        elif production is not None or snapshot.values:
            async for event in self._turn(opened, GO_ON):
                yield event
        else:
            yield as_failed(UsageError("There is no film here to go on with; start one with `greenlight make`."), None)

    async def pending(self) -> SpendRequested | QuestionAsked | None:
        """The request that waits for the person; it survives a restart."""
        if self.folder is None:
            return None
        opened = await self._open()
        return _request_in(await opened.graph.aget_state(CONFIG))

    async def transcript(self) -> list[tuple[str, str]]:
        """What was said so far, as (speaker, Markdown)."""
        if self.folder is None:
            return []
        snapshot = await (await self._open()).graph.aget_state(CONFIG)
        said = snapshot.values.get("messages", [])
        return [(line["speaker"], line["text"]) for line in said if line["speaker"] in ("you", "greenlight")]

    async def production(self) -> Production | None:
        """The film so far; None before the first brief was read."""
        if self.folder is None:
            return None
        store = (await self._open()).workshop.store
        return await asyncio.to_thread(store.load) if store.exists() else None

    async def balance(self) -> Balance | None:
        """Where the money stands."""
        production = await self.production()
        if production is None:
            return None
        workshop = (await self._open()).workshop

        def read() -> Balance:
            ledger = workshop.open_ledger(production.brief.budget_credits)
            try:
                return ledger.balance()
            finally:
                ledger.close()

        return await asyncio.to_thread(read)

    async def cannot_wait(self, text: str) -> str | None:
        """What words that were said during a turn mean if they are about the work under way; None for all others."""
        production = await self.production()
        return None if production is None else while_working(text, understand(text, scene_of(production)))

    def stop(self) -> None:
        """Stop the running turn soon; nothing is lost, `resume` goes on."""
        self._stop.set()

    async def close(self) -> None:
        """Let go of files and workers."""
        self.stop()
        if self._opened is not None:
            opened, self._opened = self._opened, None
            await opened.closing.aclose()

    async def _open(self) -> _Open:
        if self._opened is None:
            if self.folder is None:
                raise UsageError("There is no film yet; say what you want to see.")
            self._opened = await self._open_folder(self.folder)
        return self._opened

    async def _open_folder(self, folder: Path) -> _Open:
        loop = asyncio.get_running_loop()

        def emit(event: Event) -> None:
            loop.call_soon_threadsafe(self._queue.put_nowait, event)

        closing = AsyncExitStack()
        try:
            workshop = await asyncio.to_thread(self.assemble, folder, emit, self._stop.is_set)
            closing.callback(self.release, workshop)
            closing.enter_context(workshop.store.hold())
            saver = await closing.enter_async_context(AsyncSqliteSaver.from_conn_string(str(folder / "session.db")))
            graph = build(workshop, saver)
            await graph.aget_state(CONFIG)
        except BaseException:
            await closing.aclose()
            raise
        return _Open(workshop, graph, closing)

    async def _turn(self, opened: _Open, start: Any) -> AsyncIterator[Event]:  # noqa: ANN401  (LangGraph's own input)
        self._stop.clear()
        next_folder: Path | None = None
        work = asyncio.create_task(opened.graph.ainvoke(start, CONFIG, durability="sync"))
        try:
            async for event in self._events_of(work):
                if isinstance(event, Opened):
                    next_folder = Path(event.folder)
                yield event
            work.result()
            request = _request_in(await opened.graph.aget_state(CONFIG))
        except Exception as error:  # as above
            yield as_failed(error, self.folder)
            return
        finally:
            if not work.done():
                self._stop.set()
                await asyncio.wait({work})
        if request is not None:
            yield request
        elif next_folder is not None:
            await self.close()
            self.folder = next_folder
            production = await self.production()
            if production is not None:
                yield StoryboardDrawn(production=production)

    async def _events_of(self, work: "asyncio.Task[Any]") -> AsyncIterator[Event]:
        while not work.done():
            following = asyncio.create_task(self._queue.get())
            await asyncio.wait({work, following}, return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                yield following.result()
            else:
                following.cancel()
        await asyncio.sleep(0)
        while not self._queue.empty():
            yield self._queue.get_nowait()


CONFIG: RunnableConfig = {"configurable": {"thread_id": "film"}, "recursion_limit": 200}


def _request_in(snapshot: Any) -> SpendRequested | QuestionAsked | None:  # noqa: ANN401  (LangGraph's snapshot)
    for task in snapshot.tasks:
        for waiting in task.interrupts:
            event = EVENT.validate_python(waiting.value)
            if isinstance(event, SpendRequested | QuestionAsked):
                return event
    return None
