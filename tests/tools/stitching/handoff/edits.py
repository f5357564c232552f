"""Edits with the media that they play, at rates of their own: drawn by Hypothesis, and one to look at."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from tests.tools.stitching.test_timeline import edits
from tools.film.finish import Transition
from tools.stitching.captions import Caption
from tools.stitching.edit import Clip, Edit, Provenance, joined
from tools.stitching.handoff.media import Medium, names
from tools.stitching.handoff.open_timeline import in_plain_text
from tools.stitching.sound.cues import Cue, Kind

RATES = [Fraction(24), Fraction(25), Fraction(30), Fraction(30000, 1001)]
HOSTILE = 'Ω "Fern & <Co>" ]]> \' ../../etc/passwd \\ $(rm) {x} %s 🌱\x00\x07\ud800\ufffe\n\t' + "long " * 60


def medium_for(clip: Clip, name: str, fps: int, rate: Fraction) -> Medium:
    """A take at its own rate, just long enough for what the edit says of it."""
    frames = -(-Fraction(clip.length, fps) * rate // 1)
    return Medium(name, clip.file, Fraction(int(frames)) / rate, rate, 180, 320, channels=2)


@st.composite
def edits_with_media(draw):
    edit = in_plain_text(draw(edits()))
    called, media = names(edit), {}
    for clip in edit.clips:
        media[clip.file] = medium_for(clip, called[clip.file], edit.fps, draw(st.sampled_from(RATES)))
    for cue in edit.cues:
        seconds = Fraction(draw(st.integers(1, 48_000 * 60)), 48_000)
        sound = Medium(called[cue.file], cue.file, seconds, channels=draw(st.integers(1, 2)))
        media.setdefault(cue.file, sound)
    return edit, media


def an_edit(fps: int = 30, text: str = "tea", join: Transition = Transition.DISSOLVE) -> Edit:
    """Three shots, two lines over music, a title; every text of a person's is `text`."""
    about = Provenance(
        take=1, model="ltx", provider="fal", credits=Decimal("24.00"), prompt=text, description=text,
        still="stills/s01-start.png", trimmed="frozen for 9 frames",
    )  # fmt: skip
    clips = [
        Clip(
            shot_id=f"s{number:02d}", file=f"takes/s{number:02d}-1.mp4", sha256="a", start=7, frames=41, length=60,
            has_sound=True, about=about,
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    said = (Caption(0.5, 1.2, ("hello ", text)), Caption(1.1, 2.2, ("there",)), Caption(0.1, 3, (text,), (), True))
    second = Decimal("1.5")
    cues = (
        Cue(kind=Kind.VOICE, file="audio/s01-voice.wav", start=Decimal("0.5"), seconds=second),
        Cue(kind=Kind.MUSIC, file="audio/music.wav", start=Decimal(0), seconds=Decimal("4.1"), gain_db=-3),
    )
    return Edit(
        name=text, ratio="9:16", width=180, height=320, fps=fps, clips=joined(clips, join, 8), captions=said, cues=cues,
    )  # fmt: skip


def media_of(edit: Edit, *rates: int) -> dict[str, Medium]:
    """Media for `an_edit`, the takes at those rates in turn."""
    called, media = names(edit), {}
    for number, clip in enumerate(edit.clips):
        media[clip.file] = medium_for(clip, called[clip.file], edit.fps, Fraction(rates[number % len(rates)]))
    for cue in edit.cues:
        media[cue.file] = Medium(called[cue.file], cue.file, Fraction(10), channels=1 if cue.is_speech else 2)
    return media
