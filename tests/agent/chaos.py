"""Live films killed with SIGKILL at instants that a seed picks, restarted and finished: the bill must be the ledger.

`python -m tests.agent.chaos 300` prints one line of JSON at its end.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.agent.live_film import TODAY
from tests.command import ROOT
from tests.emulator.fal import FalEmulator, Fault
from tools.credits.ledger import Ledger
from tools.production.store import Store
from tools.purchases import sha256_of
from ui.wiring import resolve

BRIEF = "A 4 second square film for Luna Bakery, two shots, no voice, no captions, no music"
MOST = {"request": 40, "order": 5, "ledger": 22, "drop": 1}
"""A film of two shots makes about so many; a later instant finds the film finished, and counts as no kill."""
MOST_STARTS = 8


@dataclass
class Killing:
    """What a seed decided, and the process it is about."""

    seed: int
    kind: str = ""
    moment: str = ""
    number: int = 0
    seen: int = 0
    kills: int = 0
    child: subprocess.Popen | None = field(default=None, repr=False)

    def __post_init__(self):
        chance = random.Random(self.seed)
        self.kind = chance.choice(["request", "order", "order", "ledger", "ledger", "drop"])
        self.moment = chance.choice(["before", "after"])
        self.number = chance.randint(1, MOST[self.kind])
        self.lost_order = chance.choice(["taken", "not taken"])

    def request(self, moment, command):
        """The emulator speaks to the child: maybe for the last time."""
        told = self.kind == "request" or (self.kind == "order" and command == "POST")
        if not told or moment != self.moment or self.kills:
            return
        self.seen += 1
        if self.seen == self.number and self.child is not None:
            self.child.send_signal(signal.SIGKILL)
            self.kills += 1


@dataclass(frozen=True)
class Outcome:
    """What one seed came to."""

    killing: Killing
    billed: int
    billed_twice: int
    lost: int
    ledger_differs: int


def survive(seed: int, folder: Path, studio: Path, port: int) -> Outcome:
    """Make one film, killed once as the seed says, and count what went wrong."""
    killing = Killing(seed)
    (folder / "vendor").mkdir(parents=True)
    with FalEmulator(folder / "vendor", port, studio=studio, on_request=killing.request) as emulator:
        if killing.kind == "drop":
            emulator.faults.append(Fault("submit", accepted=killing.lost_order == "taken"))
        film = folder / "film"
        for start in range(MOST_STARTS):
            code, said = _run(killing, emulator, film, first=start == 0)
            if code == 0:
                break
            if code == -signal.SIGKILL:
                killing.kills = 1
            elif "--resolve" in said:
                _resolve_as_the_vendors_page_shows(emulator, film)
        else:
            raise AssertionError(f"{killing}: it never finished: {said}")
        return _counted(killing, emulator, film)


def _run(killing, emulator, film, *, first):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SSL_CERT_FILE": str(emulator.certificate)}
    environment["FAL_QUEUE_RUN_HOST"] = f"127.0.0.1:{emulator.port}"
    environment.pop("DIE_AT_TRANSACTION", None)
    if first and killing.kind == "ledger":
        environment["DIE_AT_TRANSACTION"] = f"{killing.moment}:{killing.number}"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.agent.live_film", str(film), BRIEF],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    ) as child:  # fmt: skip
        killing.child = child
        said, complaint = child.communicate(timeout=240)
        killing.child = None
    return child.returncode, said or complaint[-2000:]


def _resolve_as_the_vendors_page_shows(emulator, film):
    """What a person does: look at the vendor's list of jobs for one that our ledger does not know."""
    calls = _calls(film)
    known = {call.job_id.rpartition("#")[2] for call in calls if call.job_id}
    for call in calls:
        if call.state == "unknown":
            strange = len(emulator.jobs) - len(known) - sum(each.lost for each in calls)
            resolve(film, call.key, charged=strange > 0, today=TODAY)
            return


def _calls(film):
    ledger = Ledger(film / "ledger.db", "live", None)
    calls = ledger.calls()
    ledger.close()
    return calls


def _counted(killing, emulator, film):
    calls = [call for call in _calls(film) if call.state != "released"]
    asked = [json.dumps([job.endpoint, job.body], sort_keys=True) for job in emulator.jobs.values()]
    written_off = sum(call.lost for call in calls)
    production = Store(film).load()
    kept = [call for call in calls if not call.lost]
    missing = [
        call for call in kept
        if call.file is None or not (film / call.file).exists() or sha256_of(film / call.file) != call.sha256
    ]  # fmt: skip
    return Outcome(
        killing,
        billed=len(emulator.jobs),
        billed_twice=len(asked) - len(set(asked)) - written_off,
        lost=len(missing) + (production.cut is None or production.cut.file is None),
        ledger_differs=abs(len(emulator.jobs) - len(calls)) + sum(call.state != "settled" for call in calls),
    )


def main() -> int:
    """Run seeds until so many kills have happened."""
    wanted, seed, outcomes = int(sys.argv[1]), int(os.environ.get("SEED", "0")), []
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with tempfile.TemporaryDirectory() as folder:
        while sum(outcome.killing.kills or outcome.killing.kind == "drop" for outcome in outcomes) < wanted:
            seed += 1
            outcomes.append(survive(seed, Path(folder) / str(seed), Path(folder) / "studio", port))
            worst = outcomes[-1]
            if worst.billed_twice or worst.lost or worst.ledger_differs:
                sys.stderr.write(f"{worst}\n")
    told = {"kills": sum(outcome.killing.kills for outcome in outcomes), "seeds": seed}
    told["lost_answers"] = sum(outcome.killing.kind == "drop" for outcome in outcomes)
    told |= {
        name: sum(getattr(outcome, name) for outcome in outcomes)
        for name in ("billed", "billed_twice", "lost", "ledger_differs")
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return int(any(told[name] for name in ("billed_twice", "lost", "ledger_differs")))


if __name__ == "__main__":
    raise SystemExit(main())
