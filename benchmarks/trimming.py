"""How often the weird half-second at a clip's ends is found, on clips with faults planted at known frames.

    make bench NAME=trimming                     all planters at the held-out seed, on which nothing was ever tuned
    python benchmarks/trimming.py 9600           at another one
    python benchmarks/trimming.py 9600 filters   one planter: `drawn` scenes, ffmpeg's `filters`, or the `sound`

A fault counts as found when the cut at its end is at most three frames off. False is a clean end that is called
faulty: of clean clips, and of the good ends of the faulty ones. The last line is JSON.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tools.stitching.trimming import planting, planting_by_filters, planting_sound
from tools.stitching.trimming import ClipLook, Finding, look

HELD_OUT = 9700
CLEAN = 28, 40, 42
EACH = 7, 5, 12
"""How many clips of every kind of fault the three planters make."""

Ends = tuple[Finding | None, Finding | None]


@dataclass(frozen=True)
class Judged:
    """A clip as it was planted, and what was found at its ends. `kind` is None for a clean one."""

    name: str
    kind: str | None
    end: str
    frames: float
    ends: Ends


def drawn(seed: int, folder: Path) -> Iterator[Judged]:
    faulty = planting.faulty(seed, EACH[0] * len(planting.KINDS))
    for one in (*faulty, *planting.clean(seed, CLEAN[0])):
        yield Judged(one.name, one.kind, one.end, one.frames, _seen(look(planting.write(one, folder))))


def filters(seed: int, folder: Path) -> Iterator[Judged]:
    faulty = planting_by_filters.faulty(seed, EACH[1] * len(planting_by_filters.KINDS), str(folder))
    for one in (*faulty, *planting_by_filters.clean(seed, CLEAN[1], str(folder))):
        yield Judged(one.name, one.kind, one.end, one.frames, _seen(look(planting_by_filters.write(one, folder))))


def sound(seed: int, folder: Path) -> Iterator[Judged]:
    faulty = planting_sound.spoiled(seed, EACH[2] * len(planting_sound.KINDS), str(folder))
    for one in (*faulty, *planting_sound.well(seed, CLEAN[2], str(folder))):
        found = look(planting_sound.write_sound(one, folder))
        frames = one.seconds * planting_sound.RATE
        yield Judged(one.name, one.kind, one.end, frames, (found.head_sound, found.tail_sound))


def _seen(found: ClipLook) -> Ends:
    head, tail = (each if each.found else None for each in (found.head, found.tail))
    return head, tail


def told(judged: Iterable[Judged]) -> dict[str, int | float | dict[str, str]]:
    """The figures of one planter; says on the way what was missed and what was taken for a fault."""
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    clean = false_ends = false_clips = 0
    for one in judged:
        if one.kind is None:
            clean += 1
            false_clips += any(one.ends)
            _complain(f"false  {one.name}", one.ends)
            continue
        planted[one.kind] += 1
        bad, good = one.ends if one.end == "head" else one.ends[::-1]
        if bad is None or abs(bad.frames - one.frames) > planting.NEAR:
            missed[one.kind] += 1
            found = "nothing" if bad is None else f"{bad.reason} ({bad.frames})"
            print(f"missed {one.name}: planted {one.frames:.0f}, found {found}")
        false_ends += good is not None
        _complain(f"false  {one.name}, its good end", (good,))
    count = planted.total()
    return {
        "clips": count + clean,
        "found": round(1 - missed.total() / count, 3),
        "false": round((false_clips + false_ends) / (count + clean), 3),
        "false_of_clean_clips": round(false_clips / clean, 3),
        "found_by_kind": {kind: f"{planted[kind] - missed[kind]}/{planted[kind]}" for kind in planted},
    }


def _complain(about: str, findings: Iterable[Finding | None]) -> None:
    for each in findings:
        if each is not None:
            print(f"{about}: {each.reason} ({each.frames})")


PLANTERS = {"drawn": drawn, "filters": filters, "sound": sound}

if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT
    figures: dict[str, object] = {"seed": seed}
    for planter in sys.argv[2:] or PLANTERS:
        with tempfile.TemporaryDirectory() as scratch:
            figures[planter] = told(PLANTERS[planter](seed, Path(scratch)))
            print(f"{planter}: {json.dumps(figures[planter])}", flush=True)
    print(json.dumps(figures))
