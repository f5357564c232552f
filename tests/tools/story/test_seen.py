"""The person's own pictures become the shots; what she wishes of the film, or says of herself, does not."""

from decimal import Decimal

import pytest

from tools.film.brief import Genre, Mood
from tools.story.draft import draft
from tools.story.read import Given, read_brief


def seen(text):
    return list(read_brief(text).seen)


def shots(text, **given):
    return [shot.description for shot in draft(read_brief(text, Given(**given)), longest_shot=Decimal("14.5")).shots]


@pytest.mark.parametrize(
    ("text", "pictures"),
    [
        (
            "A film for Nadia's soap shop: olive oil poured into a pan, hands cutting a green block, a shelf of soap.",
            ["olive oil poured into a pan", "hands cutting a green block", "a shelf of soap"],
        ),
        (
            "We repair umbrellas. Show a bent umbrella on the counter, a needle and thread, and a man walking off dry.",
            ["a bent umbrella on the counter", "a needle and thread", "a man walking off dry"],
        ),
        (
            "A teaser for our ghost walk with a lantern, wet cobbles and a door that opens by itself",
            ["a lantern", "wet cobbles", "a door that opens by itself"],
        ),
        (
            "A boy finds a kite on the beach. At noon, it lifts him off the sand. His mother laughs.",
            ["a boy finds a kite on the beach", "at noon, it lifts him off the sand", "his mother laughs"],
        ),
        (
            "Open on an empty stage, then a hand on a piano key, then the hall on its feet. Ends on the piano alone.",
            ["an empty stage", "a hand on a piano key", "the hall on its feet", "the piano alone"],
        ),
        (
            "For my driving school: mirror, signal, a learner grinning at the wheel",
            ["mirror", "signal", "a learner grinning at the wheel"],
        ),
        (
            "Our goats climb the hill at dawn (yes, all forty), milk runs into a steel can, cheese in a cellar.",
            ["the goats climb the hill at dawn", "milk runs into a steel can", "cheese in a cellar"],
        ),
        (
            "My dog Otto died in May. He was a spaniel. Otto running on a beach, Otto asleep by the fireplace.",
            ["Otto running on a beach", "Otto asleep by the fireplace"],
        ),
        (
            "We are Pell Ironmongers. Spring sale, all paint 20% off. Show a wall of brushes, a man mixing paint.",
            ["a wall of brushes", "a man mixing paint"],
        ),
    ],
)
def test_what_the_brief_says_is_seen_is_found_in_its_words_and_order(text, pictures):
    found = seen(text)
    assert [each for each in found if each in pictures] == pictures
    assert len(found) <= len(pictures) + 1
    assert not any("died" in each or "spaniel" in each or "sale" in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each.",
        "Quiet ad for a law firm, 20s, trustworthy, nothing cheesy.",
        "Upbeat, fast, funny. For Instagram and TikTok, with music, no voice, under 20 dollars.",
        "We are a family business, founded in 1987. Please keep it simple. Thank you!",
        "Mood: lonely, hopeful, big. Style: noir. A teaser for our game, title is UNDERLIGHT.",
        "Recruitment agency for care workers in Leeds, square, human.",
        "Our café is called Blue Door, free delivery, open every day, book at our website.",
    ],
)
def test_a_wish_for_the_whole_film_or_a_word_about_oneself_is_no_picture(text):
    assert seen(text) == []


def test_the_shots_are_the_persons_pictures_and_her_name_closes_the_film():
    text = (
        "A 20 second film for Nadia's soap shop: oil poured into a pan, hands cutting a green block, a shelf of soap."
    )
    board = draft(read_brief(text), longest_shot=Decimal("14.5"))
    assert [shot.description for shot in board.shots][:3] == [
        "oil poured into a pan",
        "hands cutting a green block",
        "a shelf of soap",
    ]
    assert board.shots[-1].brand_card and read_brief(text).brief.brand == "Nadia's soap shop"
    assert board.seconds == 20


def test_a_few_pictures_keep_their_order_among_the_playbooks():
    told = shots("An ad for our bakery. Show a boy at the window. Show flour in the air. 40 seconds.", shots=8)
    assert told.index("a boy at the window") < told.index("flour in the air") and len(set(told)) == 8


def test_pictures_that_do_not_fit_are_named_and_not_silently_dropped():
    text = "A film: a red door, a blue door, a green door, a cat on the stairs, a dog at the gate, rain on a roof. 6 s"
    reading = read_brief(text)
    assert len(reading.seen) == 3
    assert any("rain on a roof" in warning.message for warning in reading.warnings)


def test_a_film_of_unsaid_length_is_long_enough_to_see_each_picture():
    six = read_brief("A film: a red door, a blue door, a green door, a cat on stairs, a dog at a gate, rain on a roof")
    assert six.brief.duration_s >= 18
    assert read_brief("an ad for coffee").brief.duration_s == 15


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Teaser for a new perfume, Aube No. 7, no voice", "Aube No. 7"),
        ("need a short film about my cats, at the end put HELGA HOLT PHOTOGRAPHY", "HELGA HOLT PHOTOGRAPHY"),
        ("A nervous dog on the table, please. Millbrook Vets.", "Millbrook Vets"),
        ("I'd like a film about my gran, she met Grandad in Hull. Happy 80th, Rose.", "Rose"),
        ("We are Pine & Loom, weavers in the Highlands. A loom, a hand, a blanket.", "Pine & Loom"),
        ('An open day at the port. It should close on "Thank you, Whitby".', None),
        ('Season tickets for Marden Town FC. "Sundays are ours."', "Marden Town FC"),
        ("A ramen film. The name is Umi no Oto.", "Umi no Oto"),
        ("Film about our street. Bright Smiles, Abbey Road", "Bright Smiles"),
        ("We're Fern Ironmongers on Mill Street. A wall of tools, a key being cut. Upbeat.", "Fern Ironmongers"),
        ("An ad for my gym, 15 seconds. Cinematic.", None),
    ],
)
def test_the_name_is_found_where_people_sign_or_say_it(text, brand):
    assert read_brief(text).brief.brand == brand


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("I am a potter. A bowl on a wheel, 20 seconds.", 20),
        ("Old cats and young ones, kittens too, 12s", 12),
        ("My recital, 9 May, about 30 seconds", 30),
        ("a minute about tea", 60),
        ("a 2m film about bread", 120),
    ],
)
def test_a_length_is_only_what_is_said_as_one(text, seconds):
    reading = read_brief(text)
    assert reading.brief.duration_s == seconds
    assert not any("several lengths" in warning.message for warning in reading.warnings)


def test_a_picture_does_not_set_the_mood_or_the_kind_of_film():
    brief = read_brief("A film for my bakery: loaves in the oven, a customer at the door while it's dark.").brief
    assert brief.mood is not Mood.TENSE
    assert read_brief("Our house: the front door opening, a match lit at the hearth").brief.genre is not Genre.EVENT


@pytest.mark.parametrize("text", ["Mr. " * 5000, "A-" * 10000, "film with of a " * 1300, "Ab's x y " * 2200])
def test_a_hostile_brief_is_read_in_no_time_worth_naming(text):
    read_brief(text[:20_000])
