"""Small pictures, for tests whose film's size does not matter."""

QUARTER = {"480p": 120, "540p": 136, "720p": 180, "768p": 192, "1080p": 270, "1440p": 360, "4k": 540}
"""A quarter of every side, by the name of the resolution: the orders are the real ones, the pictures are drawn and
encoded in no time."""
