"""The storyboard as one picture: every still with its number, framing, model and words."""

import os
from pathlib import Path

from PIL import Image, ImageDraw

from tools.film.storyboard import Shot
from tools.fonts.lettering import Lettering
from tools.production.model import Production

WIDE = 420
"""Width of a landscape card in pixels; upright cards are narrower."""
MARGIN, TEXT = 28, 118
PAPER, INK, QUIET, AMBER = "#16151a", "#f4efe6", "#a49d92", "#ffb454"


def draw_board(production: Production, folder: Path) -> Path:
    """Write `board.png` into the production's folder and return its path; stills not drawn yet are left dark."""
    shots = production.storyboard.shots
    width, height = _card(production)
    columns = min(len(shots), 4 if width >= height else 6)
    rows = -(-len(shots) // columns)
    step_x, step_y = width + MARGIN, height + TEXT
    sheet = Image.new("RGB", (columns * step_x + MARGIN, rows * step_y + MARGIN + 92), PAPER)
    _title(sheet, production)
    for number, shot in enumerate(shots):
        left, top = MARGIN + number % columns * step_x, 92 + number // columns * step_y
        _still(sheet, production, folder, shot, (left, top, width, height))
        _words(sheet, production, shot, (left, top + height + 10, width))
    path = folder / "board.png"
    beside = path.with_name(f".board.{os.getpid()}.png")
    try:
        sheet.save(beside, compress_level=2)  # a tenth larger, in a quarter of the time
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _card(production: Production) -> tuple[int, int]:
    across, down = production.brief.aspect_ratio.parts
    if across >= down:
        return WIDE, round(WIDE * down / across)
    return round(WIDE * 0.72), round(WIDE * 0.72 * down / across)


def _title(sheet: Image.Image, production: Production) -> None:
    brief = production.brief
    head, plain = Lettering(30, language=brief.language), Lettering(17, heavy=False)
    name = head.shortened(brief.brand or brief.subject, sheet.width - 2 * MARGIN)
    head.put(sheet, (MARGIN, 52), name, INK)
    seconds = f"{production.storyboard.seconds.normalize():f} s"
    told = f"{len(production.storyboard.shots)} shots, {seconds}, {brief.aspect_ratio.value}, {production.mode}"
    plain.put(sheet, (MARGIN, 77), told, QUIET)


def _still(
    sheet: Image.Image, production: Production, folder: Path, shot: Shot, box: tuple[int, int, int, int]
) -> None:
    left, top, width, height = box
    still = production.still(shot.id)
    if still is None or not (folder / still.file).exists():
        ImageDraw.Draw(sheet).rectangle((left, top, left + width, top + height), fill="#232129")
        return
    with Image.open(folder / still.file) as picture:
        picture.draft("RGB", (width * 2, height * 2))
        sheet.paste(picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), (left, top))


def _words(sheet: Image.Image, production: Production, shot: Shot, box: tuple[int, int, int]) -> None:
    left, top, width = box
    route = next((route for route in production.routes if route.shot_id == shot.id), None)
    bold, plain = Lettering(17), Lettering(15, heavy=False, language=production.brief.language)
    label, seconds = production.storyboard.label(shot), f"{shot.seconds.normalize():f} s"
    head = f"{label}  {shot.framing.value}  {shot.camera.value}  {seconds}"
    bold.put(sheet, (left, top + 17), bold.shortened(head, width), AMBER)
    seen = f"{shot.description} [{', '.join(shot.cast)}]" if shot.cast else shot.description
    lines = plain.wrapped(seen, width)[:3]
    for number, line in enumerate(lines):
        plain.put(sheet, (left, top + 39 + number * 19), line, INK)
    if route is not None:
        price = f"{route.credits} credits" if route.rendered_with is None else f"with {route.rendered_with}"
        told = plain.shortened(f"{route.model}  {price}", width)
        plain.put(sheet, (left, top + 41 + len(lines) * 19), told, QUIET)
