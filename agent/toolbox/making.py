"""The tools that make the film: plan, stills, takes, sound, cut. Each may run again and makes what is missing."""

import hashlib
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from agent.events import CutReady, StoryboardDrawn, Warned
from agent.legible import refuse_what_no_font_has
from agent.lookback import look_back
from agent.planning import plan_film
from agent.stopping import Stopped
from agent.toolbox.base import (
    Arguments,
    NoArguments,
    OfShot,
    Tool,
    film,
    ledger_calls,
    listed,
    next_step,
    number_of,
    shot_id_of,
    show,
    watch,
)
from agent.workshop import Workshop
from tools.film.footage import Material, Music, VoiceLine
from tools.film.route import Warning
from tools.film.storyboard import Shot
from tools.material.checks import inspect
from tools.material.fitting import fit_sound
from tools.production.model import Production
from tools.rendering.drive import render_takes
from tools.rendering.strays import collect_strays
from tools.routing.plan import screen_seconds
from tools.stills.board import draw_board
from tools.stills.drive import draw_stills, lock_stills
from tools.stitching.cut import stitch
from tools.stitching.looking import LookingAhead
from tools.studio.music import compose
from tools.studio.voice import Unspeakable, speak


class Wish(Arguments):
    """The brief."""

    brief: str = Field(description="What the film shall show, in the person's own words, verbatim.", max_length=20_000)


class Rendering(Arguments):
    """How far to render."""

    only_drafts: bool = Field(default=False, description="Stop after the cheap test takes, before the keepers.")


def _plan(workshop: Workshop, wish: Wish) -> str:
    if workshop.store.exists():
        production = workshop.store.load()
    else:
        planned = plan_film(wish.brief, workshop.wishes, workshop.today)
        production = planned.model_copy(update={"slug": workshop.store.folder.name})
        workshop.store.create(production)
    workshop.emit(StoryboardDrawn(production=production))
    for warning in production.warnings:
        workshop.emit(Warned(warning=warning))
    return f"{len(production.storyboard.shots)} shots planned. {next_step(production)}"


def _draw(workshop: Workshop, _: NoArguments) -> str:
    _refuse_what_this_machine_cannot_letter(workshop)
    ledger = workshop.open_ledger(film(workshop).brief.budget_credits)
    try:
        collect_strays(workshop.store, ledger, workshop.provider, watch(workshop))
        production = draw_stills(workshop.store, ledger, workshop.provider, watch(workshop))
    finally:
        ledger.close()
    draw_board(production, workshop.store.folder)
    workshop.emit(StoryboardDrawn(production=production))
    return f"All stills are drawn, board.png shows them. {next_step(production)}"


def _refuse_what_this_machine_cannot_letter(workshop: Workshop) -> None:
    """A film that was planned on another machine, with other fonts, is told of it before it is paid for here."""
    production = film(workshop)
    refuse_what_no_font_has(production.brief, production.storyboard)


def _lock(workshop: Workshop, _: NoArguments) -> str:
    film(workshop)
    production = lock_stills(workshop.store)
    show(workshop, production, known=production)
    return f"{sum(still.locked for still in production.stills)} stills are locked. {next_step(production)}"


def _render(workshop: Workshop, wanted: Rendering) -> str:
    _refuse_what_this_machine_cannot_letter(workshop)
    lock_stills(workshop.store)
    ledger = workshop.open_ledger(film(workshop).brief.budget_credits)
    try:
        collect_strays(workshop.store, ledger, workshop.provider, watch(workshop))
        with LookingAhead(workshop.store.folder) as looking:
            production = render_takes(
                workshop.store,
                ledger,
                workshop.provider,
                watch(workshop),
                only_drafts=wanted.only_drafts,
                on_take=looking.at,
            )
    finally:
        ledger.close()
    show(workshop, production, known=production)
    return f"{len(production.takes)} takes are there. {next_step(production)}"


def _compare(workshop: Workshop, wanted: OfShot) -> str:
    production = film(workshop)
    shot_id = shot_id_of(production, wanted.shot)
    kept = production.keeper(shot_id)
    takes = [
        take for take in production.takes if take.shot_id == (production.storyboard.shot(shot_id).sequence or shot_id)
    ]
    if not takes:
        return f"Shot {number_of(production, shot_id)} has no take yet. {next_step(production)}"
    told = [
        f"{'draft' if take.draft else f'take {take.number}'}: {take.model}, {take.seconds.normalize():f} s, "
        f"{take.credits} credits, `{take.file}`{', in the cut' if take == kept else ''}"
        for take in takes
    ]
    return f"Shot {number_of(production, shot_id)} has {listed(told)}."


def _sound(workshop: Workshop, _: NoArguments) -> str:
    told = watch(workshop)
    ledger = workshop.open_ledger(film(workshop).brief.budget_credits)
    try:
        production = collect_strays(workshop.store, ledger, workshop.provider, told)
    finally:
        ledger.close()
    told.started("sound", None, "voice and music")
    production = _with_voice(workshop, production)
    production = _with_music(workshop, production)
    told.ended("sound", None, "done", None)
    return f"{len(production.voice)} spoken lines, music {'made' if production.music else 'left out'}."


