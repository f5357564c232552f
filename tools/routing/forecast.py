"""What a plan will cost once re-rolls are counted: the exact distribution, not a factor."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from tools.film.money import from_hundredths, to_hundredths

Chances = NDArray[np.float64]
"""The chance of each total: one entry a cell of credits."""
CELLS = 20_000
"""Resolution of the distribution: with very many prices that share no divisor, a cell is a few hundredths wide."""
TAIL = 1e-4


@dataclass(frozen=True)
class Roll:
    """One thing that is bought until it is a keeper: the number of takes is geometric."""

    credits: Decimal
    expected_takes: Decimal


@dataclass(frozen=True)
class Forecast:
    """Credits that half, and nine in ten, of such films stay within."""

    p50: Decimal
    p90: Decimal


def forecast(rolls: Iterable[Roll]) -> Forecast:
    """Convolve the rolls' costs. Amounts are credits; a plan of nothing costs nothing."""
    priced = [(to_hundredths(roll.credits), 1 / float(roll.expected_takes)) for roll in rolls if roll.credits > 0]
    if not priced:
        return Forecast(Decimal("0.00"), Decimal("0.00"))
    reach = sum(_reach(chance) * price for price, chance in priced)
    cell = math.gcd(*(price for price, _ in priced))
    if reach // cell > CELLS:
        cell = math.ceil(reach / CELLS)
    length = reach // cell + len(priced) + 1
    chances = np.zeros(length)
    chances[0] = 1.0
    for price, chance in priced:
        chances = _add_roll(chances, math.ceil(price / cell), chance)
    return Forecast(_quantile(chances, 0.5, cell), _quantile(chances, 0.9, cell))


def _add_roll(chances: Chances, cells: int, keeper: float) -> Chances:
    """The sum with one more geometric cost: kept at the first take, or the second, or the third …

    Twice as many takes are added at a time: those of 1 to n again, n prices on and as much less likely.
    """
    kept, price, missed = _later(chances, cells), cells, 1 - keeper
    while price < len(chances) and missed > 0:
        kept = kept + missed * _later(kept, price)
        price, missed = price * 2, missed * missed
    return keeper * kept


def _later(chances: Chances, cells: int) -> Chances:
    moved = np.zeros_like(chances)
    moved[cells:] = chances[: max(0, len(chances) - cells)]
    return moved


def _reach(chance: float) -> int:
    """Takes that are enough for all but one film in ten thousand."""
    return 1 if chance >= 1 else math.ceil(math.log(TAIL) / math.log(1 - chance))


def _quantile(chances: Chances, share: float, cell: int) -> Decimal:
    reached = np.cumsum(chances) >= share - 1e-12
    spent = int(np.argmax(reached)) if reached.any() else len(chances) - 1
    return from_hundredths(spent * cell)
