"""The film's folder: readable files, written whole or not at all, for one process at a time."""

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tools.film.errors import GreenlightError, UsageError
from tools.production.model import SCHEMA, Production


class DamagedProduction(GreenlightError):
    """production.json cannot be read as a production; it is left as it is."""


class InUse(GreenlightError):
    """Another process works on the same production."""


@dataclass(frozen=True)
class Store:
    """One production's folder. File names come from ids that the product makes, never from anybody's text."""

    folder: Path

    def exists(self) -> bool:
        """True once a production was planned here."""
        return self._file.exists()

    def create(self, production: Production) -> None:
        """Make the folder and write the first version."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.save(production)

    def load(self) -> Production:
        """The production as last saved; raises DamagedProduction, with one sentence, when it cannot be understood."""
        try:
            raw = self._file.read_bytes()
            told = json.loads(raw.decode("utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise DamagedProduction(
                f"{self._file} is not readable JSON and was left as it is; restore it from a copy, or start a new film."
            ) from error
        number = told.get("schema_number") if isinstance(told, dict) else None
        if isinstance(number, int) and number > SCHEMA:
            raise DamagedProduction(
                f"{self._file} was written by a newer Greenlight (schema {number}, this one knows {SCHEMA}); "
                "upgrade Greenlight to go on with it."
            )
        try:
            return Production.model_validate_json(raw)
        except ValidationError as error:
            raise DamagedProduction(
                f"{self._file} is not a production that this Greenlight understands, so nothing was changed; "
                "restore it from a copy, or start a new film."
            ) from error

    def save(self, production: Production) -> None:
        """Replace production.json in one step: after a crash it is the old one or the new one, never half of one.

        What could not be loaded again is not written: a copy of a noun with other values is checked by nobody before.
        """
        written = production.model_dump_json(indent=2)
        Production.model_validate_json(written)
        write_whole(self._file, f"{written}\n".encode())

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Keep every other process off this production; raises InUse when one is on it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InUse(
                    f"Another Greenlight is working on {self.folder}; wait until it is done, or stop it first."
                ) from None
            yield

    def still_file(self, shot_id: str, position: Literal["start", "end", "reference"], number: int = 1) -> str:
        """Where a still lies, relative to the folder."""
        return f"stills/{shot_id}-{position}{'' if number == 1 else f'-{number}'}.png"

    def take_file(self, shot_id: str, number: int) -> str:
        """Where a take lies, relative to the folder."""
        return f"takes/{shot_id}-{number}.mp4"

    def draft_file(self, shot_id: str, number: int) -> str:
        """Where a draft take lies, relative to the folder."""
        return f"takes/{shot_id}-draft-{number}.mp4"

    def chain_file(self, shot_id: str) -> str:
        """Where the frame lies that a link of a chain starts from, relative to the folder."""
        return f"takes/{shot_id}-from.png"

    def voice_file(self, shot_id: str) -> str:
        """Where a shot's spoken line lies, relative to the folder."""
        return f"audio/{shot_id}-voice.wav"

    def music_file(self) -> str:
        """Where the music lies, relative to the folder."""
        return "audio/music.wav"

    @property
    def _file(self) -> Path:
        return self.folder / "production.json"


def existing(folder: Path) -> Store:
    """The store of a production that is there; raises UsageError when there is none."""
    store = Store(folder)
    if not store.exists():
        raise UsageError(f"There is no production in {folder}; start one with `greenlight make`.")
    return store


def write_whole(path: Path, content: bytes) -> None:
    """Write a file durably and in one step, beside it first; the temporary file goes away on failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
