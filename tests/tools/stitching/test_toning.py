"""Shots of several models are brought towards one light, part of the way and never far."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import ffmpeg
from tools.film.errors import GreenlightError
from tools.stitching.toning import MOST_GAIN, MOST_SHIFT, Tone, tone_of, towards
from tools.stitching.trimming import small

lights = st.builds(Tone, luma=st.floats(16, 235), blue=st.floats(-20, 20), red=st.floats(-20, 20))


def clip(path, *filters):
    source = ",".join(["testsrc2=s=96x160:r=12:d=1,hue=s=0.1", *filters])
    subprocess.run([ffmpeg.program(), "-y", "-loglevel", "error", "-f", "lavfi", "-i", source, str(path)], check=True)
    return path


def applied(path, filters, destination):
    told = ",".join(f"{name}=" + ":".join(f"{key}='{value}'" for key, value in named) for name, _, named in filters)
    subprocess.run(
        [ffmpeg.program(), "-y", "-loglevel", "error", "-i", str(path), "-vf", told, str(destination)], check=True
    )
    return destination


def apart(one, other):
    return abs(one.luma - other.luma) + abs(one.blue - other.blue) + abs(one.red - other.red)


@pytest.mark.parametrize(
    "change", ["eq=brightness=-0.08", "eq=brightness=0.07", "colorchannelmixer=bb=1.2", "colorchannelmixer=rr=1.2"]
)
def test_a_darker_or_tinted_shot_comes_closer_to_the_hero(tmp_path, change):
    hero = tone_of(small(clip(tmp_path / "hero.mp4")))
    off = clip(tmp_path / "off.mp4", change)
    before = tone_of(small(off))
    after = tone_of(small(applied(off, towards(hero, before), tmp_path / "after.mp4")))
    assert apart(hero, after) < 0.75 * apart(hero, before)


def test_a_shot_in_the_heros_light_is_left_alone(tmp_path):
    hero = tone_of(small(clip(tmp_path / "hero.mp4")))
    assert towards(hero, hero) == ()


@given(lights, lights)
def test_nothing_is_ever_moved_far(hero, shot):
    for _, _, named in towards(hero, shot):
        told = dict(named)
        gain = float(str(told["y"]).split("*")[1].split("+")[0])
        shifts = [float(str(told[plane]).removeprefix("clip(val").split(",")[0]) for plane in "uv"]
        assert abs(gain - 1) <= MOST_GAIN + 0.001 and all(abs(shift) <= MOST_SHIFT + 0.05 for shift in shifts)


def test_a_broken_take_is_a_sentence(tmp_path):
    (tmp_path / "broken.mp4").write_bytes(b"#EXTM3U\nfile:///etc/hostname")
    with pytest.raises(GreenlightError, match=r"broken\.mp4 .*make it again"):
        tone_of(small(tmp_path / "broken.mp4"))
