"""The tools a director can call. Running any of them twice is harmless: the ledger and the files say what is done."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from agent.events import CutReady, StoryboardDrawn, Warned
from agent.planning import plan_film
from agent.workshop import Watcher, Workshop
from tools.film.errors import GreenlightError
from tools.film.footage import Music, VoiceLine
from tools.film.route import Warning
from tools.film.storyboard import Shot
from tools.production.model import Production
from tools.rendering.drive import render_takes
from tools.routing.plan import screen_seconds
from tools.stills.board import draw_board
from tools.stills.drive import draw_stills, lock_stills
from tools.stitching.cut import stitch
from tools.studio.music import compose
from tools.studio.voice import Unspeakable, speak

Tool = Callable[[Workshop, str], str]
"""Takes the workshop and the call's text, does the work, and answers with what changed."""


def run_tool(workshop: Workshop, name: str, text: str) -> str:
    """Run one tool by name and return what changed, in one line; raises GreenlightError with a sentence."""
    return f"{name}: {TOOLS[name](workshop, text)}"


def _plan(workshop: Workshop, text: str) -> str:
    if workshop.store.exists():
        production = workshop.store.load()
    else:
        planned = plan_film(text, workshop.wishes, workshop.today)
        production = planned.model_copy(update={"slug": workshop.store.folder.name})
        workshop.store.create(production)
    workshop.emit(StoryboardDrawn(production=production))
    for warning in production.warnings:
        workshop.emit(Warned(warning=warning))
    return f"{len(production.storyboard.shots)} shots planned"


def _draw(workshop: Workshop, _: str) -> str:
    ledger = workshop.open_ledger(workshop.store.load().brief.budget_credits)
    try:
        production = draw_stills(workshop.store, ledger, workshop.provider, _watch(workshop))
    finally:
        ledger.close()
    draw_board(production, workshop.store.folder)
    workshop.emit(StoryboardDrawn(production=production))
    return f"{len(production.stills)} stills drawn, board.png made"


def _render(workshop: Workshop, _: str) -> str:
    lock_stills(workshop.store)
    ledger = workshop.open_ledger(workshop.store.load().brief.budget_credits)
    try:
        production = render_takes(workshop.store, ledger, workshop.provider, _watch(workshop))
    finally:
        ledger.close()
    workshop.emit(StoryboardDrawn(production=production))
    return f"{len(production.takes)} takes rendered"


def _sound(workshop: Workshop, _: str) -> str:
    production = workshop.store.load()
    watch = _watch(workshop)
    watch.started("sound", None, "voice and music")
    if production.brief.voice:
        production = _with_voice(workshop, production)
    if production.brief.music:
        production = _with_music(workshop, production)
    watch.ended("sound", None, "done", None)
    return f"{len(production.voice)} spoken lines, music {'made' if production.music else 'left out'}"


def _with_voice(workshop: Workshop, production: Production) -> Production:
    lines: list[VoiceLine] = []
    for shot in production.storyboard.shots:
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


def _line_of(workshop: Workshop, production: Production, shot: Shot, text: str) -> VoiceLine:
    done = next((line for line in production.voice if line.shot_id == shot.id and line.text == text), None)
    if done is not None and (workshop.store.folder / done.file).exists():
        return done
    file = workshop.store.voice_file(shot.id)
    spoken = speak(text, _place(workshop, file))
    return VoiceLine(shot_id=shot.id, text=text, file=file, seconds=spoken.seconds, words=spoken.words)


def _with_music(workshop: Workshop, production: Production) -> Production:
    kept = [screen_seconds(shot, production.route(shot.id)) for shot in production.storyboard.shots]
    length, mood = sum(kept, Decimal(0)), production.brief.mood.value
    wanted = Music(file=workshop.store.music_file(), seconds=length, mood=mood)
    if production.music == wanted and (workshop.store.folder / wanted.file).exists():
        return production
    seed = int.from_bytes(hashlib.sha256(production.slug.encode()).digest()[:4], "big")
    compose(float(length), mood, _place(workshop, wanted.file), landing=float(length - kept[-1]), seed=seed)
    changed = production.model_copy(update={"music": wanted})
    workshop.store.save(changed)
    return changed


def _stitch(workshop: Workshop, _: str) -> str:
    production = workshop.store.load()
    watch = _watch(workshop)
    watch.started("cut", None, "the cut")
    cut = stitch(production, workshop.store.folder, lambda progress: watch.moved("cut", None, progress))
    production = production.model_copy(update={"cut": cut})
    workshop.store.save(production)
    watch.ended("cut", None, "done", cut.file)
    workshop.emit(CutReady(folder=str(workshop.store.folder), production=production))
    return f"{cut.seconds} seconds in {cut.file}"


def _place(workshop: Workshop, file: str) -> Path:
    path = workshop.store.folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _stop_if_asked(workshop: Workshop) -> None:
    if workshop.should_stop():
        raise Stopped("Stopped; everything made so far is kept, and `greenlight resume` goes on.")


def _watch(workshop: Workshop) -> Watcher:
    return Watcher(emit=workshop.emit, stopping=workshop.should_stop)


class Stopped(GreenlightError):
    """The person stopped the turn."""

    exit_status = 130


TOOLS: dict[str, Tool] = {
    "plan_film": _plan,
    "draw_stills": _draw,
    "render_takes": _render,
    "make_sound": _sound,
    "stitch": _stitch,
}
