"""Changing a storyboard on the person's word: pure edits, each of which leaves a film that can be planned again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from pydantic import Field

from tools.film.base import Noun
from tools.film.brief import Brief
from tools.film.errors import UsageError
from tools.film.storyboard import CameraMove, Framing, Role, Shot, Storyboard
from tools.story.linking import repaired
from tools.story.people import has_people, shows_faces

SHORTEST_SHOT = Decimal(1)
LONGEST_SHOT = Decimal(60)
LONGEST_FILM = Decimal(600)
MOST_SHOTS = 60
LONGEST_DESCRIPTION = 2_000
NEW_SHOT_SECONDS = Decimal(3)


@dataclass(frozen=True)
class Screenplay:
    """What the person can change: the brief and its shots. `shots_made` counts the ids that were ever given out."""

    brief: Brief
    storyboard: Storyboard
    shots_made: int


class ShotChange(Noun):
    """What shall be different about a shot; None leaves it as it is, an empty text takes it away."""

    description: str | None = Field(default=None, min_length=1, max_length=2_000)
    also: str | None = Field(default=None, min_length=1, max_length=400)
    """Something to be seen besides what the description says."""
    framing: Framing | None = None
    camera: CameraMove | None = None
    seconds: Decimal | None = None
    dialogue: str | None = Field(default=None, max_length=600)
    narration: str | None = Field(default=None, max_length=600)
    on_screen_text: str | None = Field(default=None, max_length=200)
    from_references: bool | None = None


def edit_shot(play: Screenplay, shot_id: str, change: ShotChange) -> Screenplay:
    """One shot made different; raises UsageError when nothing would change or the length makes no sense."""
    shot = play.storyboard.shot(shot_id)
    told = {name: value for name, value in change if value is not None}
    if "seconds" in told:
        told["seconds"] = _sensible(told["seconds"])
    for words in ("dialogue", "narration", "on_screen_text"):
        if words in told:
            told[words] = told[words].strip() or None
    if also := told.pop("also", None):
        told["description"] = _with(told.get("description", shot.description), also)
    if "description" in told:
        told["faces"] = shows_faces(told["description"])
    told = {name: value for name, value in told.items() if getattr(shot, name) != value}
    if not told:
        raise UsageError(f"Shot {position(play, shot_id)} is already so; nothing was changed.")
    _require_free_ends(play, shot, told.get("from_references"))
    if told.get("dialogue"):
        told |= {"faces": True, "role": Role.HERO if shot.role is Role.HERO else Role.TALKING_HEAD}
    if told.keys() & {"description", "framing", "camera", "dialogue", "from_references"}:
        told["chosen_take"] = None
    if told.keys() & {"description", "framing"}:
        told["own_start"] = None
    return with_shots(play, [shot.model_copy(update=told) if each is shot else each for each in play.storyboard.shots])


def _require_free_ends(play: Screenplay, shot: Shot, asked: bool | None) -> None:
    """Raise UsageError where the shot shows nobody of the cast, or something hangs on its first or last frame."""
    if not asked:
        return
    number = position(play, shot.id)
    if not any(play.brief.character(name) for name in shot.cast):
        raise UsageError(f'Nobody in shot {number} has a reference picture; say "same dog in shot {number}" first.')
    if (
        shot.end_still
        or shot.continues is not None
        or shot.sequence is not None
        or play.storyboard.shares_a_still(shot)
    ):
        raise UsageError(
            f"Shot {number} is tied to a given ending or to its neighbour by a frame, so it cannot be made from "
            "reference pictures; name a shot that stands alone."
        )


def add_shot(play: Screenplay, description: str, *, after: int | None, change: ShotChange) -> Screenplay:
    """A new shot behind position `after` (0 puts it first); without one it comes last, before a closing card."""
    shots = list(play.storyboard.shots)
    if len(shots) >= MOST_SHOTS:
        raise UsageError(f"A film has at most {MOST_SHOTS} shots; remove one first.")
    if after is None:
        after = len(shots) - 1 if shots[-1].brand_card else len(shots)
    if not 0 <= after <= len(shots):
        raise UsageError(f"There is no shot {after}; the film has {len(shots)}.")
    neighbours = {shot.framing for shot in shots[max(0, after - 1) : after + 1]}
    cameras = {shot.camera for shot in shots[max(0, after - 1) : after + 1]}
    people = has_people(description)
    shot = Shot(
        id=f"s{play.shots_made + 1:02d}",
        description=description.strip(),
        framing=change.framing or next(f for f in (Framing.MS, Framing.CU, Framing.WS) if f not in neighbours),
        camera=change.camera or next(c for c in CameraMove if c not in cameras),
        role=Role.TALKING_HEAD if change.dialogue else Role.WORKHORSE if people else Role.B_ROLL,
        seconds=_sensible(change.seconds or NEW_SHOT_SECONDS),
        faces=shows_faces(description) or bool(change.dialogue),
        dialogue=change.dialogue or None,
        narration=change.narration or None,
        on_screen_text=change.on_screen_text or None,
    )
    shots.insert(after, shot)
    return with_shots(Screenplay(play.brief, play.storyboard, play.shots_made + 1), shots)


@dataclass(frozen=True)
class Written:
    """A shot of a storyboard that is written anew; its description, framing, camera and length must be there."""

    shot: ShotChange
    brand_card: bool


def write_storyboard(play: Screenplay, written: Sequence[Written]) -> Screenplay:
    """Every shot new, under ids that were never used before."""
    shots: list[Shot] = []
    for number, each in enumerate(written, start=1):
        told = each.shot
        assert told.description and told.framing and told.camera and told.seconds, "the caller has checked them"
        last = number == len(written)
        people = has_people(told.description)
        role = Role.HERO if last else Role.TALKING_HEAD if told.dialogue else Role.WORKHORSE if people else Role.B_ROLL
        shots.append(
            Shot(
                id=f"s{play.shots_made + number:02d}",
                description=told.description.strip(),
                framing=told.framing,
                camera=told.camera,
                role=role,
                seconds=_sensible(told.seconds),
                faces=shows_faces(told.description) or bool(told.dialogue),
                dialogue=told.dialogue or None,
                narration=told.narration or None,
                on_screen_text=told.on_screen_text or None,
                brand_card=each.brand_card and last and play.brief.brand is not None,
            )
        )
    return with_shots(Screenplay(play.brief, play.storyboard, play.shots_made + len(shots)), shots)


def remove_shot(play: Screenplay, shot_id: str) -> Screenplay:
    """The film without that shot, and shorter by it."""
    if len(play.storyboard.shots) == 1:
        raise UsageError("That is the film's only shot, so it was not removed; change it instead.")
    return with_shots(play, [shot for shot in play.storyboard.shots if shot.id != shot_id])


def move_shot(play: Screenplay, shot_id: str, to: int) -> Screenplay:
    """The shot at position `to`, counted from 1."""
    shots = list(play.storyboard.shots)
    if not 1 <= to <= len(shots):
        raise UsageError(f"There is no place {to}; the film has {len(shots)} shots.")
    if position(play, shot_id) == to:
        raise UsageError(f"That shot is already number {to}; nothing was changed.")
    shot = play.storyboard.shot(shot_id)
    shots.remove(shot)
    shots.insert(to - 1, shot)
    return with_shots(play, shots)


def swap_shots(play: Screenplay, first: str, second: str) -> Screenplay:
    """Two shots in each other's places."""
    if first == second:
        raise UsageError("That is one and the same shot, so nothing was swapped; name two.")
    one, other = play.storyboard.shot(first), play.storyboard.shot(second)
    return with_shots(play, [other if s is one else one if s is other else s for s in play.storyboard.shots])


