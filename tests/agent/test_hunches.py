"""What a sentence sounds like: asked about when the rules are at a loss, and a doubt when they are too sure."""

from pathlib import Path

import pytest

from agent.grammar import guess, hunches, understand
from agent.grammar.hunches.features import apart, features
from agent.grammar.hunches.learning import SCENE, heard, learn, save
from agent.grammar.hunches.weighing import KINDS, Hunch, learnt, weighed
from tests.agent.test_grammar import LINES, SIX

SAID = [line.split("\t") for line in (Path(hunches.__file__).with_name("said.tsv")).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("I can live without shot 2, chop it", "remove shot 2"),
        ("what's the damage if everything goes through veo", "what would veo cost"),
        ("our wallets are thin, is there something less dear", "cheaper"),
        ("how steep is the whole thing going to be", "what does the film cost"),
    ],
)
def test_what_no_rule_knows_is_asked_about_by_what_it_sounds_like(sentence, asked):
    assert understand(sentence, SIX) is None
    assert guess(sentence, SIX) == asked


@pytest.mark.parametrize(
    "sentence", ["lovely weather for a picnic", "my cousin in Leeds runs a garage", "ha, brilliant", ""]
)
def test_talk_is_not_asked_about(sentence):
    assert guess(sentence, SIX) is None


def test_whatever_is_asked_is_understood_when_it_is_said():
    for sentence, _ in SAID[::40]:
        asked = guess(sentence, SIX)
        assert asked is None or understand(asked, SIX), (sentence, asked)


def test_an_act_that_the_sentence_does_not_sound_like_is_asked_about(monkeypatch):
    sentence = "make shot 3 a close-up"
    assert understand(sentence, SIX)
    monkeypatch.setattr(hunches, "weighed", lambda *_: {"no wish": Hunch(0.999), "edit_shot framing": Hunch(0.001)})
    assert understand(sentence, SIX) is None


def test_a_question_that_changes_nothing_is_answered_without_a_doubt(monkeypatch):
    monkeypatch.setattr(hunches, "weighed", lambda *_: dict.fromkeys(learnt().kinds, Hunch(0.001)))
    assert understand("where are we?", SIX) and understand("what would veo cost", SIX)
    assert understand("undo that", SIX) is None


def test_no_sentence_of_the_paraphrases_is_doubted():
    doubted = [
        sentence
        for sentence, meaning in LINES[::7]
        if meaning not in "?-" and hunches.is_doubtful(understand(sentence, SIX) or [], sentence, SIX)
    ]
    assert not doubted


def test_what_is_learnt_can_be_saved_and_tells_the_kinds_apart(tmp_path, monkeypatch):
    said = [
        *[(heard(f"take {thing} out of the film"), "remove_shot") for thing in ("shot 1", "shot 2", "shot 3")],
        *[(heard(f"what does {thing} cost me"), "ask_cost") for thing in ("shot 1", "shot 2", "it all")],
    ]
    save(learn(said), tmp_path / KINDS)
    monkeypatch.setattr("agent.grammar.hunches.weighing.files", lambda _: tmp_path)
    learnt.cache_clear()
    try:
        shares = weighed(features(apart("please take shot 5 out", SCENE)), learnt())
    finally:
        learnt.cache_clear()
    assert next(iter(shares)) == "remove_shot" and abs(sum(hunch.share for hunch in shares.values()) - 1) < 1e-6


def test_the_weights_are_those_of_the_sentences_beside_them():
    wrong = [s for s, kind in SAID[::10] if next(iter(weighed(heard(s), learnt()))) != kind.partition(":")[0]]
    assert len(wrong) < 0.15 * len(SAID[::10])
