"""The only place where real parts are assembled."""

import argparse
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from agent.planning import Wishes
from tools.credits.ledger import Ledger
from tools.film.errors import UsageError
from tools.film.shape import AspectRatio
from tools.production.model import ModeOfWork, Production
from tools.production.slug import slug_for
from tools.production.store import Store, existing

if TYPE_CHECKING:
    from agent.director import Director
    from agent.reckoning import Reckoning
    from agent.session import Session
    from agent.workshop import Emit, Workshop
    from tools.providers.market import Market
    from tools.providers.port import Provider
    from ui.app import GreenlightApp

PRODUCTIONS = Path("productions")


def wishes_from(options: argparse.Namespace) -> Wishes:
    """What the command line fixed, and whom a live film can be bought from."""
    return Wishes(
        mode="live" if options.live else "rehearsal",
        sellers=sellers() if options.live else None,
        ratio=AspectRatio(options.ratio) if options.ratio else None,
        seconds=options.seconds,
        shots=options.shots,
        budget=options.budget,
        voice=options.voice,
        music=options.music,
        captions=options.captions,
        resolution=options.resolution,
        edition=options.edition,
        pins=dict(options.pin),
    )


def wishes_of(folder: Path) -> Wishes:
    """What a production was made with, for going on with it."""
    production = Store(folder).load()
    return Wishes(edition=production.edition, mode=production.mode, sellers=production.sellers)


def sellers() -> tuple[str, ...]:
    """The providers that this person's keys open. Raises CannotBeDone when there is none."""
    from tools.providers.keys import keys_from
    from tools.providers.opening import sellers_among

    return sellers_among(keys_from(os.environ, Path.cwd()))


def folder_for(name: str, text: str, mode: ModeOfWork = "rehearsal") -> Path:
    """The production's folder under the current one: the same brief comes back to its own, another gets a number.

    Rehearsed and live films never share one.
    """
    name = name if mode == "rehearsal" else f"{name}-live"
    number = 1
    while True:
        folder = PRODUCTIONS / (name if number == 1 else f"{name}-{number}")
        if not folder.exists() or _holds(folder, text, mode):
            return folder
        number += 1


def _holds(folder: Path, text: str, mode: ModeOfWork) -> bool:
    store = Store(folder)
    if not store.exists():
        return False
    known = store.load()
    return known.mode == mode and known.brief.text.strip() == text.strip()


