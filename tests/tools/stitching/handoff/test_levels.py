"""Sounds leave as loud as the film has them: the mix's gains, lower while somebody speaks, with their own fades."""

from decimal import Decimal

import pytest

from tests.tools.stitching.handoff.edits import an_edit
from tools.stitching.handoff.levels import SILENT, Level, level_at, levels, with_fades
from tools.stitching.sound.cues import Cue, Kind

MUSIC = Cue(kind=Kind.MUSIC, file="audio/music.wav", start=Decimal(0), seconds=Decimal(20), gain_db=-2)


def said(start, seconds="1"):
    return Cue(kind=Kind.VOICE, file="audio/v.wav", start=Decimal(start), seconds=Decimal(seconds))


def curve(*voices, music=MUSIC):
    edit = an_edit().model_copy(update={"cues": (*voices, music)})
    return levels(edit, music, 5.0)


def test_music_is_down_before_the_first_word_and_up_after_the_last():
    found = curve(said(5))
    assert [(float(each.at), each.db) for each in found] == [(0, 3), (4.7, 3), (4.88, -7), (6.38, -7), (7.08, 3)]


def test_music_stays_down_between_words_that_are_near_each_other():
    assert len(curve(said(5), said(7))) == 5
    assert len(curve(said(5), said(12))) == 9


def test_music_that_begins_or_ends_under_the_voice_begins_or_ends_low():
    found = curve(said(0), said("19.5"))
    assert (found[0].db, found[-1].at, found[-1].db) == (-7, 20, -7)


def test_what_never_changes_is_one_level():
    assert curve() == (Level(Decimal(0), 3.0),)
    voice = said(5)
    assert levels(an_edit().model_copy(update={"cues": (voice, MUSIC)}), voice, 1.0) == (Level(Decimal(5), 1.0),)


def test_fades_lie_on_the_curve_and_reach_silence():
    music = MUSIC.model_copy(update={"fade_in": Decimal(1), "fade_out": Decimal(2)})
    found = with_fades(curve(said(5), music=music), music)
    assert (found[0].db, found[1], found[-1]) == (SILENT, Level(Decimal(1), 3.0), Level(Decimal(20), SILENT))
    assert found[-2] == Level(Decimal(18), 3.0)
    assert level_at(found, Decimal("5.5")) == -7
    assert level_at(found, Decimal("19")) == pytest.approx((3 + SILENT) / 2)
