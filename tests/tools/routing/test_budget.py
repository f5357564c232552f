"""The choice under a budget is the best there is, and the forecast is the real distribution."""

import itertools
import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tools.routing.budget import Option, cheapest_total, choose
from tools.routing.forecast import Roll, forecast

prices = st.integers(0, 4000).map(lambda hundredths: Decimal(hundredths) / 100)


@st.composite
def groups(draw):
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    return [[Option(draw(prices), draw(st.integers(0, 9)), choice) for choice in range(size)] for size in sizes]


@settings(max_examples=300, deadline=None)
@given(groups(), st.none() | prices.map(lambda amount: amount * 3))
def test_no_other_plan_within_the_budget_gives_up_less_or_costs_less_for_as_little(shots, budget):
    picked = choose(shots, budget)
    every = [
        (sum(option.loss for option in plan), sum((option.credits for option in plan), Decimal(0)))
        for plan in itertools.product(*shots)
    ]
    affordable = [plan for plan in every if budget is None or plan[1] <= budget]
    if picked is None:
        assert affordable == []
        return
    chosen = [options[choice] for options, choice in zip(shots, picked, strict=True)]
    assert (sum(o.loss for o in chosen), sum((o.credits for o in chosen), Decimal(0))) == min(affordable)


@given(groups())
def test_the_cheapest_plan_is_the_smallest_budget_that_works(shots):
    needed = cheapest_total(shots)
    assert choose(shots, needed) is not None
    assert needed == 0 or choose(shots, needed - Decimal("0.01")) is None


def test_sixty_shots_are_chosen_quickly_enough_to_be_asked_again():
    dice = random.Random(3)
    shots = [
        [Option(Decimal(dice.randint(100, 9000)) / 100, dice.randint(0, 40) * 20, n) for n in range(16)]
        for _ in range(60)
    ]
    picked = choose(shots, cheapest_total(shots) * 2)
    assert picked is not None and len(picked) == 60


def test_a_sure_thing_costs_its_price_and_nothing_costs_nothing():
    assert forecast([Roll(Decimal("25.00"), Decimal(1))]).p90 == Decimal("25.00")
    assert forecast([]).p50 == 0


def test_one_shot_with_even_odds_is_done_by_the_first_take_half_of_the_time():
    told = forecast([Roll(Decimal("10.00"), Decimal(2))])
    assert told.p50 == Decimal("10.00")
    assert told.p90 == Decimal("40.00")  # 1 - 2**-3 is not yet 0.9, 1 - 2**-4 is


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["6", "25", "33.60", "75"]), st.sampled_from(["1.25", "2.22", "2.5"])),
        min_size=1,
        max_size=8,
    )
)
def test_the_forecast_agrees_with_rolling_the_dice_many_times(lines):
    rolls = [Roll(Decimal(price), Decimal(takes)) for price, takes in lines]
    told = forecast(rolls)
    dice = random.Random(7)
    totals = []
    for _ in range(4000):
        total = Decimal(0)
        for roll in rolls:
            total += roll.credits
            while dice.random() > 1 / float(roll.expected_takes):
                total += roll.credits
        totals.append(total)
    assert sum(total <= told.p50 for total in totals) / 4000 > 0.46
    assert 0.87 < sum(total <= told.p90 for total in totals) / 4000
    below = told.p90 - max(roll.credits for roll in rolls)
    assert sum(total <= below for total in totals) / 4000 < 0.93
