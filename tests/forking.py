"""Processes forked from a server that has imported everything already, so that a start costs milliseconds."""

import multiprocessing
import os
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
IMPORTED = [
    "tests.agent.mortal",
    "tests.agent.driven",
    "tests.command",
    "tools.studio.motion",
    "tools.studio.painter",
    "ui.commands",
    "ui.headless",
    "ui.wiring",
    "hibari",
]


def server() -> ForkServerContext:
    """Whatever forks the processes of a test: everything imported, nothing begun."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    with mock.patch.dict(os.environ, PYTHONPATH=str(ROOT)):  # a test may have moved to a folder of its own
        forkserver.ensure_running()
    return context