def _with_voice(workshop: Workshop, production: Production) -> Production:
    recording = _own(production, "voice")
    if recording is not None and production.brief.voice:
        changed = production.model_copy(update={"voice": (_recorded(workshop, production, recording),)})
        workshop.store.save(changed)
        return changed
    lines: list[VoiceLine] = []
    for shot in production.storyboard.shots if production.brief.voice else ():
        if shot.spoken is None:
            continue
        _stop_if_asked(workshop)
        try:
            lines.append(_line_of(workshop, production, shot, shot.spoken))
        except Unspeakable as error:
            workshop.emit(Warned(warning=Warning(rule="voice-left-out", message=f"{shot.id}: {error}")))
    changed = production.model_copy(update={"voice": tuple(lines)})
    workshop.store.save(changed)
    return changed


def _own(production: Production, use: str) -> Material | None:
    return next((each for each in production.material if each.used_as == use), None)


def _recorded(workshop: Workshop, production: Production, recording: Material) -> VoiceLine:
    """The person's own voice, from the first shot on; nobody knows its words, so it brings no captions."""
    first = production.storyboard.shots[0].id
    file = workshop.store.voice_file(first)
    place = _place(workshop, file)
    fit_sound(workshop.store.folder / recording.file, place)
    seconds = inspect(place).seconds
    length = Decimal(str(round(seconds, 3)))
    return VoiceLine(shot_id=first, text=f"[{recording.name}]", file=file, seconds=length, words=())


def _line_of(workshop: Workshop, production: Production, shot: Shot, text: str) -> VoiceLine:
    done = next((line for line in production.voice if line.shot_id == shot.id and line.text == text), None)
    if done is not None and (workshop.store.folder / done.file).exists():
        return done
    file = workshop.store.voice_file(shot.id)
    spoken = speak(text, _place(workshop, file))
    return VoiceLine(shot_id=shot.id, text=text, file=file, seconds=spoken.seconds, words=spoken.words)


def _with_music(workshop: Workshop, production: Production) -> Production:
    if not production.brief.music:
        changed = production.model_copy(update={"music": None})
        workshop.store.save(changed)
        return changed
    on_screen = [screen_seconds(shot, production.route(shot.id)) for shot in production.storyboard.shots]
    length = sum(on_screen, Decimal(0))
    own = _own(production, "music")
    mood = f"own {own.sha256[:12]}" if own else (production.brief.music_mood or production.brief.mood).value
    wanted = Music(file=workshop.store.music_file(), seconds=length, mood=mood)
    if production.music == wanted and (workshop.store.folder / wanted.file).exists():
        return production
    if own is not None:
        fit_sound(workshop.store.folder / own.file, _place(workshop, wanted.file), float(length))
        changed = production.model_copy(update={"music": wanted})
        workshop.store.save(changed)
        return changed
    seed = int.from_bytes(hashlib.sha256(production.slug.encode()).digest()[:4], "big")
    compose(float(length), mood, _place(workshop, wanted.file), landing=float(length - on_screen[-1]), seed=seed)
    changed = production.model_copy(update={"music": wanted})
    workshop.store.save(changed)
    return changed


def _stitch(workshop: Workshop, _: NoArguments) -> str:
    production = film(workshop)
    told = watch(workshop)
    told.started("cut", None, "the cut")
    cut = stitch(
        production,
        workshop.store.folder,
        lambda progress: told.moved("cut", None, progress),
        lambda sentence: workshop.emit(Warned(warning=Warning(rule="cut", message=sentence))),
    )
    production = production.model_copy(update={"cut": cut})
    workshop.store.save(production)
    told.ended("cut", None, "done", cut.file)
    workshop.emit(CutReady(folder=str(workshop.store.folder), production=production))
    things = look_back(production, ledger_calls(workshop, production))
    advice = "\n".join(f"{number}. {thing}" for number, thing in enumerate(things, start=1))
    return (
        f"The film lasts {cut.seconds.normalize():f} s: `{cut.file}`. Five things to try differently:\n\n{advice}\n\n"
        "Say any change, or **make it again** for a new production that keeps what was good."
    )


def _place(workshop: Workshop, file: str) -> Path:
    path = workshop.store.folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _stop_if_asked(workshop: Workshop) -> None:
    if workshop.should_stop():
        raise Stopped("Stopped; everything made so far is kept, and `greenlight resume` goes on.")


TOOLS = (
    Tool(
        "plan_film",
        Wish,
        _plan,
        "Start the film: read the brief, draft the storyboard, route and price every shot. Spends nothing. Once a film "
        "is there it is left as it is: change it with the other tools.",
        works=True,
    ),
    Tool(
        "draw_stills",
        NoArguments,
        _draw,
        "Draw every still that the storyboard asks for and that is missing. Spends; the person is asked first.",
        spends=True,
        works=True,
    ),
    Tool("lock_stills", NoArguments, _lock, "Lock the stills as the person's chosen compositions. Spends nothing."),
    Tool(
        "render_takes",
        Rendering,
        _render,
        "Lock the stills, then render what is missing: drafts, then the clips. Spends; the person is asked first.",
        spends=True,
        works=True,
    ),
    Tool("compare_takes", OfShot, _compare, "List the takes of a shot: model, length, price, which is in the cut."),
    Tool(
        "make_sound", NoArguments, _sound, "Speak the lines and compose the music, as far as they changed.", works=True
    ),
    Tool(
        "stitch",
        NoArguments,
        _stitch,
        "Cut the finished film from the keepers. Needs every shot's take, and make_sound before it. Spends nothing.",
        works=True,
    ),
)
