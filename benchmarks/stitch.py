"""How long the cut takes: against ffmpeg that only decodes and encodes those frames, against MoviePy 2, after one
change, and for ten times as many clips.

Six clips of five seconds at 1080x1920, trimmed, captioned, graded, with music and voice. Each cut runs in a process of
its own with `cut/` removed. Prints its figures, and as its last line one JSON object; exits 1 when a limit is crossed.
MoviePy is put into an environment of its own, because it needs an older Pillow than ours; that takes the network.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import ffmpeg  # noqa: E402
from tools.production.store import Store  # noqa: E402
from tools.stitching.cut import FILM  # noqa: E402
from tools.stitching.edit import Edit  # noqa: E402
from tools.stitching.settings import picture_settings, preset_named  # noqa: E402
from tools.stitching.timeline import TIMELINE, load_timeline  # noqa: E402

BRIEF = "Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each."
MODEL = "kling-3.0"
"""Its clips are 1080p."""
LIMITS = {"to_limit": 1.10, "recut_ratio": 0.30, "scale_60_to_6": 10.5}
SPEEDUP = 4.0
ROUNDS = 3
MOVIEPY = ("moviepy==2.2.1", "pillow==11.3.0", "numpy==2.2.6", "imageio-ffmpeg==0.6.0")


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = made(folder)
        plain, cold = side_by_side(film, folder)
        warm = recut(film)
        slow = by_moviepy(film, folder)
        six, sixty = peak_of(film), peak_of(sixty_of(film, folder / "sixty"))
    told = {
        "to_limit": round(cold / plain, 3),
        "moviepy_speedup": None if slow is None else round(slow / cold, 2),
        "recut_ratio": round(warm / cold, 3),
        "scale_60_to_6": round(sixty[0] / six[0], 2),
        "peak_mib_6": round(six[1]),
        "peak_mib_60": round(sixty[1]),
    }
    print(json.dumps(told))
    broken = [name for name, limit in LIMITS.items() if float(told[name] or 0) > limit]
    return int(bool(broken) or (slow is not None and slow / cold < SPEEDUP))


def made(folder: Path) -> Path:
    """A rehearsal film whose clips are all 1080p."""
    pins = [word for number in range(1, 7) for word in ("--pin", f"s{number:02d}={MODEL}")]
    command = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())", "make", BRIEF, "--yes"]
    subprocess.run(
        [*command, "--project", "film", "--json", *pins], cwd=folder, env=environment(), check=True, capture_output=True
    )
    return folder / "film"


def side_by_side(film: Path, folder: Path) -> tuple[float, float]:
    """The least seconds of ffmpeg alone and of the whole cut, taken in turns."""
    edit = load_timeline(film / TIMELINE)
    plain, cold = [], []
    for number in range(ROUNDS):
        cold.append(cut_anew(film))
        plain.append(timed(encoding_alone(edit, film, folder / "plain.mp4")))
        print(f"round {number + 1}: the cut {cold[-1]:.1f} s, ffmpeg alone {plain[-1]:.1f} s", flush=True)
    return min(plain), min(cold)


def recut(film: Path) -> float:
    """The least seconds of a cut after one of the six shots got another take."""
    take = sorted((film / "takes").glob("s03-?.mp4"))[0]
    first, seconds = take.read_bytes(), []
    for number in range(ROUNDS):
        relabelled(take, f"take {number}")
        seconds.append(timed(STITCH, str(film)))
    take.write_bytes(first)
    print(f"after one shot changed: {min(seconds):.1f} s", flush=True)
    return min(seconds)


def by_moviepy(film: Path, folder: Path) -> float | None:
    """MoviePy doing the same; None where it cannot be installed."""
    home = folder / "moviepy"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *MOVIEPY], check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        print(f"MoviePy could not be installed: {error.stderr.decode(errors='replace')[-200:]}", flush=True)
        return None
    job = folder / "job.json"
    job.write_text(json.dumps(job_of(load_timeline(film / TIMELINE), film, folder / "slow.mp4")))
    script = str(ROOT / "benchmarks" / "stitch_by_moviepy.py")
    seconds = timed([str(home / "bin" / "python"), script, str(job)])
    print(f"MoviePy: {seconds:.1f} s", flush=True)
    return seconds


def job_of(edit: Edit, film: Path, destination: Path) -> dict[str, object]:
    """The same film in plain values: which part of which clip, what is read and heard, and how it is encoded."""
    from tools import fonts

    settings = picture_settings(preset_named("film"), edit.size, edit.fps)
    return {
        "clips": [[str(film / each.file), each.start / edit.fps, each.frames / edit.fps] for each in edit.clips],
        "captions": [[each.start, each.end, " ".join(each.words)] for each in edit.captions],
        "sounds": [[str(film / cue.file), float(cue.start), float(cue.seconds), cue.kind.value] for cue in edit.cues],
        "size": [edit.width, edit.height],
        "fps": edit.fps,
        "font": str(fonts.BLACK),
        "settings": [word for name, value in settings.items() if name != "r" for word in (f"-{name}", value)],
        "file": str(destination),
    }


def sixty_of(film: Path, folder: Path) -> Path:
    """Ten times the film's shots, each with a take of its own."""
    store = Store(film)
    production = store.load()
    shutil.copytree(film, folder, ignore=shutil.ignore_patterns("cut", "ledger.db", ".*"))
    shots, takes, routes, voice = [], [], [], []
    for round_number in range(10):
        for number, shot in enumerate(production.storyboard.shots, start=1):
            new = f"s{round_number * 6 + number:02d}"
            kept = production.keeper(shot.id)
            assert kept is not None, "the film is finished"
            file = f"takes/{new}-of-60.mp4"
            shutil.copy(film / kept.file, folder / file)
            relabelled(folder / file, new)
            shots.append(shot.model_copy(update={"id": new, "chosen_take": 1, "continues": None, "sequence": None}))
            takes.append(kept.model_copy(update={"shot_id": new, "number": 1, "file": file}))
            routes.append(production.route(shot.id).model_copy(update={"shot_id": new}))
            voice += [each.model_copy(update={"shot_id": new}) for each in production.voice if each.shot_id == shot.id]
    changed = {
        "storyboard": production.storyboard.model_copy(update={"shots": tuple(shots)}),
        "takes": tuple(takes),
        "routes": tuple(routes),
        "voice": tuple(voice),
    }
    Store(folder).save(production.model_copy(update=changed))
    return folder


