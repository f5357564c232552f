"""Cards follow the voice: by the words' own times, or by laying known words along a recording."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tools.stitching.test_cut import film, shot
from tools.film.finish import CaptionCards, CaptionStyle
from tools.film.shape import AspectRatio, Size
from tools.stitching.assembling import Frame, assemble, caption_layout
from tools.stitching.captions import energy_of
from tools.stitching.captions.words import spaced, words_of
from tools.stitching.framing import MIDDLE
from tools.stitching.segments import segments_of

WORDS = "Look a little closer, it is all in the leaf. Now pour, and wait. Good tea takes its time."


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoken")
    return film(folder, [shot(1, "2.5", narration=WORDS)], music=False), folder


def finished(production, cards):
    finish = production.brief.finish.model_copy(update={"caption_cards": cards})
    return production.model_copy(update={"brief": production.brief.model_copy(update={"finish": finish})})


def moments(edit):
    """When each word is read first, and each one's text."""
    found = [(word.strip(), time) for each in edit.captions for word, time in zip(each.words, each.times, strict=True)]
    return [word for word, _ in found], np.array([time for _, time in found])


def test_a_recording_nobody_timed_has_its_known_words_laid_along_it(spoken):
    production, folder = spoken
    (line,) = production.voice
    untimed = production.model_copy(update={"voice": (line.model_copy(update={"words": ()}),)})
    texts, known = moments(assemble(production, {}))
    laid_texts, laid = moments(assemble(untimed, {}, energies={line.file: energy_of(folder / line.file)}))
    assert texts == laid_texts[: len(texts)]
    off = np.abs(known - laid[: len(known)])
    assert np.median(off) < 0.12 and off.max() < 0.4


def test_cards_hold_two_to_five_words_or_up_to_two_full_lines(spoken):
    production, _ = spoken
    words = assemble(finished(production, CaptionCards.WORDS), {}).captions
    lines = assemble(finished(production, CaptionCards.LINES), {}).captions
    assert len(words) > len(lines) >= 1
    assert all(2 <= len(each.words) <= 5 for each in words)
    for shown in (words, lines):
        assert all(one.end <= other.start for one, other in zip(shown, shown[1:], strict=False))


def test_the_chosen_style_reaches_the_picture_and_a_film_for_one_platform_has_versions_for_others(spoken):
    production, _ = spoken
    frame = Frame(AspectRatio.PORTRAIT, Size(180, 320))
    boxed = production.brief.finish.model_copy(update={"caption_style": CaptionStyle.BOXED})
    brief = production.brief.model_copy(update={"finish": boxed})

    def layout(platform, version=None):
        told = production.model_copy(update={"brief": brief.model_copy(update={"platform": platform})})
        return caption_layout(told, replace(frame, platform=version))

    assert layout(None).style is CaptionStyle.BOXED
    assert layout(None) == layout(None, "tiktok")  # clear of all of them, so their pictures are shared
    assert layout("TikTok").bottom == layout("Reels", "tiktok").bottom < layout("Reels").bottom
    edit = assemble(production, {})
    fits = dict.fromkeys((clip.file for clip in edit.clips), MIDDLE)
    (bold,), (box,) = (
        segments_of(edit, each, framed=fits, looks={}) for each in (caption_layout(production, frame), layout(None))
    )
    assert r"\p1" in box.words and r"\p1" not in bold.words
    assert box.key({}, "x") != bold.key({}, "x")


def test_words_without_spaces_between_them_are_cut_where_a_reader_would_and_join_to_the_same_text():
    for text, language in (
        ("今日のお茶はとても美味しいです。", "ja"),
        ("สวัสดีชาวโลก วันนี้ชาอร่อยมาก", "th"),
        ("今天的茶非常好喝", "zh"),
    ):
        found = words_of(text, language)
        assert len(found) > 2 and "".join(found) == text
    assert spaced(["今日", "の", "tea", "time"]) == ["今日", "の ", "tea ", "time "]
