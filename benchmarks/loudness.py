"""How near the film's sound comes to its target, by two meters that nobody here wrote: ffmpeg's ebur128 and pyloudnorm.

    make bench NAME=loudness

Mixes that are as unlike as films are: voices, music, clips' own sound and places, alone and together, three seconds
and a minute long, made of good recordings and of bad ones, for each of the three levels, as AAC and as WAV. Right is
a mix within 0.3 LU of its target and below -1 dBTP after encoding. The last line is JSON.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyloudnorm

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tools.stitching.sound import sources
from tools import ffmpeg
from tools.stitching.sound.bed import lay_bed
from tools.stitching.sound.cues import PRESETS, Cue, Kind
from tools.stitching.sound.decoding import Recording
from tools.stitching.sound.mixer import mix
from tools.stitching.sound.places import Silent, lay_ambience
from tools.studio.music import compose
from tools.studio.sound import RATE
from tools.studio.voice import speak

NEAR, CEILING = 0.3, -1.0
SAID = "Look a little closer. This is where the morning begins, slowly, and without a word too many."


def voice(*starts: float, name: str = "voice.wav", seconds: float = 5.2) -> tuple[Cue, ...]:
    """The same recording at each of these seconds."""
    return tuple(cue(Kind.VOICE, name, start, seconds) for start in starts)


def cue(kind: Kind, name: str, start: float = 0.0, seconds: float = 12.0, **more: object) -> Cue:
    """A piece of sound on the film's clock."""
    told = {"start": Decimal(str(start)), "seconds": Decimal(str(seconds)), **more}
    return Cue.model_validate({"kind": kind, "file": name, **told})


def music(seconds: float = 12.0, **more: object) -> tuple[Cue, ...]:
    """The composed music from the film's beginning."""
    return (cue(Kind.MUSIC, "music.wav", 0, seconds, **more),)


@dataclass(frozen=True)
class Film:
    """What is heard, for how long, and how loud it shall be."""

    cues: Callable[[Path], tuple[Cue, ...]]
    seconds: float = 12.0
    level: str = "social"
    suffix: str = "m4a"


def _bed(name: str, seconds: float) -> Callable[[Path], tuple[Cue, ...]]:
    return lambda folder: lay_bed(name, folder, Decimal(str(seconds))).cues


def _place(words: str, seconds: float) -> Callable[[Path], tuple[Cue, ...]]:
    return lambda folder: lay_ambience([Silent(words, Decimal(0), Decimal(str(seconds)))], folder)


def _just(*cues: Cue) -> Callable[[Path], tuple[Cue, ...]]:
    return lambda _: cues


def _both(*parts: Callable[[Path], tuple[Cue, ...]]) -> Callable[[Path], tuple[Cue, ...]]:
    return lambda folder: tuple(each for part in parts for each in part(folder))


FILMS: Mapping[str, Film] = {
    "a voice alone": Film(_just(*voice(0, 6))),
    "music alone": Film(_just(*music())),
    "a voice over music": Film(_just(*music(), *voice(3))),
    "a voice over music, podcast": Film(_just(*music(), *voice(3)), level="podcast"),
    "a voice over music, broadcast": Film(_just(*music(), *voice(3)), level="broadcast"),
    "the same as WAV, for a master": Film(_just(*music(), *voice(3)), level="broadcast", suffix="wav"),
    "three seconds of music": Film(_just(*music(3)), seconds=3.0),
    "three seconds of a voice": Film(_just(*voice(0, seconds=3)), seconds=3.0),
    "one second": Film(_just(*music(1)), seconds=1.0),
    "a minute: a bed that goes round, a voice now and then": Film(
        _both(_bed("song.mp3", 60), _just(*voice(4, 22, 47))), seconds=60.0
    ),
    "one line in a minute of silence": Film(_just(*voice(30)), seconds=60.0),
    "lines with long silences between": Film(_just(*voice(0, 20, 52)), seconds=60.0, level="podcast"),
    "the clips' own sound": Film(
        _just(cue(Kind.NATIVE, "street.wav", 0, 5), cue(Kind.NATIVE, "shouting.mp4", 5, 7)),
    ),
    "clips, a voice and music": Film(
        _just(*music(), *voice(4), cue(Kind.NATIVE, "street.wav", 0, 6), cue(Kind.NATIVE, "shouting.mp4", 6, 6)),
    ),
    "someone speaks in a clip, over music": Film(_just(*music(), cue(Kind.NATIVE, "shouting.mp4", 2, 8, speaks=True))),
    "rain under a voice": Film(_both(_place("rain on the window", 12), _just(*voice(2)))),
    "a cafe under music": Film(_both(_place("a cafe", 12), _just(*music()))),
    "a whisper": Film(_just(*voice(0, name="whisper.wav"))),
    "a shout that was clipped": Film(_just(*voice(0, name="clipped.wav"))),
    "a telephone, 8 kHz and one channel": Film(_just(*voice(0, name="telephone.wav"), *music())),
    "six channels": Film(_just(cue(Kind.MUSIC, "six.ac3"))),
    "music in one ear": Film(_just(cue(Kind.MUSIC, "left.wav"))),
    "music turned down by the person": Film(_just(*music(gain_db=-12), *voice(3))),
    "drums and nothing else": Film(_just(cue(Kind.MUSIC, "drums.wav"))),
    "the end of the music, cut down to 6 s": Film(
        _just(cue(Kind.MUSIC, "music.wav", 0, 6, offset=Decimal(6), fade_in=Decimal("0.3"), fade_out=Decimal("0.5"))),
        seconds=6.0,
    ),
    "a very quiet and a very loud clip": Film(
        _just(cue(Kind.NATIVE, "hush.wav", 0, 6), cue(Kind.NATIVE, "clipped.wav", 6, 5.2))
    ),
    "an explosion in a quiet film": Film(_just(*voice(0), cue(Kind.NATIVE, "bang.wav", 8, 2))),
    "deep bass": Film(_just(cue(Kind.MUSIC, "bass.wav")), level="podcast"),
}


