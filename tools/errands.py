"""Calls that take their time, on worker threads; their answers come back to the one thread that keeps the books."""

import heapq
import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Name = TypeVar("Name")
Answer = TypeVar("Answer")


@dataclass
class Errands(Generic[Name, Answer]):
    """What is under way or due later, by name. Not for use from several threads."""

    workers: ThreadPoolExecutor
    orders: ThreadPoolExecutor
    """Apart from the others, so that no order waits behind a look or a download."""
    _ticket: "itertools.count[int]" = field(default_factory=itertools.count)
    _later: list[tuple[float, int, Name, Callable[[], Answer]]] = field(default_factory=list)
    _flying: dict["Future[Answer]", Name] = field(default_factory=dict)

    def add(self, name: Name, call: Callable[[], Answer], after: float = 0.0) -> None:
        """Do it in `after` seconds at the earliest; at once where it need not wait, so that nothing is left undone."""
        if not after:
            self._flying[self.workers.submit(call)] = name
            return
        heapq.heappush(self._later, (time.monotonic() + after, next(self._ticket), name, call))

    def order(self, name: Name, call: Callable[[], Answer]) -> None:
        """Send it at once, whatever else is under way."""
        self._flying[self.orders.submit(call)] = name

    def __len__(self) -> int:
        return len(self._later) + len(self._flying)

    def finished(self, longest: float) -> Iterator[tuple[Name, "Future[Answer]"]]:
        """Whatever came back within `longest` seconds, in the order it was sent.

        One by one: what has not been handed out when one of them turns out badly is still there for `landed`.
        """
        self._take_off()
        rest = min(longest, max(0.0, self._later[0][0] - time.monotonic())) if self._later else longest
        if not self._flying:
            time.sleep(rest)
            return
        done, _ = wait(self._flying, timeout=rest, return_when=FIRST_COMPLETED)
        for each in [each for each in self._flying if each in done]:
            yield self._flying.pop(each), each

    def landed(self, wanted: Callable[[Name], bool]) -> list[tuple[Name, "Future[Answer]"]]:
        """Wait for those under way that are wanted, however long they take; forget all that was only due later."""
        self._later.clear()
        ours = [each for each, name in self._flying.items() if wanted(name)]
        wait(ours)
        return [(self._flying.pop(each), each) for each in ours]

    def _take_off(self) -> None:
        while self._later and self._later[0][0] <= time.monotonic():
            _, _, name, call = heapq.heappop(self._later)
            self._flying[self.workers.submit(call)] = name
