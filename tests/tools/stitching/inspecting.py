"""What a delivered file is, told by two that nobody here wrote: FFmpeg's reader (PyAV), and MediaInfo where it is there."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from tools.film.shape import Size
from tools.stitching.settings import Preset

MEDIAINFO = shutil.which("mediainfo")
PROFILES = {"h264": {"High"}, "hevc": {"Main"}, "prores": {"HQ"}}
QUICK = {"Baseline", "Constrained Baseline"}
LEVELS = {"h264": 52, "hevc": 153}
"""The highest level that phones and platforms decode: 5.2, and 5.1 in HEVC's counting of thirtieths."""
TAGS = {"h264": "avc1", "hevc": "hvc1", "prores": "apch"}


@dataclass(frozen=True)
class Promised:
    """What the file should be."""

    preset: Preset
    size: Size
    fps: int
    frames: int


def faults(path: Path, promised: Promised) -> list[str]:
    """Everything in which the file is not what was promised, in a few words each."""
    found = _by_ffmpeg(path, promised) | _in_order(path)
    if MEDIAINFO is not None:
        found |= {f"mediainfo: {name}": told for name, told in _by_mediainfo(path, promised).items()}
    return [f"{name}: {is_so!r} instead of {wished!r}" for name, (is_so, wished) in found.items() if is_so != wished]


def _by_ffmpeg(path: Path, promised: Promised) -> dict[str, tuple[object, object]]:
    preset = promised.preset
    profiles = QUICK if preset.speed == "ultrafast" else PROFILES[preset.codec]
    with av.open(str(path)) as opened:
        picture, context = opened.streams.video[0], opened.streams.video[0].codec_context
        times = [frame.pts * frame.time_base for frame in opened.decode(video=0)]
        told = {
            "codec": (context.name, preset.codec),
            "tag": (picture.codec_context.codec_tag, TAGS[preset.codec]),
            "profile": (context.profile if context.profile not in profiles else "right", "right"),
            "level": (LEVELS.get(preset.codec, 0) >= _level(context) or preset.codec == "prores", True),
            "size": ((context.width, context.height), tuple(promised.size)),
            "square pixels": (picture.sample_aspect_ratio in (None, 1), True),
            "colour": ((context.color_primaries, context.color_trc, context.colorspace, context.color_range), (1, 1, 1, 1)),
            "rate": (picture.average_rate, promised.fps),
            "frames counted": (len(times), promised.frames),
            "frames said": (picture.frames, promised.frames),
            "every frame at its time": (times, [Fraction(n, promised.fps) for n in range(promised.frames)]),
            "sound": (bool(opened.streams.audio), preset.sound),
        }  # fmt: skip
    return told | (_sound(path, promised) if preset.sound else {})


def _level(context: av.VideoCodecContext) -> int:
    """In H.264 and HEVC the level is a byte of the header that the container keeps (avcC, hvcC)."""
    header = context.extradata or bytes(13)
    return header[3] if context.name == "h264" else header[12]


def _sound(path: Path, promised: Promised) -> dict[str, tuple[object, object]]:
    with av.open(str(path)) as opened:
        sound = opened.streams.audio[0].codec_context
        what = (sound.sample_rate, sound.layout.name)
        frames = [(frame.pts * frame.time_base, frame.samples) for frame in opened.decode(audio=0)]
    begun, last = frames[0][0], frames[-1][0] + Fraction(frames[-1][1], 48_000)
    drift = abs(float(last - Fraction(promised.frames, promised.fps)))
    return {
        "sound is": (what, (48_000, "stereo")),
        "sound begins within a frame": (abs(begun) * promised.fps < 1, True),
        "sound ends within a frame of the picture": (drift * promised.fps < 1 or f"{drift:.3f} s off", True),
    }


def _in_order(path: Path) -> dict[str, tuple[object, object]]:
    content = path.read_bytes()
    return {"index before the pictures": (content.index(b"moov") < content.index(b"mdat"), True)}


def _by_mediainfo(path: Path, promised: Promised) -> dict[str, tuple[object, object]]:
    command = [str(MEDIAINFO), "--Output=JSON", str(path)]
    tracks = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["media"]["track"]
    whole, picture = tracks[0], tracks[1]
    sounds = [track for track in tracks if track["@type"] == "Audio"]
    preset, seconds = promised.preset, promised.frames / promised.fps
    format_, profile = {
        "h264": ("AVC", "High"), "hevc": ("HEVC", "Main"), "prores": ("ProRes", "422 HQ"),
    }[preset.codec]  # fmt: skip
    told = {
        "format": (picture["Format"], format_),
        "profile": (
            picture["Format_Profile"].removeprefix("Constrained "),
            "Baseline" if preset.speed == "ultrafast" else profile,
        ),
        "level": (float(picture.get("Format_Level", 0)) <= 5.2, True),
        "frames": (picture["FrameCount"], str(promised.frames)),
        "rate": ((picture["FrameRate_Mode"], float(picture["FrameRate"])), ("CFR", promised.fps)),
        "original rate": (picture.get("FrameRate_Mode_Original", "CFR"), "CFR"),
        "colour": (
            [picture.get(name) for name in ("colour_primaries", "transfer_characteristics", "matrix_coefficients")],
            ["BT.709"] * 3,
        ),
        "said twice alike": ([name for name in picture if name.endswith("_Original") and "colour" in name], []),
        "range": (picture.get("colour_range", "Limited"), "Limited"),
        "plays while it loads": (whole["IsStreamable"], "Yes"),
        "sounds": (len(sounds), int(preset.sound)),
    }
    for sound in sounds:
        off = abs(float(sound["Duration"]) - seconds)
        told["sound ends within a frame"] = (off * promised.fps < 1 or f"{off:.3f} s off", True)
    return told
