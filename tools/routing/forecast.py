"""What a plan will cost once re-rolls are counted: the exact distribution, not a factor."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tools.film.money import from_hundredths, to_hundredths

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
    chances = [1.0] + [0.0] * (length - 1)
    for price, chance in priced:
        chances = _add_roll(chances, math.ceil(price / cell), chance)
    return Forecast(_quantile(chances, 0.5, cell), _quantile(chances, 0.9, cell))


def _add_roll(chances: list[float], cells: int, keeper: float) -> list[float]:
    """The sum with one more geometric cost: either the take is kept, or we are where we were, one price on."""
    total = [0.0] * len(chances)
    for spent in range(cells, len(chances)):
        total[spent] = keeper * chances[spent - cells] + (1 - keeper) * total[spent - cells]
    return total


def _reach(chance: float) -> int:
    """Takes that are enough for all but one film in ten thousand."""
    return 1 if chance >= 1 else math.ceil(math.log(TAIL) / math.log(1 - chance))


def _quantile(chances: list[float], share: float, cell: int) -> Decimal:
    reached = 0.0
    for spent, chance in enumerate(chances):
        reached += chance
        if reached >= share - 1e-12:
            return from_hundredths(spent * cell)
    return from_hundredths((len(chances) - 1) * cell)
