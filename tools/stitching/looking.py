"""What was found by looking at the takes, kept by content: a take is looked at once."""

from pathlib import Path

from pydantic import ValidationError

from tools.film.base import Noun
from tools.probing import has_sound
from tools.production.model import Production
from tools.production.store import write_whole
from tools.purchases import sha256_of
from tools.stitching import toning
from tools.stitching.toning import Tone, tone_of
from tools.stitching.trimming import METHOD, ClipLook, look

KEPT = "cut/.looks"


class Seen(Noun):
    """A take's file as it is now, whatever the production says of it."""

    sha256: str
    look: ClipLook
    tone: Tone
    has_sound: bool


def look_at_keepers(production: Production, folder: Path) -> dict[str, Seen]:
    """What every take in the cut looks like, by its file. Raises BrokenMedia for a broken one."""
    takes = [production.keeper(shot.id) for shot in production.storyboard.shots]
    files = dict.fromkeys(take.file for take in takes if take is not None)
    return {file: _seen(folder / file, folder / KEPT) for file in files}


def _seen(take: Path, kept: Path) -> Seen:
    digest = sha256_of(take)
    known = kept / f"{digest}-{METHOD}-{toning.METHOD}.json"
    try:
        return Seen.model_validate_json(known.read_bytes())
    except (OSError, ValidationError):
        found = look(take)
        tone = tone_of(take, found.seconds)
        seen = Seen(sha256=digest, look=found, tone=tone, has_sound=has_sound(take))
        write_whole(known, seen.model_dump_json().encode())
        return seen
