"""Every preset of `greenlight deliver` at its full size, looked at by FFmpeg's reader and by MediaInfo where it is.

    make bench NAME=deliveries
    python benchmarks/deliveries.py 4k preview      only these

Profile, level, colour, square pixels, index in front, every frame at its time, sound that ends with the picture, and
the loudness. One film is rehearsed; for `4k` its first take is blown up, so that there is something to deliver. The
last line is JSON.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.loudness import NEAR, by_ffmpeg
from tests.tools.stitching.inspecting import MEDIAINFO, Promised, faults
from tools import ffmpeg
from tools.production.store import Store
from tools.stitching.cut import Version, Watch, deliver
from tools.stitching.settings import preset_named, presets
from tools.stitching.sound.cues import PRESETS

BRIEF = "A six second vertical film for Luna Bakery: dough at dawn, bread in the window. Two shots."


def made(home: Path) -> Path:
    """A rehearsed film whose first take is 4K."""
    words = ["make", BRIEF, "--yes", "--project", str(home), "--json"]
    command = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())", *words]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])
    store = Store(home)
    production = store.load()
    first = production.keeper(production.storyboard.shots[0].id)
    assert first is not None, "the film is finished"
    take, large = home / first.file, home / "large.mp4"
    scaled = ["-vf", "scale=2160:3840", "-preset", "ultrafast", "-crf", "20"]
    command = [ffmpeg.program(), "-y", "-loglevel", "error", "-i", str(take), *scaled, "-c:a", "copy", str(large)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    large.replace(take)
    taller = first.model_copy(update={"width": 2160, "height": 3840})
    takes = tuple(taller if each == first else each for each in production.takes)
    store.save(production.model_copy(update={"takes": takes}))
    return home


def main() -> int:
    """Deliver, look, print, judge."""
    wrong: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        home = made(Path(name) / "film")
        wanted = sys.argv[1:] or [name for name in presets() if name != "film"]
        for preset in map(preset_named, wanted):
            told = deliver(Store(home).load(), home, Version(preset), Watch())
            promised = Promised(preset, told.size, told.fps, round(told.seconds * told.fps))
            found = faults(home / told.file, promised)
            loud = by_ffmpeg(home / told.file)[0] if preset.sound else None
            if loud is not None and abs(loud - PRESETS[preset.loudness].lufs) > NEAR:
                found.append(f"loudness: {loud}")
            size = (home / told.file).stat().st_size / 2**20
            print(f"{preset.name:12} {told.told:36} {size:6.1f} MiB  {'; '.join(found) or 'as promised'}", flush=True)
            if found:
                wrong[preset.name] = found
            (home / told.file).unlink()
    print(json.dumps({"presets": len(wanted), "wrong": len(wrong), "mediainfo": MEDIAINFO is not None}))
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
