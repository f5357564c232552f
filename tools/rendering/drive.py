"""Takes: drafts on cheap models first, then the clips, each from its locked stills."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from tools.credits.ledger import Ledger
from tools.film.errors import NotGreenlit
from tools.film.footage import Still, Take
from tools.film.route import Mode, QuoteLine, Route
from tools.film.shape import size_of
from tools.film.storyboard import Shot
from tools.probing import BrokenMedia, last_frame, probe_video
from tools.production.model import Production
from tools.production.store import Store
from tools.providers.port import Order, Passage, Provider
from tools.purchases import Bought, Purchase, Watch, looks_in, seed_of
from tools.purchasing import Counter
from tools.routing.filters import outer_handles
from tools.story.prompting import clip_prompt

OFF_SHAPE = 0.04
"""How far a clip's shape may be from the ordered one: models draw in steps of 16 pixels, and the cut crops."""
BIG_ENOUGH = 0.75
"""The share of the ordered pixels that will do: some vendors mean the same area by `720p` in every shape."""


def render_takes(
    store: Store,
    ledger: Ledger,
    provider: Provider,
    watch: Watch,
    *,
    only_drafts: bool = False,
    only: str | None = None,
    on_take: Callable[[str], None] = lambda _: None,
) -> Production:
    """Render what is missing, drafts before clips, and return the production. Safe to run again at any time.

    `only` is the key of the one call to carry out. `on_take` is told the file of each clip as it arrives.
    """
    production = store.load()
    if production.quote is None:
        raise NotGreenlit("There is no quote for this film yet, so nothing can be rendered; plan it first.")
    counter = Counter(folder=store.folder, ledger=ledger, provider=provider, watch=watch, verify=check_clip)
    kinds: tuple[Literal["draft", "clip"], ...] = ("draft",) if only_drafts else ("draft", "clip")
    for kind in kinds:
        missing = [line for line in _missing(production, store, kind) if only in (None, line.key)]
        for wave in _waves(production, missing):
            for bought in counter.buy([_purchase(production, store, line) for line in wave]):
                production = _with(production, bought)
                store.save(production)
                if kind == "clip":
                    on_take(bought.purchase.file)
    return production


def _waves(production: Production, lines: list[QuoteLine]) -> list[list[QuoteLine]]:
    """What can be rendered at once; then, one after the other, the links of a chain, each from the clip before it."""
    chained = [line for line in lines if production.storyboard.shot(line.shot_id).chained]
    return [[line for line in lines if line not in chained], *([line] for line in chained)]


def check_clip(order: Order, path: Path) -> None:
    """Raise BrokenMedia unless the file is a whole clip of the ordered shape, rate and length."""
    facts = probe_video(path)
    shape = (facts.width / facts.height) / (order.width / order.height)
    if abs(shape - 1) > OFF_SHAPE or facts.width * facts.height < order.width * order.height * BIG_ENOUGH:
        raise BrokenMedia(f"the clip is {facts.width}x{facts.height}, not {order.width}x{order.height}")
    if facts.seconds + 1.5 / order.fps < float(order.seconds):
        raise BrokenMedia(f"the clip lasts {facts.seconds:.2f} s, not {order.seconds} s")
    if order.audio and not facts.has_audio:
        raise BrokenMedia("the clip is silent, and sound was ordered and priced")


def _missing(production: Production, store: Store, kind: str) -> list[QuoteLine]:
    assert production.quote is not None, "render_takes has checked it"
    gone = {take.key for take in production.takes if not (store.folder / take.file).exists()}
    missing = {line.key for line in production.to_make()} | gone  # what has gone is fetched again, not paid again
    return [line for line in production.quote.lines if line.kind == kind and line.key in missing]


