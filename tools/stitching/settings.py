"""What the film is delivered as, and how it is encoded for that."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from tools.film.base import Noun
from tools.film.errors import UsageError
from tools.film.footage import Cut
from tools.film.shape import AspectRatio, Size

FULL_HD = 1920 * 1080
COLOUR = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "color_range": "tv"}
SOUND = {"c:a": "aac", "b:a": "192k", "ar": "48000", "ac": "2"}
Encoder = Literal["software", "videotoolbox", "nvenc", "qsv", "vaapi"]
"""Who encodes: the processor, or hardware of Apple, NVIDIA, Intel, or any of Linux's drivers."""


class Preset(Noun):
    """One way to hand out the film. A ratio or resolution of None is the film's own."""

    name: str
    label: str
    ratio: AspectRatio | None = None
    resolution: str | None = None
    codec: Literal["h264", "hevc", "prores"]
    megabits: float = Field(gt=0)
    """Million bits a second at 1080p; other sizes get their share."""
    speed: Literal["ultrafast", "veryfast", "fast"] = "veryfast"
    """x264's preset: how much time it takes to find the best picture at its rate."""
    sound: bool = True
    captions: bool = True
    loop: bool = False
    """Its end runs into its beginning."""
    loudness: str = "social"
    longest_s: int | None = None
    """What the platform takes, in seconds."""
    needs: str | None = None
    """The resolution that at least one clip must have."""
    source: str
    checked: date

    @property
    def suffix(self) -> str:
        """The file's ending: ProRes lives in a QuickTime file."""
        return "mov" if self.codec == "prores" else "mp4"

    @property
    def tag(self) -> str | None:
        """What the file calls its pictures, where the usual name will not do: Apple plays HEVC as `hvc1` only."""
        return "hvc1" if self.codec == "hevc" else None


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its name."""
    told = tomllib.loads((files("tools.stitching") / "data" / "presets.toml").read_text(encoding="utf-8"))
    return {name: Preset.model_validate({"name": name, **about}) for name, about in told.items()}


def preset_named(name: str) -> Preset:
    """The preset of that name; raises UsageError with the names there are."""
    found = presets().get(name)
    if found is None:
        raise UsageError(f"There is no preset called {name[:40]!r}; choose one of {', '.join(presets())}.")
    return found


def picture_settings(preset: Preset, size: Size, fps: int, encoder: Encoder = "software") -> dict[str, str]:
    """ffmpeg output options for the picture. Every group of frames is closed, so that segments can be joined."""
    rate = round(preset.megabits * 1_000_000 * size.width * size.height / FULL_HD)
    common = {"r": str(fps), **COLOUR}
    if preset.codec == "prores":
        return {"c:v": "prores_ks", "profile:v": "3", "vendor": "apl0", "pix_fmt": "yuv422p10le", **common}
    bits = {"b:v": str(rate), "maxrate": str(rate * 3 // 2), "bufsize": str(rate * 2), "g": str(fps * 2)}
    if encoder != "software":
        # VAAPI's pictures lie on its device, where they have no other format
        pixels = {} if encoder == "vaapi" else {"pix_fmt": "nv12" if encoder == "qsv" else "yuv420p"}
        pixels["profile:v"] = {"h264": "high", "hevc": "main"}[preset.codec]
        return {"c:v": f"{preset.codec}_{encoder}", **pixels, "bf": "0", **bits, **common}
    if preset.codec == "hevc":
        # without a note of how many threads it had, which would make the headers of segments unlike
        tuned = {"c:v": "libx265", "preset": "fast", "x265-params": "open-gop=0:log-level=error:info=0"}
        return {**tuned, "pix_fmt": "yuv420p", **bits, **common}
    steady = "force-cfr=1"  # else the stream itself says that its rate may vary
    if preset.speed == "ultrafast":
        tuned = {"x264-params": steady}
    else:
        tuned = {"profile:v": "high", "x264-params": f"{steady}:trellis=1"}  # what grain and haze gain most by
    return {"c:v": "libx264", "preset": preset.speed, **tuned, "pix_fmt": "yuv420p", **bits, **common}


def encoder_settings(cut: Cut) -> dict[str, str]:
    """ffmpeg output options for the whole film, picture and sound, as the cut's own file has them."""
    picture = picture_settings(preset_named("film"), Size(cut.width, cut.height), cut.fps)
    return {**picture, **SOUND, "movflags": "+faststart"}
