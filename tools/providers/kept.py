"""Pictures from providers that answer at once: durable before they have a name, so that none is lost or asked twice."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.production.store import write_whole
from tools.providers.port import BrokenResult, JobStatus, ProviderError, UnknownOutcome

ROOM_BYTES = 64_000_000
"""What must be free before a picture is asked for: that of the largest one, for as many as are asked for at once."""


@dataclass(frozen=True)
class Kept:
    """A folder of answers. A job's id is the digest of the answer with our own name of the order."""

    folder: Path

    def require_room(self, reference: str) -> None:
        """Raise ProviderError where a picture could not be kept: it comes with the answer, when it is paid already."""
        room = self._note(reference).with_suffix(".room")
        try:
            write_whole(room, b"")
            room.unlink()
            full = shutil.disk_usage(self.folder).free < ROOM_BYTES
        except OSError as error:
            raise ProviderError(
                f"{self.folder} cannot be written ({error.strerror}), so {reference} was not sent; make it writable, "
                "then `greenlight resume`."
            ) from error
        if full:
            raise ProviderError(
                f"The disk is nearly full, so {reference} was not sent, because its picture might not fit; free some "
                "space, then `greenlight resume`."
            )

    def keep(self, reference: str, content: bytes) -> str:
        """Write the answer and the note that finds it, and give the job's id. Raises UnknownOutcome when it cannot."""
        job = hashlib.sha256(f"{reference}\n".encode() + content).hexdigest()[:24]
        try:
            write_whole(self.folder / job, content)
            write_whole(self._note(reference), job.encode())
        except OSError as error:
            raise UnknownOutcome(
                f"The picture of {reference} came and could not be written ({error.strerror}), and it may be charged."
            ) from error
        return job

    def poll(self, job_id: str) -> JobStatus:
        """Done as soon as it is known."""
        if (self.folder / job_id).is_file():
            return JobStatus(state="done", progress=1.0)
        return JobStatus(state="failed", reason="its picture is not in the folder any more")

    def fetch(self, job_id: str, destination: Path) -> None:
        """Copy the picture that was kept, whole or not at all."""
        kept = self.folder / job_id
        if not kept.is_file():
            raise BrokenResult(f"The picture {job_id} is not in {self.folder} any more.")
        destination.parent.mkdir(parents=True, exist_ok=True)
        beside = destination.with_name(f".{destination.name}.part")
        shutil.copyfile(kept, beside)
        beside.replace(destination)

    def find(self, reference: str) -> str | None:
        """The job that an earlier run kept and could not write down any more."""
        note = self._note(reference)
        return note.read_text("ascii") if note.is_file() else None

    def _note(self, reference: str) -> Path:
        return self.folder / f"{hashlib.sha256(reference.encode()).hexdigest()[:24]}.job"
