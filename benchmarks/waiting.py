"""How well many jobs are waited for: twelve shots against their critical path, and what 300 in flight cost.

The real adapter and fal's real client, over TLS, against a vendor in another process that only takes its time. Prints
its figures, and as its last line one JSON object; exits 1 when a limit is crossed.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.purchasing import Counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MODEL, SECONDS = "seedance-2.0-mini", 4
MAKESPAN_LIMIT, MEMORY_LIMIT, CORE_LIMIT = 1.05, 250.0, 0.10


@contextmanager
def vendor(folder: Path, shortest: float, longest: float) -> Iterator[str]:
    """A slow vendor of its own, for one measurement."""
    clip = f"testsrc2=s=720x1280:r=24:d={SECONDS}"
    from tools import ffmpeg

    subprocess.run(
        [
            ffmpeg.program(),
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            clip,
            "-pix_fmt",
            "yuv420p",
            str(folder / "clip.mp4"),
        ],
        check=True,
    )
    command = [sys.executable, str(ROOT / "benchmarks" / "slow_vendor.py"), str(folder), str(shortest), str(longest)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None, "it was asked for"
        try:
            yield f"127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.kill()


def buy(folder: Path, jobs: int) -> dict[str, float]:
    """Buy that many clips in this process, and measure it."""
    from benchmarks.shopping import counter_for, purchases_for

    counter, purchases = counter_for(folder), purchases_for(folder, jobs, MODEL, SECONDS)
    counter.ledger.approve(purchases.quote, by="flag")
    window = _Window(jobs)
    began = time.monotonic()
    threading.Thread(target=window.watch, args=(counter,), daemon=True).start()
    bought = sum(1 for _ in counter.buy(purchases.each))
    took = time.monotonic() - began
    assert bought == jobs, "every clip must arrive"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": took, "peak_mib": peak, "core": window.core}


class _Window:
    """Processor time while every job is in flight: after the last order, before the first result."""

    def __init__(self, jobs: int) -> None:
        self.jobs, self.core = jobs, 0.0

    def watch(self, counter: "Counter") -> None:
        """Sample until a job is done."""
        from benchmarks.shopping import states

        while states(counter).count("submitted") < self.jobs:
            time.sleep(0.5)
        began, spent = time.monotonic(), time.process_time()
        while "settled" not in states(counter):
            self.core = (time.process_time() - spent) / max(time.monotonic() - began, 0.001)
            time.sleep(1.0)


def measured(jobs: int, shortest: float, longest: float) -> dict[str, float]:
    """One measurement in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with vendor(folder, shortest, longest) as host:
            environment = {
                **os.environ, "FAL_QUEUE_RUN_HOST": host, "SSL_CERT_FILE": str(folder / "authority.pem"),
                "PYTHONPATH": str(ROOT),
            }  # fmt: skip
            done = subprocess.run(
                [sys.executable, __file__, name, str(jobs)],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def critical_path(jobs: int, shortest: float, longest: float) -> float:
    """The longest of the jobs alone: its order, its making, one look, its address and its file."""
    import random

    from benchmarks.slow_vendor import ANSWER_SECONDS, SUBMIT_SECONDS

    made = [random.Random(f"job-{number:04d}").uniform(shortest, longest) for number in range(1, jobs + 1)]
    return SUBMIT_SECONDS + max(made) + 3 * ANSWER_SECONDS


def main() -> int:
    """Both measurements, with their limits."""
    if len(sys.argv) > 1:
        print(json.dumps(buy(Path(sys.argv[1]), int(sys.argv[2]))))
        return 0
    from tools.places import SENDING_AT_ONCE
    from tools.purchasing import AT_ONCE

    print(f"{SENDING_AT_ONCE} orders and {AT_ONCE} looks or downloads at once", flush=True)
    few = measured(12, 60, 110)
    path = critical_path(12, 60, 110)
    ratio = few["seconds"] / path
    print(
        f"12 shots: {few['seconds']:.1f} s, critical path {path:.1f} s, ratio {ratio:.3f} (limit {MAKESPAN_LIMIT})",
        flush=True,
    )
    many = measured(300, 90, 120)
    print(f"300 jobs in flight: peak {many['peak_mib']:.0f} MiB (limit {MEMORY_LIMIT}), {many['core']:.3f} of a core")
    told = {
        "makespan_ratio": round(ratio, 3),
        "workers": SENDING_AT_ONCE + AT_ONCE,
        "peak_mib": round(many["peak_mib"], 1),
        "core": round(many["core"], 3),
    }
    print(json.dumps(told))
    return int(ratio > MAKESPAN_LIMIT or many["peak_mib"] > MEMORY_LIMIT or many["core"] > CORE_LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
