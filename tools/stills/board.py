"""The storyboard as one picture: every still with its number, framing, model and words."""

import os
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools import fonts
from tools.film.storyboard import Shot
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
    draw = ImageDraw.Draw(sheet)
    _title(draw, production, sheet.width)
    for number, shot in enumerate(shots):
        left, top = MARGIN + number % columns * step_x, 92 + number // columns * step_y
        _still(sheet, production, folder, shot, (left, top, width, height))
        _words(draw, production, shot, (left, top + height + 10, width))
    path = folder / "board.png"
    beside = path.with_name(f".board.{os.getpid()}.png")
    try:
        sheet.save(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _card(production: Production) -> tuple[int, int]:
    across, down = production.brief.aspect_ratio.parts
    if across >= down:
        return WIDE, round(WIDE * down / across)
    return round(WIDE * 0.72), round(WIDE * 0.72 * down / across)


def _title(draw: ImageDraw.ImageDraw, production: Production, width: int) -> None:
    brief = production.brief
    name = brief.brand or brief.subject
    head = ImageFont.truetype(str(fonts.BLACK), 30)
    draw.text((MARGIN, 22), _short(name, head, width - 2 * MARGIN), font=head, fill=INK)
    seconds = f"{production.storyboard.seconds.normalize():f} s"
    told = f"{len(production.storyboard.shots)} shots, {seconds}, {brief.aspect_ratio.value}, {production.mode}"
    draw.text((MARGIN, 60), told, font=ImageFont.truetype(str(fonts.REGULAR), 17), fill=QUIET)


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


def _words(draw: ImageDraw.ImageDraw, production: Production, shot: Shot, box: tuple[int, int, int]) -> None:
    left, top, width = box
    route = next((route for route in production.routes if route.shot_id == shot.id), None)
    bold, plain = ImageFont.truetype(str(fonts.BLACK), 17), ImageFont.truetype(str(fonts.REGULAR), 15)
    label, seconds = production.storyboard.label(shot), f"{shot.seconds.normalize():f} s"
    head = f"{label}  {shot.framing.value}  {shot.camera.value}  {seconds}"
    draw.text((left, top), _short(head, bold, width), font=bold, fill=AMBER)
    seen = f"{shot.description} [{', '.join(shot.cast)}]" if shot.cast else shot.description
    lines = textwrap.wrap(seen, max(12, int(width / 7.6)))[:3]
    for number, line in enumerate(lines):
        draw.text((left, top + 24 + number * 19), line, font=plain, fill=INK)
    if route is not None:
        price = f"{route.credits} credits" if route.rendered_with is None else f"with {route.rendered_with}"
        told = _short(f"{route.model}  {price}", plain, width)
        draw.text((left, top + 26 + len(lines) * 19), told, font=plain, fill=QUIET)


def _short(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while font.getlength(text) > width and len(text) > 2:
        text = f"{text[:-2].rstrip('…')}…"
    return text