def _purchase(production: Production, store: Store, line: QuoteLine) -> Purchase:
    shot, route, brief = production.storyboard.shot(line.shot_id), production.route(line.shot_id), production.brief
    kind: Literal["draft", "clip"] = "draft" if line.kind == "draft" else "clip"
    shown = production.storyboard.rendered_with(shot)
    if line.content != (production.contents.draft(shot) if kind == "draft" else production.contents.clip(shot)):
        raise NotGreenlit(f"{line.key} has changed since it was greenlit, so it was not bought; plan the film again.")
    start, end = _locked(production, shot), production.still(shot.id, "end")
    resolution, fps, seconds, audio = _specification(route, kind)
    size = size_of(route.aspect_ratio, resolution)
    order = Order(
        kind=kind,
        reference=line.key,
        shot_id=shot.id,
        model=line.model,
        provider=line.provider,
        endpoint=line.endpoint,
        prompt=" Then: ".join(clip_prompt(each, brief) for each in shown),
        framing=shot.framing,
        camera=shot.camera,
        aspect_ratio=route.aspect_ratio,
        width=size.width,
        height=size.height,
        fps=fps,
        seconds=seconds,
        start_image=_start_image(production, store, shot, start),
        end_image=(store.folder / end.file).resolve() if end is not None and route.mode is Mode.FIRST_LAST else None,
        passages=_passages(production, store, shown, seconds) if route.mode is Mode.MULTI_SHOT else (),
        looks=looks_in(production, store.folder, *shown)[: route.references] if kind == "clip" else (),
        mood=brief.mood.value,
        style=brief.style,
        seed=seed_of(f"{production.slug}/{shot.id}", shot.draft_roll if kind == "draft" else shot.take_roll),
        audio=audio,
    )
    number = _number(line)
    file = store.draft_file(shot.id, number) if kind == "draft" else store.take_file(shot.id, number)
    return Purchase(line=line, order=order, file=file, label=f"{kind} {shot.id} on {line.model}")


def _locked(production: Production, shot: Shot) -> Still:
    still = production.still(shot.id, "start")
    if still is None or not still.locked:
        raise NotGreenlit(
            f"The still of {shot.id} is not locked, so its clip is not rendered; look at the board first."
        )
    return still


def _passages(production: Production, store: Store, shown: Sequence[Shot], seconds: Decimal) -> tuple[Passage, ...]:
    """The shots of a sequence, the first and the last with the clip's handles."""
    head, tail = outer_handles(seconds, shown)
    return tuple(
        Passage(
            shot_id=shot.id,
            prompt=clip_prompt(shot, production.brief),
            camera=shot.camera,
            seconds=shot.seconds + (head if shot is shown[0] else 0) + (tail if shot is shown[-1] else 0),
            start_image=(store.folder / _locked(production, shot).file).resolve(),
        )
        for shot in shown
    )


def _start_image(production: Production, store: Store, shot: Shot, start: Still) -> Path:
    """The locked still; for a link of a chain, the last frame of the clip before it."""
    before = production.keeper(shot.continues) if shot.chained and shot.continues else None
    if before is None:
        return (store.folder / start.file).resolve()
    picture = store.folder / store.chain_file(shot.id)
    last_frame(store.folder / before.file, picture)
    return picture.resolve()


def _specification(route: Route, kind: str) -> tuple[str, int, Decimal, bool]:
    if kind == "draft" and route.draft is not None:
        return route.draft.resolution, route.draft.fps, route.draft.clip_seconds, False
    return route.resolution, route.fps, route.clip_seconds, route.audio


def _number(line: QuoteLine) -> int:
    """The number in the line's key: takes of one shot are numbered by kind, from 1."""
    return int(line.key.rsplit("/", 1)[1])


def _with(production: Production, bought: Bought) -> Production:
    line, order = bought.purchase.line, bought.purchase.order
    take = Take(
        shot_id=line.shot_id,
        number=_number(line),
        file=bought.purchase.file,
        width=order.width,
        height=order.height,
        fps=order.fps,
        seconds=order.seconds,
        sha256=bought.sha256,
        model=line.model,
        provider=line.provider,
        credits=bought.credits,
        content=line.content,
        draft=line.kind == "draft",
    )
    others = [old for old in production.takes if old.file != take.file]
    ordered = sorted([*others, take], key=lambda each: (each.shot_id, not each.draft, each.number))
    return production.model_copy(update={"takes": tuple(ordered)})
