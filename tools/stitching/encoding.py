"""Segments through ffmpeg: those that were encoded before are taken as they are, the rest side by side."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

import ffmpeg as graph

from tools import ffmpeg
from tools.film.errors import GreenlightError
from tools.film.shape import Size
from tools.stitching.hardware import handed_over, opening
from tools.stitching.picture import drawn
from tools.stitching.segments import Segment

KEPT = "cut/.segments"
KEPT_FILMS = 3
"""Encoded segments are kept up to so many times the size of the newest film."""


@dataclass(frozen=True)
class Encoding:
    """Where segments are encoded and how."""

    folder: Path
    """The production's."""
    work: Path
    """A folder for half-made files, with the fonts in `fonts`."""
    size: Size
    fps: int
    settings: Mapping[str, str]
    suffix: str = "mp4"

    def encode(self, segments: Sequence[Segment], on_progress: Callable[[float], None]) -> list[Path]:
        """The file of every segment, in order. Raises GreenlightError when one cannot be encoded."""
        kept = self.folder / KEPT
        kept.mkdir(parents=True, exist_ok=True)
        files = [kept / f"{each.key(self.settings, ffmpeg.version())}.{self.suffix}" for each in segments]
        missing = {file: each for file, each in zip(files, segments, strict=True) if not file.exists()}
        for file in set(files) - set(missing):
            os.utime(file)
        if missing:
            self._encode_all(missing, _Share(sum(each.frames for each in missing.values()), on_progress))
        return files

    def _encode_all(self, missing: Mapping[Path, Segment], share: "_Share") -> None:
        cores = os.cpu_count() or 1
        at_once = min(cores, len(missing))
        stop = Event()
        # the longest first, so that no core is left with a long one at the end
        order = sorted(missing.items(), key=lambda each: -each[1].frames)
        threads = cores // at_once
        # one thread each costs least; the last ones take what the others leave free at the end
        shares = [threads] * (len(order) - at_once) + [min(cores, 2 * threads)] * at_once
        with ThreadPoolExecutor(at_once, thread_name_prefix="segment") as workers:
            running = [
                workers.submit(self._encode_one, file, each, threads, share, stop)
                for (file, each), threads in zip(order, shares, strict=True)
            ]
            done, _ = wait(running, return_when=FIRST_EXCEPTION)
            if any(each.exception() for each in done):
                stop.set()
        for each in running:
            each.result()

    def _encode_one(self, file: Path, segment: Segment, threads: int, share: "_Share", stop: Event) -> None:
        if stop.is_set():
            return
        words = f"{file.stem}.ass" if segment.words else None
        if words is not None:
            (self.work / words).write_text(segment.words, encoding="utf-8")
        picture = handed_over(drawn(segment, self.folder, self.size, self.fps, words=words), self.settings)
        half_made = self.work / file.name
        made = graph.output(
            picture, half_made.name, **self.settings, threads=str(threads), **{"frames:v": str(segment.frames)}
        )
        arguments = ["-loglevel", "error", "-nostats", "-progress", "pipe:1", "-filter_threads", "1"]
        arguments += ["-filter_complex_threads", "1", *opening(self.settings), *graph.get_args(made)]
        process = ffmpeg.start(arguments, folder=self.work)
        assert process.stdout is not None and process.stderr is not None, "both were asked for"
        try:
            for line in process.stdout:
                if stop.is_set():
                    return
                if line.startswith(b"frame=") and line[6:].strip().isdigit():
                    share.at(file.name, int(line[6:]))
            told = process.stderr.read()
            if process.wait() != 0:
                raise GreenlightError(f"The film could not be cut: {ffmpeg.complaint(told)}; mend it and resume.")
        finally:
            ffmpeg.end(process)
        half_made.replace(file)


class _Share:
    """How much of all frames is encoded, told by several workers."""

    def __init__(self, frames: int, tell: Callable[[float], None]) -> None:
        self._frames, self._tell = max(1, frames), tell
        self._at: dict[str, int] = {}
        self._lock = Lock()

    def at(self, name: str, frame: int) -> None:
        """So many frames of that segment are there."""
        with self._lock:
            self._at[name] = frame
            self._tell(min(1.0, sum(self._at.values()) / self._frames))


def forget_old(folder: Path, used: Sequence[Path]) -> None:
    """Remove the segments that were used longest ago, as far as they are more than a few films' worth."""
    room = KEPT_FILMS * sum(file.stat().st_size for file in set(used))
    stale = sorted(set((folder / KEPT).iterdir()) - set(used), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in stale:
        room -= file.stat().st_size
        if room < 0:
            file.unlink(missing_ok=True)
