"""Captions drawn by the very ffmpeg that cuts the film, as pictures to look into."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np

from tools import ffmpeg
from tools.film.finish import CaptionStyle
from tools.film.shape import AspectRatio, Size
from tools.fonts.faces import lay_out
from tools.stitching.captions import Caption, as_ass, cards_of, fonts_of, layout_for
from tools.stitching.captions.words import words_of

BLACK, WHITE = "color=c=black", "color=c=white"
BUSY = "testsrc2"
SIZE = Size(480, 480)


def card(text, language="", times=()):
    return Caption(0.0, 9.0, words_of(text, language), times)


def drawn(shown, style=CaptionStyle.BOLD, over=BLACK, language="", size=SIZE):
    """One frame with the captions, as RGB."""
    layout = layout_for(AspectRatio.SQUARE, size, style=style, language=language)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(fonts_of(shown, layout), folder / "fonts")
        (folder / "words.ass").write_text(as_ass(cards_of(shown, size, layout), size, style), encoding="utf-8")
        source = f"{over}{'=' if '=' not in over else ':'}s={size.width}x{size.height}"
        command = [ffmpeg.program(), "-loglevel", "error", "-f", "lavfi", "-i", source, "-frames:v", "1", "-vf"]
        command += ["ass=words.ass:fontsdir=fonts", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
        told = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    return np.frombuffer(told, np.uint8).reshape(size.height, size.width, 3)
