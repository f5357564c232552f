"""The cap really stops: whatever is approved, bought, lost or repriced, by however many processes at once."""

import random
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.forking import server
from tools.credits.entries import OverCap
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError, NotGreenlit
from tools.film.route import Quote, QuoteLine

KEYS = [f"clip/s{number:02d}/1" for number in range(1, 9)]
PRICES = st.integers(1, 40_000).map(lambda hundredths: Decimal(hundredths) / 100)


def line_of(key, credits, content="a picture"):
    return QuoteLine(
        kind="clip", key=key, shot_id="s01", model="kling-3.0", provider="fal", seconds=Decimal(5), credits=credits,
        expected_takes=Decimal("1.5"), content=content,
    )  # fmt: skip


def quote_of(lines):
    total = sum((line.credits for line in lines), Decimal(0))
    return Quote(lines=tuple(lines), p50=total, p90=total)


def highest_share(ledger, budget):
    """The most that was ever spent or held, beside what was allowed at that instant, read from the ledger's history."""
    approved, held, worst = Decimal(0), {}, []
    for entry in ledger.entries():
        if entry.kind == "greenlit":
            approved += entry.credits
        elif entry.kind == "released":
            held.pop(entry.key, None)
        else:
            held[entry.key] = entry.credits
        allowed = approved if budget is None else min(approved, budget)
        worst.append((sum(held.values(), Decimal(0)), allowed))
    return worst


class Spending(RuleBasedStateMachine):
    """Two connections to one ledger, as two processes have, driven any way Hypothesis can think of."""

    @initialize(budget=st.none() | PRICES)
    def open(self, budget):
        self.folder = Path(tempfile.mkdtemp())
        self.budget = budget
        self.hands = [Ledger(self.folder / "ledger.db", "live", budget) for _ in range(2)]
        self.quoted = {}

    @rule(hand=st.integers(0, 1), prices=st.dictionaries(st.sampled_from(KEYS), PRICES, min_size=1))
    def approve(self, hand, prices):
        lines = [line_of(key, credits) for key, credits in prices.items()]
        try:
            self.hands[hand].approve(quote_of(lines), by="person")
        except OverCap:
            return
        self.quoted |= {(line.key, line.credits): line for line in lines}

    @rule(hand=st.integers(0, 1), key=st.sampled_from(KEYS), data=st.data())
    def reserve(self, hand, key, data):
        greenlit = [line for (named, _), line in self.quoted.items() if named == key]
        if not greenlit:
            return
        try:
            self.hands[hand].reserve(data.draw(st.sampled_from(greenlit)))
        except OverCap:
            pass

    @rule(hand=st.integers(0, 1), key=st.sampled_from(KEYS), credits=PRICES)
    def a_price_or_a_content_that_nobody_greenlit_is_never_reserved(self, hand, key, credits):
        known = self.hands[hand].call(key)
        if (key, credits) in self.quoted or known is not None and known.state != "released":
            return
        for line in (line_of(key, credits), line_of(key, credits, "another picture")):
            with pytest.raises(NotGreenlit):
                self.hands[hand].reserve(line)

    @rule(
        hand=st.integers(0, 1),
        key=st.sampled_from(KEYS),
        fate=st.sampled_from(["job", "settle", "less", "release", "unknown", "lost"]),
    )
    def goes_on(self, hand, key, fate):
        ledger = self.hands[hand]
        call = ledger.call(key)
        if call is None:
            return
        try:
            match fate:
                case "job":
                    ledger.submitted(key, f"job-{key}")
                case "settle":
                    ledger.settle(key, call.credits, "clip.mp4", "0" * 64)
                case "less":
                    ledger.settle(
                        key, call.credits / 2 if call.credits * 50 % 1 == 0 else call.credits, "clip.mp4", "0" * 64
                    )
                case "release":
                    ledger.release(key, "nothing was made")
                case "unknown":
                    ledger.mark_unknown(key, "no answer")
                case "lost":
                    ledger.write_off(key, "the person found it charged")
        except GreenlightError:
            assert ledger.call(key) == call, "a move that is refused changes nothing"

    @invariant()
    def never_more_than_is_allowed(self):
        if not hasattr(self, "hands"):
            return
        first, second = (hand.balance() for hand in self.hands)
        assert first == second
        spent = first.settled + first.reserved + first.unknown
        assert spent <= first.approved
        assert self.budget is None or spent <= self.budget

    def teardown(self):
        if not hasattr(self, "hands"):
            return
        assert all(spent <= allowed for spent, allowed in highest_share(self.hands[0], self.budget))
        for hand in self.hands:
            hand.close()
        shutil.rmtree(self.folder)


TestSpending = Spending.TestCase
TestSpending.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def _spend(path, budget, seed, lines, together):
    """One process that tries to buy everything, in its own order, with every way a call can end."""
    dice, ledger = random.Random(seed), Ledger(path, "live", budget)
    together.wait(60)
    for line in dice.sample(lines, len(lines)):
        try:
            call = ledger.reserve(line)
            if call.state == "reserved" and dice.random() < 0.8:
                ledger.submitted(line.key, f"job-{seed}-{line.key}")
            fate = dice.random()
            if fate < 0.3:
                ledger.settle(line.key, line.credits, "clip.mp4", "0" * 64)
            elif fate < 0.5:
                ledger.release(line.key, "refused")
            elif fate < 0.6:
                ledger.mark_unknown(line.key, "no answer")
        except GreenlightError:
            continue
    ledger.close()


@pytest.mark.parametrize("seed", range(3))
def test_several_processes_on_one_ledger_never_pass_the_cap_at_any_instant(tmp_path, seed):
    dice = random.Random(seed)
    lines = [line_of(f"clip/s{number:02d}/1", Decimal(dice.randint(100, 9_900)) / 100) for number in range(1, 31)]
    budget = sum(line.credits for line in lines) / 3
    budget = budget.quantize(Decimal("0.01"))
    path = tmp_path / "ledger.db"
    ledger = Ledger(path, "live", budget)
    for start in range(0, 30, 6):
        ledger.approve(quote_of(lines[start : start + 6]), by="person")
    context = server()
    together = context.Barrier(4)
    racers = [
        context.Process(target=_spend, args=(path, budget, seed * 10 + number, lines, together)) for number in range(4)
    ]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
        assert racer.exitcode == 0
    shares = highest_share(ledger, budget)
    assert max(spent for spent, _ in shares) > budget / 2, "the race never came near the cap"
    assert all(spent <= allowed for spent, allowed in shares)
    ledger.close()
