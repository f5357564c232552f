"""Every provider that a person has a key for, as one: each order goes to whoever the plan named."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from tools.catalog.pace import Pace, pace_of
from tools.film.base import Credits
from tools.providers.port import BadKey, JobStatus, Order, Provider
from tools.providers.terms import Banked, Informed, Terms


class Market:
    """A job's id is `provider:job`, so that any process knows whom to ask."""

    name = "the providers"
    find_is_authoritative = False

    def __init__(self, sellers: Mapping[str, Provider]) -> None:
        self._sellers = sellers
        self.poll_seconds = max((getattr(seller, "poll_seconds", 0.0) for seller in sellers.values()), default=0.0)
        """The pace of the one who wants to be asked least often."""

    def submit(self, order: Order) -> str:
        """Start the job with the provider that the plan named. Raises BadKey when there is no key for it."""
        return f"{order.provider}:{self._of(order.provider).submit(order)}"

    def poll(self, job_id: str) -> JobStatus:
        """The job's state now."""
        seller, job = _parted(job_id)
        return self._of(seller).poll(job)

    def fetch(self, job_id: str, destination: Path) -> None:
        """Write a finished job's file to `destination`, whole or not at all."""
        seller, job = _parted(job_id)
        self._of(seller).fetch(job, destination)

    def cancel(self, job_id: str) -> None:
        """Ask for the job to stop; it may still be charged."""
        seller, job = _parted(job_id)
        self._of(seller).cancel(job)

    def pace_of(self, seller: str) -> Pace:
        """How fast that seller may be asked."""
        return pace_of(seller)

    def find(self, reference: str) -> str | None:
        """The job under our reference, at the first provider that knows it."""
        for name, seller in self._sellers.items():
            if (job := seller.find(reference)) is not None:
                return f"{name}:{job}"
        return None

    def terms(self, endpoints: Collection[str]) -> Terms:
        """The terms of the one seller whose `seller:endpoint` these are; nothing from one that does not tell."""
        seller = next((each.partition(":")[0] for each in endpoints), "")
        asked = self._of(seller)
        plain = [each.partition(":")[2] for each in endpoints]
        return asked.terms(plain) if isinstance(asked, Informed) else Terms()

    def balance(self, seller: str) -> Credits | None:
        """What the account there holds; None where it is not told."""
        asked = self._of(seller)
        return asked.balance() if isinstance(asked, Banked) else None

    def reports_costs(self, seller: str) -> bool:
        """Whether the seller tells what each job cost."""
        return bool(getattr(self._sellers.get(seller), "reports_costs", False))

    def job_named(self, seller: str, endpoint: str, told: str) -> str:
        """The id that we know a job by, from the id on the vendor's page."""
        named: Callable[[str, str], str] = getattr(self._of(seller), "job_named", lambda _, job: job)
        return f"{seller}:{named(endpoint, told.removeprefix(f'{seller}:'))}"

    def close(self) -> None:
        """Let go of every seller's connections."""
        for seller in self._sellers.values():
            if (close := getattr(seller, "close", None)) is not None:
                close()

    def _of(self, seller: str) -> Provider:
        if seller not in self._sellers:
            raise BadKey(f"There is no key for {seller or 'that model'}; set it, then `greenlight resume`.")
        return self._sellers[seller]


def _parted(job_id: str) -> tuple[str, str]:
    seller, _, job = job_id.partition(":")
    return seller, job
