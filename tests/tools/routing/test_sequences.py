"""Multi-shot: one render returns several shots, is paid once, and still shows each for its own time."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planning import Wishes, plan_film
from tools.catalog.load import load_edition
from tools.film.errors import CannotBeDone
from tools.film.route import Mode
from tools.film.shape import AspectRatio

TODAY = date(2026, 11, 24)
SISTERS = "A multi-shot story about two sisters baking bread, 16:9, 24 seconds, six shots"


def film(text=SISTERS, **wishes):
    return plan_film(text, Wishes(**wishes), TODAY)


def test_neighbours_share_a_render_that_is_priced_once():
    production = film()
    leaders = [route for route in production.routes if route.rendered_with is None]
    others = [route for route in production.routes if route.rendered_with is not None]
    assert len(leaders) == 2 and len(others) == 4
    assert all(route.mode is Mode.MULTI_SHOT for route in production.routes)
    assert all(route.credits == 0 and route.draft is None for route in others)
    clips = [line for line in production.quote.lines if line.kind == "clip"]
    assert [line.key for line in clips] == ["clip/s01/1", "clip/s04/1"]
    assert sum(line.credits for line in clips) == sum(route.credits for route in production.routes)


def test_every_shot_still_has_its_own_still():
    stills = [line.shot_id for line in film().quote.lines if line.kind == "still"]
    assert stills == ["s01", "s02", "s03", "s04", "s05", "s06"]


def test_only_models_that_render_sequences_are_asked_and_the_others_are_told_why_not():
    production = film()
    able = {model.id for model in load_edition().video if model.multi_shot}
    assert {route.model for route in production.routes} <= able
    assert "no multi-shot" in {ruled.why for ruled in production.routes[0].ruled_out}


def test_a_test_take_of_a_sequence_is_rendered_by_a_model_that_knows_sequences():
    draft = film().routes[0].draft
    assert draft is not None
    tester = load_edition().video_model(draft.model)
    assert tester.multi_shot and not tester.premium


def test_a_shot_pinned_to_a_model_without_sequences_is_refused_with_the_reason():
    with pytest.raises(CannotBeDone, match="no multi-shot"):
        film(pins={"s02": "veo-3.1"})


def test_where_no_model_renders_sequences_each_shot_is_rendered_alone_and_that_is_said():
    wide = film(SISTERS.replace("16:9", "21:9"), edition="2026-11")  # Kling has no 21:9
    alone = film(f"{SISTERS.replace('16:9', '9:16').replace('six shots', 'one shot')}")
    for production in (wide, alone):
        assert not any(shot.sequence for shot in production.storyboard.shots)
        assert "multi-shot" in {warning.rule for warning in production.warnings}


def test_changing_any_shot_of_a_sequence_voids_its_price():
    one, other = film(), film(SISTERS.replace("sisters", "brothers"))
    assert one.quote.digest != other.quote.digest


@settings(max_examples=40, deadline=None)
@given(st.integers(4, 120), st.sampled_from(list(AspectRatio)), st.sampled_from(["2026-04", "2026-11"]))
def test_a_sequence_never_takes_time_from_its_shots(seconds, ratio, edition):
    production = film(
        "A multi-shot mood piece about rain on a city", seconds=Decimal(seconds), ratio=ratio, edition=edition
    )
    board = production.storyboard
    for shot in board.shots:
        if shot.sequence == shot.id:
            shown = board.rendered_with(shot)
            assert len(shown) > 1
            assert sum(each.seconds for each in shown) + Decimal("0.5") <= production.route(shot.id).clip_seconds
    if all(shot.sequence for shot in board.shots):
        assert production.cut.seconds == seconds
