"""Taking turns at a vendor: never more at once, nor in a minute, than it allows; the rest waits, nothing reserved."""

import threading
from collections import Counter as Tally
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.tools.test_purchasing import ORDER, Quiet
from tools import places, purchasing
from tools.catalog.pace import Pace, pace_of, paces
from tools.credits.ledger import Ledger
from tools.film.route import Quote, QuoteLine
from tools.places import Places
from tools.providers.keys import ADAPTERS
from tools.providers.port import Busy, JobStatus
from tools.purchases import Purchase
from tools.purchasing import Counter

LUMA = Pace(provider="luma", jobs_at_once=10)


@dataclass
class Vendor:
    """Makes each job within so many looks, and refuses what is more than it allows."""

    at_once: int | None
    looks: int = 2
    until: int = 0
    """No job ends before so many were under way at once."""
    under_way: dict[str, int] = field(default_factory=dict)
    most: int = 0
    refused: int = 0
    sent: list[str] = field(default_factory=list)

    def submit(self, order):
        if self.at_once is not None and len(self.under_way) >= self.at_once:
            self.refused += 1
            raise Busy("Too many at once.")
        self.sent.append(order.reference)
        self.under_way[order.reference] = 0
        self.most = max(self.most, len(self.under_way))
        return order.reference

    def poll(self, job):
        self.under_way[job] += 1
        if self.under_way[job] < self.looks or self.most < self.until:
            return JobStatus(state="running")
        del self.under_way[job]
        return JobStatus(state="done")


class Street:
    """Several of them as one provider."""

    name = "the street"
    poll_seconds = 0.0

    def __init__(self, vendors, limits):
        self.vendors, self.limits = vendors, limits

    def pace_of(self, seller):
        return self.limits[seller]

    def submit(self, order):
        return f"{order.provider}:{self.vendors[order.provider].submit(order)}"

    def poll(self, job_id):
        seller, _, job = job_id.partition(":")
        return self.vendors[seller].poll(job)

    def fetch(self, job_id, destination):
        destination.write_bytes(b"good")

    def find(self, _):
        return None


class Listening(Quiet):
    """Keeps what it was told of waiting, and what was reserved at most."""

    def __init__(self, ledger):
        self.ledger, self.waited, self.most_reserved = ledger, [], Decimal(0)

    def waiting(self, step_id, shot_id, label, why):
        self.waited.append((step_id, why))

    def should_stop(self):
        self.most_reserved = max(self.most_reserved, self.ledger.balance().reserved)
        return False


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(purchasing, "LOOKS_A_SECOND", 100_000)
    monkeypatch.setattr(purchasing, "POLL_SECONDS", 0.005)


def bought(folder, street, jobs):
    """Buy so many clips of each vendor; who watched."""
    lines = [
        QuoteLine(
            kind="clip", key=f"clip/s{number:02d}/{place}", shot_id=f"s{number:02d}", model="ltx", provider=seller,
            credits=Decimal(1), content=f"{seller} {number}",
        )
        for place, (seller, count) in enumerate(jobs.items(), start=1)
        for number in range(1, count + 1)
    ]  # fmt: skip
    ledger = Ledger(folder / "l.db", "live", None)
    ledger._db.execute("PRAGMA synchronous=OFF")
    total = Decimal(len(lines))
    ledger.approve(Quote(lines=tuple(lines), p50=total, p90=total), by="person")
    watch = Listening(ledger)
    counter = Counter(
        folder=folder, ledger=ledger, provider=street, watch=watch, verify=lambda *_: None, patience_seconds=0.01
    )
    orders = [ORDER.model_copy(update={"reference": each.key, "provider": each.provider}) for each in lines]
    wanted = [
        Purchase(line, order, f"{number}.mp4", line.key)
        for number, (line, order) in enumerate(zip(lines, orders, strict=True))
    ]
    assert len(list(counter.buy(wanted))) == len(lines)
    assert {call.state for call in ledger.calls()} == {"settled"}
    watch.wrote = Tally(entry.kind for entry in ledger.entries())
    ledger.close()
    return watch


class Slow(Vendor):
    """Answers no look before every order has come."""

    def __init__(self, orders):
        super().__init__(at_once=None, looks=1)
        self.orders, self.all_came = orders, threading.Event()

    def submit(self, order):
        name = super().submit(order)
        if len(self.sent) == self.orders:
            self.all_came.set()
        return name

    def poll(self, job):
        assert self.all_came.wait(5), "an order waits behind a look"
        return super().poll(job)


