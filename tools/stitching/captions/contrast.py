"""What stands behind the letters, so that they keep 7:1 against whatever picture is beneath them.

Contrast is that of WCAG 2.2 (success criterion 1.4.6): relative luminances, (lighter + 0.05) / (darker + 0.05).
"""

from dataclasses import dataclass

from tools.film.finish import CaptionStyle

DARK = (12, 12, 12)
"""What outlines, halos and boxes are made of."""


@dataclass(frozen=True)
class Backing:
    """What is drawn behind the letters. Widths are in ems, opacities from 0 to 1."""

    outline: float
    halo: float = 0.0
    box: float = 0.0


BACKINGS = {
    CaptionStyle.BOLD: Backing(outline=0.085, halo=0.45),
    CaptionStyle.CLEAN: Backing(outline=0.055, halo=0.9),
    CaptionStyle.BOXED: Backing(outline=0.0, box=0.80),
}
"""Each holds on any picture, white and restless ones too, so that a re-graded shot never takes its words along."""
