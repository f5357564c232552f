"""A brief in anybody's words is read for what it asks, and what it asks twice is decided and said."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.film.brief import Genre, Mood
from tools.film.errors import UsageError
from tools.film.shape import AspectRatio
from tools.story.read import Given, read_brief


def brief_of(text, **given_values):
    return read_brief(text, Given(**given_values)).brief


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("a thirty-second ad for tea", 30),
        ("an ad for tea, 45s", 45),
        ("a 1 minute film about tea", 60),
        ("ninety seconds of tea", 90),
        ("half a minute of rain", 30),
        ("one and a half minutes about rain", 90),
        ("an 8 second clip of rain", 8),
        ("six 5-second shots of bread", 30),
        ("four shots of bread, 3 seconds each", 12),
        ("eine Werbung für Tee, 20 Sekunden", 20),
    ],
)
def test_a_length_is_read_in_words_and_figures(text, seconds):
    assert brief_of(text).duration_s == seconds


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("a vertical ad", AspectRatio.PORTRAIT),
        ("tea, for TikTok", AspectRatio.PORTRAIT),
        ("tea, for YouTube", AspectRatio.LANDSCAPE),
        ("a square clip of tea", AspectRatio.SQUARE),
        ("a 16 second landscape film for a bakery", AspectRatio.LANDSCAPE),
        ("a film about the landscape of Iceland", AspectRatio.PORTRAIT),
        ("letterbox, tea in the rain", AspectRatio.LETTERBOX),
        ("tea in 4:3", AspectRatio.CLASSIC),
        ("tea in 3:4", AspectRatio.PORTRAIT_CLASSIC),
        ("tea at 9:30 pm, widescreen", AspectRatio.LANDSCAPE),
    ],
)
def test_a_shape_is_named_worded_or_implied_by_the_platform(text, ratio):
    assert brief_of(text).aspect_ratio is ratio


@pytest.mark.parametrize(
    ("text", "voice", "music", "captions"),
    [
        ("tea, no voice, music or captions", False, False, False),
        ("tea, no voice, upbeat music", False, True, True),
        ("tea, without voice but with music", False, True, True),
        ("tea with a warm voiceover", True, True, True),
        ("a silent film about tea", False, True, True),
        ("tea, just music please", False, True, True),
        ("tea, no subtitles and no soundtrack", True, False, False),
        ("tea. Don't use any music or narration.", False, False, True),
        ("tea", True, True, True),
    ],
)
def test_wishes_for_voice_music_and_captions_and_their_refusals(text, voice, music, captions):
    brief = brief_of(text)
    assert (brief.voice, brief.music, brief.captions) == (voice, music, captions)


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("an ad for a coffee brand", Genre.PRODUCT_AD),
        ("a teaser for our plant shop", Genre.TEASER),
        ("explain how our app helps freelancers", Genre.EXPLAINER),
        ("how to change a bike tyre", Genre.HOW_TO),
        ("a recipe for lentil soup", Genre.HOW_TO),
        ("an ad for a bicycle repair shop", Genre.PRODUCT_AD),
        ("repair a clock in a minute", Genre.HOW_TO),
        ("a testimonial from a patient", Genre.TESTIMONIAL),
        ("a travel film about Iceland", Genre.TRAVEL),
        ("a property walk-through of a loft", Genre.PROPERTY),
        ("wedding film for Anna and Tom", Genre.EVENT),
        ("a mood piece: rain on a window", Genre.MOOD),
        ("a story about a fox who finds a lantern", Genre.STORY),
        ("a brand film about our bakery", Genre.BRAND_FILM),
        ("a loop of a candle", Genre.LOOP),
    ],
)
def test_a_dozen_genres_are_told_apart(text, genre):
    assert brief_of(text).genre is genre


@pytest.mark.parametrize(
    ("text", "brand", "subject"),
    [
        ('a square video for my bakery called "Golden Crumb" in Lyon', "Golden Crumb", "bakery"),
        ("a teaser for Fern & Co, a plant shop", "Fern & Co", "plant shop"),
        ("Explain how our app Ledgerly helps freelancers", "Ledgerly", "app"),
        ("an ad for SneakerLab running shoes", "SneakerLab", "running shoes"),
        ("a 120 second travel film about Iceland, 21:9", None, "Iceland"),
        ("I run a dog shelter in Leeds. We need a film.", None, "dog shelter"),
        ("An 8 second clip about a lighthouse keeper in a storm", None, "lighthouse keeper"),
        ("Create a thirty-second vertical ad for a coffee brand.", None, "coffee"),
        (
            "We're Fern Ironmongers on Mill Street. A hardware shop. Show a wall of tools.",
            "Fern Ironmongers",
            "ironmonger",
        ),
        ("I teach yoga. A calm film for Instagram: sunrise over a lake", None, "yoga"),
        ("My dog Otto died in May. A quiet film.", "Otto", "dog"),
        ("An ad for a coffee brand called Ember. Six shots.", "Ember", "coffee"),
        ("An ad for a coffee brand called कॉफ़ी, four shots", "कॉफ़ी", "coffee"),
        ("A film for a cafe named قهوة، warm", "قهوة", "cafe"),
        ("An ad for a bakery called ☕ Luna, four shots", "☕ Luna", "bakery"),
        ("A film for a bar named コーヒー館。 Warm.", "コーヒー館", "bar"),
        ("A film for a cafe called Καφές Αθήνα, warm", "Καφές Αθήνα", "cafe"),
    ],
)
def test_the_brand_is_kept_as_spelt_and_the_subject_is_a_thing(text, brand, subject):
    brief = brief_of(text)
    assert brief.brand == brand
    assert brief.subject.startswith(subject)


def test_a_budget_finer_than_a_hundredth_of_a_credit_is_never_read_as_more():
    assert read_brief("a dog, budget 250.555 credits").brief.budget_credits == Decimal("250.55")
    assert read_brief("a dog, budget 3.333 dollars").brief.budget_credits == Decimal(333)


def test_a_budget_is_read_in_credits_and_dollars_but_a_price_is_no_budget():
    assert brief_of("an ad for tea, budget 600 credits").budget_credits == 600
    assert brief_of("an ad for tea, spend at most $20").budget_credits == 2000
    assert brief_of("an ad for a $5 coffee").budget_credits is None


def test_mood_style_audience_and_platform_are_read():
    brief = brief_of("a dark suspense noir teaser aimed at night owls, for Reels")
    assert brief.mood is Mood.TENSE and brief.style == ("noir",)
    assert brief.audience == "night owls" and brief.platform == "Reels"


@pytest.mark.parametrize(
    "text",
    [
        "vertical 16:9 ad for tea",
        "tea in 16:9 for TikTok",
        "a 30 second film, or 45 seconds, about tea",
        "30 seconds of tea, six shots, four seconds each",
        "forty shots of tea in 10 seconds",
        "tea in 4:5",
    ],
)
def test_a_contradiction_is_decided_and_said_in_one_sentence(text):
    warnings = [warning for warning in read_brief(text).warnings if warning.rule == "contradiction"]
    assert len(warnings) == 1
    assert warnings[0].message.endswith(".") and "\n" not in warnings[0].message


def test_what_takes_a_language_model_is_said():
    assert "needs-language-model" in {w.rule for w in read_brief("a rhyming ad for tea").warnings}
    assert "needs-language-model" in {w.rule for w in read_brief("eine Werbung für die Bäckerei und den Tee").warnings}
    assert "needs-language-model" in {w.rule for w in read_brief("お茶の広告を作ってください").warnings}


def test_a_beginners_wish_leaves_at_most_three_things_open():
    assert read_brief("something nice for my shop").unsaid == ("aspect_ratio", "duration", "brand")
    assert read_brief('15s vertical ad for my shop called "Nook"').unsaid == ()


def test_options_win_over_the_text():
    brief = brief_of("a 30 second vertical ad, no music", ratio=AspectRatio.SQUARE, seconds=Decimal(12), music=True)
    assert (brief.aspect_ratio, brief.duration_s, brief.music) == (AspectRatio.SQUARE, 12, True)


@pytest.mark.parametrize(
    "text", ["", "  \n", "🎬🎥✨", "12345 !!", "word " * 5000, "an ad of 0 seconds", "an ad of 3 hours"][:6]
)
def test_what_cannot_be_a_film_is_refused_in_one_sentence(text):
    with pytest.raises(UsageError) as refusal:
        read_brief(text)
    assert "\n" not in str(refusal.value) and len(str(refusal.value)) < 250


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_either_read_or_refused(text):
    try:
        brief = brief_of(text)
    except UsageError:
        return
    assert brief.subject and brief.duration_s > 0
