"""Plain English for a film: understood when it is plain, and never misunderstood."""

import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.grammar import Scene, guess, understand
from agent.toolbox import TOOLS
from tools.film.storyboard import Framing

SIX = Scene(
    framings=(Framing.CU, Framing.MCU, Framing.MCU, Framing.MS, Framing.WS, Framing.MCU),
    seconds=(Decimal(5),) * 6,
    takes=(1, 2, 1, 1, 0, 0),
    ids=("s01", "s02", "s03", "s04", "s05", "s06"),
    heroes=(5,),
    told=(
        "coffee beans being ground in a grinder",
        "espresso pouring into a cup",
        "steam rising from the cup",
        "a woman takes the first sip",
        "her smile",
        "the shop's name logo card",
    ),
)
LINES = [line.split("\t") for line in Path(__file__).with_name("paraphrases.tsv").read_text("utf-8").splitlines()]


def as_told(calls):
    if calls is None:
        return "?"
    return "; ".join(" ".join([call.name, *(f"{k}={plain(v)}" for k, v in call.arguments.items())]) for call in calls)


def plain(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{','.join(value)}]"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f'"{text}"' if " " in text or not text else text


@pytest.mark.parametrize(("sentence", "meaning"), [line for line in LINES if line[1] != "-"])
def test_a_sentence_means_what_a_person_would_mean_by_it(sentence, meaning):
    assert as_told(understand(sentence, SIX)) == meaning


def test_enough_of_what_people_say_is_understood():
    asked = [meaning for _, meaning in LINES if meaning != "?"]
    assert len(asked) >= 150
    assert sum(meaning != "-" for meaning in asked) / len(asked) >= 0.95


def test_every_call_the_grammar_makes_is_a_tool_with_fitting_arguments():
    for sentence, meaning in LINES:
        for call in understand(sentence, SIX) or ():
            if call.name not in ("go_on", "make_again"):
                TOOLS[call.name].arguments.model_validate(call.arguments)
        assert shlex.split(meaning)


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("mkae shot 2 wider", "make shot 2 wider"),
        ("remvoe shot 3", "remove shot 3"),
        ("subtitels off", "subtitles off"),
        ("make shot 3 wilder", "make shot 3 wider"),
        ("for shot 2 let us go for something like a close-up of her face", "make shot 2 close-up"),
        ("shot 3 is not wider", None),
        ("shot 2 is too close for my taste", None),
        ("the weather is nice today", None),
    ],
)
def test_what_is_nearly_understood_is_asked_about_and_never_done(sentence, meant):
    assert understand(sentence, SIX) is None
    assert guess(sentence, SIX) == meant


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_either_understood_or_left_alone(text):
    understand(text, SIX)
    guess(text, SIX)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([line[0] for line in LINES if line[1] != "?"]),
    st.sampled_from(["do not ", "never ", "don't ", "should we ", "if only we could "]),
)
def test_a_doubt_or_a_no_before_a_sentence_is_never_taken_as_its_opposite(sentence, doubt):
    plainly, doubted = understand(sentence, SIX), understand(doubt + sentence.lower(), SIX)
    acts = {call.name for call in doubted or ()} - {"ask_cost", "ask_why", "show_status", "show_models", "show_ledger"}
    assert (
        doubted is None
        or not acts
        or doubted != plainly
        or acts <= {"set_music", "set_voice", "set_captions", "change_brief"}
    )
