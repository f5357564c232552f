"""How often the weird half-second at a clip's ends is found, on clips with faults planted at known frames.

    make bench NAME=trimming                     the held-out seed, on which nothing was ever tuned
    python benchmarks/trimming.py 9400           another one

A fault counts as found when the cut at its end is at most three frames off. False is a clean end that is called
faulty: of clean clips, and of the good ends of the faulty ones. The last line is JSON.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tools.stitching.trimming.planting import KINDS, NEAR, clean, faulty, write
from tools.stitching.trimming import look

HELD_OUT = 9400
FAULTY, CLEAN = 7 * len(KINDS), 28


def measured(seed: int, folder: Path) -> dict[str, int | float]:
    """Plant, look, compare; says on the way what was missed and what was taken for a fault."""
    missed: Counter[str] = Counter()
    false_ends = false_clips = 0
    for planted in faulty(seed, FAULTY):
        seen = look(write(planted, folder))
        bad, good = (seen.head, seen.tail) if planted.end == "head" else (seen.tail, seen.head)
        if not bad.found or abs(bad.frames - planted.frames) > NEAR:
            missed[planted.kind] += 1
            print(f"missed {planted.name}: planted {planted.frames}, {bad.reason} ({bad.frames})")
        if good.found:
            false_ends += 1
            print(f"false  {planted.name}: {good.reason} ({good.frames}) at the good end")
    for planted in clean(seed, CLEAN):
        seen = look(write(planted, folder))
        wrong = [end for end in (seen.head, seen.tail) if end.found]
        false_clips += bool(wrong)
        for end in wrong:
            print(f"false  {planted.name}: {end.reason} ({end.frames})")
    print(f"missed by kind: {dict(missed)}; of {FAULTY // len(KINDS)} each")
    print(f"false: {false_clips} of {CLEAN} clean clips, {false_ends} of {FAULTY} good ends of faulty clips")
    return {
        "seed": seed,
        "clips": FAULTY + CLEAN,
        "found": round(1 - missed.total() / FAULTY, 3),
        "false": round((false_clips + false_ends) / (FAULTY + CLEAN), 3),
        "false_of_clean_clips": round(false_clips / CLEAN, 3),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT, Path(scratch))))
