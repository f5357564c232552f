"""How long the cut takes: against ffmpeg that only decodes and encodes those frames, against MoviePy 2, after one
change, and for ten times as many clips.

Six clips of five seconds at 1080x1920, trimmed, captioned, graded, with music and voice. Each cut runs in a process of
its own with nothing kept but what looking at the takes found: that is done as they arrive, while others are waited for.
It is timed by itself and also told on top of the cut, as `to_limit_with_looking`; MoviePy is told what was found.
Prints each stage, on the clock and in seconds of processor, and as its last line one JSON object; exits 1 when a limit
is crossed. About a quarter of an hour on two cores with nothing else to do. MoviePy is put into an environment of its
own, because it needs an older Pillow than ours; that takes a package index. Where there is none its figure is null.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import ffmpeg, fonts  # noqa: E402
from tools.production.store import Store  # noqa: E402
from tools.stitching.assembling import Frame, caption_layout  # noqa: E402
from tools.stitching.captions import cards_of  # noqa: E402
from tools.stitching.cut import FILM  # noqa: E402
from tools.stitching.edit import Edit  # noqa: E402
from tools.stitching.grading import film_look, hero_file  # noqa: E402
from tools.stitching.looking import KEPT, look_at_keepers  # noqa: E402
from tools.stitching.settings import picture_settings, preset_named  # noqa: E402
from tools.stitching.sound.cues import PRESETS  # noqa: E402
from tools.stitching.timeline import TIMELINE, load_timeline  # noqa: E402
from tools.stitching.toning import correction  # noqa: E402

BRIEF = "Create a thirty-second vertical ad for a coffee brand. Six shots, five seconds each."
MODEL = "kling-3.0"
"""Its clips are 1080p."""
LIMITS = {"to_limit": 1.10, "recut_ratio": 0.30, "scale_60_to_6": 10.5, "memory_60_to_6": 1.25}
SPEEDUP = 4.0
ROUNDS, RECUTS = 3, 2
MOVIEPY = ("moviepy==2.2.1", "pillow==11.3.0", "numpy==2.2.6", "imageio-ffmpeg==0.6.0")


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = made(folder)
        looking = looked_at_anew(film)
        plain, cold = side_by_side(film, folder)
        warm = recut(film)
        slow = by_moviepy(film, folder)
        six = peak_of(film)
        sixty = peak_of(sixty_of(film, folder / "sixty"))
    told = {
        "to_limit": round(cold.clock / plain.clock, 3),
        "moviepy_speedup": None if slow is None else round(slow / cold.clock, 2),
        "recut_ratio": round(warm / cold.clock, 3),
        "scale_60_to_6": round(sixty.clock / six.clock, 2),
        "memory_60_to_6": round(sixty.mib / six.mib, 2),
        "to_limit_by_processor": round(cold.processor / plain.processor, 3),
        "looking_s": round(looking.clock, 2),
        "to_limit_with_looking": round((cold.clock + looking.clock) / plain.clock, 3),
        "peak_mib_6": round(six.mib),
        "peak_mib_60": round(sixty.mib),
    }
    print(json.dumps(told))
    broken = [name for name, limit in LIMITS.items() if float(told[name] or 0) > limit]
    return int(bool(broken) or (slow is not None and slow / cold.clock < SPEEDUP))


class Spent(NamedTuple):
    """Seconds that a process took on the clock, and seconds of processor of it and its children."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of processor)"


class Peak(NamedTuple):
    """Seconds on the clock, and the most memory that was held at once."""

    clock: float
    mib: float


def made(folder: Path) -> Path:
    """A rehearsal film whose clips are all 1080p."""
    print("making a film in rehearsal, to have its clips", flush=True)
    pins = [word for number in range(1, 7) for word in ("--pin", f"s{number:02d}={MODEL}")]
    command = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())", "make", BRIEF, "--yes"]
    subprocess.run(
        [*command, "--project", "film", "--json", *pins], cwd=folder, env=environment(), check=True, capture_output=True
    )
    return folder / "film"


def side_by_side(film: Path, folder: Path) -> tuple[Spent, Spent]:
    """The least that ffmpeg alone and the whole cut took, in turns."""
    edit = load_timeline(film / TIMELINE)
    plain, cold = [], []
    for number in range(ROUNDS):
        cold.append(cut_anew(film))
        plain.append(timed(encoding_alone(edit, film, folder / "plain.mp4")))
        print(f"round {number + 1}: the cut {cold[-1]}, ffmpeg alone {plain[-1]}", flush=True)
    return _least(plain), _least(cold)


def _least(rounds: list[Spent]) -> Spent:
    return Spent(min(each.clock for each in rounds), min(each.processor for each in rounds))


def recut(film: Path) -> float:
    """The least seconds of a cut after one of the six shots got another take."""
    take = sorted((film / "takes").glob("s03-?.mp4"))[0]
    first, seconds = take.read_bytes(), []
    for number in range(RECUTS):
        relabelled(take, f"take {number}")
        spent = timed(STITCH, str(film))
        seconds.append(spent.clock)
        print(f"after one shot changed: {spent}", flush=True)
    take.write_bytes(first)
    return min(seconds)


