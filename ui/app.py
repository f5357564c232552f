"""The chat: one conversation on one screen. It shows events and passes on what the person does; it decides nothing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import ClassVar, assert_never

from rich.markdown import Markdown
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Input, Static

from agent.conversation import Conversation
from agent.events import (
    Answered,
    Approved,
    Charged,
    Conversed,
    CutReady,
    Declined,
    Event,
    Failed,
    Opened,
    QuestionAsked,
    Reply,
    Said,
    SaidPart,
    SpendRequested,
    StepEnded,
    StepMoved,
    StepStarted,
    StepWaiting,
    StoryboardDrawn,
    Warned,
)
from tools.production.model import Balance, Production
from ui.widgets.board import Board
from ui.widgets.greenlight import GreenlightPanel, QuestionPanel
from ui.widgets.header import Header

WELCOME = """**What shall we film?** Say it in your own words. For example:

- a 20 second ad for my bakery, warm, vertical
- a teaser for our summer festival, with the text "Doors at six"
- explain how our bike repair works, 30 seconds, for YouTube

"""
MODES = {
    "rehearsal": "This is a rehearsal: it runs on play credits and costs nothing.",
    "live": "This is **live**: real credits at real providers.",
}
PROMISE = "Nothing is ever spent before you press **y**."
ASK = "Say what you want to see, then press Enter"
CHANGE = "What should change? Enter sends it, nothing is spent"


class GreenlightApp(App[int]):
    """The chat's screen. `open_conversation` is called after the first paint, because its imports are heavy."""

    CSS_PATH = "app.tcss"
    TITLE = "Greenlight"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", "Leave", priority=True),
        Binding("ctrl+q", "leave", "Leave", priority=True),
        Binding("escape", "stop", "Stop", priority=True),
    ]

    def __init__(self, open_conversation: Callable[[], Awaitable[Conversation]], *, mode: str, folder: str) -> None:
        super().__init__()
        self._open = open_conversation
        self._mode = mode
        self._folder = Path(folder)
        self._conversation: Conversation | None = None
        self._waiting: SpendRequested | QuestionAsked | None = None
        self._changing = False
        self._busy = True
        self._queue: list[str] = []
        self._labels: dict[str, str] = {}
        self._saying = ""

    def compose(self) -> ComposeResult:
        """Header, transcript and board, status line, composer."""
        yield Header(self._mode)
        with Horizontal(id="body"):
            yield VerticalScroll(id="transcript")
            yield Board(id="board")
        yield Static("", id="status", markup=False)
        yield Input(placeholder=ASK, id="composer")

    def on_mount(self) -> None:
        """Paint first; everything heavy comes after."""
        self.query_one("#composer", Input).focus()
        self._status("getting ready")
        self.call_after_refresh(lambda: self.run_worker(self._begin(), exclusive=False))

    def on_resize(self, event: Resize) -> None:
        """A narrow terminal gives the board less room, a tiny one none."""
        self.set_class(event.size.width < 110, "narrow")
        self.set_class(event.size.width < 76, "tiny")

    async def _begin(self) -> None:
        try:
            conversation = await self._open()
        except Exception as error:  # a person never meets a traceback, and the chat stays open to be left
            from agent.trouble import as_failed

            self._say(Static(as_failed(error, None).message, classes="failed", markup=False))
            self._status("press Ctrl+C to leave")
            return
        self._conversation = conversation
        said = await conversation.transcript()
        for speaker, text in said:
            self._spoken(speaker, text)
        production = await conversation.production()
        if production is None:
            welcome = Markdown(f"{WELCOME}{MODES[self._mode]} {PROMISE}", hyperlinks=False)
            self._say(Static(welcome, classes="greenlight"))
        else:
            await self._show_board(production)
            self._head(await conversation.balance())
        pending = await conversation.pending()
        self._busy = False
        if pending is not None:
            await self._ask(pending)
        elif production is not None and (production.cut is None or production.cut.file is None):
            await self._listen(conversation.resume())
        self._next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the composer: an answer, a change, or the next thing to say."""
        text = event.value.strip()
        event.input.value = ""
        if self._changing and isinstance(self._waiting, SpendRequested):
            self._changing = False
            self._answer(Declined(request_id=self._waiting.request_id, note=text[:500]), text)
        elif isinstance(self._waiting, QuestionAsked):
            said = self.query_one(QuestionPanel).answer(text)
            self._answer(Answered(request_id=self._waiting.request_id, text=said), said)
        elif isinstance(self._waiting, SpendRequested):
            self._status("the quote above waits: press y, n or e there (Tab goes to it)")
            self.query_one(GreenlightPanel).focus()
        elif text:
            self._queue.append(text)
            if self._busy:
                self.run_worker(self._heed(text), exclusive=False)
            self._next()

    def on_greenlight_panel_decided(self, message: GreenlightPanel.Decided) -> None:
        """A key that counts was pressed in the greenlight panel."""
        request = message.request
        if message.choice == "yes":
            approved = Approved(request_id=request.request_id, quote_digest=request.quote.digest)
            self._answer(approved, f"Greenlit: {request.quote.credits} credits")
        elif message.choice == "no":
            self._answer(Declined(request_id=request.request_id), "Not greenlit")
        else:
            self._changing = True
            composer = self.query_one("#composer", Input)
            composer.placeholder = CHANGE
            composer.focus()

    def action_stop(self) -> None:
        """Esc: the running turn ends after its act; nothing is lost."""
        if self._busy and self._conversation is not None:
            self._conversation.stop()
            self._status("stopping after this act")

    async def action_leave(self) -> None:
        """Ctrl+C: leave at once and say how to come back."""
        if self._conversation is not None:
            self._conversation.stop()
            await self._conversation.close()
        self.exit(0, message="Everything made so far is kept; `greenlight` or `greenlight resume` goes on.")

    async def _heed(self, text: str) -> None:
        """What is typed while it works waits, unless it is about the work under way: that is stopped for it."""
        meant = None if self._conversation is None else await self._conversation.cannot_wait(text)
        if text not in self._queue:
            return
        if meant is None:
            self._say(Static(f"queued: {text}", classes="queued", markup=False))
            return
        self._queue.remove(text)
        if meant:
            self._queue.insert(0, meant)
        self.action_stop()
        self._next()

    def _next(self) -> None:
        """Send what was queued, one thing at a time."""
        if self._busy or self._waiting is not None or not self._queue or self._conversation is None:
            return
        text = self._queue.pop(0)
        self._spoken("you", text)
        self._busy = True
        self.run_worker(self._turn(self._conversation.send(text)), exclusive=False)

    def _answer(self, reply: Reply, shown: str) -> None:
        assert self._conversation is not None, "only an open conversation asks"
        self._waiting = None
        self._busy = True
        for panel in (*self.query(GreenlightPanel), *self.query(QuestionPanel)):
            panel.remove()
        composer = self.query_one("#composer", Input)
        composer.placeholder = ASK
        composer.focus()
        self._spoken("you", shown or "(no)")
        self.run_worker(self._turn(self._conversation.answer(reply)), exclusive=False)

    async def _turn(self, events: AsyncIterator[Event]) -> None:
        await self._listen(events)
        self._next()

    async def _listen(self, events: AsyncIterator[Event]) -> None:
        self._busy = True
        self._status("working (Esc stops)")
        async for event in events:
            await self._show(event)
        self._heard_all()
        self._busy = False
        if self._waiting is None:
            self._status("")

    async def _show(self, event: Event) -> None:
        match event:
            case Said() | SaidPart() | Conversed():
                self._heard(event)
            case Warned():
                self._say(Static(f"note: {event.warning.message}", classes="note", markup=False))
            case Opened():
                self._say(Static(f"Now working in {event.folder}", classes="note", markup=False))
            case StoryboardDrawn():
                await self._show_board(event.production)
            case QuestionAsked() | SpendRequested():
                await self._ask(event)
            case StepStarted() | StepWaiting() | StepMoved() | StepEnded():
                await self._step(event)
            case Charged():
                self._head(event.balance)
            case CutReady():
                await self._show_board(event.production)
                self._finished(Path(event.folder), event.production.cut.file if event.production.cut else None)
            case Failed():
                self._say(Static(event.message, classes="failed", markup=False))
            case _:
                assert_never(event)

    def _heard(self, event: Said | SaidPart | Conversed) -> None:
        """What the director says; a model's words appear piece by piece, as plain text until they are whole."""
        if isinstance(event, Conversed):
            self.query_one(Header).talked(event.used)
            return
        if isinstance(event, Said):
            self._heard_all()
            self._spoken("greenlight", event.text)
            return
        self._saying += event.text
        found = self.query("#saying")
        if found:
            found.first(Static).update(self._saying)
        else:
            self._say(Static(self._saying, id="saying", classes="greenlight", markup=False))

    def _heard_all(self) -> None:
        self._saying = ""
        self.query("#saying").remove()

    async def _ask(self, asked: SpendRequested | QuestionAsked) -> None:
        self._waiting = asked
        panel = GreenlightPanel(asked) if isinstance(asked, SpendRequested) else QuestionPanel(asked)
        await self.mount(panel, before="#status")
        if isinstance(asked, SpendRequested):
            self._head(asked.balance)
            self._status("waiting for your greenlight")
        else:
            self._status("waiting for your answer")

    async def _step(self, event: StepStarted | StepWaiting | StepMoved | StepEnded) -> None:
        card = self.query_one(Board).card(event.shot_id)
        if isinstance(event, StepStarted):
            self._labels[event.step_id] = event.label
        elif isinstance(event, StepWaiting):
            self._labels[event.step_id] = f"{event.label} {event.why}"
        label = self._labels.get(event.step_id, event.step_id)
        progress = event.progress if isinstance(event, StepMoved) else 0.0
        if isinstance(event, StepEnded):
            if card is not None:
                card.work(event.step_id, label, None)
            if event.file is not None and event.step_id.startswith("still/") and event.shot_id is not None:
                await self.query_one(Board).drawn(event.shot_id, self._at() / event.file)
            return
        if card is not None:
            shown = label.split(" on ")[0] + (f", {event.why}" if isinstance(event, StepWaiting) else "")
            card.work(event.step_id, shown, progress)
        self._status(f"{label}  {progress:.0%}  (Esc stops)")

    async def _show_board(self, production: Production) -> None:
        board = self.query_one(Board)
        board.add_class("full")
        await board.show(production, self._at())

    def _at(self) -> Path:
        """Where the production's files lie: the conversation knows once it has chosen a folder."""
        return (self._conversation.folder if self._conversation else None) or self._folder

    def _finished(self, folder: Path, file: str | None) -> None:
        told = Text("Your film is finished.\n", style="bold #7fc98f")
        told.append(str((folder / (file or "cut/final.mp4")).resolve()), style="bold #ffb454")
        told.append(f"\nOpen it with your player. The storyboard as a picture: {(folder / 'board.png').resolve()}")
        self._say(Static(told, classes="done"))

    def _spoken(self, speaker: str, text: str) -> None:
        if speaker == "you":
            self._say(Static(text, classes="you", markup=False))
        else:
            self._say(Static(Markdown(text, hyperlinks=False), classes="greenlight"))

    def _say(self, widget: Static) -> None:
        transcript = self.query_one("#transcript", VerticalScroll)
        transcript.mount(widget)
        transcript.scroll_end(animate=False)

    def _head(self, balance: Balance | None) -> None:
        self.query_one(Header).tell(balance)

    def _status(self, text: str) -> None:
        self.query_one("#status", Static).update(text)
