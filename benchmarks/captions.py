"""How much of a film's captions can be read back from its frames, by tesseract, for every script that we claim.

    make bench NAME=captions

A dozen short texts in each language, each over a shot of a painted picture, cut as a film is cut, in the boxed style
and in the usual one. The cards of the shots' middle frames are read as one page and compared with what was written,
letter by letter; spaces do not count. Languages that tesseract here cannot read, or no font here draws, are named and
left out. The last line is JSON; it exits 1 when a language is below 95 per cent in either style, or a card below 7:1.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path

import av
import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tools.stitching.captions.test_contrast import contrast
from tests.tools.stitching.captions.test_scripts import compared, share_read
from tools import ffmpeg
from tools.film.brief import Brief
from tools.film.finish import CaptionStyle, Finish
from tools.film.footage import Cut, Take
from tools.film.route import Mode, Route
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing, Role, Shot, Storyboard
from tools.fonts.writing import fonts_for
from tools.production.model import Production
from tools.providers.port import Order
from tools.stitching.assembling import Frame, caption_layout
from tools.stitching.captions import Caption, cards_of
from tools.stitching.captions.words import words_of
from tools.stitching.cut import stitch
from tools.studio.painter import paint

TEXTS = Path(__file__).with_name("captions_texts.toml")
LEAST, CONTRAST = 0.95, 7.0
WHITE, SURELY_WHITE = 190, 225
"""From here on a pixel of the card is read as one of its letters', and is no lamp in the picture."""
EM = 36
"""Pixels of an em on the page that tesseract reads: about what a book has at 300 dots an inch."""
FPS, SECONDS = 24, Decimal("0.5")
STYLES = (CaptionStyle.BOXED, CaptionStyle.BOLD)
KEEP = os.environ.get("GREENLIGHT_KEEP")
"""A folder for the frames, to look at what was read."""


