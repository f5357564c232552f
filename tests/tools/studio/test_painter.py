"""Any prompt becomes a picture of the ordered size that is about something."""

from decimal import Decimal

import numpy as np
import pytest

from tools.film.shape import AspectRatio, size_of
from tools.providers.port import Order
from tools.studio.motion import view_at
from tools.studio.moves import END_VIEWS
from tools.studio.painter import paint
from tools.studio.painting.card import BOTTOM, TOP, WIDE
from tools.studio.painting.reading import SETTINGS, read_scene
from tools.studio.props import find_props
from tools.studio.props.library import _library


def order(prompt, *, framing="CU", ratio="9:16", short=180, **fields):
    width, height = AspectRatio(ratio).parts
    size = (
        (short, round(short * height / width / 2) * 2)
        if width < height
        else (round(short * width / height / 2) * 2, short)
    )
    base = {"kind": "still", "reference": "still/s01/start/1", "shot_id": "s01", "model": "flux", "camera": "push-in"}
    return Order(
        **base,
        prompt=prompt,
        framing=framing,
        aspect_ratio=ratio,
        width=size[0],
        height=size[1],
        seconds=Decimal(0),
        **fields,
    )


def pixels(prompt, **fields):
    return np.asarray(paint(order(prompt, **fields)).image, float) / 255


@pytest.mark.parametrize("ratio", list(AspectRatio))
def test_the_picture_has_exactly_the_ordered_size(ratio):
    size = size_of(ratio, "480p")
    ordered = order("a cup on a table", ratio=ratio).model_copy(update={"width": size.width, "height": size.height})
    assert paint(ordered).image.size == (size.width, size.height)


@pytest.mark.parametrize("camera", END_VIEWS)
def test_the_name_on_the_closing_card_is_in_sight_wherever_the_camera_goes_over_it(camera):
    zoom, shift, _ = END_VIEWS[camera]
    views = [view_at(camera, step / 20, 5.0, seed) for step in range(21) for seed in (1, 2)]
    seen = [(view.x - view.width / 2, view.x + view.width / 2) for view in views]
    for left, right in (*seen, (0.5 + shift - zoom / 2, 0.5 + shift + zoom / 2)):
        assert left + 0.02 < 0.5 - WIDE / 2 and 0.5 + WIDE / 2 < right - 0.02


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("sunrise over a lake", "sea"),
        ("a dog running on the beach", "sea"),
        ("a runner on a road", "road"),
        ("a cat asleep by the fireplace", "living"),
        ("the empty path where they used to walk", "field"),
    ],
)
def test_a_place_is_where_its_words_say(text, setting):
    assert read_scene(order(text)).setting == setting


def test_a_small_thing_that_the_film_is_about_does_not_float_on_a_lake():
    assert read_scene(order("sunrise over a lake. A film about yoga.")).props == ()
    assert read_scene(order("sunrise over a lake. A film about a ship.")).props
    assert read_scene(order("sunrise over the hills. A film about yoga.")).props


def test_pines_are_a_wood_and_no_christmas_tree_and_women_are_people():
    scene = read_scene(order("mist in the pine trees", framing="WS"))
    assert scene.setting == "forest" and "christmas tree" not in [prop.name for prop in scene.props]
    person = read_scene(order("women doing yoga on a deck", framing="MS")).person
    assert person is not None and person.count > 1


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("framing", ["WS", "CU"])
def test_no_setting_is_blank_or_a_lone_gradient(setting, framing):
    word = SETTINGS[setting].split("|")[0].replace("s?", "").replace("[eé]", "e")
    picture = pixels(f"a {word} with a woman and a lamp", framing=framing)
    assert picture.std() > 0.06
    detail = np.abs(np.diff(picture.mean(2), axis=1))
    assert (detail > 0.04).mean() > 0.01


def test_the_same_order_gives_the_same_picture_and_another_seed_another():
    assert np.array_equal(pixels("a forest at dawn", framing="WS"), pixels("a forest at dawn", framing="WS"))
    assert not np.array_equal(
        pixels("a forest at dawn", framing="WS"), pixels("a forest at dawn", framing="WS", seed=9)
    )


def test_different_subjects_give_plainly_different_pictures():
    subjects = [
        "a cup of coffee",
        "a dog in a meadow",
        "a red bicycle in the rain",
        "scales on a desk",
        "a boat at sea",
    ]
    made = [pixels(subject) for subject in subjects]
    for one in range(len(made)):
        for other in range(one):
            assert np.abs(made[one] - made[other]).mean() > 0.03