def by_moviepy(film: Path, folder: Path) -> float | None:
    """Seconds of MoviePy doing the same; None where it cannot be installed or run."""
    print("putting MoviePy into an environment of its own", flush=True)
    home, job = folder / "moviepy", folder / "job.json"
    python = str(home / "bin" / "python")
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *MOVIEPY], check=True, capture_output=True)
        job.write_text(json.dumps(job_of(film, folder / "slow.mp4")))
        spent = timed([python, str(ROOT / "benchmarks" / "stitch_by_moviepy.py"), str(job)])
    except subprocess.CalledProcessError as error:
        why = (error.stderr or b"").decode(errors="replace")[-300:]
        print(f"MoviePy could not be installed or run: {error} {why}", flush=True)
        return None
    print(f"MoviePy: {spent}", flush=True)
    return spent.clock


def job_of(film: Path, destination: Path) -> dict[str, object]:
    """The same film in plain values: which part of which clip, in what light, what is read and heard, and how it is
    encoded."""
    edit, production = load_timeline(film / TIMELINE), Store(film).load()
    settings = picture_settings(preset_named("film"), edit.size, edit.fps)
    level = PRESETS[production.brief.finish.loudness]
    seen = look_at_keepers(production, film)
    hero = seen[hero_file(production)].tone
    (_, _, look), *_ = film_look(production.brief)
    cards = cards_of(edit.captions, edit.size, caption_layout(production, Frame(edit.ratio, edit.size)))
    return {
        "clips": [
            {
                "file": str(film / clip.file),
                "start": clip.start / edit.fps,
                "seconds": clip.frames / edit.fps,
                "light": correction(hero, seen[clip.file].tone) or (1.0, 0.0, 0.0),
            }
            for clip in edit.clips
        ],
        "look": dict(look),
        "cards": [
            {
                "start": card.caption.start,
                "end": card.caption.end,
                "times": card.caption.times,
                "em": card.em,
                "rows": [{"text": row.text, "words": row.words, "baseline": row.baseline} for row in card.rows],
            }
            for card in cards
        ],
        "sounds": [[str(film / cue.file), float(cue.start), float(cue.seconds), cue.kind.value] for cue in edit.cues],
        "seconds": float(edit.seconds),
        "lufs": level.lufs,
        "true_peak": level.true_peak,
        "size": [edit.width, edit.height],
        "fps": edit.fps,
        "font": str(fonts.BLACK),
        "codec": settings.pop("c:v"),
        "preset": settings.pop("preset"),
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
    if production.music is not None:
        repeated(folder / production.music.file, folder / "audio/ten-times.wav")
    changed = {
        "music": production.music.model_copy(update={"file": "audio/ten-times.wav"}) if production.music else None,
        "storyboard": production.storyboard.model_copy(update={"shots": tuple(shots)}),
        "takes": tuple(takes),
        "routes": tuple(routes),
        "voice": tuple(voice),
    }
    Store(folder).save(production.model_copy(update=changed))
    return folder


def repeated(sound: Path, destination: Path) -> None:
    """The same music ten times."""
    with wave.open(str(sound)) as source, wave.open(str(destination), "wb") as longer:
        longer.setparams(source.getparams())
        samples = source.readframes(source.getnframes())
        for _ in range(10):
            longer.writeframes(samples)


def peak_of(film: Path) -> Peak:
    """What a cut from nothing took, and the most memory that it and its children held at once."""
    looked_at_anew(film)
    uncut(film)
    began = time.perf_counter()
    with subprocess.Popen([*STITCH, str(film)], env=environment()) as process:
        watch = _Memory(process.pid)
        watch.start()
        if process.wait() != 0:
            raise SystemExit("the cut failed")
    seconds = time.perf_counter() - began
    print(f"{len(load_timeline(film / TIMELINE).clips)} clips: {seconds:.1f} s, peak {watch.most:.0f} MiB", flush=True)
    return Peak(seconds, watch.most)


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


LOOK = [
    sys.executable,
    "-c",
    "import sys; from pathlib import Path; from tools.production.store import Store; "
    "from tools.stitching.looking import look_at_keepers; folder = Path(sys.argv[1]); "
    "look_at_keepers(Store(folder).load(), folder)",
]


def looked_at_anew(film: Path) -> Spent:
    """What looking at all takes took of which nothing was known."""
    shutil.rmtree(film / KEPT, ignore_errors=True)
    spent = timed(LOOK, str(film))
    print(f"looking at the takes, as they arrive: {spent}", flush=True)
    return spent


def uncut(film: Path) -> None:
    """Remove all that was cut; what is known of the takes stays."""
    for each in (film / "cut").iterdir():
        if each.is_dir() and each != film / KEPT:
            shutil.rmtree(each)
        elif each.is_file():
            each.unlink()


def cut_anew(film: Path) -> Spent:
    """What a cut took of which nothing was kept."""
    uncut(film)
    seconds = timed(STITCH, str(film))
    assert (film / FILM).exists(), "it was just cut"
    return seconds


def timed(command: Sequence[str], *more: str) -> Spent:
    """What a whole process took."""
    began, before = time.perf_counter(), _processor()
    subprocess.run([*command, *more], check=True, env=environment(), stdin=subprocess.DEVNULL)
    return Spent(time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    """Seconds of processor of all children that are over."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment() -> dict[str, str]:
    """What a command of ours runs in."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    raise SystemExit(main())
