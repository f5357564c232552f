"""The storyboard at the side: a card a shot, with its still, its route, and how far its work is."""

import asyncio
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from tools.film.storyboard import Shot
from tools.production.model import Production
from ui.widgets.thumbnail import half_cells, stamp_of

BAR = 18


class Card(Static):
    """One shot."""

    def __init__(self, shot_id: str) -> None:
        super().__init__(id=f"card-{shot_id}", classes="card")
        self.shot_id = shot_id
        self.landscape = True
        self._head: RenderableType = Text(shot_id)
        self._picture: RenderableType | None = None
        self._work: dict[str, tuple[str, float]] = {}

    def tell(self, production: Production, shot: Shot) -> None:
        """Show what the shot is and who makes it."""
        self.landscape = production.brief.size.width >= production.brief.size.height
        head = Text()
        head.append(f"{production.storyboard.label(shot)} ", style="bold #ffb454")
        head.append(f"{shot.framing.value} {shot.camera.value} {shot.seconds.normalize():f} s", style="#d9d2c7")
        still = production.still(shot.id)
        if still is None and production.stills:
            head.append("  to draw", style="#ffb454")
            self._picture = None
        elif production.keeper(shot.id) is not None:
            head.append("  kept", style="bold #7fc98f")
        elif still is not None and still.locked:
            head.append("  locked", style="#7fc98f")
        head.append(f"\n{shot.description}", style="#f4efe6")
        if shot.cast:
            head.append(f"\nwith {', '.join(shot.cast)}", style="#7fc98f")
        route = next((route for route in production.routes if route.shot_id == shot.id), None)
        if route is not None:
            draft = f" + draft {route.draft.credits}" if route.draft else ""
            price = f"{route.credits} credits{draft}" if route.rendered_with is None else f"with {route.rendered_with}"
            head.append(f"\n{route.model}  {price}", style="#9a938a")
        self._head = head
        self._paint()

    def picture(self, rendered: RenderableType) -> None:
        """Show the still."""
        self._picture = rendered
        self._paint()

    def work(self, step_id: str, label: str, progress: float | None) -> None:
        """Show a running step's bar; None takes it away."""
        if progress is None:
            self._work.pop(step_id, None)
        else:
            self._work[step_id] = (label, progress)
        self._paint()

    def _paint(self) -> None:
        parts: list[RenderableType] = [] if self._picture is None else [self._picture]
        parts.append(self._head)
        for label, progress in self._work.values():
            filled = round(progress * BAR)
            bar = Text("━" * filled, style="#ffb454")
            bar.append("━" * (BAR - filled), style="#3a3630")
            bar.append(f" {label}", style="#9a938a")
            parts.append(bar)
        self.update(Group(*parts))


class Board(VerticalScroll):
    """Every card, in the film's order."""

    async def show(self, production: Production, folder: Path) -> None:
        """Draw or renew the cards of a production whose files lie in `folder`."""
        wanted = [f"card-{shot.id}" for shot in production.storyboard.shots]
        if [card.id for card in self.query(Card)] != wanted:
            await self.remove_children()
            await self.mount_all([Card(shot.id) for shot in production.storyboard.shots])
        for shot in production.storyboard.shots:
            card = self.query_one(f"#card-{shot.id}", Card)
            card.tell(production, shot)
            still = production.still(shot.id)
            if still is not None:
                await self._load(card, folder / still.file)

    async def drawn(self, shot_id: str, path: Path) -> None:
        """A still has just been drawn."""
        if found := self.card(shot_id):
            await self._load(found, path)

    def card(self, shot_id: str | None) -> Card | None:
        """The card of a shot; None when there is none."""
        return next((card for card in self.query(Card) if card.shot_id == shot_id), None)

    async def _load(self, card: Card, path: Path) -> None:
        columns = 34 if card.landscape and self.size.width >= 38 else 20 if card.landscape else 14
        try:
            rendered = await asyncio.to_thread(lambda: half_cells(path, stamp_of(path), columns))
        except (OSError, ValueError):
            return  # a picture that cannot be shown is no reason to stop: the file itself was checked when it was made
        card.picture(rendered)
