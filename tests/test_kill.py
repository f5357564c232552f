"""Kill it anywhere: `resume` finishes, and nothing is paid or made twice."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.command import SMALL, document_of, running

BRIEF = "A five second square teaser for Ember, a pottery studio, two shots"


def killed_at(event: tuple[str, str], cwd: Path, how: signal.Signals) -> None:
    """Run `make` and kill the whole process once an event of that kind speaks of that step."""
    kind, step = event
    with running("make", BRIEF, *SMALL, "--yes", "--events", "--project", "film", cwd=cwd, tiny=True) as command:
        for line in command.stdout:
            told = json.loads(line)
            if told["kind"] == kind and step in json.dumps(told):
                os.kill(command.process.pid, how)
                break
        command.process.join(60)
        ended = command.process.exitcode
        command.stdout.read()  # comes to its end when the studio's workers, who share it, have left with their parent
    assert ended or (how is signal.SIGINT and step in ("sound", "cut")), "only the last act comes to its end"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize(
    "event",
    [
        ("storyboard_drawn", ""),
        ("step_started", "still/"),
        ("charged", "still/"),
        ("step_started", "clip/"),
        ("charged", "clip/"),
        ("step_started", "sound"),
        ("step_moved", "cut"),
    ],
)
def test_resume_finishes_what_was_killed_and_pays_once(here: Path, event: tuple[str, str], how: signal.Signals):
    killed_at(event, here, how)
    made = document_of("resume", "film", "--yes", cwd=here, tiny=True)
    assert made["ledger"]["settled"] == made["ledger"]["approved"] == made["quote"]["credits"]
    assert made["ledger"]["reserved"] == made["ledger"]["unknown"] == 0
    assert (here / "film" / made["cut"]["file"]).exists()

    submitted = (here / "film" / ".studio" / "submissions.jsonl").read_text(encoding="utf-8").splitlines()
    references = [json.loads(line)["reference"] for line in submitted]
    assert len(references) == len(set(references))
