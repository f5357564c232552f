"""The mix: every cue at its level, music under the words, brought to the target, exactly as long as the picture."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from tools.stitching.sound.cues import Cue, Kind, Loudness, Mixed
from tools.stitching.sound.decoding import NoSound, Recording, Unheard
from tools.stitching.sound.encoding import writing
from tools.stitching.sound.levels import DUCKED, Voiced, balance, is_foreground, making_way, survey
from tools.stitching.sound.limiting import Finish, finish, limited
from tools.stitching.sound.metering import FRAME, STEP, Curve, Meter, loudness
from tools.stitching.sound.placing import place
from tools.studio.sound import RATE, Samples

MARGIN = 1.2
"""Decibels that an encoder of somebody else's may add to a peak: a WAV stays that far below the ceiling."""
OWN_MARGIN = 0.4
"""The same for our own, whose result is measured."""
NEAR = 0.1
"""LU by which the encoded sound may miss its target before it is encoded again."""
TRIES = 4


def mix(cues: tuple[Cue, ...], folder: Path, seconds: Decimal, destination: Path, target: Loudness) -> Mixed:
    """Write the film's sound, 48 kHz stereo, exactly `seconds` long, whole or not at all.

    A destination called `.m4a` is encoded as AAC and measured again after that, because an encoder takes away treble
    and adds to peaks; anything else is a 16-bit WAV. A recording that cannot be heard is left out and gets a sentence.
    A film without a cue is silent, and that is no news: the plan has already warned of it. Memory hardly grows with
    the film's length.
    """
    total = round(seconds * RATE)
    voices, gains, warnings = _listened(cues, folder, total)
    rough = destination.with_name(f".{destination.name}.{os.getpid()}.rough")
    beside = destination.with_name(f".{destination.name}.{os.getpid()}.tmp")
    destination.parent.mkdir(parents=True, exist_ok=True)
    try:
        meter = Meter(peaks=True)
        with rough.open("wb") as file:
            for block in _summed(voices, folder, total):
                meter.feed(block)
                file.write(block.tobytes())
        meter.finish()
        draft = _Draft(rough, total, meter, is_quiet=not any(map(is_foreground, voices)))
        finished = draft.encoded(beside, target) if destination.suffix == ".m4a" else draft.plain(beside, target)
        beside.replace(destination)
    finally:
        rough.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
    if voices:
        warnings += _verdict(finished, target, is_quiet=draft.is_quiet)
    return Mixed(
        lufs=None if finished is None else round(finished.lufs, 2),
        true_peak=None if finished is None else round(finished.true_peak, 2),
        gains_db=gains,
        final_gain_db=0.0 if finished is None else round(finished.gain_db, 2),
        warnings=tuple(dict.fromkeys(warnings)),
    )


@dataclass(frozen=True)
class _Draft:
    """The mix before its last gain, and what the meter said of it."""

    rough: Path
    total: int
    meter: Meter
    is_quiet: bool
    """Nothing but background: it is not turned up."""

    def plain(self, destination: Path, target: Loudness) -> Finish | None:
        """Write a WAV."""
        finished = self._finish(target.lufs, target.true_peak - MARGIN)
        self._write(destination, finished, as_aac=False)
        return finished

    def encoded(self, destination: Path, target: Loudness) -> Finish | None:
        """Write AAC, and again until what comes out of it is right; give back what was measured."""
        wanted, ceiling = target.lufs, target.true_peak - OWN_MARGIN
        for _ in range(TRIES):
            finished = self._finish(wanted, ceiling)
            self._write(destination, finished, as_aac=True)
            if finished is None:
                return None
            lufs, peak = _heard(destination, self.total)
            missed, over = finished.lufs - lufs, peak - target.true_peak
            finished = replace(finished, lufs=lufs, true_peak=peak)
            if over < 0 and (abs(missed) <= NEAR or abs(lufs - target.lufs) <= NEAR or self.is_quiet):
                break
            wanted, ceiling = target.lufs + missed, ceiling - max(0.0, over + NEAR)
        return finished

    def _finish(self, lufs: float, ceiling: float) -> Finish | None:
        finished = finish(self.meter.energies, self.meter.peaks, lufs, ceiling)
        if finished is None or not self.is_quiet:
            return finished
        return limited(self.meter.energies, self.meter.peaks, min(0.0, finished.gain_db), ceiling)

    def _write(self, destination: Path, finished: Finish | None, *, as_aac: bool) -> None:
        with self.rough.open("rb") as source, writing(destination, as_aac=as_aac) as write:
            for first in range(0, self.total, STEP):
                block = np.frombuffer(source.read(STEP * 8), np.float32).reshape(-1, 2)
                write(block if finished is None else finished.apply(block, first))


