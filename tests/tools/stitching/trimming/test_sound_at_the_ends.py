"""Sound that drops out or clicks at a clip's ends is found; what fades, rests or is quiet on purpose is left alone."""

from decimal import Decimal

import numpy as np
import pytest

from tests.tools.stitching.sound.sources import drums, noise, sine, speech, wav
from tests.tools.stitching.test_cut import film, shot
from tests.tools.stitching.trimming.planting_sound import Spoiled, write_sound
from tools.film.route import Route
from tools.stitching.timing import pieces
from tools.stitching.trimming import ClipLook, Fault, Finding, look
from tools.stitching.trimming.hearing import hear
from tools.studio.sound import RATE

SECONDS, FRAMES = 4.0, 25
NEAR = 3 / FRAMES


def rain():
    return noise(SECONDS, 0.03, colour=1.0)


def silenced(sound, begin, end):
    made = sound.copy()
    made[round(begin * RATE) : round(end * RATE)] = 0
    return made


def clicked(sound, moment, loud=0.5):
    made = sound.copy()
    made[round(moment * RATE) : round(moment * RATE) + 3] += loud
    return made


def heard(sound, folder):
    return hear(wav(sound, folder / "sound.wav"), SECONDS, FRAMES)


SPOILED = {
    "silent at the start": (silenced(rain(), 0, 0.4), "head", 0.4, Fault.SILENCE),
    "silent at the end": (silenced(rain(), 3.5, 4), "tail", 0.5, Fault.SILENCE),
    "drops out a little later": (silenced(rain(), 0.2, 0.6), "head", 0.6, Fault.SILENCE),
    "over before the picture": (rain()[: round(3.7 * RATE)], "tail", 0.3, Fault.SILENCE),
    "clicks at the start": (clicked(rain(), 0.3), "head", 0.3, Fault.CLICK),
    "clicks at the end of a tone": (clicked(sine(SECONDS), 3.4), "tail", 0.6, Fault.CLICK),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_dropout_or_a_click_is_found_where_it_is_over_and_the_other_end_is_left_alone(name, tmp_path):
    sound, end, until, fault = SPOILED[name]
    found = heard(sound, tmp_path)
    bad, good = (found.head, found.tail) if end == "head" else (found.tail, found.head)
    assert good is None
    assert bad is not None and bad.fault is fault
    assert until <= float(bad.seconds) <= until + NEAR
    assert f"{bad.seconds:.2f} s" in bad.reason


def shaped(sound, gains):
    return (sound.T * np.interp(np.arange(len(sound)) / RATE, *zip(*gains, strict=True)).astype(np.float32)).T


WELL = {
    "noise": rain(),
    "speech": speech(SECONDS),
    "drums": drums(SECONDS, first=0.3),
    "fades in": shaped(rain(), ((0, 0), (0.15, 0), (0.5, 1))),
    "fades out": shaped(rain(), ((3, 1), (3.8, 0))),
    "claps once": rain() * 0.15 + np.pad(drums(0.3), (14_400, 4 * RATE - 28_800))[:, None],
    "silent": np.zeros(4 * RATE, np.float32),
    "begins after two seconds": silenced(rain(), 0, 2),
    "rests now and then": silenced(silenced(silenced(rain(), 0, 0.3), 1.4, 1.7), 2.6, 2.8),
    "ticks all along": clicked(clicked(clicked(rain(), 0.4), 1.9), 2.4),
}


@pytest.mark.parametrize("name", WELL)
def test_sound_that_is_meant_so_raises_nothing(name, tmp_path):
    found = heard(WELL[name], tmp_path)
    assert (found.head, found.tail) == (None, None)


def test_a_clip_without_sound_raises_nothing(tmp_path):
    (tmp_path / "none.wav").write_bytes(b"no sound at all")
    found = hear(tmp_path / "none.wav", SECONDS, FRAMES)
    assert (found.head, found.tail, found.voiced) == (None, None, ())


def test_a_clip_is_listened_to_when_it_is_looked_at(tmp_path):
    source = ("-f", "lavfi", "-i", "anoisesrc=color=pink:amplitude=0.2:seed=3,atrim=0:4,aresample=48000")
    seen = look(write_sound(Spoiled("late", source, "volume=enable='lt(t,0.5)':volume=0"), tmp_path))
    assert seen.head_sound is not None
    assert float(seen.head_sound.seconds) == pytest.approx(0.5, abs=NEAR)
    assert seen.tail_sound is None


def test_where_somebody_speaks_is_heard_over_a_quiet_room(tmp_path):
    words = silenced(silenced(speech(SECONDS, 0.3), 0, 0.8), 3.1, 4)
    found = heard(words[:, None] + noise(SECONDS, 0.002), tmp_path)
    assert float(found.voiced[0][0]) == pytest.approx(0.8, abs=0.3)
    assert float(found.voiced[-1][1]) == pytest.approx(3.1, abs=0.3)
    assert heard(rain(), tmp_path).voiced == ()


def piece(folder, *, native=True, live=False):
    """Where the cut goes into a clip of 3 s that clicks until 0.6 s and in which somebody speaks from 0.4 s on."""
    production = film(folder, [shot(1, "2", dialogue="Hello there")], voice=False, music=False, captions=False)
    finish = production.brief.finish.model_copy(update={"native_sound": native})
    brief = production.brief.model_copy(update={"finish": finish})
    routes: list[Route] = [each.model_copy(update={"audio": True}) for each in production.routes]
    changed = {"brief": brief, "routes": tuple(routes), "mode": "live" if live else "rehearsal"}
    nothing = Finding(fault=Fault.NOTHING, frames=6, seconds=Decimal("0.25"), reason="nothing", certainty=1)
    click = nothing.model_copy(update={"fault": Fault.CLICK, "seconds": Decimal("0.6"), "reason": "a click"})
    seen = ClipLook(
        frames=72, rate=24, seconds=Decimal(3), head=nothing, tail=nothing, head_sound=click, voiced=((Decimal("0.4"), Decimal(2)),),
    )  # fmt: skip
    return pieces(production.model_copy(update=changed), {"takes/s01-1.mp4": seen})[0]


def test_a_click_is_cut_away_where_the_clips_own_sound_is_heard_and_that_is_written_down(tmp_path):
    assert piece(tmp_path).head >= 0.6
    assert "a click" in piece(tmp_path).why
    assert piece(tmp_path, native=False).head < 0.6


def test_the_cut_never_goes_into_words_that_the_clip_itself_speaks(tmp_path):
    spoken = piece(tmp_path, live=True)
    assert spoken.head <= 0.4
    assert "somebody speaks there" in spoken.why