def test_the_end_still_is_the_same_scene_after_the_camera_has_moved():
    start, end = pixels("bread on a board"), pixels("bread on a board", position="end")
    other = pixels("a boat at sea")
    assert 0.005 < np.abs(start - end).mean() < np.abs(start - other).mean()


@pytest.mark.parametrize(
    "name", ["Ember", "The Very Long Name of a Family Bakery & Sons", "日本茶", "Ünïcödé", "x" * 60]
)
def test_the_brands_name_is_set_inside_its_area(name):
    plain, named = pixels("a cup"), pixels("a cup", brand=name)
    bright = named.min(axis=2) > 0.85
    rows = np.flatnonzero(bright.any(axis=1)) / named.shape[0]
    assert len(rows) and rows.min() > TOP - 0.03 and rows.max() < BOTTOM + 0.09
    assert np.abs(plain - named).mean() > 0.01


@pytest.mark.parametrize("prompt", [".", "🎬", "<svg onload=x>", "../../etc", "a" * 2000, "% { } \\ ' \""])
def test_hostile_prompts_are_only_prompts(prompt):
    assert pixels(prompt).std() > 0.03


def test_every_prop_can_be_drawn_and_is_found_by_its_name():
    from tools.studio.painting.lighting import lit_prop
    from tools.studio.painting.palette import PALETTES

    names = [prop.name for prop in _library()]
    assert len(names) == len(set(names)) >= 200
    for prop in _library():
        assert find_props(f"a {prop.name} on a table", 1)[0].name == prop.name
        assert 0.02 < lit_prop(prop, 44, PALETTES["warm"], (-1, -1)).mask.mean() < 0.98


@pytest.mark.parametrize(
    ("text", "name"),
    [("my bakery", "bread loaf"), ("a law firm", "scales of justice"), ("our dentist", "tooth"), ("plumbing", "toolbox"),
     ("a florist", "bouquet"), ("an e-bike", "bicycle"), ("gym opening", "dumbbell"), ("a bookshop", "book"),
     ("barbershop", "scissors"), ("the winery", "wine glass"), ("beekeeper", "beehive"), ("a jar of honey", "honey jar"), ("the tattoo studio", "tattoo machine"), ("our farm", "tractor"),
     ("a locksmith", "key"), ("a plumber", "toolbox"), ("the box office", "ticket"), ("a bowl of soup", "bowl"), ("a podcast", "headphones")],
)  # fmt: skip
def test_a_trade_finds_its_thing(text, name):
    assert find_props(text, 1)[0].name == name


@pytest.mark.parametrize(
    "text",
    ["they watch the sea", "the sun rose over it", "we saw it coming", "the phone rings", "she taps the screen",
     "at three o'clock", "he smiles into the camera", "she ducks under it", "we ship to you", "she steps inside",
     "the shop opens its doors", "a face mask", "a chain of events"],
)  # fmt: skip
def test_a_word_that_means_something_else_here_brings_no_thing_into_the_picture(text):
    wrong = {
        "watch",
        "red rose",
        "handsaw",
        "ring",
        "water tap",
        "clock",
        "camera",
        "duck",
        "ship",
        "staircase",
        "chain",
    }
    assert not wrong & {prop.name for prop in find_props(text, 3)}
    assert not {"front door", "theatre mask"} & {prop.name for prop in find_props(text, 3)}


def test_no_things_words_hide_another_thing():
    owners = {}
    for prop in _library():
        for word in prop.words:
            assert owners.setdefault(word, prop.name) == prop.name, word
    for word, name in owners.items():
        assert find_props(word, 1)[0].name == name, word


def test_words_inside_words_find_nothing():
    assert find_props("a card, carpet and scarcity of cabaret", 3) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("an old man buys a bouquet for his wife", "man"),
        ("a mother waits for her husband at the gate", "woman"),
        ("a boy waves to the farmer", "child"),
        ("a couple in the rain", "couple"),
    ],
)
def test_the_person_who_is_named_first_is_the_one_who_is_seen(text, kind):
    person = read_scene(order(text)).person
    assert person is not None and person.kind == kind


def test_a_house_with_a_door_is_not_given_another_one():
    scene = read_scene(order("the postman brings a letter to the front door", framing="MS"))
    assert scene.setting == "house" and "front door" not in [prop.name for prop in scene.props]


def test_from_afar_a_large_thing_stands_beside_somebody_and_a_small_one_does_not():
    def red(thing):
        picture = pixels(f"a man beside a {thing} at noon", framing="WS")
        return ((picture[..., 0] > 0.4) & (picture[..., 0] > 1.8 * picture[..., 1])).mean()

    assert red("post box") > 0.005 and red("gift") < 0.001
