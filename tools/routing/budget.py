"""Choosing one way for every shot: good enough and cheapest, or the smallest compromise that a budget allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Option:
    """One way to make a shot, or a run of linked shots, with its price and what it gives up."""

    credits: Decimal
    loss: int
    """0 when it is good enough; else how far below, weighted by the shots' importance."""
    choice: int
    """The caller's own number for it."""


@dataclass(frozen=True)
class _Plan:
    credits: Decimal
    loss: int
    choices: tuple[int, ...]


def choose(groups: Sequence[Sequence[Option]], budget: Decimal | None) -> tuple[int, ...] | None:
    """The choice for each group: least loss within the budget (credits), then cheapest; None when nothing fits.

    Exact: partial plans are dropped only when another costs no more and loses no more.
    """
    front = [_Plan(Decimal(0), 0, ())]
    reserve = _cheapest_rest(groups)
    for number, options in enumerate(groups):
        grown = [
            _Plan(plan.credits + option.credits, plan.loss + option.loss, (*plan.choices, option.choice))
            for plan in front
            for option in _undominated(options)
            if budget is None or plan.credits + option.credits + reserve[number + 1] <= budget
        ]
        front = _pareto(grown)
    best = min(front, key=lambda plan: (plan.loss, plan.credits), default=None)
    return None if best is None else best.choices


def cheapest_total(groups: Sequence[Sequence[Option]]) -> Decimal:
    """What the cheapest plan costs, whatever it gives up."""
    return _cheapest_rest(groups)[0]


def _cheapest_rest(groups: Sequence[Sequence[Option]]) -> list[Decimal]:
    rest = [Decimal(0)]
    for options in reversed(groups):
        rest.append(rest[-1] + min(option.credits for option in options))
    return rest[::-1]


def _undominated(options: Sequence[Option]) -> list[Option]:
    kept: list[Option] = []
    for option in sorted(options, key=lambda option: (option.credits, option.loss, option.choice)):
        if not kept or option.loss < kept[-1].loss:
            kept.append(option)
    return kept


def _pareto(plans: list[_Plan]) -> list[_Plan]:
    kept: list[_Plan] = []
    for plan in sorted(plans, key=lambda plan: (plan.credits, plan.loss, plan.choices)):
        if not kept or plan.loss < kept[-1].loss:
            kept.append(plan)
    return kept
