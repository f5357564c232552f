"""The sound of a place, for clips that come without any: noise in the place's colours, and what happens in it.

numpy only; own code, no samples, nothing to clear. Each place is a ring: its end goes on into its beginning.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.studio.sound import RATE, write_wav

SECONDS = 16
COUNT = SECONDS * RATE
WRAP = RATE // 2
"""The file begins again for half a second at its end, so that there is something to melt into."""
Random = np.random.Generator
Wave = NDArray[np.float32]


class Place(StrEnum):
    """Where a shot is, for the ear."""

    ROOM = "room"
    STREET = "street"
    SEA = "sea"
    FOREST = "forest"
    CAFE = "cafe"
    RAIN = "rain"
    WIND = "wind"
    NIGHT = "night"
    FIRE = "fire"
    RIVER = "river"


def make_ambience(place: Place, destination: Path) -> None:
    """Write SECONDS and a little of the place's sound as a 48 kHz stereo WAV; always the same."""
    random = np.random.default_rng(sum(map(ord, place)))
    ears = np.stack(_PLACES[place](random), axis=1)
    ears *= np.float32(0.5 / (np.abs(ears).max() or 1.0))
    write_wav(np.concatenate([ears, ears[:WRAP]]), destination)


def _noise(random: Random, low: float, high: float, slope: float = 1.0) -> tuple[Wave, Wave]:
    """Two ears of noise between two pitches, falling by `slope` × 3 dB an octave; half of it common to both."""
    pitches = np.fft.rfftfreq(COUNT, 1 / RATE)
    with np.errstate(divide="ignore"):
        shape = np.maximum(pitches, 1) ** (-slope / 2) / (
            np.sqrt(1 + (low / np.maximum(pitches, 1e-3)) ** 4) * np.sqrt(1 + (pitches / high) ** 6)
        )
    made = []
    for _ in range(3):
        phase = np.exp(2j * np.pi * random.random(len(pitches), np.float32)).astype(np.complex64)
        wave = np.fft.irfft(shape.astype(np.float32) * phase, COUNT)
        made.append((wave / wave.std()).astype(np.float32))
    return made[0] + made[1], made[0] + made[2]


def _swell(random: Random, fastest: float, depth: float) -> Wave:
    """A gain around 1 that wanders no faster than `fastest` times a second; `depth` from 0 to 1."""
    count = max(2, int(fastest * SECONDS))
    spectrum = np.zeros(COUNT // 2 + 1, np.complex64)
    spectrum[1 : count + 1] = random.standard_normal(count) + 1j * random.standard_normal(count)
    wave = np.fft.irfft(spectrum, COUNT)
    return np.asarray(np.exp(np.clip(wave / wave.std(), -2, 2) * depth), np.float32)


def _add(ears: tuple[Wave, Wave], sound: Wave, second: float, level: float, side: float) -> None:
    """Place a short sound on the ring; `side` runs from -1, left, to 1."""
    where = (int(second * RATE) + np.arange(len(sound))) % COUNT
    angle = (side + 1) * np.pi / 4
    ears[0][where] += sound * np.float32(level * np.cos(angle))
    ears[1][where] += sound * np.float32(level * np.sin(angle))


def _both(ears: tuple[Wave, Wave], gain: Wave | float) -> tuple[Wave, Wave]:
    return np.float32(1) * ears[0] * gain, np.float32(1) * ears[1] * gain


def _sum(*layers: tuple[Wave, Wave]) -> tuple[Wave, Wave]:
    return sum((left for left, _ in layers), np.zeros(COUNT, np.float32)), sum(
        (right for _, right in layers), np.zeros(COUNT, np.float32)
    )


def _room(random: Random) -> tuple[Wave, Wave]:
    return _sum(_noise(random, 60, 350, 1.6), _both(_noise(random, 400, 3_000, 1.2), 0.12))


def _street(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 50, 500, 1.4), _swell(random, 0.2, 0.15))
    clock = np.arange(COUNT, dtype=np.float32) / RATE
    for passing in np.arange(3) * SECONDS / 3 + random.uniform(1, 5, 3):
        away = (clock - passing + SECONDS / 2) % SECONDS - SECONDS / 2
        near = np.exp(-0.5 * (away / random.uniform(1.2, 2.0)) ** 2).astype(np.float32)
        tyres = _noise(random, 150, 1_400, 0.8)
        side = np.tanh(away * random.choice([-1, 1])).astype(np.float32) * np.float32(0.7)
        ears = _sum(ears, (tyres[0] * near * (1 - side) * 0.55, tyres[1] * near * (1 + side) * 0.55))
    return ears


def _sea(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 50, 400, 1.2), 0.35)
    clock = np.arange(COUNT, dtype=np.float32) / RATE
    for number in range(3):
        place = ((clock - number * SECONDS / 3 - random.uniform(0, 1.0)) % SECONDS) / 6
        comes = np.where(place < 1, np.sin(np.pi * np.clip(place, 0, 1) ** 0.7) ** 2, 0).astype(np.float32)
        hiss = np.clip(place - 0.3, 0, 1) * np.exp(-np.clip(place - 0.3, 0, 9) * 4) * np.clip((2 - place) * 2, 0, 1)
        foam = _both(_noise(random, 900, 6_000, 0.4), hiss.astype(np.float32) * 3)
        ears = _sum(ears, _both(_noise(random, 120, 1_500, 0.9), comes), foam)
    return ears


