"""Whether words that were taken for a picture, or for what is read in it, can be that: what remains of a wish cannot."""

import re
from collections.abc import Sequence

from agent.director import ToolCall

_NO_PICTURE = re.compile(
    r"^(?:no more|less|not|any|what|how|why|if|when|because|it|that|this|nothing|something|everything|ones?)\b|"
    r"\b(?:i|we|you|me|us|please|(?:right|straight|just|directly) (?:behind|after|before)|(?:before|after) the|shots?|"
    r"don'?t|never|should|must|could|would)\b",
    re.IGNORECASE,
)
"""A wish's own words, or a place among the shots: `croissants right behind the steam` is a picture and a place."""
_SPOKEN = re.compile(r"\b(?:spoken|speaks?|voice\w*|narrat\w*)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def can_be_seen(calls: Sequence[ToolCall], sentence: str) -> bool:
    """False when a description holds a piece of the wish, or what shall be spoken would be written."""
    pictured = [str(call.arguments[key]) for call in calls for key in ("description", "also") if key in call.arguments]
    written = any("on_screen_text" in call.arguments for call in calls)
    return not any(_NO_PICTURE.search(text) for text in pictured) and not (
        written and _SPOKEN.search(_QUOTED.sub("", sentence))
    )