def last_seconds(play: Screenplay, seconds: Decimal) -> Screenplay:
    """The whole film made longer or shorter, every shot in proportion; they sum to `seconds` exactly."""
    count = len(play.storyboard.shots)
    if not SHORTEST_SHOT * count <= seconds <= LONGEST_FILM:
        raise UsageError(
            f"{seconds:f} s do not fit {count} shots of at least {SHORTEST_SHOT} s in a film of at most "
            f"{LONGEST_FILM} s; change the number of shots first."
        )
    spare, total = seconds - SHORTEST_SHOT * count, play.storyboard.seconds - SHORTEST_SHOT * count
    share = [(shot.seconds - SHORTEST_SHOT) / total if total else Decimal(1) / count for shot in play.storyboard.shots]
    lengths = [SHORTEST_SHOT + (spare * part).quantize(Decimal("0.1"), ROUND_DOWN) for part in share]
    lengths[-1] += seconds - sum(lengths, Decimal(0))
    shots = [
        shot.model_copy(update={"seconds": length, "seconds_given": False})
        for shot, length in zip(play.storyboard.shots, lengths, strict=True)
    ]
    return with_shots(play, shots)


def reshaped(play: Screenplay) -> Screenplay:
    """The film without the pictures and takes that were made for another shape."""
    cast = tuple(one.model_copy(update={"own_picture": None}) for one in play.brief.cast)
    told = {"own_start": None, "own_end": None, "chosen_take": None}
    shots = tuple(shot.model_copy(update=told) for shot in play.storyboard.shots)
    return Screenplay(play.brief.model_copy(update={"cast": cast}), Storyboard(shots=shots), play.shots_made)


