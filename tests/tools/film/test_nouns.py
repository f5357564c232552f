"""The nouns refuse what makes no sense, and money is exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tools.film.money import from_hundredths, round_up, to_hundredths
from tools.film.route import Quote, QuoteLine
from tools.film.shape import SHORT_SIDES, AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing, Role, Shot, Storyboard


def shot(number: int, **changes: object) -> Shot:
    plain = {
        "id": f"s{number:02d}",
        "description": "a kettle sings",
        "framing": Framing.CU,
        "camera": CameraMove.STATIC,
        "role": Role.B_ROLL,
        "seconds": Decimal("4.5"),
    }
    return Shot.model_validate({**plain, **changes})


def line(credits: str = "25.00", content: str = "abc") -> QuoteLine:
    return QuoteLine(
        kind="clip",
        key="clip/s01/1",
        shot_id="s01",
        model="some-model",
        provider="somebody",
        seconds=Decimal(5),
        credits=Decimal(credits),
        content=content,
    )


def quote(*lines: QuoteLine) -> Quote:
    return Quote(lines=lines, p50=Decimal(50), p90=Decimal(90))


@given(st.integers(min_value=0, max_value=10**12))
def test_an_amount_survives_the_ledger_unchanged(stored: int):
    assert to_hundredths(from_hundredths(stored)) == stored


@given(st.decimals(min_value=0, max_value=10**6, places=6))
def test_a_price_is_never_rounded_down(price: Decimal):
    rounded = round_up(price)
    assert price <= rounded < price + Decimal("0.01")


def test_the_ledger_refuses_an_amount_finer_than_it_can_hold():
    with pytest.raises(ValueError, match="finer than a hundredth"):
        to_hundredths(Decimal("1.005"))


@pytest.mark.parametrize("ratio", AspectRatio)
@pytest.mark.parametrize("resolution", SHORT_SIDES)
def test_every_size_is_even_and_as_near_to_its_ratio_as_pixels_allow(ratio: AspectRatio, resolution: str):
    size = size_of(ratio, resolution)
    width, height = ratio.parts
    assert size.width % 2 == size.height % 2 == 0
    assert abs(size.width / size.height - width / height) < 0.01


def test_a_storyboard_refuses_two_shots_of_one_name():
    with pytest.raises(ValidationError, match="two shots are called s01"):
        Storyboard(shots=(shot(1), shot(1)))


def test_a_shot_continues_only_the_one_before_it():
    with pytest.raises(ValidationError, match="not the shot before it"):
        Storyboard(shots=(shot(1), shot(2), shot(3, continues="s01")))


def test_a_shots_name_is_always_safe_as_a_file_name():
    with pytest.raises(ValidationError):
        shot(1, id="../s01")


def test_any_change_of_what_was_priced_changes_the_quotes_digest():
    priced = quote(line())
    assert priced.digest == quote(line()).digest
    assert priced.digest != quote(line(credits="25.01")).digest
    assert priced.digest != quote(line(content="abd")).digest
    assert priced.digest != quote(line(), line()).digest


def test_a_quote_is_the_exact_sum_of_its_lines():
    assert quote(line("0.10"), line("0.20")).credits == Decimal("0.30")
