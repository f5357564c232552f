"""Captions: short phrases that follow the voice, burned in from a shipped font inside the platform's safe area."""

from tools.stitching.captions.cards import Caption, captions
from tools.stitching.captions.placing import Layout, layout_for
from tools.stitching.captions.script import as_ass
from tools.stitching.captions.subtitles import as_srt, as_vtt

__all__ = ["Caption", "Layout", "as_ass", "as_srt", "as_vtt", "captions", "layout_for"]
