"""Those who must look just so: which models take their pictures, and what the plan says of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agent.planning import Wishes, plan_film
from tools.catalog.load import load_edition
from tools.catalog.wire import wires
from tools.film.brief import Character
from tools.film.errors import CannotBeDone, UsageError
from tools.film.route import Mode
from tools.film.storyboard import CameraMove, Framing, Role, Shot, Storyboard
from tools.routing.contents import Contents
from tools.routing.plan import plan
from tools.story.editing import Screenplay, ShotChange, edit_shot

TODAY = date(2026, 11, 24)
EDITION = load_edition("2026-11")
BRIEF = plan_film("A 12 second vertical film of a dog, three shots", Wishes(), TODAY).brief.model_copy(
    update={"cast": (Character(name="Rex", kind="animal"),)}
)


def shot(**told):
    return Shot.model_validate(
        {"id": "s01", "description": "Rex runs.", "framing": Framing.WS, "camera": CameraMove.PAN,
         "role": Role.WORKHORSE, "seconds": Decimal(4), "cast": ("Rex",)} | told
    )  # fmt: skip


def routed(*shots, edition=EDITION, brief=BRIEF, **pins):
    return plan(Storyboard(shots=shots), brief, edition, today=TODAY, pins=pins)


def test_a_model_that_takes_the_picture_beside_the_still_gets_it_and_the_plan_says_so():
    route = routed(shot()).routes[0]
    assert (route.model, route.mode, route.references) == ("kling-3.0", Mode.IMAGE_TO_VIDEO, 1)
    assert "the picture of Rex goes along with the still" in route.why


def test_where_it_goes_along_with_nobody_the_plan_says_what_shows_the_look_instead():
    for model, why in (("hailuo-02", "it takes no other pictures"), ("veo-3.1", "only in place of a first frame")):
        route = routed(shot(), s01=model).routes[0]
        assert route.references == 0 and "its still shows Rex" in route.why and why in route.why
    assert "Rex" not in routed(shot(cast=())).routes[0].why


def test_a_model_just_good_enough_loses_to_one_that_takes_the_picture():
    alone, together = routed(shot(cast=(), role=Role.B_ROLL)).routes[0], routed(shot(role=Role.B_ROLL)).routes[0]
    assert "dearer" in {ruled.model: ruled.why for ruled in alone.ruled_out}["seedance-2.0-mini"]
    why = {ruled.model: ruled.why for ruled in together.ruled_out}
    assert why["seedance-2.0-mini"] == "it takes no picture of the cast along with the still"
    assert together.model == alone.model, "the cheapest is far above the floor, and its still shows the look"


def test_on_the_persons_word_it_is_made_from_pictures_by_a_model_that_can():
    film = routed(shot(from_references=True), s01="seedance-2.0-pro")
    route = film.routes[0]
    assert route.mode is Mode.REFERENCE and route.endpoint == "bytedance/seedance-2.0/reference-to-video"
    assert "not bound to the still" in route.why
    assert "first-frame-not-bound" in {warning.rule for warning in film.warnings}
    assert {ruled.model: ruled.why for ruled in route.ruled_out}["hailuo-02"] == "it takes no reference pictures"
    assert route.draft is None or film.quote.lines[-2].endpoint != route.endpoint, "a draft tests how it moves"
    with pytest.raises(CannotBeDone, match="takes no reference pictures"):
        routed(shot(from_references=True), s01="hailuo-02")


def test_veo_makes_eight_seconds_from_pictures_and_no_less():
    assert routed(shot(from_references=True), s01="veo-3.1").routes[0].clip_seconds == 8
    assert routed(shot(), s01="veo-3.1").routes[0].clip_seconds == 6


def test_a_second_seller_has_its_own_way_or_none():
    for sellers, model, most in (("runway",), "kling-3.0", None), (("runway",), "seedance-2.0-pro", 8):
        row = load_edition("2026-11", sellers).video_model(model)
        assert (row.references and row.references.most) == most


def test_a_given_ending_wins_over_reference_pictures():
    route = routed(shot(from_references=True, end_still=True), s01="seedance-2.0-pro").routes[0]
    assert route.mode is Mode.FIRST_LAST and route.references == 0


def test_a_sequence_sends_the_picture_of_everybody_in_it():
    brief = BRIEF.model_copy(update={"cast": (*BRIEF.cast, Character(id="c02", name="Mia"))})
    shots = (shot(sequence="s01"), shot(id="s02", sequence="s01", cast=("Mia",)), shot(id="s03", sequence="s01"))
    assert routed(*shots, brief=brief).routes[0].references == 2


def test_what_the_picture_shows_is_part_of_the_order_only_where_it_is_sent():
    film = routed(shot())
    told = Contents(film.storyboard, BRIEF, film.routes)
    other = replace(told, brief=BRIEF.model_copy(update={"cast": (Character(name="Rex", look="brown"),)}))
    assert told.reference(BRIEF.cast[0]) != other.reference(other.brief.cast[0])
    assert told.clip(told.storyboard.shots[0]) != other.clip(told.storyboard.shots[0])
    unsent = tuple(route.model_copy(update={"references": 0}) for route in film.routes)
    assert replace(told, routes=unsent).clip(told.storyboard.shots[0]) != told.clip(told.storyboard.shots[0])


def test_one_asks_for_it_only_where_somebody_has_a_picture_and_both_ends_are_free():
    asked = ShotChange(from_references=True)
    after = edit_shot(Screenplay(BRIEF, Storyboard(shots=(shot(),)), 1), "s01", asked)
    assert after.storyboard.shots[0].from_references
    for told, why in (({"cast": ()}, "has a reference picture"), ({"end_still": True}, "tied to a given ending")):
        with pytest.raises(UsageError, match=why):
            edit_shot(Screenplay(BRIEF, Storyboard(shots=(shot(**told),)), 1), "s01", asked)


def test_the_edition_and_the_endpoints_agree_on_how_many_pictures_there_can_be():
    for seller in ("fal", "runway", "replicate"):
        for model in load_edition("2026-11", (seller,)).video:
            if model.references is None or model.provider != seller:
                continue
            wire = wires(seller)[model.endpoint_for(Mode.REFERENCE)]
            assert wire.looks and wire.most_looks == model.references.most + wire.still_among_looks
            assert wire.still_among_looks == (model.references.endpoint is not None)