def newest_folder() -> Path:
    """The production that changed last; raises UsageError when there is none."""
    found = sorted(PRODUCTIONS.glob("*/production.json"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise UsageError("There is no production under productions/ here; start one with `greenlight make`.")
    return found[-1].parent


def ledger_of(folder: Path) -> "closing[Ledger]":
    """A production's ledger, for reading."""
    production = existing(folder).load()
    return closing(Ledger(folder / "ledger.db", production.mode, production.brief.budget_credits))


def set_budget(folder: Path, budget: Decimal, today: date) -> None:
    """Give a production another cap: the person's own act, which no director has a tool for.

    Raises UsageError or CannotBeDone when what is spent, or any plan, would cross it.
    """
    from agent.replanning import replan, screenplay_of

    store = existing(folder)
    with store.hold():
        production = store.load()
        play = screenplay_of(production)
        play = replace(play, brief=play.brief.model_copy(update={"budget_credits": budget}))
        with ledger_of(folder) as ledger:
            store.save(replan(production, play, ledger.calls(), today))


def resolve(folder: Path, key: str, fate: str, today: date) -> None:
    """What became of a call of unknown fate: `charged`, `not-charged`, or the id of its job. Raises UsageError."""
    from agent import reckoning

    reckoning.resolve(folder, key, fate, lambda production: _market(folder, production.sellers), today)


def reconcile(folder: Path, today: date) -> "Reckoning":
    """The ledger held against what the vendors say. Raises UsageError for a rehearsal."""
    from agent import reckoning

    return reckoning.reconcile(folder, lambda production: _market(folder, production.sellers), today)


def cancel(folder: Path, keys: tuple[str, ...], today: date) -> tuple[str, ...]:
    """The jobs of those calls stopped at their vendors; what came of each. Raises UsageError for a rehearsal."""
    from agent import cancelling

    return cancelling.cancel(folder, keys, lambda production: _market(folder, production.sellers), today)


def headless_session(folder: Path, wishes: Wishes) -> "Session":
    """A conversation that asks nothing beyond the greenlights."""
    return _session(lambda _: folder, wishes, folder=folder, guided=False)


def chat_app(folder: Path | None, *, live: bool) -> "GreenlightApp":
    """The chat. Its conversation opens after the first paint, because its imports are heavy."""
    from ui.app import GreenlightApp

    wishes = Wishes(mode="live", sellers=sellers()) if live else Wishes()
    if folder is not None and Store(folder).exists():
        wishes = wishes_of(folder)
    if live and wishes.mode == "rehearsal":
        raise UsageError(f"{folder} is a rehearsal; `greenlight resume {folder} --live` makes it for real.")

    async def open_conversation() -> "Session":
        import asyncio

        return await asyncio.to_thread(_chat_session, folder, wishes)

    return GreenlightApp(open_conversation, mode=wishes.mode, folder=str(folder or PRODUCTIONS))


def _chat_session(folder: Path | None, wishes: Wishes) -> "Session":
    return _session(
        lambda wish: folder_for(slug_for(wish), wish, wishes.mode),
        wishes,
        folder=folder or _unfinished(wishes.mode),
        guided=True,
    )


def _unfinished(mode: ModeOfWork) -> Path | None:
    """The newest production of that mode that still has something to do."""
    for path in sorted(PRODUCTIONS.glob("*/session.db"), key=lambda path: path.stat().st_mtime, reverse=True):
        store = Store(path.parent)
        known = store.load() if store.exists() else None
        if known is None and mode == "rehearsal" or known is not None and known.mode == mode and not _delivered(known):
            return path.parent
    return None


def _delivered(production: Production) -> bool:
    return production.cut is not None and production.cut.file is not None


def _session(folder_of: Callable[[str], Path], wishes: Wishes, *, folder: Path | None, guided: bool) -> "Session":
    from agent.session import Session

    def assemble(folder: Path, emit: "Emit", should_stop: Callable[[], bool]) -> "Workshop":
        from agent.workshop import Workshop

        folder.mkdir(parents=True, exist_ok=True)
        return Workshop(
            store=Store(folder),
            director=_director(wishes, emit, should_stop, guided=guided),
            wishes=wishes,
            provider=_provider(folder, wishes),
            open_ledger=lambda budget: Ledger(folder / "ledger.db", wishes.mode, budget),
            emit=emit,
            should_stop=should_stop,
            today=date.today(),
        )

    def release(workshop: "Workshop") -> None:
        from tools.providers.market import Market
        from tools.studio.provider import Studio

        if isinstance(workshop.provider, Studio | Market):
            workshop.provider.close()

    return Session(assemble, folder_of, release, folder=folder)


def _provider(folder: Path, wishes: Wishes) -> "Provider":
    """The studio in rehearsal; in a live film the providers it was planned for, as far as their keys are set."""
    if wishes.mode == "rehearsal":
        from tools.studio.provider import Studio

        return Studio(folder / ".studio")
    return _market(folder, wishes.sellers)


def _market(folder: Path, sellers: tuple[str, ...] | None) -> "Market":
    from tools.providers import opening
    from tools.providers.keys import keys_from

    return opening.open_market(keys_from(os.environ, Path.cwd()), sellers or (), folder)


def _director(wishes: Wishes, emit: "Emit", should_stop: Callable[[], bool], *, guided: bool) -> "Director":
    """The language model that was named, with the playbook behind it; the playbook alone where none was."""
    from agent.events import SaidPart
    from agent.llm.settings import settings_from
    from agent.playbook import PlaybookDirector

    playbook = PlaybookDirector(wishes, guided=guided)
    settings = settings_from(os.environ)
    if settings is None:
        return playbook
    from agent.llm.director import LlmDirector
    from agent.llm.endpoint import Endpoint

    return LlmDirector(
        endpoint=Endpoint(settings),
        spare=playbook,
        edition=wishes.edition,
        today=date.today(),
        on_text=lambda piece: emit(SaidPart(text=piece)),
        should_stop=should_stop,
    )
