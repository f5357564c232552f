"""What was found by looking at the takes, kept by content: a take is looked at once, when it arrives or is cut."""

import contextlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from tools.film.base import Noun
from tools.film.footage import Take
from tools.film.shape import Size
from tools.probing import BrokenMedia, Light
from tools.production.model import Production
from tools.production.store import write_whole
from tools.purchases import sha256_of
from tools.stitching import toning
from tools.stitching.toning import Tone, tone_of
from tools.stitching.trimming import METHOD, ClipLook, Seam, look, seam, small

KEPT = "cut/.looks"
MISSING = Decimal("0.5")
"""Seconds by which a file may be shorter than its take was: one that lacks more has lost its end."""


class Seen(Noun):
    """A take's file as it is now, whatever the production says of it."""

    sha256: str
    size: Size
    light: Light
    look: ClipLook
    tone: Tone
    has_sound: bool
    seam: Seam | None = None
    """How it meets the take that its shot goes on from; None where it goes on from none."""


class LookingAhead:
    """Looks at takes as they arrive, while others are still waited for, so that the cut finds it done."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="look-ahead")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._worker.shutdown(wait=True, cancel_futures=error is not None)

    def at(self, file: str) -> None:
        """Look at that take, named as in the production, when there is time."""
        self._worker.submit(self._look, file)

    def _look(self, file: str) -> None:
        with contextlib.suppress(BrokenMedia, OSError):  # the cut looks again, and says what is wrong
            _seen(self._folder / file, self._folder / KEPT, threads=1)


def look_at_keepers(production: Production, folder: Path) -> dict[str, Seen]:
    """What every take in the cut looks like, by its file.

    Raises BrokenMedia that names every shot whose take cannot be cut: a film with a shot missing is not what anybody
    asked for, so nothing is cut until each of them has its take.
    """
    takes: dict[str, tuple[int, Take]] = {}
    for number, shot in enumerate(production.storyboard.shots, start=1):
        take = production.keeper(shot.id)
        if take is not None:
            takes.setdefault(take.file, (number, take))
    seen = _all_seen(takes, folder)
    broken: dict[int, str] = {}
    for number, take in takes.values():
        one = seen[take.file]
        if isinstance(one, BrokenMedia):
            broken[number] = str(one).removesuffix("; make it again.")
        elif take.seconds - one.look.seconds > MISSING:
            broken[number] = f"{Path(take.file).name} lasts {one.look.seconds:.1f} of its {take.seconds:.1f} seconds"
    if broken:
        raise BrokenMedia(_told(broken))
    found = {file: each for file, each in seen.items() if isinstance(each, Seen)}
    return _with_seams(found, production, folder)


def _all_seen(files: Iterable[str], folder: Path) -> dict[str, Seen | BrokenMedia]:
    """Every take looked at, as many at once as there are cores."""

    names, cores = list(files), os.cpu_count() or 1
    threads = max(1, cores // max(1, len(names)))

    def look_at(file: str) -> Seen | BrokenMedia:
        try:
            return _seen(folder / file, folder / KEPT, threads)
        except BrokenMedia as error:
            return error

    with ThreadPoolExecutor(cores, thread_name_prefix="look") as workers:
        return dict(zip(names, workers.map(look_at, names), strict=True))


def _told(broken: dict[int, str]) -> str:
    *most, last = map(str, broken)
    shots = f"shots {', '.join(most)} and {last}" if most else f"shot {last}"
    return (
        f"{shots.capitalize()} cannot be cut, so the film stays as it was: {', '.join(broken.values())}; "
        f'say "another take of {shots}", or put the file back, and go on.'
    )


def _with_seams(seen: dict[str, Seen], production: Production, folder: Path) -> dict[str, Seen]:
    done = dict(seen)
    for shot in production.storyboard.shots:
        take = production.keeper(shot.id)
        before = None if shot.continues is None or shot.sequence else production.keeper(shot.continues)
        if take is not None and before is not None and before.file in seen:
            pair = (before.file, take.file)
            met = _seam(pair, folder, (seen[before.file].sha256, seen[take.file].sha256))
            done[take.file] = seen[take.file].model_copy(update={"seam": met})
    return done


def _seam(pair: tuple[str, str], folder: Path, digests: tuple[str, str]) -> Seam:
    known = folder / KEPT / f"{digests[0][:32]}-{digests[1][:32]}-{METHOD}.json"
    try:
        return Seam.model_validate_json(known.read_bytes())
    except (OSError, ValidationError):
        met = seam(folder / pair[0], folder / pair[1])
        write_whole(known, met.model_dump_json().encode())
        return met


def _seen(take: Path, kept: Path, threads: int) -> Seen:
    if not take.is_file():
        raise BrokenMedia(f"{take.name} is missing; make it again.")
    digest = sha256_of(take)
    known = kept / f"{digest}-{METHOD}-{toning.METHOD}.json"
    try:
        return Seen.model_validate_json(known.read_bytes())
    except (OSError, ValidationError):
        clip = small(take, threads)
        seen = Seen(
            sha256=digest,
            size=clip.size,
            light=clip.light,
            look=look(take, clip),
            tone=tone_of(clip),
            has_sound=clip.has_sound,
        )
        write_whole(known, seen.model_dump_json().encode())
        return seen
