"""Whether every word of the film can be drawn on this machine, asked while a change of it still costs nothing."""

import unicodedata

from tools.film.brief import Brief
from tools.film.errors import CannotBeDone
from tools.film.finish import CaptionStyle
from tools.film.storyboard import Storyboard
from tools.fonts.faces import Font
from tools.fonts.writing import Unwritable, fonts_for


def refuse_what_no_font_has(brief: Brief, storyboard: Storyboard) -> None:
    """Raises CannotBeDone in one sentence when a caption, or the name on the closing card, would be boxes."""
    words = [text for shot in storyboard.shots for text in (shot.spoken, shot.on_screen_text) if text]
    if brief.captions and words:
        found = _fonts(" ".join(words), brief, heavy=brief.finish.caption_style is not CaptionStyle.CLEAN)
        if isinstance(found, Unwritable):
            raise CannotBeDone(found.told("Captions", 'change the words, or say "no captions"'))
    if brief.brand and any(shot.brand_card for shot in storyboard.shots):
        found = _fonts(brief.brand, brief)
        if isinstance(found, Unwritable):
            raise CannotBeDone(found.told("The name on the closing card", "or spell the name otherwise"))


def _fonts(text: str, brief: Brief, *, heavy: bool = True) -> tuple[Font, ...] | Unwritable:
    return fonts_for(unicodedata.normalize("NFC", text), brief.language, heavy=heavy)
