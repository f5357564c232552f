"""Runs the real command in a process of its own, as a person or a script would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GREENLIGHT = [sys.executable, "-c", "from ui.cli import main; raise SystemExit(main())"]
TINY = [
    sys.executable,
    "-c",
    "from tests.small import QUARTER; from tools.film.shape import SHORT_SIDES; SHORT_SIDES.update(QUARTER); "
    "from ui.cli import main; raise SystemExit(main())",
]
"""The same command with pictures of a quarter of every side."""
SMALL = ("--resolution", "480p")
"""For a film whose size does not matter: it is made in a third of the time."""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def greenlight(
    *arguments: str, cwd: Path, stdin: str = "", program: list[str] = GREENLIGHT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=240,
        check=False,
    )


def document_of(*arguments: str, cwd: Path, program: list[str] = GREENLIGHT) -> dict[str, Any]:
    done = greenlight(*arguments, "--json", cwd=cwd, program=program)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