def picture(path: Path) -> None:
    """Three seconds of a painted street in a slow push."""
    order = Order(
        kind="still", reference="still/s01/start/1", shot_id="s01", model="flux", camera=CameraMove.PUSH_IN,
        framing=Framing.WS, prompt="a bakery in a sunny street, a woman with a bag", aspect_ratio=AspectRatio.PORTRAIT,
        width=720, height=1280, seconds=Decimal(0),
    )  # fmt: skip
    paint(order).image.save(path.with_suffix(".png"))
    loop = ["-loop", "1", "-i", str(path.with_suffix(".png")), "-t", "3", "-r", str(FPS), "-pix_fmt", "yuv420p"]
    command = [ffmpeg.program(), "-y", "-loglevel", "error", *loop, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def film(texts: list[str], language: str, style: CaptionStyle) -> Production:
    """A film of nothing but these words, each over a shot of its own."""
    ids = [f"s{number:02d}" for number in range(1, len(texts) + 1)]
    shots = [
        Shot(id=name, description="x", framing=Framing.WS, camera=CameraMove.STATIC, role=Role.B_ROLL, seconds=SECONDS,
             on_screen_text=text, chosen_take=1)
        for name, text in zip(ids, texts, strict=True)
    ]  # fmt: skip
    common = {"model": "ltx", "provider": "fal", "fps": FPS, "credits": Decimal(1)}
    takes = [
        Take(
            shot_id=name,
            number=1,
            file="takes/all.mp4",
            width=720,
            height=1280,
            seconds=Decimal(3),
            sha256="0",
            **common,
        )
        for name in ids
    ]
    routes = [
        Route(shot_id=name, mode=Mode.IMAGE_TO_VIDEO, clip_seconds=Decimal(3), resolution="720p", aspect_ratio="9:16",
              audio=False, expected_takes=Decimal(1), why="w", **common)
        for name in ids
    ]  # fmt: skip
    length = SECONDS * len(texts)
    brief = Brief(
        text="x",
        duration_s=length,
        subject="x",
        resolution="720p",
        language=language,
        finish=Finish(caption_style=style),
    )
    cut = Cut(file=None, seconds=length, width=720, height=1280, fps=FPS, loudness_lufs=-14.0, captions=True)
    return Production(
        slug="x", mode="rehearsal", edition="2026-11", brief=brief, storyboard=Storyboard(shots=tuple(shots)),
        takes=tuple(takes), routes=tuple(routes), cut=cut,
    )  # fmt: skip


def frames(path: Path, count: int) -> list[np.ndarray]:
    """The middle frame of each shot."""
    each = round(SECONDS * FPS)
    wanted = [each * number + each // 2 for number in range(count)]
    with av.open(str(path)) as opened:
        return [f.to_ndarray(format="rgb24") for n, f in enumerate(opened.decode(video=0)) if n in wanted]


def stands_out(frame: np.ndarray, text: str, production: Production) -> float:
    """The contrast of the card's letters with what they lie on in the frame."""
    left, top, right, bottom = _place(text, production)[0]
    card = frame[top:bottom, left:right]
    return float(contrast(card, card.min(axis=2) > SURELY_WHITE))


def _place(text: str, production: Production) -> tuple[tuple[int, int, int, int], float]:
    """Where the card lies in pixels, and its em."""
    layout = caption_layout(production, Frame(AspectRatio.PORTRAIT, production.brief.size))
    (card,) = cards_of([Caption(0, 1, words_of(text, production.brief.language))], production.brief.size, layout)
    left, top, right, bottom = (max(0, round(edge)) for edge in card.box)
    return (left, top, right, bottom), card.em


def line(frame: np.ndarray, text: str, production: Production) -> np.ndarray:
    """The card as it is in the frame: what is as white as its letters in black on white, as in a book."""
    (left, top, right, bottom), em = _place(text, production)
    light = frame[top:bottom, left:right].min(axis=2).astype(float)
    sheet = 255 - np.clip((light - WHITE) * 255 / 50, 0, 255).astype(np.uint8)
    return cv2.resize(sheet, None, fx=EM / em, fy=EM / em, interpolation=cv2.INTER_AREA)


def read(lines: list[np.ndarray], language: str) -> tuple[str, np.ndarray]:
    """What tesseract reads on a page of these lines: its models know pages, and alone a word of two it may not see."""
    wide = max(each.shape[1] for each in lines) + 2 * EM
    page = np.full((sum(each.shape[0] for each in lines) + 2 * EM, wide), 255, np.uint8)
    top = EM
    for each in lines:
        left = (wide - each.shape[1]) // 2
        page[top : top + each.shape[0], left : left + each.shape[1]] = each
        top += each.shape[0]
    ok, png = cv2.imencode(".png", page)
    assert ok
    command = ["tesseract", "-", "-", "-l", language, "--psm", "6"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    told = subprocess.run(command, input=png.tobytes(), capture_output=True, check=True, env=environment)
    return told.stdout.decode("utf-8"), page


def measured(name: str, told: dict, style: CaptionStyle, folder: Path) -> tuple[float, float]:
    """The share of one language's characters that is read back in one style, and the least contrast of a card."""
    language, texts = told.get("language", name[:2]), told["texts"]
    production = film(texts, language, style)
    stitch(production, folder, lambda _: None)
    seen = frames(folder / "cut/final.mp4", len(texts))
    found, page = read([line(frame, text, production) for frame, text in zip(seen, texts, strict=True)], name)
    share = share_read(compared("".join(texts)), compared(found))
    if share < LEAST:
        print(f"    {name} {style.value} was read as {' / '.join(found.split(chr(10)))}")
    if KEEP:
        cv2.imwrite(f"{KEEP}/{name}-{style.value}.png", page)
        cv2.imwrite(f"{KEEP}/{name}-{style.value}-frames.png", np.hstack(seen[:6])[..., ::-1])
    return share, min(stands_out(frame, text, production) for frame, text in zip(seen, texts, strict=True))


def main() -> int:
    """Cut, read, print, judge."""
    if shutil.which("tesseract") is None:
        print(json.dumps({"languages": 0, "why": "tesseract is not installed"}))
        return 0
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout.split()
    table = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    figures: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "takes").mkdir()
        picture(folder / "takes/all.mp4")
        for name in sys.argv[1:] or table:
            told = table[name]
            drawn = isinstance(fonts_for("".join(told["texts"]), told.get("language", name[:2])), tuple)
            if name not in listed or not drawn:
                print(f"{name:8} left out: {'no font here draws it' if name in listed else 'tesseract cannot read it'}")
                continue
            figures[name] = [measured(name, told, style, folder) for style in STYLES]
            shares = "  ".join(
                f"{style.value} {share:.3f}, {least:4.1f}:1"
                for style, (share, least) in zip(STYLES, figures[name], strict=True)
            )
            print(f"{name:8} {shares}", flush=True)
    shares, contrasts = zip(*(each for found in figures.values() for each in found), strict=True)
    below = [name for name, found in figures.items() if min(share for share, _ in found) < LEAST]
    told = {
        "languages": len(figures),
        "least": round(min(shares), 3),
        "below_95": below,
        "contrast": round(min(contrasts), 1),
    }
    print(json.dumps(told))
    return int(bool(below) or min(contrasts) < CONTRAST)


if __name__ == "__main__":
    raise SystemExit(main())
