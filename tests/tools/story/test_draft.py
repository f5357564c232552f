"""The storyboard: the person's own scenes and words first, then beats that sum, vary and land."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.film.brief import Genre
from tools.film.storyboard import Role
from tools.story.draft import draft
from tools.story.people import has_people
from tools.story.prompting import clip_prompt, still_prompt
from tools.story.read import Given, read_brief

LONGEST = Decimal("14.5")
SUBJECTS = [
    "coffee",
    "a law firm",
    "my dog Bruno",
    "a lighthouse",
    "plumbing",
    "the Moon",
    "cheese & wine",
    "yoga",
    "zorbing",
]
WISHES = [
    "an ad for {}",
    "a teaser for {}",
    "how to choose {}",
    "a story about {}",
    "a mood piece: {}",
    "{}",
    "a loop of {}",
]


def board_of(text, longest=LONGEST, **given_values):
    return draft(read_brief(text, Given(**given_values)), longest_shot=longest)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SUBJECTS), st.sampled_from(WISHES), st.integers(4, 120), st.none() | st.integers(1, 20))
def test_seconds_sum_exactly_and_no_two_neighbours_are_framed_or_described_alike(subject, wish, seconds, shots):
    board = board_of(wish.format(subject), seconds=Decimal(seconds), shots=shots)
    assert board.seconds == seconds
    for before, after in zip(board.shots, board.shots[1:], strict=False):
        if after.continues is None:
            assert after.framing is not before.framing
            assert after.description != before.description


@pytest.mark.parametrize("genre", list(Genre))
def test_the_last_beat_lands_as_the_hero_except_in_a_loop(genre):
    names = {Genre.HOW_TO: "how to make bread", Genre.TESTIMONIAL: "a testimonial", Genre.EXPLAINER: "explain bread"}
    text = names.get(genre, f'a {genre.value.replace("-", " ")} about bread called "Crumb"')
    board = board_of(text, seconds=Decimal(24))
    assert (board.shots[-1].role is Role.HERO) is (genre is not Genre.LOOP)


def test_listed_scenes_are_the_shots_in_order_and_their_words_stay_verbatim():
    board = board_of(
        "Shot 1: a wide shot of a fishing boat at dawn\n"
        "Shot 2: close-up of hands pulling a net\n"
        'Shot 3: the captain says "We go out every day, rain or shine."\n'
        'Shot 4: the harbour, with the text "Since 1921"\n20 seconds'
    )
    assert len(board.shots) == 4
    assert [shot.framing.value for shot in board.shots[:2]] == ["WS", "CU"]
    assert board.shots[2].dialogue == "We go out every day, rain or shine."
    assert board.shots[3].on_screen_text == "Since 1921"


def test_scenes_in_running_text_are_found_too():
    board = board_of("First a kettle boils, then tea is poured, finally steam rises over a garden. 12 seconds.")
    assert [shot.description for shot in board.shots] == [
        "a kettle boils",
        "tea is poured",
        "steam rises over a garden",
    ]


def test_quoted_text_is_shown_and_quoted_speech_is_said():
    board = board_of('Concert promo for Nightjar with the text "Tickets at the door", 15s')
    assert [shot.on_screen_text for shot in board.shots if shot.on_screen_text] == ["Tickets at the door"]
    board = board_of('A testimonial: she says "I slept again." 12 seconds')
    assert [shot.dialogue for shot in board.shots if shot.dialogue] == ["I slept again."]


def test_without_voice_nobody_speaks_and_quoted_speech_becomes_text():
    board = board_of('A testimonial, no voice: she says "I slept again." 12 seconds')
    assert all(shot.spoken is None for shot in board.shots)
    assert "I slept again." in {shot.on_screen_text for shot in board.shots}


def test_a_shot_longer_than_any_clip_becomes_linked_pieces():
    board = board_of("A single shot of a river, 30 seconds", longest=Decimal("9.5"))
    assert board.seconds == 30 and len(board.shots) == 4
    assert [shot.continues for shot in board.shots] == [None, "s01", "s02", "s03"]
    assert sum(shot.spoken is not None for shot in board.shots) <= 1


def test_every_spoken_line_can_be_said_within_its_shot():
    for text in ("an ad for tea, 30 seconds", "a teaser for our gym, 10 seconds", "a story about a fox, 60 seconds"):
        for shot in board_of(text).shots:
            if shot.spoken:
                assert len(shot.spoken.split()) <= float(shot.seconds) * 2.3


def test_faces_are_only_claimed_where_somebody_is_seen():
    for subject in SUBJECTS:
        for shot in board_of(f"an ad for {subject}, 40 seconds").shots:
            assert not shot.faces or has_people(shot.description)


def test_the_prompts_carry_the_description_first_and_the_style():
    reading = read_brief("a noir story about a detective in the rain, 10 seconds")
    shot = draft(reading, longest_shot=LONGEST).shots[0]
    assert still_prompt(shot, reading.brief, "start").startswith(shot.description)
    assert "noir" in still_prompt(shot, reading.brief, "end") and "noir" in clip_prompt(shot, reading.brief)
