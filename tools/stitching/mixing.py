"""The sound of the cut: voice over music that ducks under it, brought to -14 LUFS below -1 dBTP."""

import re
from pathlib import Path
from typing import Any

import ffmpeg as graph

from tools import ffmpeg
from tools.film.errors import GreenlightError
from tools.production.model import Production
from tools.stitching.timing import Line

TARGET_LUFS = -14.0
CEILING = 0.78
"""Limiter ceiling as a share of full scale (-2.2 dB): AAC overshoots a little, the file must stay below -1 dBTP."""
MUSIC_LEVEL = 0.50
TRIES = 4


def mix(production: Production, folder: Path, spoken: list[Line], seconds: float, destination: Path) -> float | None:
    """Write the film's sound as a WAV of exactly `seconds`; return its loudness in LUFS, None when it is silent."""
    rough = destination.with_suffix(".rough.wav")
    sound = _mixed(production, folder, spoken, seconds)
    if sound is None:
        silence = graph.input("anullsrc=r=48000:cl=stereo", f="lavfi", t=f"{seconds:.6f}")
        _run(graph.output(silence, str(destination), acodec="pcm_s16le"))
        return None
    _run(graph.output(sound, str(rough), acodec="pcm_f32le", ar=48000, ac=2))
    try:
        return _levelled(rough, destination)
    finally:
        rough.unlink(missing_ok=True)


def loudness_of(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of a file's sound."""
    told = _run(graph.output(graph.input(_safe(path)).audio.filter("ebur128", peak="true"), "-", f="null"))
    summary = told[told.rfind("Summary:") :]
    loudness, peak = (
        re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary),
        re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary),
    )
    if loudness is None or peak is None:
        raise GreenlightError("The loudness of the sound could not be measured; `greenlight resume` tries again.")
    return float(loudness.group(1)), float(peak.group(1))


def _mixed(production: Production, folder: Path, spoken: list[Line], seconds: float) -> Any:  # noqa: ANN401
    voice = _voice_track(folder, spoken, seconds)
    if production.music is None:
        return voice
    music = graph.input(_safe(folder / production.music.file)).audio.filter("apad", whole_dur=f"{seconds:.6f}")
    music = music.filter("atrim", end=f"{seconds:.6f}").filter("volume", MUSIC_LEVEL)
    if voice is None:
        return music.filter("volume", 2)
    heard = voice.filter_multi_output("asplit")
    ducked = graph.filter(
        [music, heard[0]], "sidechaincompress", threshold=0.02, ratio=6, attack=40, release=450, makeup=1
    )
    return graph.filter([ducked, heard[1]], "amix", inputs=2, duration="longest", normalize=0)


def _voice_track(folder: Path, spoken: list[Line], seconds: float) -> Any:  # noqa: ANN401
    tracks = []
    for line in spoken:
        delay = round(line.start * 1000)
        track = graph.input(_safe(folder / line.voice.file)).audio.filter("aformat", channel_layouts="stereo")
        tracks.append(track.filter("adelay", f"{delay}|{delay}"))
    if not tracks:
        return None
    joined = tracks[0] if len(tracks) == 1 else graph.filter(tracks, "amix", inputs=len(tracks), normalize=0)
    return joined.filter("apad", whole_dur=f"{seconds:.6f}").filter("atrim", end=f"{seconds:.6f}")


def _levelled(rough: Path, destination: Path) -> float:
    """Gain, limit, measure, correct: the limiter takes a little away, so the gain is found in a few tries."""
    loudness, _ = loudness_of(rough)
    gain = 0.0 if loudness < -69 else TARGET_LUFS - loudness
    for _ in range(TRIES):
        sound = graph.input(_safe(rough)).audio.filter("volume", f"{gain:.2f}dB")
        sound = sound.filter("aresample", 192_000)  # the limiter then sees the peaks between the samples, too
        sound = sound.filter("alimiter", limit=CEILING, attack=3, release=80, level=0).filter("aresample", 48_000)
        _run(graph.output(sound, str(destination), acodec="pcm_s16le", ar=48000, ac=2))
        loudness, _ = loudness_of(destination)
        if loudness < -69 or abs(loudness - TARGET_LUFS) <= 0.15:
            break
        gain += TARGET_LUFS - loudness
    return loudness


def _run(made: Any) -> str:  # noqa: ANN401
    process = ffmpeg.start([*graph.get_args(made)])
    try:
        _, told = process.communicate()
    finally:
        ffmpeg.end(process)
    if process.returncode != 0:
        raise GreenlightError(f"The sound could not be mixed: {ffmpeg.complaint(told)}; mend it and resume.")
    return told.decode("utf-8", "replace")


def _safe(path: Path) -> str:
    return f"file:{path.resolve()}"
