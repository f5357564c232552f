"""Runs the real command in a process of its own, as a person or a script would."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TextIO

from tests.forking import ROOT, server
from tests.small import QUARTER
from tools.film.shape import SHORT_SIDES
from ui.cli import main

GREENLIGHT = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())"]
"""The command in an interpreter of its own: for what only its start can show, which takes it a second and a half."""
SMALL = ("--resolution", "480p")
"""For a film whose size does not matter: it is made in a third of the time."""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Running:
    """A command under way."""

    process: BaseProcess
    stdout: TextIO
    stderr: Path


@contextmanager
def running(*arguments: str, cwd: Path, stdin: str = "", tiny: bool = False) -> Iterator[Running]:
    """The command, forked from a server. `tiny` draws pictures of a quarter of every side."""
    context = server()
    ours, theirs = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as aside, ours:
        said, stderr = Path(aside, "stdin"), Path(aside, "stderr")
        said.write_text(stdin, encoding="utf-8")
        process = context.Process(target=_become, args=(arguments, cwd, environment(), tiny, said, theirs, stderr))
        process.start()
        theirs.close()
        with open(ours.fileno(), encoding="utf-8", closefd=False) as stdout:
            yield Running(process, stdout, stderr)
        process.join()


def _become(
    arguments: tuple[str, ...],
    cwd: Path,
    variables: dict[str, str],
    tiny: bool,
    stdin: Path,
    stdout: Connection,
    stderr: Path,
) -> None:
    """Runs in the forked process."""
    for number, stream in enumerate((stdin.open("rb"), stdout, stderr.open("wb"))):
        os.dup2(stream.fileno(), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    stdout.close()
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(cwd)
    if tiny:
        SHORT_SIDES.update(QUARTER)
    raise SystemExit(main(arguments))


def greenlight(
    *arguments: str, cwd: Path, stdin: str = "", tiny: bool = False, afresh: bool = False
) -> subprocess.CompletedProcess[str]:
    """The command to its end; `afresh` in an interpreter of its own."""
    if afresh:
        return subprocess.run(
            [*GREENLIGHT, *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            env=environment(),
            timeout=240,
            check=False,
        )
    with running(*arguments, cwd=cwd, stdin=stdin, tiny=tiny) as command:
        stdout = command.stdout.read()
        command.process.join()
        assert command.process.exitcode is not None
        stderr = command.stderr.read_text(encoding="utf-8")
        return subprocess.CompletedProcess(arguments, command.process.exitcode, stdout, stderr)


def document_of(*arguments: str, cwd: Path, tiny: bool = False, afresh: bool = False) -> dict[str, Any]:
    done = greenlight(*arguments, "--json", cwd=cwd, tiny=tiny, afresh=afresh)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