def peak_of(film: Path) -> tuple[float, float]:
    """Seconds of a cut from nothing, and the most memory that it and its children held at once, in MiB."""
    shutil.rmtree(film / "cut", ignore_errors=True)
    began = time.perf_counter()
    with subprocess.Popen([*STITCH, str(film)], env=environment()) as process:
        watch = _Memory(process.pid)
        watch.start()
        if process.wait() != 0:
            raise SystemExit("the cut failed")
    seconds = time.perf_counter() - began
    print(f"{len(load_timeline(film / TIMELINE).clips)} clips: {seconds:.1f} s, peak {watch.most:.0f} MiB", flush=True)
    return seconds, watch.most


class _Memory(threading.Thread):
    """Sums up what a process and its descendants hold, ten times a second; Linux tells it in /proc."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most = root, 0.0

    def run(self) -> None:
        """Until the process is gone."""
        while Path(f"/proc/{self.root}").exists():
            self.most = max(self.most, sum(self._held(each) for each in self._family(self.root)))
            time.sleep(0.1)

    def _family(self, process: int) -> list[int]:
        found = [process]
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                for child in task.read_text().split():
                    found += self._family(int(child))
            except OSError:
                continue
        return found

    @staticmethod
    def _held(process: int) -> float:
        try:
            pages = Path(f"/proc/{process}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return 0.0
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def relabelled(take: Path, label: str) -> None:
    """The same pictures under another digest, as if it had been rendered again."""
    other = take.with_suffix(".new.mp4")
    words = ["-y", "-loglevel", "error", "-i", str(take), "-c", "copy", "-metadata", f"comment={label}", str(other)]
    subprocess.run([ffmpeg.program(), *words], check=True, stdin=subprocess.DEVNULL)
    other.replace(take)


def encoding_alone(edit: Edit, film: Path, destination: Path) -> list[str]:
    """One ffmpeg that decodes the very frames that are seen and encodes them at the very settings; no more."""
    inputs, parts = [], []
    for number, clip in enumerate(edit.clips):
        span = ["-ss", f"{clip.start / edit.fps:.6f}", "-t", f"{clip.frames / edit.fps:.6f}"]
        inputs += [*span, "-i", str(film / clip.file)]
        parts.append(f"[{number}:v]fps={edit.fps}[v{number}]")
    joined = "".join(f"[v{number}]" for number in range(len(edit.clips)))
    graph = ";".join([*parts, f"{joined}concat=n={len(edit.clips)}:v=1:a=0[out]"])
    settings = picture_settings(preset_named("film"), edit.size, edit.fps)
    options = [word for name, value in settings.items() for word in (f"-{name}", value)]
    start = [ffmpeg.program(), "-y", "-loglevel", "error"]
    return [*start, *inputs, "-filter_complex", graph, "-map", "[out]", *options, str(destination)]


STITCH = [
    sys.executable,
    "-c",
    "import sys; from pathlib import Path; from tools.production.store import Store; "
    "from tools.stitching.cut import stitch; folder = Path(sys.argv[1]); "
    "stitch(Store(folder).load(), folder, lambda _: None)",
]


def cut_anew(film: Path) -> float:
    """Seconds of a cut of which nothing was kept."""
    shutil.rmtree(film / "cut", ignore_errors=True)
    seconds = timed(STITCH, str(film))
    assert (film / FILM).exists(), "it was just cut"
    return seconds


def timed(command: Sequence[str], *more: str) -> float:
    """Seconds on the clock of a whole process."""
    began = time.perf_counter()
    subprocess.run([*command, *more], check=True, env=environment(), stdin=subprocess.DEVNULL)
    return time.perf_counter() - began


def environment() -> dict[str, str]:
    """What a command of ours runs in."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    raise SystemExit(main())
