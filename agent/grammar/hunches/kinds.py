"""The kinds of wish: a tool, and what of it is meant where it can do several things."""

from collections.abc import Sequence

from agent.director import ToolCall

NO_WISH, UNCLEAR, SEVERAL = "no wish", "unclear", "several"
_MANY_SIDED = frozenset(
    {"edit_shot", "change_brief", "set_music", "set_voice", "set_captions", "set_finish", "spend_less", "choose_take"}
)


def kind_of(call: ToolCall) -> str:
    """`edit_shot framing`, `set_music on=false`, `undo`."""
    if call.name not in _MANY_SIDED:
        return call.name
    sides = [
        f"{key}={str(value).lower()}" if isinstance(value, bool) else key
        for key, value in call.arguments.items()
        if key != "shot"
    ]
    return " ".join([call.name, *sorted(sides)])


def kind_of_all(calls: Sequence[ToolCall]) -> str:
    """The one kind that all calls are of, or SEVERAL."""
    kinds = {kind_of(call) for call in calls}
    return kinds.pop() if len(kinds) == 1 else SEVERAL
