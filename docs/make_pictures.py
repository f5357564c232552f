"""Makes the README's pictures out of the product itself: a real chat about a real rehearsal, and its board."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

WISH = "a 20 second vertical ad for my bakery Golden Crumb, warm, with a voice"
DOCS = ROOT / "docs"


async def film_a_chat(folder: Path) -> Path:
    """Run the chat headless, greenlight twice, take its screenshot at the end; return the production's folder."""
    from ui.widgets.greenlight import GRACE, GreenlightPanel
    from ui.wiring import chat_app

    app = chat_app(None)
    async with app.run_test(size=(132, 44)) as pilot:
        await _until(pilot, lambda: app.query("#transcript Static"))
        await pilot.press(*(("space" if letter == " " else letter) for letter in WISH))
        await pilot.press("enter")
        for _ in range(2):
            await _until(pilot, lambda: app.query(GreenlightPanel))
            await pilot.pause(GRACE + 0.3)
            await pilot.press("y")
            await _until(pilot, lambda: not app.query(GreenlightPanel))
        await _until(pilot, lambda: app.query(".done"))
        await pilot.pause(1.0)
        DOCS.joinpath("chat.svg").write_text(app.export_screenshot(title="greenlight"), encoding="utf-8")
    return next((folder / "productions").iterdir())


async def _until(pilot: object, seen: object) -> None:
    for _ in range(3000):
        if seen():  # type: ignore[operator]
            return
        await pilot.pause(0.1)  # type: ignore[attr-defined]
    raise SystemExit("The chat never got that far.")


def save_board(production: Path) -> None:
    """The board, small enough for a README."""
    with Image.open(production / "board.png") as board:
        board.thumbnail((1100, 1100))
        board.convert("RGB").quantize(192).save(DOCS / "board.png", optimize=True)


def main() -> None:
    """Make both pictures in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        save_board(asyncio.run(film_a_chat(Path(name))))
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
