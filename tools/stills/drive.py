"""Stills: ordered, bought through the ledger, checked for their size, and locked once the person has seen them."""

from pathlib import Path

from tools.credits.ledger import Ledger
from tools.film.errors import NotGreenlit
from tools.film.footage import Still
from tools.film.route import QuoteLine
from tools.film.shape import Size
from tools.film.storyboard import CameraMove, Framing
from tools.material.fitting import fit_picture
from tools.probing import BrokenMedia, probe_image
from tools.production.model import Production
from tools.production.store import Store
from tools.providers.port import Order, Provider
from tools.purchases import Bought, Purchase, Watch, looks_in, seed_of
from tools.purchasing import Counter
from tools.routing.contents import Position
from tools.story.prompting import reference_prompt, still_prompt

OFF_SHAPE = 0.03
"""How far a picture's shape may be from the ordered one before cropping would cut into the composition."""
BIG_ENOUGH = 0.97
"""A picture may be this much of the ordered size: models round down as well as up."""


def draw_stills(
    store: Store, ledger: Ledger, provider: Provider, watch: Watch, *, only: str | None = None
) -> Production:
    """Draw every still that is missing and return the production with all of them. Safe to run again at any time.

    `only` is the key of the one call to carry out.
    """
    production = store.load()
    counter = Counter(folder=store.folder, ledger=ledger, provider=provider, watch=watch, verify=check_still)
    missing = [line for line in _missing(production, store) if only in (None, line.key)]
    references = [line for line in missing if _position(line) == "reference"]
    for wave in (references, [line for line in missing if line not in references]):  # the cast before its shots
        for bought in counter.buy([_purchase(production, store, line) for line in wave]):
            production = _with(production, bought)
            store.save(production)
    return production


def lock_stills(store: Store) -> Production:
    """The person's word that the compositions are right; clips are rendered from locked stills only."""
    production = store.load()
    locked = tuple(still.model_copy(update={"locked": True}) for still in production.stills)
    if locked != production.stills:
        production = production.model_copy(update={"stills": locked})
        store.save(production)
    return production


def check_still(order: Order, path: Path) -> None:
    """Raise BrokenMedia unless the file is a picture of the ordered shape and size.

    Models draw in steps of 16 or 32 pixels, so a picture that is a little off is cropped to the ordered size; what
    came is kept beside it.
    """
    size, wanted = probe_image(path), Size(order.width, order.height)
    if (size.width, size.height) == wanted:
        return
    shape = (size.width / size.height) / (wanted.width / wanted.height)
    if abs(shape - 1) > OFF_SHAPE or size.width < wanted.width * BIG_ENOUGH or size.height < wanted.height * BIG_ENOUGH:
        raise BrokenMedia(f"the still is {size}, not {wanted}")
    bought = path.with_name(f"{path.stem}.bought{path.suffix}")
    path.replace(bought)
    fit_picture(bought, wanted, path, whole=False)


def _missing(production: Production, store: Store) -> list[QuoteLine]:
    """The lines whose still is not there yet, or whose file has gone."""
    if production.quote is None:
        raise NotGreenlit("There is no quote for this film yet, so no still can be drawn; plan it first.")
    gone = {still.key for still in production.stills if not (store.folder / still.file).exists()}
    missing = {line.key for line in production.to_make()} | gone
    return [line for line in production.quote.lines if line.kind == "still" and line.key in missing]


def _purchase(production: Production, store: Store, line: QuoteLine) -> Purchase:
    brief, position = production.brief, _position(line)
    if position == "reference":
        return _reference(production, store, line)
    shot = production.storyboard.shot(line.shot_id)
    if line.content != production.contents.still(shot, position):
        raise NotGreenlit(f"{line.key} has changed since it was greenlit, so it was not bought; plan the film again.")
    order = Order(
        kind="still",
        reference=line.key,
        shot_id=shot.id,
        model=line.model,
        provider=line.provider,
        endpoint=line.endpoint,
        prompt=still_prompt(shot, brief, position),
        framing=shot.framing,
        camera=shot.camera,
        aspect_ratio=brief.aspect_ratio,
        width=brief.still_size.width,
        height=brief.still_size.height,
        seconds=line.seconds,
        position=position,
        brand=brief.brand if shot.brand_card else None,
        mood=brief.mood.value,
        style=brief.style,
        seed=seed_of(f"{production.slug}/{shot.id}", shot.still_roll),
        looks=looks_in(production, store.folder, shot),
    )
    file = store.still_file(shot.id, position, _number(line))
    return Purchase(line=line, order=order, file=file, label=f"still {shot.id} {position}")


def _reference(production: Production, store: Store, line: QuoteLine) -> Purchase:
    """The picture of a member of the cast."""
    brief = production.brief
    character = next(one for one in brief.cast if one.id == line.shot_id)
    if line.content != production.contents.reference(character):
        raise NotGreenlit(f"{line.key} has changed since it was greenlit, so it was not bought; plan the film again.")
    close = character.kind in ("person", "product")
    order = Order(
        kind="still",
        reference=line.key,
        shot_id=character.id,
        model=line.model,
        provider=line.provider,
        endpoint=line.endpoint,
        prompt=reference_prompt(character, brief),
        framing=Framing.MCU if close else Framing.WS,
        camera=CameraMove.STATIC,
        aspect_ratio=brief.aspect_ratio,
        width=brief.still_size.width,
        height=brief.still_size.height,
        seconds=line.seconds,
        position="reference",
        mood=brief.mood.value,
        style=brief.style,
        seed=seed_of(f"{production.slug}/{character.id}"),
    )
    file = store.still_file(character.id, "reference", _number(line))
    return Purchase(line=line, order=order, file=file, label=f"reference of {character.name}")


def _with(production: Production, bought: Bought) -> Production:
    line, order = bought.purchase.line, bought.purchase.order
    still = Still(
        shot_id=line.shot_id,
        position=_position(line),
        file=bought.purchase.file,
        width=order.width,
        height=order.height,
        sha256=bought.sha256,
        model=line.model,
        provider=line.provider,
        credits=bought.credits,
        number=_number(line),
        content=line.content,
    )
    others = [old for old in production.stills if old.file != still.file]
    ordered = sorted([*others, still], key=lambda each: (each.shot_id, each.position == "end", each.number))
    return production.model_copy(update={"stills": tuple(ordered)})


def _number(line: QuoteLine) -> int:
    return int(line.key.rsplit("/", 1)[1])


def _position(line: QuoteLine) -> Position:
    told = line.key.split("/")[2]
    return "end" if told == "end" else "reference" if told == "reference" else "start"
