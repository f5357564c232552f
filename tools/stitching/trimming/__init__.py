"""Trim by looking: where a clip may be cut, found in its own frames and sound, and how well two clips meet.

    look(path) -> ClipLook            decode a clip once, small: what is wrong with its first and last second
    window(look, wanted) -> Window    pure: where the cut goes in and how long it stays
    seam(before, after) -> Seam       how the last frame of one clip meets the first frame of the next

A `ClipLook` is JSON (`model_dump_json`), so it can be kept beside a take by the take's SHA-256; keep `METHOD` in the
key, for it changes when the same clip would be judged differently.

How it looks: each frame is made about a hundred pixels wide. For each step from one frame to the next it is measured
how much changed and how far that is from what the clip's own motion, a little further inside, foretells. For a morph
counts what is so in most of the picture: a hand that waves or a car that drives by is none. An end is faulty only when
it differs from the clip's middle: a camera that stands still is not frozen, a lamp that blinks all along is no flash.
The tail is judged like a head, with time reversed. The clip's own sound, where it has any, is judged in the same way:
it drops out, or it clicks. Where nothing is found, about a quarter of a second is cut all the same, unless the shot
needs it.
"""

from tools.stitching.trimming.decoding import SmallClip, small
from tools.stitching.trimming.findings import METHOD, ClipLook, Fault, Finding, Seam, Window
from tools.stitching.trimming.looking import look
from tools.stitching.trimming.placing import window
from tools.stitching.trimming.seams import seam

__all__ = ["METHOD", "ClipLook", "Fault", "Finding", "Seam", "SmallClip", "Window", "look", "seam", "small", "window"]
