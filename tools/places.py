"""Taking turns at a vendor: so many jobs under way at once, so many orders in a minute; the rest waits for a place."""

import random
import time
from collections import deque
from dataclasses import dataclass, field

from tools.catalog.pace import Pace
from tools.providers.port import Busy

WINDOW_SECONDS = 60.0
SENDING_AT_ONCE = 4
"""Orders on their way to one vendor at once: each of them is in doubt if the process dies just then."""
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0


@dataclass
class Places:
    """One vendor's places. Nothing is reserved for what waits."""

    pace: Pace
    under_way: int = 0
    """Jobs that have a place, orders on their way among them."""
    _sending: int = 0
    _answered: "deque[float]" = field(default_factory=deque)
    """When the orders of the last minute were answered: each arrived before that, so its minute is over by then."""
    _closed_until: float = 0.0
    _refusals: int = 0
    _alone_since: float | None = None
    """Since when the vendor refuses although nothing of ours is under way there."""

    def free(self) -> bool:
        """Whether an order may leave now."""
        return self._sending < SENDING_AT_ONCE and not self.full()

    def full(self) -> bool:
        """Whether the vendor takes no more just now."""
        now = time.monotonic()
        while self._answered and self._answered[0] + WINDOW_SECONDS <= now:
            self._answered.popleft()
        at_once, a_minute = self.pace.jobs_at_once, self.pace.orders_a_minute
        return (
            now < self._closed_until
            or (at_once is not None and self.under_way >= at_once)
            or (a_minute is not None and self._sending + len(self._answered) >= a_minute)
        )

    def take(self) -> None:
        """An order leaves."""
        self.under_way += 1
        self._sending += 1

    def answered(self) -> None:
        """The vendor said something to an order; it keeps its place until it is known to have none."""
        self._sending -= 1
        self._answered.append(time.monotonic())

    def accepted(self) -> None:
        """An order was taken: the vendor is not full."""
        self._refusals, self._alone_since = 0, None

    def left(self) -> None:
        """A job ended, or an order came to nothing."""
        self.under_way -= 1
        self._alone_since = None

    def refused(self, busy: Busy) -> float:
        """The vendor is busy: nothing leaves for a while. For how long it will have been so with nothing under way."""
        pause = min(FIRST_PAUSE_SECONDS * 2**self._refusals, LONGEST_PAUSE_SECONDS) * random.uniform(0.5, 1.0)
        pause = busy.retry_after or pause
        self._refusals += 1
        now = time.monotonic()
        self._closed_until = max(self._closed_until, now + pause)
        self.under_way -= 1
        if self.under_way:  # a place comes free when one of ours ends
            self._alone_since = None
            return 0.0
        self._alone_since = self._alone_since or now
        return now + pause - self._alone_since

    def looks_apart(self, jobs: int) -> float:
        """Seconds between two looks at one of so many jobs, so that all of them keep to the vendor's limit."""
        return 60.0 * jobs / self.pace.looks_a_minute if self.pace.looks_a_minute else 0.0