def _heard(path: Path, total: int) -> tuple[float, float]:
    """Loudness and true peak of a file as a player hears it."""
    recording, meter = Recording(path), Meter(peaks=True)
    for first in range(0, total, STEP):
        meter.feed(recording.read(min(STEP, total - first)))
    recording.close()
    meter.finish()
    told = loudness(meter.energies)
    return -np.inf if told is None else told, 20 * float(np.log10(max(1e-9, meter.peaks.max())))


def _listened(cues: tuple[Cue, ...], folder: Path, total: int) -> tuple[list[Voiced], tuple[float, ...], list[str]]:
    """What can be heard, at its level; each cue's gain; and a sentence for what is wrong."""
    voices, warnings = [], []
    for placed in place(cues, total):
        try:
            voices.append(survey(placed, folder))
            warnings += [voices[-1].trouble] if voices[-1].trouble else []
        except Unheard as error:
            if not (placed.cue.kind is Kind.NATIVE and isinstance(error, NoSound)):
                warnings.append(f"{error}; the film goes on without it: make or export it again.")
    balance(voices)
    gains = [cue.gain_db for cue in cues]
    for each in voices:
        gains[each.placed.number] = round(each.gain_db, 2)
    return voices, tuple(gains), warnings


def _summed(voices: list[Voiced], folder: Path, total: int) -> Iterator[Samples]:
    """The film's sound before its last gain, a block at a time."""
    way = making_way(voices, total)
    recordings: dict[int, Recording] = {}
    try:
        for first in range(0, total, STEP):
            block = np.zeros((min(STEP, total - first), 2), np.float32)
            for number, voiced in enumerate(voices):
                placed = voiced.placed
                begin, end = max(first, placed.first), min(first + len(block), placed.end)
                if begin >= end:
                    continue
                if number not in recordings:
                    recordings[number] = Recording(folder / voiced.cue.file, placed.skip)
                samples = recordings[number].read(end - begin)
                gain = placed.shape(begin - placed.first, len(samples)) * np.float32(10 ** (voiced.gain_db / 20))
                ducked = 0.0 if voiced.cue.is_speech else DUCKED[voiced.cue.kind]
                if way is not None and ducked:
                    gain = gain * _down(way, ducked, begin, len(samples))
                block[begin - first : begin - first + len(samples)] += (samples - voiced.steady) * gain
                if end == placed.end:
                    recordings.pop(number).close()
            yield block
    finally:
        for recording in recordings.values():
            recording.close()


def _down(way: Curve, ducked: float, first: int, count: int) -> Samples:
    begin, end = first // FRAME, (first + count) // FRAME + 2
    gains = 10 ** (way[begin:end] * ducked / 20)
    places = np.arange(first, first + count) / FRAME - begin
    return np.interp(places, np.arange(len(gains)), gains).astype(np.float32)[:, None]


def _verdict(finished: Finish | None, target: Loudness, *, is_quiet: bool) -> list[str]:
    """A sentence where the target was out of reach."""
    if finished is None:
        return ["Nothing can be heard in this film: its recordings are silent."]
    if is_quiet:
        return ["Nothing but quiet background is heard in this film, so it was left quiet: add music or a voice."]
    if abs(finished.lufs - target.lufs) > 0.3:
        return [
            f"The sound has such short peaks that it was left at {finished.lufs:.1f} LUFS instead of {target.lufs:g}; "
            "steadier music or a recording without clicks would be louder."
        ]
    return []
