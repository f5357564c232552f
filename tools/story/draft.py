"""Drafting the storyboard: a genre's beats filled with the subject's pictures, or the person's own scenes in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tools.film.brief import Brief, Genre
from tools.film.storyboard import CameraMove, Framing, Role, Shot, Storyboard, Trait
from tools.story.fitting import fitted, shown_as
from tools.story.knowledge import Beat, beats_of
from tools.story.linking import in_sequences, linked, numbered
from tools.story.people import has_people, shows_faces
from tools.story.pictures import A_FILM_OF_HERS, Pictures
from tools.story.read import Reading
from tools.story.scenes import Scene, camera_named, framing_named
from tools.story.timing import by_need, even, free_count, seconds_for
from tools.story.voicing import Words, give_words
from tools.story.wishes import NOT_PHOTOREAL
from tools.story.words import has_phrase

LONGEST_OWN = Decimal(8)
"""Seconds that one of the person's own pictures may stand before other pictures come between."""
CAMERAS = tuple(CameraMove)


@dataclass(frozen=True)
class Outline:
    """A shot before it has its length."""

    beat: Beat
    description: str
    framing: Framing
    camera: CameraMove
    faces: bool
    own: bool = False
    """The person said what is seen."""
    scene: Scene | None = None


def draft(reading: Reading, *, longest_shot: Decimal, longest_sequence: Decimal = Decimal(0)) -> Storyboard:
    """The storyboard of a brief; lengths in seconds.

    A shot longer than `longest_shot` becomes linked shots that share a still. Where the brief wants multi-shot
    renders, neighbours are gathered into sequences of at most `longest_sequence`; 0 leaves every shot alone.
    """
    outlines = _outlines(reading)
    words = give_words(
        reading, [(line.beat.slot, line.faces, line.scene) for line in outlines], _even_guess(reading, len(outlines))
    )
    lengths = _lengths(reading, words)
    shots: list[Shot] = []
    for number, (outline, said, seconds) in enumerate(zip(outlines, words, lengths, strict=True), start=1):
        shot = _shot(reading, outline, said, seconds, last=number == len(outlines))
        pinned = reading.pins.get(number) or (reading.pins.get(-1) if number == len(outlines) else None)
        shots += linked(shot.model_copy(update={"pinned_model": pinned}), longest_shot, chained=reading.chained)
    board = numbered(shots)
    return Storyboard(shots=tuple(in_sequences(board, longest_sequence) if reading.multi_shot else board))


def _outlines(reading: Reading) -> list[Outline]:
    brief = reading.brief
    beats = _choose_beats(beats_of(brief.genre), _count(reading))
    card = brief.brand is not None and beats[-1].card
    own = dict(enumerate(scene.description for scene in reading.scenes)) or fitted(reading.seen, beats, card=card)
    pictures = Pictures(brief, reading.seen, reading.about)
    outlines: list[Outline] = []
    for number, beat in enumerate(beats):
        scene = reading.scenes[number] if reading.scenes else None
        description = own[number] if number in own else pictures.next(beat.slot)
        shown = shown_as(beat, description) if number in own and scene is None else beat
        before = outlines[-1] if outlines else None
        outlines.append(
            Outline(
                beat=shown,
                description=description,
                framing=_framing(own.get(number), shown, before),
                camera=_camera(own.get(number), shown, before, outlines),
                faces=shows_faces(description) and (beat.faces or number in own),
                own=number in own,
                scene=scene,
            )
        )
    return outlines


def _count(reading: Reading) -> int:
    """As listed or asked for; else by the length, with a shot for each picture that the person named.

    From so many pictures on the film is hers alone, as long as no shot grows too long for that.
    """
    brief, own = reading.brief, len(reading.seen)
    if named := len(reading.scenes) or brief.shot_count:
        return named
    hers = own + (brief.brand is not None and beats_of(brief.genre)[-1].card)
    alone = own >= A_FILM_OF_HERS and brief.duration_s / hers <= LONGEST_OWN and reading.per_shot is None
    return hers if alone else max(_free(reading), hers)


def _free(reading: Reading) -> int:
    if reading.per_shot:
        return max(1, round(reading.brief.duration_s / reading.per_shot))
    return free_count(reading.brief.duration_s)


