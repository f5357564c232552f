"""The ffmpeg program: where it is, and one safe way to run it."""

import ctypes
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,wav,w64,aiff,caf,flac,mp3,aac,ac3,eac3"
"""What a clip or a sound may come in. Playlists, scripts and lists of files are none of these."""
PLAIN_FILE = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
"""Input options with which ffmpeg opens this one local file and nothing else, whatever the file says inside."""


SQUARE = ("if(eq(sar,1),iw,2*trunc(iw*sar/2+0.5))", "ih")
"""A scale filter's width and height that widen an anamorphic picture to square pixels, and touch no other."""


@cache
def program() -> str:
    """The path of the binary that came with the `imageio-ffmpeg` wheel."""
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def version() -> str:
    """Which build it is: what one build encoded is not mixed with what another did."""
    path = Path(program())
    return f"{path.name}/{path.stat().st_size}"


def start(arguments: list[str], *, folder: Path | None = None, feed: bool = False) -> "subprocess.Popen[bytes]":
    """Run ffmpeg with its output and complaints on pipes; it dies with this process, even when that is killed.

    It runs in a session of its own, so that Ctrl+C in a terminal reaches only us, and we end it tidily.
    """
    return subprocess.Popen(
        [program(), "-hide_banner", "-y", *arguments],
        cwd=folder,
        stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill it if it still runs, and close its pipes."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None and not pipe.closed:
            try:
                pipe.close()
            except OSError:
                continue  # a pipe that broke while it was flushed is closed all the same
    process.wait()


def complaint(stderr: bytes) -> str:
    """The last thing ffmpeg said, in a few words and without file names of this machine."""
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if any("No space left" in line for line in lines):
        return "the disk is full"
    return lines[-1].rsplit("/", 1)[-1][:160] if lines else "it gave no reason"


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() == 1:
        os._exit(1)
