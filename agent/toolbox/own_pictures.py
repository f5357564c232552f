"""The person's own pictures: as frames of a shot, and as the looks of the cast."""

from decimal import Decimal
from typing import Literal

from agent.replanning import screenplay_of
from agent.toolbox.base import number_of
from agent.toolbox.using import Using
from tools.film.brief import Character
from tools.film.errors import UsageError
from tools.film.footage import Still
from tools.material.fitting import fit_picture
from tools.production.model import OWN, Production
from tools.purchases import sha256_of
from tools.story import casting, editing

Ends = Literal["start", "end"]


def frame(use: Using) -> tuple[Production, str]:
    """A picture as the first or the last frame of a shot; without a shot it closes the film."""
    shot_id, end = use.shot_id(), use.wanted.use == "end-frame"
    if shot_id is None and not end and use.wanted.use != "logo":
        raise UsageError("Say which shot it shall start, such as: use it as the start frame of shot 2.")
    whole = shot_id is None
    if shot_id is None:
        shot_id = use.before.storyboard.shots[-1].id
    board, last_frame = use.before.storyboard, end and not whole
    shot = board.shot(shot_id)
    if last_frame and shot.sequence is not None:
        raise UsageError("That shot is part of a multi-shot render, which has no last frame of its own.")
    told: dict[str, object] = {"own_end": "", "end_still": True} if last_frame else {"own_start": ""}
    if not last_frame:
        told |= {"brand_card": False, "continues": None, "chained": False}
    position: Ends = "end" if last_frame else "start"
    size, folder, picture = use.before.brief.still_size, use.workshop.store.folder, next_still(use, shot_id, position)
    fit_picture(folder / use.received.file, size, folder / picture[1], whole=whole)
    digest = sha256_of(folder / picture[1])
    told = {key: digest if value == "" else value for key, value in told.items()} | {"chosen_take": None}
    play = editing.with_shot(screenplay_of(use.before), shot_id, told)
    after = use.planned(play)
    after = with_still(use, after, shot_id, position, picture, digest)
    what = "closes the film" if whole else f"is the {position} frame of shot {number_of(after, shot_id)}"
    return after, f"{use.received.name} {what}."


def next_still(use: Using, shot_id: str, position: Ends) -> tuple[int, str]:
    """The number and the file of the next still there."""
    drawn = (still.number for still in use.before.stills if (still.shot_id, still.position) == (shot_id, position))
    number = 1 + max(drawn, default=0)
    return number, use.workshop.store.still_file(shot_id, position, number)


def with_still(
    use: Using, after: Production, shot_id: str, position: Ends, picture: tuple[int, str], digest: str
) -> Production:
    """The film with the person's picture as that still."""
    size = use.before.brief.still_size
    still = Still(
        shot_id=shot_id, position=position, file=picture[1], width=size.width, height=size.height, sha256=digest,
        model=OWN, provider=OWN, credits=Decimal("0.00"), number=picture[0],
        content=after.contents.still(after.storyboard.shot(shot_id), position),
    )  # fmt: skip
    return after.model_copy(update={"stills": (*after.stills, still)})


def character(use: Using) -> tuple[Production, str]:
    """A picture of somebody or something that looks just so in every shot."""
    name = (use.wanted.name or use.received.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")).strip()[:40]
    play = screenplay_of(use.before)
    kinds: dict[str, Literal["person", "animal", "product", "place"]] = {"product": "product", "place": "place"}
    kind = kinds.get(use.wanted.use) or casting.kind_of(name)
    shot_id = use.shot_id()
    seen = (shot_id,) if shot_id else tuple(s.id for s in play.storyboard.shots if not s.brand_card)
    play = casting.name_character(play, Character(name=name, kind=kind), seen)
    known = play.brief.character(name)
    assert known is not None, "it was just named"
    number = 1 + max((s.number for s in use.before.stills if s.shot_id == known.id), default=0)
    size, store = use.before.brief.still_size, use.workshop.store
    file = store.still_file(known.id, "reference", number)
    fit_picture(store.folder / use.received.file, size, store.folder / file, whole=True)
    digest = sha256_of(store.folder / file)
    play = casting.with_character(play, known.model_copy(update={"own_picture": digest}))
    after = use.planned(play)
    member = after.brief.character(name)
    assert member is not None, "it was just named"
    still = Still(
        shot_id=known.id, position="reference", file=file, width=size.width, height=size.height, sha256=digest,
        model=OWN, provider=OWN, credits=Decimal("0.00"), number=number, content=after.contents.reference(member),
    )  # fmt: skip
    after = after.model_copy(update={"stills": (*after.stills, still)})
    return after, f"{name} looks like {use.received.name} in {len(seen)} shot{'' if len(seen) == 1 else 's'}."