def test_no_order_waits_behind_a_look_however_slow_the_looks_are(tmp_path, quick):
    bought(tmp_path, Street({"fal": Slow(30)}, {"fal": Pace(provider="fal", over="queued")}), {"fal": 30})


def test_of_three_hundred_jobs_never_more_than_the_vendor_allows_are_under_way_and_all_places_are_used(tmp_path, quick):
    vendor = Vendor(at_once=10, until=10)
    watch = bought(tmp_path, Street({"luma": vendor}, {"luma": LUMA}), {"luma": 300})
    assert (vendor.most, vendor.refused, len(vendor.sent)) == (10, 0, 300)
    assert watch.most_reserved <= 10 + purchasing.AT_ONCE, "only what is under way or being fetched is reserved"
    assert watch.wrote["reserved"] == 300 and not watch.wrote["released"], "nor is anything reserved in vain"
    assert len(watch.waited) == 290 and {why for _, why in watch.waited} == {"waits for a place at luma"}


def test_a_vendor_that_is_full_holds_up_nobody_else(tmp_path, quick):
    full, other = Vendor(at_once=1, looks=30), Vendor(at_once=3)
    limits = {"luma": Pace(provider="luma", jobs_at_once=1), "vertex": Pace(provider="vertex", jobs_at_once=3)}
    street = Street({"luma": full, "vertex": other}, limits)
    counted = []
    poll = full.poll
    full.poll = lambda job: counted.append(len(other.sent)) or poll(job)
    bought(tmp_path, street, {"luma": 3, "vertex": 9})
    assert (full.most, other.most, full.refused, other.refused) == (1, 3, 0, 0)
    assert counted[29] == 9, "all others were sent while the first job was still under way"


def test_waiting_for_a_place_is_no_silence_however_long_it_takes(tmp_path, quick, monkeypatch):
    """Somebody else uses the account too, so that it allows less than is on file."""
    monkeypatch.setattr(places, "FIRST_PAUSE_SECONDS", 0.01)
    vendor = Vendor(at_once=1, looks=40)
    street = Street({"luma": vendor}, {"luma": LUMA})
    monkeypatch.setattr(street, "poll_seconds", 0.005, raising=False)
    watch = bought(tmp_path, street, {"luma": 3})
    assert len(vendor.sent) == 3 and vendor.refused > 2 and watch.wrote["released"] == vendor.refused


def test_so_many_orders_leave_in_a_minute_counted_from_their_answers(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(places.time, "monotonic", lambda: now[0])
    place = Places(Pace(provider="luma", orders_a_minute=2))
    for _ in range(2):
        assert place.free()
        place.take()
    assert not place.free(), "two are on their way"
    now[0] += 50
    place.answered()
    now[0] += 5
    place.answered()
    assert not place.free()
    now[0] += 54.9
    assert not place.free(), "the first was answered less than a minute ago"
    now[0] += 0.2
    assert place.free()
    place.take()
    assert not place.free(), "the second was answered 55 seconds ago"


def test_a_vendor_that_says_when_to_return_is_left_alone_until_then_by_every_order(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(places.time, "monotonic", lambda: now[0])
    place = Places(Pace(provider="luma"))
    place.take()
    place.answered()
    assert place.refused(Busy("Later.", 20)) == 20
    now[0] += 19
    assert not place.free()
    now[0] += 2
    assert place.free()
    place.take()
    place.answered()
    assert place.refused(Busy("Later.", 20)) == 41, "for so long it will have been busy with nothing of ours under way"


def test_every_vendor_has_its_limits_on_file_with_a_source_and_a_date():
    assert set(paces()) == set(ADAPTERS)
    assert all(each.source.text and each.source.checked for each in paces().values())
    assert pace_of("nobody") == Pace(provider="nobody")


def test_jobs_at_a_vendor_with_a_limit_on_looking_are_looked_at_no_oftener(monkeypatch):
    place = Places(Pace(provider="replicate", looks_a_minute=3000))
    assert place.looks_apart(300) == pytest.approx(6.0), "300 looks in six seconds are 3000 in a minute"
    assert Places(Pace(provider="fal")).looks_apart(300) == 0
