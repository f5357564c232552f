"""Undo: before every change the production is put aside, and put back file for file. Money is never undone.

Stills and takes are never overwritten, so only what is rewritten in place is kept: as hard links, which cost no space
until the file is replaced.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.production.model import OWN, Production
from tools.production.store import Store, write_whole

REWRITTEN = (
    "board.png", "cut/final.mp4", "cut/captions.srt", "cut/captions.vtt", "cut/timeline.otio", "audio/music.wav",
)  # fmt: skip
FOLDER = ".undo"
MOST_STEPS = 100
MOST_FILMS = 5
"""Older steps forget their film, which can be stitched again for nothing."""


def remember(store: Store, label: str) -> None:
    """Put the production aside as it is now, before it is changed. `label` says what is about to change."""
    steps = _steps(store)
    now = (store.folder / "production.json").read_bytes()
    if steps and (steps[-1] / "production.json").read_bytes() == now:
        return  # put aside by a process that died before it could change anything
    number = int(steps[-1].name) + 1 if steps else 1
    making = store.folder / FOLDER / f".{number:04d}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for name in (*REWRITTEN, *(line.file for line in store.load().voice)):
        if (store.folder / name).exists():
            _link(store.folder / name, making / "files" / name)
    (making / "label").write_text(label, encoding="utf-8")
    write_whole(making / "production.json", now)
    making.rename(making.with_name(f"{number:04d}"))
    _forget(_steps(store))


def undo(store: Store) -> str | None:
    """Put the newest step back and return what it undid; None when there is nothing to undo.

    What was bought since stays: stills and takes of the undone version are kept beside the others.
    """
    steps = _steps(store)
    if not steps:
        return None
    step, now = steps[-1], store.load()
    before = Production.model_validate_json((step / "production.json").read_bytes())
    restored = _with_what_was_bought(before, now)
    for name in {*REWRITTEN, *(line.file for line in (*now.voice, *before.voice))}:
        saved, place = step / "files" / name, store.folder / name
        if saved.exists():
            _link(saved, place)
        elif name not in REWRITTEN or name == "board.png":
            place.unlink(missing_ok=True)
    for file in _no_longer_used(now, restored):
        (store.folder / file).unlink(missing_ok=True)
    label = (step / "label").read_text(encoding="utf-8")
    store.save(_honest(restored, step))
    shutil.rmtree(step)
    return label


def once(store: Store, call_id: str, act: Callable[[], str]) -> str:
    """Run a change and return its answer; a call that a process made before it died is not made again.

    `act` saves the production as its last step, in one piece: so it was made if production.json is different.
    """
    file = store.folder / FOLDER / "last.json"
    before = _digest(store)
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if call_id and known.get("call") == call_id:
        if known["answer"] is not None:
            return str(known["answer"])
        if known["before"] != before:
            return "Done."
    write_whole(file, json.dumps({"call": call_id, "before": before, "answer": None}).encode())
    answer = act()
    write_whole(file, json.dumps({"call": call_id, "before": before, "answer": answer}).encode())
    return answer


def _digest(store: Store) -> str:
    file = store.folder / "production.json"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _steps(store: Store) -> list[Path]:
    folder = store.folder / FOLDER
    return sorted(path for path in folder.glob("[0-9]*") if (path / "production.json").exists())


def _with_what_was_bought(before: Production, now: Production) -> Production:
    stills = {still.file: still for still in now.stills if still.provider != OWN}
    takes = {take.file: take for take in now.takes if take.provider != OWN}
    stills |= {still.file: still for still in before.stills}
    takes |= {take.file: take for take in before.takes}
    given = [int(still.shot_id[1:]) for still in stills.values() if still.shot_id.startswith("s")] + [
        int(take.shot_id[1:]) for take in takes.values()
    ]
    return before.model_copy(
        update={
            "stills": tuple(sorted(stills.values(), key=lambda s: (s.shot_id, s.position == "end", s.number))),
            "takes": tuple(sorted(takes.values(), key=lambda t: (t.shot_id, not t.draft, t.number))),
            "shots_made": max([before.shots_made, *given]),
        }
    )


def _no_longer_used(now: Production, restored: Production) -> set[str]:
    """The person's own files that came in with the undone change; their originals are where they were."""
    return now.own_files() - restored.own_files()


def _honest(restored: Production, step: Path) -> Production:
    """A film whose file was forgotten or has been cut anew since is only planned again."""
    cut = restored.cut
    if cut is None or cut.file is None or (step / "files" / cut.file).exists():
        return restored
    return restored.model_copy(update={"cut": cut.model_copy(update={"file": None})})


def _forget(steps: list[Path]) -> None:
    for step in steps[:-MOST_STEPS]:
        shutil.rmtree(step, ignore_errors=True)
    for step in steps[:-MOST_FILMS]:
        (step / "files" / "cut/final.mp4").unlink(missing_ok=True)


def _link(source: Path, place: Path) -> None:
    """The same bytes under another name, put there in one step."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except OSError:
        shutil.copyfile(source, beside)
    beside.replace(place)
    beside.unlink(missing_ok=True)  # renaming one name of a file over another of the same file leaves both
