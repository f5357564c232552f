"""The music bed: a small synthetic band, played from a score. numpy only; own code, no samples, nothing to clear."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tools.studio.score import STYLES, Bar, Style, arrange
from tools.studio.sound import RATE, Samples, write_wav

PEAK = 0.8


def compose(seconds: float, mood: str, destination: Path, *, landing: float, seed: int) -> None:
    """Write `seconds` of music as a 48 kHz stereo WAV; its last chord begins at `landing` seconds, on the last beat.

    Moods: warm, upbeat, dreamy, tense, calm, proud; any other plays as warm. The same seed plays the same notes.
    """
    style = STYLES.get(mood, STYLES["warm"])
    band = _Band(style, np.random.default_rng(seed), np.zeros((int((seconds + 2) * RATE), 2), np.float32))
    for number, bar in enumerate(arrange(style, seconds, landing)):
        band.play(bar, number)
    write_wav(_mastered(_with_room(band.mix), seconds), destination)


@dataclass
class _Band:
    """Plays bars into a mix of stereo samples."""

    style: Style
    random: np.random.Generator
    mix: Samples
    _plucks: dict[int, Samples] = field(default_factory=dict)

    def play(self, bar: Bar, number: int) -> None:
        """Every part of one bar."""
        self._pad(bar)
        if number > 0 or bar.final:
            self._bass(bar)
        self._keys(bar)
        if bar.drums:
            self._drums(bar)
        if bar.final:
            self._bell(bar)

    def _pad(self, bar: Bar) -> None:
        length = bar.seconds + 0.5
        for voice, note in enumerate(bar.chord):
            left, right = (_tone(note, length, self.style.bright * 0.8, detune) for detune in (0.0018, -0.0021))
            sound = (left + right) * _envelope(length, 0.05 if bar.final else 0.5, 0.7, 0.85)
            self._add(
                sound, bar.start, self.style.pad * 0.11 * (0.6 + 0.4 * bar.energy), (-0.5, 0.5, -0.2, 0.3)[voice % 4]
            )

    def _bass(self, bar: Bar) -> None:
        note = bar.chord[0] - (12 if bar.chord[0] > 45 else 0)
        beat = bar.seconds / 4
        for place in (0.0,) if bar.final else (0.0, 1.5, 2.0, 3.5) if self.style.drums > 0.3 else (0.0, 2.0):
            length = min(3.0, bar.seconds) if bar.final else beat * 1.1
            sound = _tone(note, length, 0.42) * _envelope(length, 0.006, 0.12, 0.6)
            self._add(sound, bar.start + place * beat, self.style.bass * 0.30 * bar.energy, 0.0)

    def _keys(self, bar: Bar) -> None:
        steps = 3 if bar.final else 8
        for step in range(steps):
            if step and self.random.random() > 0.82:
                continue
            note = bar.chord[int(self.random.integers(len(bar.chord)))] + 12 * int(self.random.integers(1, 3))
            moment = bar.start + step * (0.18 if bar.final else bar.seconds / 8) + abs(self.random.normal(0, 0.005))
            level = self.style.keys * bar.energy * (0.16 if step % 2 else 0.22)
            self._add(self._pluck(note), moment, level, float(self.random.uniform(-0.7, 0.7)))

    def _pluck(self, note: int) -> Samples:
        if note not in self._plucks:
            clock = np.arange(int(1.3 * RATE), dtype=np.float32) / RATE
            shape = np.exp(-clock * 4.2) * np.minimum(1, clock * 400)
            self._plucks[note] = (_tone(note, 1.3, self.style.bright) * shape).astype(np.float32)
        return self._plucks[note]

    def _drums(self, bar: Bar) -> None:
        beat, level = bar.seconds / 4, self.style.drums * bar.energy
        clock = np.arange(int(0.35 * RATE)) / RATE
        kick = np.sin(2 * np.pi * (48 * clock + (1 - np.exp(-clock * 34)) * 2.6)) * np.exp(-clock * 11)
        noise = self.random.standard_normal(int(0.22 * RATE))
        fall = np.arange(len(noise)) / RATE
        snare = noise * np.exp(-fall * 22) * 0.6 + np.sin(2 * np.pi * 185 * fall) * np.exp(-fall * 26)
        hat = np.diff(noise[: int(0.09 * RATE)]) * np.exp(-fall[: int(0.09 * RATE) - 1] * 60)
        for place in (0, 2):
            self._add(kick.astype(np.float32), bar.start + place * beat, level * 0.55, 0.0)
        for place in (1, 3):
            self._add(snare.astype(np.float32), bar.start + place * beat, level * 0.16, 0.1)
        for eighth in range(8):
            self._add(
                hat.astype(np.float32), bar.start + eighth * beat / 2, level * (0.05 if eighth % 2 else 0.08), 0.35
            )

    def _bell(self, bar: Bar) -> None:
        """The landing itself: one clear high note over the final chord."""
        clock = np.arange(int(2.5 * RATE), dtype=np.float32) / RATE
        sound = _tone(bar.chord[0] + 24, 2.5, 0.3) * np.exp(-clock * 2.2)
        self._add(sound.astype(np.float32), bar.start, 0.16, 0.0)

    def _add(self, sound: Samples, moment: float, level: float, pan: float) -> None:
        first = int(moment * RATE)
        last = min(len(self.mix), first + len(sound))
        if first >= len(self.mix):
            return
        angle = (pan + 1) * np.pi / 4
        self.mix[first:last, 0] += sound[: last - first] * np.float32(level * np.cos(angle))
        self.mix[first:last, 1] += sound[: last - first] * np.float32(level * np.sin(angle))


def _tone(note: int, seconds: float, bright: float, detune: float = 0.0) -> Samples:
    pitch = 440 * 2 ** ((note - 69) / 12) * (1 + detune)
    clock = np.arange(int(seconds * RATE), dtype=np.float32) / RATE
    sound = np.zeros(len(clock), np.float32)
    for partial in range(1, 9):
        if partial * pitch > 9000:
            break
        strength = np.float32(bright ** (partial - 1) / partial**0.6)
        sound += np.sin(2 * np.pi * partial * pitch * clock + partial, dtype=np.float32) * strength
    return sound


def _envelope(seconds: float, attack: float, release: float, sustain: float) -> Samples:
    shape = np.full(int(seconds * RATE), sustain, np.float32)
    rise = min(int(attack * RATE), len(shape))
    shape[:rise] = np.linspace(0, sustain, rise, endpoint=False)
    fall = min(int(release * RATE), len(shape))
    if fall:
        shape[-fall:] *= np.linspace(1, 0, fall)
    return shape


def _with_room(dry: Samples) -> Samples:
    """A short reverb: noise that fades, another for each ear."""
    length = int(1.4 * RATE)
    size = 1 << (len(dry) + length - 1).bit_length()
    fade = np.exp(-np.arange(length) / RATE * 3.8)
    wet = np.empty_like(dry)
    for ear in range(2):
        room = np.convolve(np.random.default_rng(ear + 1).standard_normal(length) * fade, np.ones(9) / 9, "same")
        room /= np.sqrt((room**2).sum())
        heard = np.fft.irfft(np.fft.rfft(dry[:, ear], size) * np.fft.rfft(room, size), size)
        wet[:, ear] = heard[: len(dry)].astype(np.float32)
    return dry * np.float32(0.82) + wet * np.float32(0.30)


def _mastered(mix: Samples, seconds: float) -> Samples:
    """Cut to length, faded at both ends, warmly limited below full scale."""
    sound = mix[: int(seconds * RATE)].copy()
    rise, fall = min(len(sound), int(0.15 * RATE)), min(len(sound), int(min(1.4, seconds * 0.3) * RATE))
    sound[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[:, None]
    sound[-fall:] *= (np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2)[:, None]
    loudest = float(np.abs(sound).max()) or 1.0
    limited: Samples = np.tanh(sound / loudest * 1.25) * np.float32(PEAK)
    return limited
