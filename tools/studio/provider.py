"""The embedded studio as a provider like any other: durable jobs in a folder, worked off by two processes."""

import contextlib
import hashlib
import json
import multiprocessing
import os
import shutil
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import resource_tracker
from multiprocessing.context import BaseContext
from pathlib import Path

from tools.production.store import write_whole
from tools.providers.port import BadOrder, JobStatus, Order, UnknownOutcome
from tools.studio.working import begin, work


def process_context() -> BaseContext:
    """Where workers come from: an interpreter of their own, into which no thread or lock of ours can follow."""
    return multiprocessing.get_context("spawn")


class Studio:
    """Stands in for every model of the catalog, with its durations, sizes and frame rates. Charges nothing itself.

    `folder` is the studio's own; a job in it is either unfinished (`.json` alone), done, or failed. A job that an
    earlier process left unfinished is taken up again when it is polled: the same job, never a second submission.
    """

    name = "studio"
    find_is_authoritative = True
    """Every order is on disk before any work begins, so what `find` does not know was never sent."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self._folder = folder
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[str, Future[None]] = {}
        self._lock = threading.RLock()

    def submit(self, order: Order) -> str:
        """Write the job down durably, then begin it. Raises BadOrder for a reference whose job runs or is done."""
        with self._lock:
            job_id = _job_id(order.reference)
            failed = self._folder / f"{job_id}.failed"
            if self._order_file(job_id).exists() and not failed.exists():
                raise BadOrder(f"{order.reference} was already submitted to the studio; poll it instead.")
            self._folder.mkdir(parents=True, exist_ok=True)
            said = {
                "reference": order.reference,
                "job": job_id,
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            }
            for leftover in (failed, self._folder / f"{job_id}.died"):
                leftover.unlink(missing_ok=True)
            write_whole(self._order_file(job_id), order.model_dump_json().encode())  # from here on `find` knows it
            with (self._folder / "submissions.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(said) + "\n")
            self._begin(job_id)
            return job_id

    def poll(self, job_id: str) -> JobStatus:
        """Where the job is; an unfinished job of an earlier process is begun again."""
        with self._lock:
            if self._result(job_id) is not None:
                return JobStatus(state="done", progress=1.0)
            failed = self._folder / f"{job_id}.failed"
            if failed.exists():
                return JobStatus(state="failed", reason=failed.read_text(encoding="utf-8"))
            if not self._order_file(job_id).exists():
                return JobStatus(state="failed", reason="the studio does not know this job")
            future = self._running.get(job_id)
            if future is None:
                self._begin(job_id)
                return JobStatus(state="queued")
            if future.done():
                return self._after(job_id, future)
            return JobStatus(state="running" if future.running() else "queued", progress=self._progress(job_id))

    def fetch(self, job_id: str, destination: Path) -> None:
        """Copy the result to `destination`, whole or not at all."""
        result = self._result(job_id)
        if result is None:
            raise UnknownOutcome("The studio has no result for that job yet; resume to wait for it.")
        destination.parent.mkdir(parents=True, exist_ok=True)
        beside = destination.with_name(f".{destination.name}.{os.getpid()}.tmp")
        try:
            try:
                os.link(result, beside)  # the same bytes without a second copy on disk
            except OSError:
                shutil.copyfile(result, beside)
            beside.replace(destination)
        finally:
            beside.unlink(missing_ok=True)

    def cancel(self, job_id: str) -> None:
        """Drop a job that has not begun; one under way is finished and kept."""
        with self._lock:
            future = self._running.get(job_id)
            if future is not None and future.cancel():
                (self._folder / f"{job_id}.failed").write_text("it was cancelled", encoding="utf-8")

    def find(self, reference: str) -> str | None:
        """The job of that reference, if it was submitted and has not failed."""
        job_id = _job_id(reference)
        failed = (self._folder / f"{job_id}.failed").exists()
        return job_id if self._order_file(job_id).exists() and not failed else None

    def close(self) -> None:
        """Stop the workers at once; unfinished jobs stay on disk."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._running.clear()
            if pool is None:
                return
            for process in list((pool._processes or {}).values()):
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, job_id: str) -> None:
        if self._pool is None:
            # a full-screen program replaces stderr by something without a file; the tracker process wants the real one
            with contextlib.redirect_stderr(sys.__stderr__):
                resource_tracker.ensure_running()
            self._pool = ProcessPoolExecutor(self._workers, process_context(), initializer=begin)
        order = self._order_file(job_id).read_text(encoding="utf-8")
        try:
            self._running[job_id] = self._pool.submit(work, order, str(self._folder), job_id)
        except BrokenProcessPool:
            self.close()
            self._begin(job_id)

    def _after(self, job_id: str, future: "Future[None]") -> JobStatus:
        """The worker is through: with a result, with a sentence, or it died and another takes the job up once more."""
        del self._running[job_id]
        if future.cancelled() or self._result(job_id) is not None or (self._folder / f"{job_id}.failed").exists():
            return self.poll(job_id)
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            died = self._folder / f"{job_id}.died"
            if died.exists():
                return JobStatus(state="failed", reason="its worker died twice, perhaps for lack of memory")
            died.touch()
            self._pool = None
            return JobStatus(state="queued")
        return JobStatus(state="failed", reason=f"the studio stumbled over it ({type(error).__name__})")

    def _progress(self, job_id: str) -> float:
        try:
            return float((self._folder / f"{job_id}.progress").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0

    def _result(self, job_id: str) -> Path | None:
        found = (self._folder / f"{job_id}{suffix}" for suffix in (".png", ".mp4"))
        return next((path for path in found if path.exists()), None)

    def _order_file(self, job_id: str) -> Path:
        return self._folder / f"{job_id}.json"


def _job_id(reference: str) -> str:
    return f"job-{hashlib.sha256(reference.encode()).hexdigest()[:16]}"
