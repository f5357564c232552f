"""Money: nothing without a greenlight, nothing above the cap, nothing twice, and every hundredth is accounted for."""

import threading
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tools.credits.entries import LedgerDamaged, OverCap
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError, NotGreenlit
from tools.film.route import Quote, QuoteLine


def line(number=1, credits="25.00", content="a"):
    return QuoteLine(
        kind="clip",
        key=f"clip/s{number:02d}/1",
        shot_id=f"s{number:02d}",
        model="ltx",
        provider="fal",
        credits=Decimal(credits),
        content=content,
    )


def quote(*lines):
    total = sum((each.credits for each in lines), Decimal(0))
    return Quote(lines=lines, p50=total, p90=total)


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger(tmp_path / "ledger.db", "rehearsal", Decimal(100))
    yield opened
    opened.close()


def test_nothing_is_reserved_without_a_greenlight(ledger):
    with pytest.raises(NotGreenlit):
        ledger.reserve(line())
    assert ledger.balance().reserved == 0


@pytest.mark.parametrize(
    "drift", [{"credits": Decimal("25.01")}, {"content": "b"}, {"model": "veo-3.1"}, {"provider": "x"}]
)
def test_a_greenlight_covers_exactly_what_was_shown(ledger, drift):
    ledger.approve(quote(line()), by="person")
    with pytest.raises(NotGreenlit):
        ledger.reserve(line().model_copy(update=drift))


def test_a_call_goes_from_intent_to_settled_and_is_never_paid_twice(ledger):
    ledger.approve(quote(line()), by="person")
    assert ledger.reserve(line()).state == "reserved"
    ledger.submitted("clip/s01/1", "job-1")
    assert ledger.reserve(line()).job_id == "job-1"
    ledger.settle("clip/s01/1", Decimal("25.00"), "takes/s01-1.mp4", "ab")
    ledger.settle("clip/s01/1", Decimal("25.00"), "takes/s01-1.mp4", "ab")
    assert ledger.reserve(line()).state == "settled"
    balance = ledger.balance()
    assert (balance.settled, balance.reserved, balance.left) == (25, 0, 75)
    assert [entry.kind for entry in ledger.entries()] == ["greenlit", "reserved", "submitted", "settled"]


def test_approving_the_same_quote_twice_approves_it_once(ledger):
    ledger.approve(quote(line()), by="person")
    ledger.approve(quote(line()), by="flag")
    assert ledger.balance().approved == 25


def test_a_quote_above_the_budget_cannot_be_greenlit(ledger):
    with pytest.raises(OverCap, match="budget"):
        ledger.approve(quote(line(credits="100.01")), by="flag")


def test_the_cap_stops_even_what_was_greenlit(tmp_path):
    rich = Ledger(tmp_path / "l.db", "rehearsal", None)
    rich.approve(quote(line(1, "60"), line(2, "60")), by="person")
    rich.close()
    poor = Ledger(tmp_path / "l.db", "rehearsal", Decimal(100))
    poor.reserve(line(1, "60"))
    with pytest.raises(OverCap):
        poor.reserve(line(2, "60"))
    poor.close()


def test_an_unknown_call_counts_in_full_until_it_is_resolved(ledger):
    ledger.approve(quote(line()), by="person")
    ledger.reserve(line())
    ledger.mark_unknown("clip/s01/1", "no answer")
    assert ledger.balance().unknown == 25 and ledger.balance().left == 75
    ledger.release("clip/s01/1", "the provider never had it")
    assert ledger.balance().unknown == 0 and ledger.balance().left == 100


def test_the_two_modes_never_share_a_ledger(tmp_path):
    Ledger(tmp_path / "l.db", "rehearsal", None).close()
    with pytest.raises(LedgerDamaged, match="never mix"):
        Ledger(tmp_path / "l.db", "live", None)


def test_a_file_that_is_no_ledger_is_said_in_one_sentence(tmp_path):
    (tmp_path / "l.db").write_bytes(b"not a database at all" * 99)
    with pytest.raises(LedgerDamaged, match="nothing is spent"):
        Ledger(tmp_path / "l.db", "rehearsal", None)


def test_many_workers_at_once_never_cross_the_cap(tmp_path):
    lines = [line(number, "10.00") for number in range(1, 25)]
    first = Ledger(tmp_path / "l.db", "rehearsal", Decimal(100))
    for each in lines[:10]:
        first.approve(quote(each), by="person")
    first.close()
    refused = []

    def spend(part):
        mine = Ledger(tmp_path / "l.db", "rehearsal", Decimal(100))
        for each in part:
            try:
                mine.reserve(each)
            except GreenlightError as error:
                refused.append(error)
        mine.close()

    threads = [threading.Thread(target=spend, args=(lines[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = Ledger(tmp_path / "l.db", "rehearsal", Decimal(100))
    assert last.balance().reserved == 100 and len(refused) == 14
    last.close()


class Spending(RuleBasedStateMachine):
    """Whatever is done in whatever order, the sums hold."""

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Path(self.folder.name) / "l.db", "rehearsal", Decimal(90))

    numbers = st.integers(1, 6)

    @rule(number=numbers)
    def approve(self, number):
        self._try(lambda: self.ledger.approve(quote(line(number)), by="person"))

    @rule(number=numbers)
    def reserve(self, number):
        self._try(lambda: self.ledger.reserve(line(number)))

    @rule(number=numbers)
    def submit(self, number):
        self._try(lambda: self.ledger.submitted(f"clip/s{number:02d}/1", "job"))

    @rule(number=numbers)
    def settle(self, number):
        self._try(lambda: self.ledger.settle(f"clip/s{number:02d}/1", Decimal("25.00"), "f", "h"))

    @rule(number=numbers)
    def release(self, number):
        self._try(lambda: self.ledger.release(f"clip/s{number:02d}/1", "why"))

    @rule(number=numbers)
    def lose(self, number):
        self._try(lambda: self.ledger.mark_unknown(f"clip/s{number:02d}/1", "why"))

    def _try(self, act):
        try:
            act()
        except GreenlightError as error:
            assert "\n" not in str(error)

    @invariant()
    def never_above_the_cap(self):
        balance = self.ledger.balance()
        spent = balance.settled + balance.reserved + balance.unknown
        assert spent <= balance.approved and spent <= 90

    def teardown(self):
        self.ledger.close()
        self.folder.cleanup()


Spending.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestSpending = Spending.TestCase