def pin_model(play: Screenplay, shot_id: str, model: str | None) -> Screenplay:
    """The shot made by that model and no other; None lets the playbook choose again."""
    shot = play.storyboard.shot(shot_id)
    if model is None and shot.pinned_model is None:
        raise UsageError(f"Shot {position(play, shot_id)} has no pinned model; nothing was changed.")
    told = {"pinned_model": model, "chosen_take": None}
    return with_shots(play, [shot.model_copy(update=told) if each is shot else each for each in play.storyboard.shots])


def roll_again(play: Screenplay, shot_ids: tuple[str, ...], what: str) -> Screenplay:
    """Ask for another `still` or `take` of those shots."""
    counter = {"still": "still_roll", "take": "take_roll"}[what]
    shots = [
        shot.model_copy(update={counter: getattr(shot, counter) + 1, "chosen_take": None, **_drawn_again(what)})
        if shot.id in shot_ids
        else shot
        for shot in play.storyboard.shots
    ]
    return with_shots(play, shots)


def choose_take(play: Screenplay, shot_id: str, number: int) -> Screenplay:
    """That take goes into the cut, whatever the shot asks for since."""
    shot = play.storyboard.shot(shot_id)
    told = {"chosen_take": number}
    return with_shots(play, [shot.model_copy(update=told) if each is shot else each for each in play.storyboard.shots])


def with_shot(play: Screenplay, shot_id: str, told: Mapping[str, object]) -> Screenplay:
    """One shot with those fields; the caller has checked them."""
    return with_shots(
        play, [shot.model_copy(update=told) if shot.id == shot_id else shot for shot in play.storyboard.shots]
    )


def position(play: Screenplay, shot_id: str) -> int:
    """Where the shot stands, counted from 1: what a person calls its number."""
    return next(number for number, shot in enumerate(play.storyboard.shots, start=1) if shot.id == shot_id)


def _drawn_again(what: str) -> dict[str, None]:
    return {"own_start": None} if what == "still" else {}


def with_shots(play: Screenplay, shots: list[Shot]) -> Screenplay:
    """The film with those shots: links and sequences mended, the brief as long as they are."""
    board = Storyboard(shots=tuple(repaired(shots)))
    brief = play.brief.model_copy(update={"duration_s": board.seconds})
    if board.seconds > LONGEST_FILM:
        raise UsageError(f"The film would last {board.seconds:f} s; {LONGEST_FILM} s is the most. Shorten it first.")
    return Screenplay(brief, board, play.shots_made)


def _with(description: str, also: str) -> str:
    told = f"{description.rstrip(' .')}, {also.strip()}"
    if len(told) > LONGEST_DESCRIPTION:
        raise UsageError(f"A description has at most {LONGEST_DESCRIPTION} characters; tell it anew, shorter.")
    return told


def _sensible(seconds: Decimal) -> Decimal:
    if not seconds.is_finite() or not SHORTEST_SHOT <= seconds <= LONGEST_SHOT:
        raise UsageError(f"A shot lasts {SHORTEST_SHOT} to {LONGEST_SHOT} s, not {seconds}; name a length in between.")
    return seconds.quantize(Decimal("0.001"))
