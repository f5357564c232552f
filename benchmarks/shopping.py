"""What the waiting benchmark buys with: a counter at fal's real adapter, and as many clips as are wanted."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PIL import Image

from tools.catalog.load import load_edition
from tools.credits.ledger import Ledger
from tools.film.route import Mode, Quote, QuoteLine
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.production.model import Balance
from tools.providers.fal import Fal
from tools.providers.port import Order
from tools.purchases import Purchase
from tools.purchasing import Counter
from tools.rendering.drive import check_clip


class Silent:
    """Watches and says nothing."""

    def started(self, step_id: str, shot_id: str | None, label: str) -> None:
        """A piece of work began."""

    def waiting(self, step_id: str, shot_id: str | None, label: str, why: str) -> None:
        """It waits."""

    def moved(self, step_id: str, shot_id: str | None, progress: float) -> None:
        """How far it is."""

    def ended(self, step_id: str, shot_id: str | None, outcome: str, file: str | None) -> None:
        """It is over."""

    def charged(self, key: str, credits: Decimal, balance: Balance) -> None:
        """The ledger moved."""

    def should_stop(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class Shopping:
    """Purchases and the quote that greenlights them."""

    each: list[Purchase]
    quote: Quote


def counter_for(folder: Path) -> Counter:
    """A counter at fal's real adapter."""
    ledger = Ledger(folder / "ledger.db", "live", None)
    provider = Fal("key:secret", loopback=True)
    return Counter(folder=folder, ledger=ledger, provider=provider, watch=Silent(), verify=check_clip)


def states(counter: Counter) -> list[str]:
    """Read by another thread, so over a connection of its own."""
    ledger = Ledger(counter.folder / "ledger.db", "live", None)
    try:
        return [call.state for call in ledger.calls()]
    finally:
        ledger.close()


def purchases_for(folder: Path, jobs: int, model: str, seconds: int) -> Shopping:
    """As many clips as are wanted, each of its own content."""
    Image.new("RGB", (720, 1280), "orange").save(folder / "still.png")
    (folder / "takes").mkdir()
    each = []
    row = load_edition("2026-11", ("fal",)).video_model(model)
    endpoint = row.endpoint_for(Mode.IMAGE_TO_VIDEO) if row else None
    for number in range(1, jobs + 1):
        key = f"clip/s{number:02d}/1"
        line = QuoteLine(
            kind="clip", key=key, shot_id=f"s{number:02d}", model=model, provider="fal", seconds=Decimal(seconds),
            credits=Decimal("10.00"), content=f"{number}",
        )  # fmt: skip
        order = Order(
            provider="fal", endpoint=endpoint,
            kind="clip", reference=key, shot_id=line.shot_id, model=model, prompt=f"Cup {number}.", framing=Framing.CU,
            camera=CameraMove.PUSH_IN, aspect_ratio=AspectRatio.PORTRAIT, width=720, height=1280, fps=24,
            seconds=Decimal(seconds), start_image=folder / "still.png",
        )  # fmt: skip
        each.append(Purchase(line=line, order=order, file=f"takes/{number}.mp4", label=key))
    lines = tuple(purchase.line for purchase in each)
    total = Decimal(10) * jobs
    return Shopping(each, Quote(lines=lines, p50=total, p90=total))