def recordings(folder: Path) -> None:
    """What the mixes are made of: our own voice and music, and files such as people bring."""
    compose(12.0, "upbeat", folder / "music.wav", landing=11.0, seed=7)
    speak(SAID, folder / "voice.wav")
    spoken, noise = Recording(folder / "voice.wav").read(RATE * 6), sources.noise(12, 0.1, colour=1)
    quiet = np.clip(spoken * 8, -1, 1)
    for name, samples in {
        "whisper.wav": spoken * 0.02,
        "clipped.wav": quiet,
        "street.wav": noise,
        "hush.wav": noise * 0.02,
        "left.wav": sources.left_only(Recording(folder / "music.wav").read(RATE * 12)[:, 0]),
        "drums.wav": sources.drums(12),
        "bass.wav": sources.sine(12, 45, 0.6),
        "bang.wav": noise[: RATE * 2] * np.exp(-np.arange(RATE * 2) / 4000)[:, None] * 9,
    }.items():
        sources.wav(np.asarray(samples, np.float32), folder / name)
    _made(folder, "voice.wav", "telephone.wav", "-ar", "8000", "-ac", "1", "-c:a", "pcm_u8")
    _made(folder, "music.wav", "song.mp3", "-b:a", "96k")
    _made(folder, "music.wav", "six.ac3", "-af", "pan=5.1|FL=FL|FR=FR|FC=0.5*FL|BL=FR|BR=FL", "-b:a", "384k")
    _made(folder, "clipped.wav", "shouting.mp4", "-c:a", "aac", "-b:a", "64k")


def _made(folder: Path, source: str, name: str, *options: str) -> None:
    command = [ffmpeg.program(), "-y", "-loglevel", "error", "-stream_loop", "2", "-i", source, *options, name]
    subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)


def by_ffmpeg(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak as ffmpeg's ebur128 measures them."""
    command = [ffmpeg.program(), "-hide_banner", "-i", str(path), "-filter:a", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    summary = told[told.rindex("Summary:") :]
    found = [re.search(rf"{word}:\s+(-?[\d.]+|-inf)", summary) for word in ("I", "Peak")]
    return tuple(float(each.group(1)) if each else float("nan") for each in found)  # type: ignore[return-value]


def by_pyloudnorm(path: Path) -> float:
    """Integrated loudness as pyloudnorm measures it."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(Recording(path).read(10**9)))


def main() -> int:
    """Mix, measure, print, judge."""
    right = said = 0
    worst, highest = 0.0, -99.0
    print(f"{'mix':56} {'target':>6} {'ffmpeg':>7} {'pyloudn':>7} {'dBTP':>6}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recordings(folder)
        for title, film in FILMS.items():
            target, place = PRESETS[film.level], folder / f"mix.{film.suffix}"
            told = mix(film.cues(folder), folder, Decimal(str(film.seconds)), place, target)
            (lufs, peak), other = by_ffmpeg(place), by_pyloudnorm(place)
            off = max(abs(lufs - target.lufs), abs(other - target.lufs))
            is_right = off <= NEAR and peak < CEILING
            right, said = right + is_right, said + (not is_right and bool(told.warnings))
            worst, highest = max(worst, off if is_right else 0.0), max(highest, peak)
            print(f"{title:56} {target.lufs:6.0f} {lufs:7.1f} {other:7.2f} {peak:6.1f}", "" if is_right else "  OFF")
            for sentence in told.warnings:
                print(f"    {sentence}")
    print(
        json.dumps(
            {
                "mixes": len(FILMS),
                "right": right,
                "off_and_said": said,
                "worst_of_right_lu": round(worst, 2),
                "highest_dbtp": highest,
            }
        )
    )
    return int(right + said < len(FILMS) or highest >= CEILING)


if __name__ == "__main__":
    raise SystemExit(main())
