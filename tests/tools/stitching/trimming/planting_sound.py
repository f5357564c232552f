"""Dropouts and clicks planted in clips' sound by ffmpeg's filters, and sound that is well and hard to tell from spoiled."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tools import ffmpeg
from tools.studio.ambience import Place, make_ambience
from tools.studio.music import compose
from tools.studio.voice import speak

SECONDS, RATE = 4.0, 25
LEVEL = 0.5
"""What every sound is turned down to: in rain at full scale nobody hears a click."""
KINDS = ("silent start", "dropout", "impulse", "step", "too short")
"""What is planted. Too short is a file whose sound begins later, or ends earlier, than its picture."""


@dataclass(frozen=True)
class Spoiled:
    """A clip's sound: where it comes from, what is done to it, and how many seconds are to be cut from which end."""

    name: str
    source: tuple[str, ...]
    """ffmpeg's input arguments."""
    filters: str
    end: str = "head"
    seconds: float = 0.0
    bitrate: str = "128k"
    kind: str | None = None


def spoiled(seed, count, folder):
    """So many clips, each with one fault of its sound; every kind at both ends in turn."""
    made = []
    for number in range(count):
        random = Random(seed * 1000 + number)
        kind, end = KINDS[number % len(KINDS)], ("head", "tail")[number // len(KINDS) % 2]
        what = random.choice(sorted(STEADY if kind in ("silent start", "dropout", "too short") else ANY))
        until = random.uniform(0.15, 0.8)
        filters, seconds = _planted(kind, until, random)
        turned = filters
        if kind == "too short":
            turned = f"atrim=start={seconds:.3f}" if end == "head" else f"atrim=end={SECONDS - seconds:.3f}"
        elif end == "tail":
            turned = f"areverse,{filters},areverse"
        name = f"{number:02d}-{kind}-{end}-{what}".replace(" ", "-")
        rate = random.choice(("96k", "128k", "192k"))
        made.append(Spoiled(name, _source(what, random, folder), turned, end, seconds, rate, kind))
    return made


def _planted(kind, until, random):
    if kind == "silent start":
        return f"volume=enable='lt(t,{until:.3f})':volume=0", until
    if kind == "dropout":
        begin = until - random.uniform(0.1, until - 0.04)
        return f"volume=enable='between(t,{begin:.3f},{until:.3f})':volume={random.choice((0, 0, 0.0005))}", until
    if kind == "too short":
        return "", until
    loud = random.choice((-1, 1)) * random.uniform(0.25, 0.8)
    if kind == "impulse":
        width = random.choice((0.00003, 0.0001, 0.0004))
        wave = f"val(ch)+{loud:.3f}*between(t,{until:.5f},{until + width:.5f})"
    else:
        wave = f"val(ch)+{loud:.3f}*gte(t,{until:.5f})*exp(-(t-{until:.5f})*40)"
    return f"aformat=channel_layouts=stereo,aeval='{wave}|{wave.replace('(ch)', '(1)')}'".replace("(ch)", "(0)"), until


def well(seed, count, folder):
    """So many clips whose sound is as it should be."""
    made = []
    for number in range(count):
        random = Random(seed * 1000 + 500 + number)
        name, build = WELL[number % len(WELL)]
        what, filters = build(random)
        made.append(Spoiled(f"{number:02d}-{name}-{what}".replace(" ", "-"), _source(what, random, folder), filters))
    return made


WELL = (
    ("as it is", lambda random: (random.choice(sorted(ANY)), "anull")),
    ("fades in", lambda random: (random.choice(sorted(STEADY)), f"afade=in:d={random.uniform(0.15, 1):.2f}")),
    ("fades out", lambda random: (random.choice(sorted(STEADY)), _fading_out(random))),
    ("silent, then fades in", lambda random: (random.choice(sorted(STEADY)), _fading_late(random))),
    ("speaks late", lambda random: ("voice", f"adelay={random.uniform(200, 700):.0f}:all=1")),
    ("hits", lambda random: ("drums", "anull")),
    ("claps once", lambda random: (random.choice(("room", "forest", "pink")), _clap(random.uniform(0.2, 0.8)))),
    ("silent throughout", lambda random: ("pink", "volume=0")),
    ("begins after two seconds", lambda random: ("music", "volume=enable='lt(t,2)':volume=0")),
    ("stops halfway", lambda random: ("music", "volume=enable='gt(t,2.2)':volume=0")),
    ("very quiet", lambda random: ("room", "volume=0.05")),
    ("ticks all along", lambda random: ("ticks", "anull")),
    ("words with pauses", lambda random: ("gated", f"atrim=start={random.uniform(0, 0.5):.2f},asetpts=PTS-STARTPTS")),
    ("crackles", lambda random: ("fire", "anull")),
    ("on beats with rests", lambda random: ("bursts", "anull")),
)


def _fading_out(random):
    seconds = random.uniform(0.15, 1)
    return f"afade=out:st={SECONDS - seconds - random.choice((0, 0.2)):.2f}:d={seconds:.2f}"


def _fading_late(random):
    late = random.uniform(0.1, 0.4)
    return f"volume=enable='lt(t,{late:.2f})':volume=0,afade=in:st={late:.2f}:d={random.uniform(0.12, 0.6):.2f}"


def _clap(moment):
    wave = f"val(0)+0.6*gte(t,{moment:.3f})*exp(-(t-{moment:.3f})*{60})*(random(0)*2-1)"
    return f"aeval='{wave}'"


STEADY = {
    "pink",
    "brown",
    "chord",
    "rain",
    "sea",
    "street",
    "cafe",
    "wind",
    "river",
    "music",
    "tone",
    "voice over rain",
}
ANY = STEADY | {"voice", "drums", "forest", "night"}


def _source(what, random, folder):
    seed = random.randrange(10_000)
    made = {
        "pink": f"anoisesrc=color=pink:amplitude={random.uniform(0.05, 0.4):.2f}:seed={seed}",
        "brown": f"anoisesrc=color=brown:amplitude=0.02:seed={seed}",
        "chord": f"aevalsrc='0.1*sin({random.randint(700, 2000)}*t)+0.1*sin({random.randint(2000, 5000)}*t)+0.002*(random(0)-0.5)'",
        "tone": f"sine=f={random.randint(80, 2000)},volume=0.5",
        "drums": "aevalsrc='0.7*exp(-mod(t,0.5)*30)*sin(400*mod(t,0.5))+0.4*exp(-mod(t+0.25,0.5)*80)*(random(0)-0.5)'",
        "bursts": "aevalsrc='0.4*sin(2500*t)*lt(mod(t,0.5),0.3)'",
        "ticks": "aevalsrc='0.01*(random(0)-0.5)+0.5*lt(mod(t,0.25),0.0002)'",
        "gated": "aevalsrc='0.3*sin(800*t)*(0.6+0.4*sin(9*t))*gt(sin(7*t)+0.5*sin(17*t),-0.6)'",
    }.get(what)
    if made is not None:
        return ("-f", "lavfi", "-i", f"{made},atrim=0:{SECONDS},aresample=48000")
    if what == "voice over rain":
        rain, voice = _recording("rain", folder), _recording("voice", folder)
        return (
            "-ss",
            f"{random.uniform(0, 5):.2f}",
            "-i",
            str(rain),
            "-i",
            str(voice),
            "-filter_complex",
            "amix=inputs=2:duration=first",
        )
    begin = 0 if what == "voice" else random.uniform(0, 5)
    return ("-ss", f"{begin:.2f}", "-i", str(_recording(what, folder)))


@cache
def _recording(what, folder):
    path = Path(folder) / f"{what}.wav"
    if what == "voice":
        speak("Good morning, everybody. Fresh bread, baked at dawn, and coffee that wakes the street.", path)
    elif what == "music":
        compose(12.0, "upbeat", path, landing=11.0, seed=5)
    else:
        make_ambience(Place(what), path)
    return path


def write_sound(clip, folder):
    """A small clip with that sound."""
    path = Path(folder) / f"{clip.name.replace(',', '')}.mp4"
    graph = ["-af", f"atrim=end={SECONDS},volume={LEVEL},{clip.filters}"]
    source = list(clip.source)
    if "-filter_complex" in source:
        place = source.index("-filter_complex")
        graph = [
            "-filter_complex",
            f"{source[place + 1]},atrim=end={SECONDS},volume={LEVEL},{clip.filters}[heard]",
            "-map",
            "[heard]",
        ]
        source = source[:place]
    else:
        graph = [*graph, "-map", "0:a"]
    picture = ["-f", "lavfi", "-i", f"color=gray:s=32x32:r={RATE}:d={SECONDS}"]
    number = source.count("-i")
    coding = [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-c:a",
        "aac",
        "-b:a",
        clip.bitrate,
        "-ac",
        "2",
        "-t",
        str(SECONDS),
    ]
    command = [
        ffmpeg.program(),
        "-y",
        "-loglevel",
        "error",
        *source,
        *picture,
        *graph,
        "-map",
        f"{number}:v",
        *coding,
        str(path),
    ]
    subprocess.run(command, check=True)
    return path
