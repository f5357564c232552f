"""Captions: cards that follow the voice, in every script, legible on any picture, clear of what must be seen.

From a film to its burned-in text: `captions` (what is read when), `fonts_of` (who draws it, or why nobody can),
`cards_of` (lines and places), `as_ass` (the script for any stretch of the film).
"""

from tools.stitching.captions.cards import Caption, Energies, captions
from tools.stitching.captions.placing import Box, Layout, layout_for
from tools.stitching.captions.script import Span, as_ass, cards_of, fonts_of
from tools.stitching.captions.speech import energy_of
from tools.stitching.captions.subtitles import as_srt, as_vtt
from tools.stitching.captions.typesetting import Card

__all__ = [
    "Box", "Caption", "Card", "Energies", "Layout", "Span", "as_ass", "as_srt", "as_vtt", "captions", "cards_of",
    "energy_of", "fonts_of", "layout_for",
]  # fmt: skip