def _forest(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 250, 2_500, 1.0), _swell(random, 0.3, 0.35) * 0.5)
    ears = _sum(ears, _both(_noise(random, 2_000, 7_000, 0.5), _swell(random, 0.5, 0.5) * np.float32(0.12)))
    for _ in range(7):
        pitch, side, begin = random.uniform(2_600, 4_800), random.uniform(-0.8, 0.8), random.uniform(0, SECONDS)
        for number in range(int(random.integers(2, 6))):
            clock = np.arange(int(random.uniform(0.05, 0.11) * RATE)) / RATE
            bend = pitch * (1 + random.uniform(-0.15, 0.25) * clock / clock[-1])
            call = np.sin(2 * np.pi * np.cumsum(bend) / RATE) * np.sin(np.pi * clock / clock[-1]) ** 2
            _add(ears, call.astype(np.float32), begin + number * 0.16, random.uniform(0.5, 1.4), side)
    return ears


def _cafe(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 80, 900, 1.3), 0.6)
    for _ in range(6):  # people who talk too far away to be understood
        talk = np.clip(_swell(random, 4.5, 0.9) - 0.6, 0, 3) * np.minimum(1, _swell(random, 0.25, 1.2))
        voice = _noise(random, random.uniform(180, 320), random.uniform(700, 1_500), 0.9)
        side = np.float32(random.uniform(0.25, 0.75))
        ears = _sum(ears, (voice[0] * talk * side * 0.5, voice[1] * talk * (1 - side) * 0.5))
    for second in random.uniform(0, SECONDS, 6):
        clock = np.arange(int(0.18 * RATE)) / RATE
        pitch = random.uniform(2_200, 3_600)
        clink = sum(np.sin(2 * np.pi * pitch * part * clock) / part for part in (1.0, 1.51, 2.37))
        struck = clink * np.exp(-clock * 38) * np.minimum(1, clock * 900)
        _add(ears, struck.astype(np.float32), second, random.uniform(0.08, 0.25), random.uniform(-0.7, 0.7))
    return ears


def _rain(random: Random) -> tuple[Wave, Wave]:
    ears = _sum(_noise(random, 900, 9_000, 0.5), _both(_noise(random, 100, 700, 1.0), 0.35))
    drop = np.arange(int(0.012 * RATE)) / RATE
    for second, level in zip(random.uniform(0, SECONDS, 700), random.exponential(0.9, 700), strict=True):
        pitch = random.uniform(1_200, 5_000)
        struck = np.sin(2 * np.pi * pitch * drop) * np.exp(-drop * 420) * np.minimum(1, drop * 4_000)
        _add(ears, struck.astype(np.float32), second, min(2.5, level), random.uniform(-1, 1))
    return ears


def _wind(random: Random) -> tuple[Wave, Wave]:
    low = _both(_noise(random, 60, 400, 1.2), _swell(random, 0.25, 0.4))
    gusts = _both(_noise(random, 300, 1_100, 1.0), _swell(random, 0.4, 0.7) * np.float32(0.5))
    return _sum(low, gusts)


def _night(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 80, 600, 1.3), 0.6)
    clock = np.arange(COUNT) / RATE
    for _ in range(3):  # whole numbers of chirps and of waves on the ring
        chirps, pulses = round(random.uniform(1.2, 2.2) * SECONDS), round(random.uniform(28, 36) * SECONDS)
        pitch = round(random.uniform(3_900, 4_700) * SECONDS) / SECONDS
        chirp = np.clip(np.sin(2 * np.pi * chirps / SECONDS * clock + random.uniform(0, 6)), 0, 1) ** 0.5
        pulse = np.sin(np.pi * pulses / SECONDS * clock) ** 2
        song = (np.sin(2 * np.pi * pitch * clock) * chirp * pulse).astype(np.float32)
        _add(ears, song, 0.0, random.uniform(0.2, 0.5), random.uniform(-0.8, 0.8))
    return ears


def _fire(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 50, 300, 1.2), _swell(random, 1.5, 0.25))
    ears = _sum(ears, _both(_noise(random, 800, 5_000, 0.5), _swell(random, 6, 0.5) * np.float32(0.12)))
    snap = np.arange(int(0.006 * RATE)) / RATE
    for second, level in zip(random.uniform(0, SECONDS, 220), random.exponential(0.7, 220), strict=True):
        crack = random.standard_normal(len(snap)) * np.exp(-snap * 900) * np.minimum(1, snap * 8_000)
        _add(ears, crack.astype(np.float32), second, min(9.0, level * 4), random.uniform(-0.6, 0.6))
    return ears


def _river(random: Random) -> tuple[Wave, Wave]:
    ears = _both(_noise(random, 300, 2_500, 0.7), _swell(random, 1.0, 0.12))
    for low, high in ((400, 900), (700, 1_600), (1_200, 2_800)):
        ears = _sum(ears, _both(_noise(random, low, high, 0.2), _swell(random, 9, 0.6) * np.float32(0.35)))
    return ears


_PLACES: dict[Place, Callable[[Random], tuple[Wave, Wave]]] = {
    Place.ROOM: _room,
    Place.STREET: _street,
    Place.SEA: _sea,
    Place.FOREST: _forest,
    Place.CAFE: _cafe,
    Place.RAIN: _rain,
    Place.WIND: _wind,
    Place.NIGHT: _night,
    Place.FIRE: _fire,
    Place.RIVER: _river,
}
