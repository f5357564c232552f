"""Exact arithmetic on credits."""

from decimal import ROUND_CEILING, Decimal

HUNDREDTH = Decimal("0.01")
ZERO = Decimal("0.00")


def round_up(amount: Decimal | int) -> Decimal:
    """An amount in credits, rounded up to the hundredth, so that a quote is never below the price."""
    return Decimal(amount).quantize(HUNDREDTH, rounding=ROUND_CEILING)


def to_hundredths(amount: Decimal) -> int:
    """The integer that the ledger stores; raises ValueError when the amount is finer than a hundredth."""
    scaled = amount * 100
    if scaled != int(scaled):
        raise ValueError(f"{amount} credits is finer than a hundredth of a credit.")
    return int(scaled)


def from_hundredths(stored: int) -> Decimal:
    """The amount in credits behind a stored integer."""
    return Decimal(stored).scaleb(-2)
