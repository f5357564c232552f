"""Errors that a person reads: one sentence that says what, why and what to do next."""

from decimal import Decimal


class GreenlightError(Exception):
    """Base of every error with a sentence for the person; the front ends print it and nothing else."""

    exit_status = 1


class UsageError(GreenlightError):
    """The request itself cannot be understood or makes no sense."""

    exit_status = 2


class NotGreenlit(GreenlightError):
    """The person said no, or nobody was there to ask."""

    exit_status = 3


class CannotBeDone(GreenlightError):
    """No model, or no model within the budget; the sentence names the nearest plan that can be done."""

    exit_status = 4


class TooDear(CannotBeDone):
    """No plan fits the budget. `cheapest` is what the cheapest one costs, in credits."""

    def __init__(self, sentence: str, cheapest: Decimal) -> None:
        super().__init__(sentence)
        self.cheapest = cheapest
