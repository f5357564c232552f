"""What was found by looking at the takes, kept by content: a take is looked at once."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tools.production.model import Production
from tools.production.store import write_whole
from tools.purchases import sha256_of
from tools.stitching.trimming import METHOD, ClipLook, look

KEPT = "cut/.looks"


@dataclass(frozen=True)
class Seen:
    """A take's file as it is now, whatever the production says of it."""

    sha256: str
    look: ClipLook


def look_at_keepers(production: Production, folder: Path) -> dict[str, Seen]:
    """What is wrong with the ends of every take in the cut, by the take's file. Raises BrokenMedia for a broken one."""
    takes = [production.keeper(shot.id) for shot in production.storyboard.shots]
    return {file: _seen(folder / file, folder / KEPT) for file in {take.file for take in takes if take is not None}}


def _seen(take: Path, kept: Path) -> Seen:
    digest = sha256_of(take)
    known = kept / f"{digest}-{METHOD}.json"
    try:
        return Seen(digest, ClipLook.model_validate_json(known.read_bytes()))
    except (OSError, ValidationError):
        found = look(take)
        write_whole(known, found.model_dump_json().encode())
        return Seen(digest, found)
