"""The same events without a screen: progress on stderr, the answer on stdout."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import assert_never

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
from agent.stopping import Stopped
from ui.document import document
from ui.progress import Progress
from ui.tables import quoted

MOST_TURNS = 6
"""How often the director is told to go on before it counts as not getting anywhere."""
NOBODY_TO_ASK = (
    "Nobody is here to ask and --yes was not given, so nothing was spent; `greenlight resume {}` asks again."
)
STOPPED = "Stopped; everything made so far is kept, and `greenlight resume {}` goes on."


def run_headless(
    conversation: Conversation, events: AsyncIterator[Event], options: argparse.Namespace, folder: Path
) -> int:
    """Drive the conversation to its end and return the exit status."""
    return asyncio.run(_drive(conversation, events, options, folder))


async def _drive(
    conversation: Conversation, events: AsyncIterator[Event], options: argparse.Namespace, folder: Path
) -> int:
    interrupted = _stop_on_interrupt(conversation)
    progress, turns = Progress(sys.stderr), 0
    try:
        while True:
            waiting, failed = await _listen(events, progress, as_lines=options.events)
            if failed is not None:
                return _tell(progress, failed.message, failed.exit_status)
            if interrupted.is_set() and await _unfinished(conversation):
                return _tell(progress, STOPPED.format(folder), Stopped.exit_status)
            if waiting is None:
                turns += 1
                if turns >= MOST_TURNS or not await _unfinished(conversation):
                    break
                events = conversation.send("go on")  # it stopped to say something, and nobody is here to hear
                continue
            reply = await asyncio.to_thread(_reply_to, waiting, options)
            if reply is None:
                return _tell(progress, NOBODY_TO_ASK.format(folder), 3)
            events = conversation.answer(reply)
            if isinstance(reply, Declined):
                await _listen(events, progress, as_lines=options.events)
                return 3
        return await _finish(conversation, progress, options, folder)
    finally:
        progress.close()
        await conversation.close()


async def _listen(
    events: AsyncIterator[Event], progress: Progress, *, as_lines: bool
) -> tuple[SpendRequested | QuestionAsked | None, Failed | None]:
    waiting: SpendRequested | QuestionAsked | None = None
    failed: Failed | None = None
    async for event in events:
        if as_lines:
            sys.stdout.write(event.model_dump_json() + "\n")
            sys.stdout.flush()
        match event:
            case SpendRequested() | QuestionAsked():
                waiting = event
            case Failed():
                failed = event
            case _:
                _show(event, progress)
    return waiting, failed


def _show(
    event: Said
    | SaidPart
    | Conversed
    | Opened
    | StoryboardDrawn
    | Warned
    | StepStarted
    | StepWaiting
    | StepMoved
    | StepEnded
    | Charged
    | CutReady,
    progress: Progress,
) -> None:
    match event:
        case Said():
            progress.say(event.text.replace("**", ""))
        case Warned():
            progress.say(f"note: {event.warning.message}")
        case StepStarted():
            progress.started(event.step_id, event.label)
        case StepWaiting():
            progress.started(event.step_id, f"{event.label} {event.why}")
        case StepMoved():
            progress.moved(event.step_id, event.progress)
        case StepEnded():
            progress.ended(event.step_id)
        case SaidPart() | Conversed() | Opened() | StoryboardDrawn() | Charged() | CutReady():
            pass
        case _:
            assert_never(event)


def _reply_to(waiting: SpendRequested | QuestionAsked, options: argparse.Namespace) -> Reply | None:
    if isinstance(waiting, QuestionAsked):
        return Answered(request_id=waiting.request_id, text=waiting.default)
    approved = Approved(request_id=waiting.request_id, quote_digest=waiting.quote.digest)
    if options.yes:
        return approved.model_copy(update={"by": "flag"})
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    sys.stderr.write("\n" + quoted(waiting) + "Greenlight it? Type yes, or anything else to stop: ")
    sys.stderr.flush()
    answer = sys.stdin.readline().strip().lower()
    return approved if answer in ("y", "yes") else Declined(request_id=waiting.request_id, note=answer[:200])


async def _unfinished(conversation: Conversation) -> bool:
    production = await conversation.production()
    return production is not None and (production.cut is None or production.cut.file is None)


async def _finish(conversation: Conversation, progress: Progress, options: argparse.Namespace, folder: Path) -> int:
    production = await conversation.production()
    if production is None or production.cut is None or production.cut.file is None:
        return _tell(progress, f"The film is not finished; `greenlight resume {folder}` goes on.", 1)
    progress.close()
    if options.json and not options.events:
        told = document(production, await conversation.balance(), folder)
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    sys.stderr.write(f"The film is {folder / production.cut.file}\n")
    return 0


def _tell(progress: Progress, sentence: str, status: int) -> int:
    progress.close()
    sys.stderr.write(f"greenlight: {sentence}\n")
    return status


def _stop_on_interrupt(conversation: Conversation) -> asyncio.Event:
    """What is set once Ctrl+C was pressed: an act that was just ending is followed by no other."""
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()

    def stop() -> None:
        if interrupted.is_set():
            raise KeyboardInterrupt
        interrupted.set()
        sys.stderr.write("\nStopping after this act; press Ctrl+C again to leave at once.\n")
        conversation.stop()

    try:
        loop.add_signal_handler(signal.SIGINT, stop)
    except NotImplementedError:  # Windows has no such handler: there Ctrl+C raises KeyboardInterrupt at once
        pass
    return interrupted
