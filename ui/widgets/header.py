"""The line at the top: what this is, whether credits are play or real, and where the money stands."""

from rich.text import Text
from textual.widgets import Static

from agent.director import Usage
from tools.production.model import Balance

BAR = 16


class Header(Static):
    """Title, mode and the budget meter."""

    def __init__(self, mode: str) -> None:
        super().__init__(id="head")
        self._mode = mode
        self._balance: Balance | None = None
        self._talk = ""

    def on_mount(self) -> None:
        """Show an empty meter."""
        self.tell(None)

    def talked(self, used: Usage) -> None:
        """Show what the conversation itself took; it is paid to the language model's provider."""
        cost = "" if used.dollars is None else f" ${used.dollars:.4f}"
        self._talk = f"   talk {used.tokens_in + used.tokens_out} tokens{cost}"
        self.tell(self._balance)

    def tell(self, balance: Balance | None) -> None:
        """Renew the meter."""
        self._balance = balance
        told = Text(" Greenlight ", style="bold #14130f on #ffb454")
        if self._mode == "rehearsal":
            told.append(" REHEARSAL play credits ", style="bold #d9d2c7 on #2c3a30")
        else:
            told.append(" LIVE real credits ", style="bold #ffffff on #b3261e")
        told.append("  ")
        told.append(meter(balance))
        told.append(self._talk, style="#9a938a")
        self.update(told)


def meter(balance: Balance | None) -> Text:
    """Spent, reserved and left, with a bar where there is a budget."""
    if balance is None:
        return Text("nothing spent yet", style="#9a938a")
    told = Text()
    held = balance.reserved + balance.unknown
    if balance.budget:
        share = min(1.0, float((balance.settled + held) / balance.budget))
        spent = min(BAR, round(float(balance.settled / balance.budget) * BAR))
        filled = max(spent, round(share * BAR))
        told.append("█" * spent, style="#ffb454")
        told.append("█" * (filled - spent), style="#8a6a3a")
        told.append("░" * (BAR - filled), style="#5a554d")
        told.append("  ")
    told.append(f"spent {balance.settled}", style="#f4efe6")
    told.append(f"  reserved {held}", style="#d9d2c7")
    left = "no budget set" if balance.left is None else f"left {balance.left}"
    told.append(f"  {left}", style="#7fc98f")
    return told
