"""Turns whatever went wrong into one sentence for the person."""

import errno
import sqlite3
import time
import traceback
from pathlib import Path

from agent.events import Failed
from tools.film.errors import GreenlightError

KEEPING = "everything made so far is kept, and `greenlight resume` goes on."


def as_failed(error: BaseException, folder: Path | None) -> Failed:
    """The sentence and the exit status. What nobody foresaw is written to `trouble.log`, never to the screen."""
    if isinstance(error, GreenlightError):
        return Failed(message=str(error), exit_status=error.exit_status)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Failed(message=f"The disk is full, so the step stopped; free some space: {KEEPING}")
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = error.filename or folder
        return Failed(
            message=f"{where} cannot be written; make it writable, or choose another folder with --project: {KEEPING}"
        )
    if isinstance(error, OSError) and (error.errno == errno.ENAMETOOLONG or _is_no_folder(folder)):
        where = str(error.filename or folder)[:80]
        return Failed(message=f"{where} cannot be a folder ({error.strerror}); choose another one with --project.")
    if isinstance(error, sqlite3.Error) and folder is not None:
        return Failed(
            message=f"A database in {folder} cannot be used ({error}); free space or restore it, then resume."
        )
    where = _write_down(error, folder)
    return Failed(message=f"Something broke that should not have ({type(error).__name__}){where}; {KEEPING}")


def _is_no_folder(folder: Path | None) -> bool:
    return folder is not None and not folder.is_dir()


def _write_down(error: BaseException, folder: Path | None) -> str:
    if folder is None or not folder.is_dir():
        return ""
    try:
        with (folder / "trouble.log").open("a", encoding="utf-8") as log:
            log.write(time.strftime("%Y-%m-%d %H:%M:%S\n"))
            traceback.print_exception(error, file=log)
    except OSError:
        return ""
    return ", and trouble.log says where"
