"""How long a whole film takes, against what ffmpeg needs only to encode it again at the same settings.

Prints its figures, and as its last line one JSON object; exits 1 when the ratio is above the limit.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import ffmpeg  # noqa: E402
from tools.film.footage import Cut  # noqa: E402
from tools.stitching.settings import encoder_settings  # noqa: E402

BRIEF = "Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each."
LIMIT = 3.0


def make_film(folder: Path) -> tuple[float, Cut]:
    """The whole main job as a person starts it: stills, motion, voice, music, captions, encode."""
    command = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())"]
    began = time.perf_counter()
    done = subprocess.run(
        [*command, "make", BRIEF, "--yes", "--json", "--project", "film"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - began, Cut.model_validate(json.loads(done.stdout)["cut"])


def encode_again(folder: Path, cut: Cut) -> float:
    """Decode the finished film and encode it once more with exactly the cut's own settings."""
    options = [word for name, value in encoder_settings(cut).items() for word in (f"-{name}", value)]
    arguments = [
        "-y",
        "-loglevel",
        "error",
        "-i",
        str(folder / "film" / str(cut.file)),
        *options,
        str(folder / "again.mp4"),
    ]
    began = time.perf_counter()
    subprocess.run([ffmpeg.program(), *arguments], check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    """Measure both in one run, the encode before and after the film would differ on a busy machine, so twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, cut = make_film(folder)
        encoded = min(encode_again(folder, cut), encode_again(folder, cut))
    ratio = made / encoded
    print(f"the whole film: {made:.1f} s for {cut.seconds} s of {cut.width}x{cut.height} at {cut.fps} frames a second")
    print(f"encoding it again at the same settings: {encoded:.1f} s")
    figures = {"ratio": round(ratio, 2), "limit": LIMIT, "make_s": round(made, 1), "encode_s": round(encoded, 1)}
    print(json.dumps(figures))
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
