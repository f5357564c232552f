"""Each shot goes to the cheapest model that is good enough for it, with its reasons."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.catalog.load import load_edition
from tools.film.errors import CannotBeDone, UsageError
from tools.film.footage import Still, Take
from tools.film.route import Mode
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing, Storyboard, Trait
from tools.routing.contents import Contents, Owned, key_for
from tools.routing.mistakes import mistakes
from tools.routing.plan import longest_shot, plan, screen_seconds
from tools.routing.quoting import step_quote
from tools.story.draft import draft
from tools.story.read import Given, read_brief

TODAY = date(2026, 11, 24)
COFFEE = "Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each."


def planned(text, edition="2026-11", pins=None, **given_values):
    table = load_edition(edition)
    reading = read_brief(text, Given(**given_values))
    board = draft(reading, longest_shot=longest_shot(table, reading.brief.aspect_ratio, TODAY))
    return reading.brief, plan(board, reading.brief, table, today=TODAY, pins=pins)


def test_the_playbooks_worked_example_comes_out_of_the_april_edition():
    brief, film = planned(COFFEE, "2026-04")
    assert brief.aspect_ratio is AspectRatio.PORTRAIT
    assert [shot.seconds for shot in film.storyboard.shots] == [5] * 6
    for shot, route in zip(film.storyboard.shots[:3], film.routes[:3], strict=True):
        assert not shot.faces and shot.framing.value in ("CU", "ECU")
        assert route.model in ("seedance-2.0-lite", "hailuo-02")
    assert [route.mode for route in film.routes[:2]] == [Mode.FIRST_LAST] * 2
    for shot, route in zip(film.storyboard.shots[3:5], film.routes[3:5], strict=True):
        assert shot.faces and route.model in ("veo-3.1", "seedance-2.0-pro")
    assert film.routes[5].model in ("kling-3.0", "sora-2") and film.routes[5].draft is not None
    assert film.cut.seconds == 27
    assert "shorter-than-asked" in {warning.rule for warning in film.warnings}


def test_a_smaller_film_is_cheaper_its_clips_are_smaller_and_its_stills_as_large_as_image_models_sell():
    films = {name: planned("a 20 second ad for tea, five shots", resolution=name) for name in ("480p", "720p", "1080p")}
    sides = [sum(min(route.size) for route in film.routes) for _, film in films.values()]
    assert sides == sorted(sides) and sides[0] < sides[-1]
    prices = [film.quote.credits for _, film in films.values()]
    assert prices == sorted(prices) and prices[0] < prices[-1]
    assert [min(brief.size) for brief, _ in films.values()] == [480, 720, 1080]
    assert [min(brief.still_size) for brief, _ in films.values()] == [720, 720, 1080]


def test_no_retired_model_is_chosen_and_the_list_says_which_retired_when():
    _, film = planned(COFFEE)
    assert not {route.model for route in film.routes} & {"sora-2", "sora-2-pro"}
    for route in film.routes:
        why = {ruled.model: ruled.why for ruled in route.ruled_out}
        assert "retired on 2026-09-24" in why["sora-2"]
        assert set(why) | {route.model} == set(load_edition().ids())


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 120), st.sampled_from(list(AspectRatio)), st.sampled_from(["2026-04", "2026-11"]))
def test_any_length_in_any_shape_has_a_plan_that_keeps_its_promises(seconds, ratio, edition):
    brief, film = planned("A film about a small garden shop", edition, ratio=ratio, seconds=Decimal(seconds))
    assert film.storyboard.seconds == seconds
    kept = [screen_seconds(s, r) for s, r in zip(film.storyboard.shots, film.routes, strict=True)]
    assert film.cut.seconds == sum(kept)
    if all(
        r.clip_seconds >= s.seconds + Decimal("0.5") for s, r in zip(film.storyboard.shots, film.routes, strict=True)
    ):
        assert film.cut.seconds == seconds
    else:
        assert "shorter-than-asked" in {warning.rule for warning in film.warnings}
    assert all(route.aspect_ratio is ratio for route in film.routes)
    assert film.quote.credits <= film.quote.p90
    assert len({line.key for line in film.quote.lines}) == len(film.quote.lines)


@settings(max_examples=40, deadline=None)
@given(st.integers(60, 700))
def test_a_budget_is_kept_or_refused_with_the_amount_that_would_do(budget):
    try:
        _, film = planned(COFFEE, "2026-04", budget=Decimal(budget))
    except CannotBeDone as refusal:
        needed = Decimal(str(refusal).split("costs ")[1].split()[0])
        assert needed > budget
        assert planned(COFFEE, "2026-04", budget=needed)[1].quote.credits <= needed
    else:
        assert film.quote.credits <= budget


def test_a_small_budget_takes_from_the_least_important_shots_first_and_says_so():
    _, rich = planned(COFFEE, "2026-04")
    _, poor = planned(COFFEE, "2026-04", budget=Decimal(280))
    changed = [
        a.shot_id for a, b in zip(rich.routes, poor.routes, strict=True) if (a.model, a.draft) != (b.model, b.draft)
    ]
    assert changed and "s06" not in changed
    assert "compromise" in {warning.rule for warning in poor.warnings}


def test_dialogue_asks_for_lip_sync_and_the_rest_are_told_why_not():
    _, film = planned('A testimonial for our clinic. She says "I slept again." 12 seconds, 16:9')
    speaking = next(shot for shot in film.storyboard.shots if shot.dialogue)
    route = next(route for route in film.routes if route.shot_id == speaking.id)
    model = load_edition().video_model(route.model)
    assert model is not None and model.lip_sync != "none" and route.audio
    assert "no lip-sync" in {ruled.why for ruled in route.ruled_out}


def test_a_hero_that_must_be_native_4k_goes_to_a_model_known_for_it():
    brief, film = planned("A product ad for a watch in 4K, 10 seconds", "2026-04")
    hero = film.storyboard.shots[-1]
    assert Trait.NATIVE_4K in hero.traits
    assert film.routes[-1].model == "kling-3.0"


def test_one_long_take_becomes_linked_clips_on_one_model_with_shared_stills():
    _, film = planned("A single shot of a river at dawn, 40 seconds, no voice", "2026-04")
    shots = film.storyboard.shots
    assert len(shots) > 1 and all(b.continues == a.id for a, b in zip(shots, shots[1:], strict=False))
    assert len({route.model for route in film.routes}) == 1
    assert all(route.mode is Mode.FIRST_LAST for route in film.routes)
    stills = [line.key for line in film.quote.lines if line.kind == "still"]
    assert sum(key.endswith("start/1") for key in stills) == 1
    assert sum(key.endswith("end/1") for key in stills) == len(shots)


def test_a_last_frame_chain_is_made_only_when_it_is_asked_for_and_buys_one_still():
    _, film = planned("A single shot of a river at dawn, 40 seconds, as a last-frame chain, no voice", "2026-04")
    shots = film.storyboard.shots
    assert len(shots) > 1 and [shot.chained for shot in shots] == [False] + [True] * (len(shots) - 1)
    assert [route.mode for route in film.routes] == [Mode.IMAGE_TO_VIDEO] + [Mode.CHAIN] * (len(shots) - 1)
    assert [line.key for line in film.quote.lines if line.kind == "still"] == ["still/s01/start/1"]


def test_a_pin_is_obeyed_refused_with_its_successor_or_unknown():
    _, film = planned(COFFEE, pins={"s03": "veo-3.1"})
    assert film.routes[2].model == "veo-3.1" and "you asked" in film.routes[2].why
    with pytest.raises(CannotBeDone, match=r"retired on 2026-09-24.*veo-3\.1"):
        planned(COFFEE, pins={"s01": "sora-2"})
    with pytest.raises(UsageError, match="choose one of"):
        planned(COFFEE, pins={"s01": "betamax"})
    with pytest.raises(UsageError, match="s01 to s06"):
        planned(COFFEE, pins={"s09": "veo-3.1"})
    assert planned("Make shot 2 with Luma. An ad for tea, 3 shots, 12 seconds, 16:9")[1].routes[1].model == "luma-ray-2"


def test_a_shot_no_model_can_make_is_refused_with_the_nearest_that_can():
    with pytest.raises(CannotBeDone, match="nearest|longer|shorter|fewer|raise"):
        planned(COFFEE, budget=Decimal(1))


def test_the_step_quote_holds_only_what_is_still_to_be_paid():
    _, film = planned(COFFEE)
    stills = step_quote(film.quote, frozenset({"still"}), frozenset({film.quote.lines[0].key}))
    assert all(line.kind == "still" for line in stills.lines)
    assert film.quote.lines[0] not in stills.lines
    assert stills.digest != film.quote.digest


def test_any_change_to_what_is_sent_changes_the_lines_digest():
    brief, film = planned(COFFEE)
    first, rest = film.storyboard.shots[0], film.storyboard.shots[1:]

    def digests(shot=None, route=None, **changed):
        board = Storyboard(shots=(first.model_copy(update=shot or {}), *rest))
        routes = (film.routes[0].model_copy(update=route or {}), *film.routes[1:])
        sent = Contents(board, brief.model_copy(update=changed), routes)
        return sent.still(board.shots[0], "start"), sent.clip(board.shots[0])

    still, clip = digests()
    for seen in ({"description": "a cat"}, {"framing": Framing.EWS}, {"camera": CameraMove.TILT}, {"still_roll": 2}):
        assert digests(seen)[0] != still and digests(seen)[1] != clip
    assert digests(style=("noir",))[0] != still and digests(aspect_ratio=AspectRatio.SQUARE)[1] != clip
    assert digests(route={"fps": 12}) == (still, digests(route={"fps": 12})[1]) != (still, clip)
    assert digests({"take_roll": 2})[0] == still and digests({"take_roll": 2})[1] != clip
    for heard in ({"budget_credits": Decimal(9)}, {"music": False}, {"captions": False}):
        assert digests(**heard) == (still, clip)
    assert digests({"narration": "Come in.", "on_screen_text": "Open"}) == (still, clip)


def test_a_call_made_with_the_same_content_keeps_its_key_and_another_gets_the_next_number():
    owned = (Owned("still/s01/start/1", "a"), Owned("still/s01/start/2", "b"), Owned("clip/s01/7", "c"))
    assert key_for("still/s01/start", "a", owned) == "still/s01/start/1"
    assert key_for("still/s01/start", "c", owned) == "still/s01/start/3"
    assert key_for("still/s02/start", "a", owned) == "still/s02/start/1"


def found(text="An ad for tea, 15 seconds", *, edition="2026-04", **changes):
    table = load_edition(edition)
    brief, film = planned(
        text,
        edition,
        **{key: changes.pop(key) for key in list(changes) if key in ("budget", "voice", "music", "captions")},
    )
    routes = changes.pop("routes", lambda routes: routes)(film.routes)
    return {
        w.rule for w in mistakes(film.storyboard, brief, routes, film.quote, table, made=changes.pop("made", ((), ())))
    }


def take(shot_id, width=1080, height=1920):
    return Take(
        shot_id=shot_id,
        number=1,
        file="takes/x.mp4",
        width=width,
        height=height,
        fps=24,
        seconds=Decimal(5),
        sha256="0",
        model="ltx",
        provider="fal",
        credits=Decimal(1),
    )


def test_each_of_the_eight_mistakes_has_its_warning_and_a_good_plan_has_none():
    assert found() == set()
    locked = Still(
        shot_id="s01",
        position="start",
        file="x",
        width=1,
        height=1,
        sha256="0",
        model="flux",
        provider="fal",
        credits=Decimal(1),
        locked=True,
    )
    text = lambda routes: tuple(r.model_copy(update={"mode": Mode.TEXT_TO_VIDEO}) for r in routes)  # noqa: E731
    square = lambda routes: (routes[0].model_copy(update={"aspect_ratio": AspectRatio.SQUARE}), *routes[1:])  # noqa: E731
    one = lambda routes: tuple(r.model_copy(update={"model": "ltx"}) for r in routes)  # noqa: E731
    rash = lambda routes: tuple(r.model_copy(update={"model": "veo-3.1", "draft": None}) for r in routes)  # noqa: E731
    assert "text-to-video" in found(routes=text)
    assert "no-locked-still" in found(routes=text, made=((), (take("s01"),)))
    assert "no-locked-still" not in found(routes=text, made=((locked,), (take("s01"),)))
    assert "mixed-ratios" in found(routes=square)
    assert "mixed-ratios" in found(made=((locked,), (take("s01", 1920, 1080),)))
    assert "no-reroll-budget" in found(budget=Decimal(330))
    assert "premium-first-try" in found(routes=rash)
    assert "no-audio" in found(voice=False, music=False)
    assert "raw-clips" in found(captions=False)
    assert "one-model" in found(routes=one)
