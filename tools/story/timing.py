"""How long each shot lasts: exact to the millisecond, so that the shots sum to the brief."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

MILLISECOND = Decimal("0.001")
COMFORTABLE = Decimal("4.5")
"""A five second clip keeps 4.5 s once its ends are trimmed: free shots are planned to that."""
WORDS_PER_SECOND = Decimal("2.3")
BREATH = Decimal("1.2")
"""Seconds around a spoken line: half a second that the trim may take, and air before and after."""
SHORTEST = Decimal(2)


def free_count(total: Decimal) -> int:
    """How many shots a film of that length gets when nobody says."""
    return max(1, -(-int(total * 1000) // int(COMFORTABLE * 1000)))


def even(total: Decimal, count: int) -> list[Decimal]:
    """`count` lengths that sum to `total` exactly; the last takes the odd milliseconds."""
    each = (total / count).quantize(MILLISECOND, rounding=ROUND_FLOOR)
    return [each] * (count - 1) + [total - each * (count - 1)]


def by_need(total: Decimal, needs: Sequence[Decimal]) -> list[Decimal]:
    """Even lengths, but shots that need longer (for a line somebody wrote) take it from those that can spare it."""
    lengths = even(total, len(needs))
    short = {number: need - lengths[number] for number, need in enumerate(needs) if need > lengths[number]}
    if not short:
        return lengths
    spare = {n: lengths[n] - max(SHORTEST, needs[n]) for n in range(len(needs)) if n not in short}
    spare = {number: amount for number, amount in spare.items() if amount > 0}
    wanted, available = sum(short.values()), sum(spare.values(), Decimal(0))
    if available <= 0:
        return lengths
    moved = min(wanted, available)
    for number, amount in short.items():
        lengths[number] += (amount * moved / wanted).quantize(MILLISECOND, rounding=ROUND_FLOOR)
    for number, amount in spare.items():
        lengths[number] -= (amount * moved / available).quantize(MILLISECOND, rounding=ROUND_FLOOR)
    lengths[-1] += total - sum(lengths)
    return lengths


def words_that_fit(seconds: Decimal) -> int:
    """How many words can be spoken calmly in a shot of that length."""
    return max(0, int((seconds - BREATH) * WORDS_PER_SECOND))


def seconds_for(words: int) -> Decimal:
    """How long a shot must be for that many words."""
    return (Decimal(words) / WORDS_PER_SECOND + BREATH).quantize(MILLISECOND)
