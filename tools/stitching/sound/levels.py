"""How loud each kind of sound is beside the others, and what makes way for speech."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.sound.decoding import NoSound, Recording
from tools.stitching.sound.limiting import sloped
from tools.stitching.sound.metering import FRAME, STEP, Curve, Meter, loudness
from tools.stitching.sound.placing import Placed
from tools.studio.sound import RATE, Samples

LEVELS = {Kind.VOICE: -16.0, Kind.NATIVE: -22.0, Kind.MUSIC: -19.0, Kind.AMBIENCE: -38.0}
"""Loudness in LUFS that a cue is brought to, before the person's own gain. A clip that speaks is a voice."""
DUCKED = {Kind.VOICE: 0.0, Kind.NATIVE: -6.0, Kind.MUSIC: -10.0, Kind.AMBIENCE: -8.0}
"""Decibels that each kind makes way by while somebody speaks: the music then lies 13 LU under the voice."""
BOOSTED = {Kind.VOICE: 40.0, Kind.NATIVE: 12.0, Kind.MUSIC: 30.0, Kind.AMBIENCE: 40.0}
"""Decibels that a recording is turned up at most: a clip that is quiet by nature stays quiet."""
QUIET = -50.0
"""A clip below this (LUFS) is only the noise of its room, and is left as it is."""
SHADOW = 26.0
"""Speech is heard while it is less than this many decibels below its level."""
LEAD, HOLD = 120, 380
"""Milliseconds that the others are down before a word and stay down after it: between two words they do not come up."""
DOWN, UP = 10 / 180, 10 / 700
"""Decibels a millisecond in which they go down and come back: 10 dB in 0.18 s, and in 0.7 s."""
STEADY = 0.002
"""A mean above this is a fault of the recording (direct current), and is taken out."""
MISSED = RATE // 4
"""A quarter of a second that is missing at a recording's end is said; less is a codec's own rounding."""


@dataclass
class Voiced:
    """A placed cue and what was found in its recording."""

    placed: Placed
    energies: Curve
    steady: Samples
    """The mean of each channel where that is a fault, else zero."""
    gain_db: float = 0.0
    lufs: float | None = None
    trouble: str | None = None

    @property
    def cue(self) -> Cue:
        """What was asked for."""
        return self.placed.cue


def survey(placed: Placed, folder: Path) -> Voiced:
    """Listen to a cue's recording once; raises Unheard, or NoSound, when there is nothing to listen to."""
    cue = placed.cue
    recording = Recording(folder / cue.file, placed.skip)
    meter, total, found = Meter(), np.zeros(2), 0
    try:
        while found < placed.count and len(samples := recording.read(min(STEP, placed.count - found))):
            meter.feed(samples)
            total += samples.sum(axis=0, dtype=np.float64)
            found += len(samples)
    finally:
        recording.close()
    if found == 0:
        raise NoSound(f"{Path(cue.file).name} holds no sound there")
    meter.finish()
    mean = (total / found).astype(np.float32)
    steady = np.where(np.abs(mean) > STEADY, mean, np.float32(0))
    voiced = Voiced(placed.cut_to(found), meter.energies, steady)
    voiced.trouble = _trouble(voiced, recording.broken, min(placed.count, round(cue.seconds * RATE)) - found)
    return voiced


def _trouble(voiced: Voiced, broken: int, missing: int) -> str | None:
    name = Path(voiced.cue.file).name
    if broken:
        return f"{name} holds {broken} samples that are no numbers, and silence instead: export it again."
    if missing > MISSED:
        return f"{name} ends {missing / RATE:.1f} s too early; the rest is silent: export it again, whole."
    if loudness(voiced.energies) is None and voiced.cue.kind in (Kind.VOICE, Kind.MUSIC):
        return f"{name} is silent; record or export it again, or leave it out."
    return None


def balance(voices: list[Voiced]) -> None:
    """Bring every recording to the level of its kind; all cues of one file move together."""
    files = {(each.cue.kind, each.cue.file) for each in voices}
    for kind, file in files:
        same = [each for each in voices if (each.cue.kind, each.cue.file) == (kind, file)]
        found = loudness(np.concatenate([each.energies for each in same]))
        for each in same:
            each.lufs = found
            each.gain_db = each.cue.gain_db + _towards(each.cue, found)


def _towards(cue: Cue, found: float | None) -> float:
    if found is None or (cue.kind is Kind.NATIVE and found < QUIET):
        return 0.0
    wanted = LEVELS[Kind.VOICE if cue.is_speech else cue.kind]
    return min(BOOSTED[cue.kind], wanted - found)


def is_foreground(voiced: Voiced) -> bool:
    """True for what a film is listened to for; a film of nothing but background is left quiet."""
    return voiced.lufs is not None and voiced.cue.kind is not Kind.AMBIENCE and voiced.lufs + voiced.gain_db >= QUIET


def making_way(voices: list[Voiced], total: int) -> Curve | None:
    """How far the others are down, from 0 to 1, in each frame of the film; None when nobody speaks."""
    speaks = np.zeros(-(-total // FRAME) + 1, bool)
    for each in voices:
        if each.cue.is_speech:
            first, heard = each.placed.first // FRAME, each.energies[: each.placed.count // FRAME]
            window = np.convolve(heard, np.ones(20), "same") / (20 * FRAME) if len(heard) >= 20 else heard / FRAME
            loud = window * 10 ** (each.gain_db / 10) > 10 ** ((LEVELS[Kind.VOICE] + each.cue.gain_db - SHADOW) / 10)
            speaks[first : first + len(loud)] |= loud[: len(speaks) - first]
    if not speaks.any():
        return None
    edges = np.flatnonzero(np.diff(np.concatenate([[False], speaks, [False]]).astype(np.int8)))
    wanted = np.zeros(len(speaks))
    for begin, end in edges.reshape(-1, 2):
        wanted[max(0, begin - LEAD) : end + HOLD] = -10.0
    slow: Curve = sloped(wanted, fall=DOWN, rise=UP) / -10.0
    return slow
