"""What a studio worker does: one order to one file. Runs in a process of its own."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

from tools.film.errors import GreenlightError
from tools.providers.port import Order

PROGRESS_SECONDS = 0.15


def begin() -> None:
    """Set a worker up: Ctrl+C is the parent's business, and a worker never outlives its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def work(order_json: str, folder: str, job_id: str) -> None:
    """Make the file of one job; what goes wrong is written beside it as one sentence."""
    order, jobs = Order.model_validate_json(order_json), Path(folder)
    try:
        if order.kind == "still":
            _draw(order, jobs / f"{job_id}.png")
        else:
            _render(order, jobs / f"{job_id}.mp4", jobs / f"{job_id}.progress")
    except GreenlightError as error:
        (jobs / f"{job_id}.failed").write_text(str(error), encoding="utf-8")
    except OSError as error:
        (jobs / f"{job_id}.failed").write_text(f"{error.strerror or 'the disk refused'}", encoding="utf-8")


def _draw(order: Order, destination: Path) -> None:
    from tools.studio.painter import paint

    beside = destination.with_suffix(f".{os.getpid()}.part")
    try:
        paint(order).image.save(beside, format="PNG", compress_level=1)
        beside.replace(destination)
    finally:
        beside.unlink(missing_ok=True)


def _render(order: Order, destination: Path, progress_file: Path) -> None:
    from tools.studio.motion import animate

    last = [0.0]

    def on_progress(progress: float) -> None:
        if time.monotonic() - last[0] >= PROGRESS_SECONDS:
            last[0] = time.monotonic()
            progress_file.write_text(f"{progress:.3f}", encoding="ascii")

    animate(order, destination, on_progress)
    progress_file.unlink(missing_ok=True)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