def _choose_beats(beats: Sequence[Beat], count: int) -> list[Beat]:
    """The beats most worth keeping, in their order; with more shots than beats the middle goes round again."""
    if count <= len(beats):
        kept = sorted(sorted(beats, key=lambda beat: beat.keep)[:count], key=beats.index)
        return kept
    middle, last = list(beats[:-1]), beats[-1]
    repeated = [middle[number % len(middle)] for number in range(count - 1)]
    again = [replace(beat, end_still=beat.end_still and number < len(middle)) for number, beat in enumerate(repeated)]
    return [*again, last]


def _framing(own: str | None, beat: Beat, before: Outline | None) -> Framing:
    """As named; else the beat's own choice. Two neighbours are never framed alike unless the person named both so."""
    if own is not None and (named := framing_named(own)):
        return named
    choices = [*beat.framing, *_near(beat.framing[0])]
    return next(framing for framing in choices if before is None or framing is not before.framing)


def _near(framing: Framing) -> list[Framing]:
    sizes = list(Framing)
    return sorted(
        (other for other in sizes if other is not framing),
        key=lambda other: abs(sizes.index(other) - sizes.index(framing)),
    )


def _camera(own: str | None, beat: Beat, before: Outline | None, so_far: list[Outline]) -> CameraMove:
    if own is not None and (named := camera_named(own)):
        return named
    if before is None or beat.camera is not before.camera:
        return beat.camera
    start = CAMERAS.index(beat.camera) + len(so_far)
    return next(
        CAMERAS[(start + step) % len(CAMERAS)]
        for step in range(len(CAMERAS))
        if CAMERAS[(start + step) % len(CAMERAS)] is not before.camera
    )


def _even_guess(reading: Reading, count: int) -> list[Decimal]:
    return even(reading.brief.duration_s, count)


def _lengths(reading: Reading, words: Sequence[Words]) -> list[Decimal]:
    total, count = reading.brief.duration_s, len(words)
    if reading.per_shot is not None:
        head = [reading.per_shot] * (count - 1)
        rest = total - sum(head, Decimal(0))
        return [*head, rest] if rest > 0 else even(total, count)
    if reading.brief.shot_count is not None and not reading.scenes:
        return even(total, count)
    return by_need(total, [seconds_for(len(said.verbatim.split())) if said.verbatim else Decimal(0) for said in words])


def _shot(reading: Reading, outline: Outline, said: Words, seconds: Decimal, *, last: bool) -> Shot:
    brief, beat = reading.brief, outline.beat
    card = last and beat.card and brief.brand is not None and outline.scene is None
    return Shot(
        id="s01",
        description=outline.description,
        framing=outline.framing,
        camera=outline.camera,
        role=_role(brief, outline, said, last=last),
        seconds=seconds,
        seconds_given=reading.per_shot is not None,
        faces=outline.faces or said.dialogue is not None,
        dialogue=said.dialogue,
        narration=said.narration,
        on_screen_text=said.on_screen_text,
        brand_card=card,
        end_still=beat.end_still and outline.scene is None,
        traits=_traits(reading, outline, last=last),
    )


def _role(brief: Brief, outline: Outline, said: Words, *, last: bool) -> Role:
    if last and brief.genre is not Genre.LOOP and outline.beat.card:
        return Role.HERO
    if said.dialogue is not None:
        return Role.TALKING_HEAD
    if NOT_PHOTOREAL & set(brief.style):
        return Role.STYLIZED
    if outline.own:
        return Role.WORKHORSE if has_people(outline.description) else Role.B_ROLL
    if outline.beat.role is Role.TALKING_HEAD:
        return Role.WORKHORSE
    return outline.beat.role


def _traits(reading: Reading, outline: Outline, *, last: bool) -> frozenset[Trait]:
    found = set()
    if Trait.CROWD in reading.traits and has_phrase(outline.description, "crowd"):
        found.add(Trait.CROWD)
    if Trait.PHYSICS in reading.traits and outline.own:
        found.add(Trait.PHYSICS)
    if Trait.NATIVE_4K in reading.traits and last:
        found.add(Trait.NATIVE_4K)
    return frozenset(found)
