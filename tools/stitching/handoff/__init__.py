"""The hand-off: the cut leaves for the editors that people use, with its media, trims, levels and captions."""

from tools.stitching.handoff.delivering import EXPORTS, Delivery, hand_off
from tools.stitching.handoff.formats import Format

__all__ = ["EXPORTS", "Delivery", "Format", "hand_off"]
