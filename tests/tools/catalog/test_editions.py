"""The editions: every row of the matrix keeps its row, and every figure says where it is from."""

from datetime import date
from decimal import Decimal

import pytest

from tools.catalog.load import edition_names, load_edition
from tools.film.errors import UsageError
from tools.film.shape import AspectRatio, Size

MATRIX = (
    "sora-2 sora-2-pro veo-3.1 kling-3.0 seedance-2.0-pro seedance-2.0-lite hailuo-02 wan-2.6 runway-gen4 luma-ray-2 "
    "pixverse-v4 pika-2.2 ltx"
).split()
STILLS = {"midjourney", "flux", "imagen", "ideogram", "gpt-image"}


@pytest.mark.parametrize("name", edition_names())
def test_every_row_of_the_matrix_stands_in_every_edition(name):
    edition = load_edition(name)
    assert set(MATRIX) <= set(edition.ids())
    assert {model.id for model in edition.stills} >= STILLS
    assert all(model.source.text and model.source.checked for model in (*edition.video, *edition.stills))


@pytest.mark.parametrize("name", edition_names())
def test_every_length_at_every_resolution_that_can_be_routed_has_a_price(name):
    for model in load_edition(name).video:
        for resolution in model.resolutions:
            priced = [model.credits(length, resolution, audio=False) for length in model.seconds]
            assert any(priced), f"{model.id} has no price at {resolution}"


def test_the_newest_edition_is_the_default_and_an_unknown_one_names_the_known():
    assert load_edition().name == edition_names()[-1]
    with pytest.raises(UsageError, match="2026-04, 2026-11"):
        load_edition("1999-01")


def test_a_retired_model_says_when_it_retired_and_what_came_after():
    sora = load_edition("2026-11").video_model("sora-2")
    assert sora is not None
    assert sora.why_unavailable(date(2026, 11, 24)) == "retired on 2026-09-24, its successor is veo-3.1"
    assert sora.why_unavailable(date(2026, 9, 23)) is None


def test_the_playbooks_scale_holds():
    edition = load_edition("2026-04")
    lite, veo = edition.video_model("seedance-2.0-lite"), edition.video_model("veo-3.1")
    assert lite is not None and veo is not None
    assert lite.credits(Decimal(5), "720p", audio=False) == 25
    assert veo.credits(Decimal(8), "1080p", audio=True) == 200
    ladder = "ltx seedance-2.0-lite pika-2.2 wan-2.6 hailuo-02 pixverse-v4 seedance-2.0-pro kling-3.0 runway-gen4 sora-2 veo-3.1"
    rates = [model.prices[-1].per_second for name in ladder.split() if (model := edition.video_model(name))]
    assert rates == sorted(rates) and len(set(rates)) == len(rates)


def test_a_still_is_priced_by_the_megapixels_it_begins():
    flux = next(model for model in load_edition("2026-11").stills if model.id == "flux")
    assert flux.credits(Size(1000, 1000)) == Decimal("3.00")
    assert flux.credits(Size(1080, 1920)) == Decimal("6.00")


def test_all_six_shapes_can_be_made_today():
    edition = load_edition()
    for ratio in AspectRatio:
        assert any(
            ratio in model.aspect_ratios and model.why_unavailable(date.today()) is None for model in edition.video
        )
