"""Everything a director can do, by name."""

from pydantic import ValidationError

from agent.director import ToolCall
from agent.stopping import Stopped
from agent.toolbox import again, asking, by_hand, cancelling, changing, files, finishing, handing, making, wishing
from agent.toolbox.base import Tool
from agent.workshop import Workshop
from tools.film.errors import GreenlightError, UsageError
from tools.production.history import once
from tools.purchases import Interrupted

CHANGING = (*changing.TOOLS, *wishing.TOOLS, *finishing.TOOLS, *files.TOOLS, *again.TOOLS)
MAKING = (*making.TOOLS, *finishing.DELIVERING)
BESIDES = (*asking.TOOLS, *by_hand.TOOLS, *handing.TOOLS, *cancelling.TOOLS)
TOOLS: dict[str, Tool] = {tool.name: tool for tool in (*MAKING, *CHANGING, *BESIDES)}


def run_tool(workshop: Workshop, call: ToolCall) -> tuple[bool, str]:
    """Run one call; return whether it was done, and what changed or why it was refused.

    A change that a crash interrupted is done once all the same: the store remembers which call it made last. Raises
    GreenlightError where the making of a file failed: that ends the turn.
    """
    tool = TOOLS.get(call.name)
    if tool is None:
        return False, f"There is no tool called {call.name[:40]!r}; there are {', '.join(TOOLS)}."
    try:
        wanted = tool.arguments.model_validate(call.arguments)
        if tool in CHANGING:
            return True, once(workshop.store, call.call_id, lambda: tool.run(workshop, wanted))
        return True, tool.run(workshop, wanted)
    except ValidationError as error:
        return False, f"The arguments of {call.name} do not fit: {in_a_sentence(error)}."
    except (Stopped, Interrupted):
        raise
    except GreenlightError as error:
        if tool.works and (call.name == "plan_film" or not isinstance(error, UsageError)):
            raise
        return False, str(error)


def in_a_sentence(error: ValidationError) -> str:
    """What pydantic found, with the names of the arguments, in one line."""
    found = [f"{'.'.join(map(str, each['loc'])) or 'they'}: {each['msg']}" for each in error.errors()[:4]]
    return "; ".join(found)
