"""The tool for the person's own files. Only what the person brought in by name is ever read."""

from collections.abc import Callable
from decimal import Decimal

from agent.replanning import screenplay_of
from agent.toolbox.base import (
    Tool,
    film,
    keep,
    listed,
    next_step,
    number_of,
)
from agent.toolbox.own_pictures import character, frame, next_still, with_still
from agent.toolbox.using import UseFile, Using
from agent.workshop import Workshop
from tools.film.errors import UsageError
from tools.film.footage import Take
from tools.material import inbox
from tools.material.checks import BadMaterial, inspect, read_text
from tools.material.fitting import fit_clip, fit_sound
from tools.material.look_tables import check_look_table
from tools.material.scripts import split_script
from tools.material.shotlists import read_shot_list
from tools.probing import first_frame
from tools.production.model import OWN, Production
from tools.purchases import sha256_of
from tools.story import casting, editing
from tools.story.editing import Screenplay, ShotChange, Written

KINDS = {
    "clip": "video",
    "music": "audio",
    "voice": "audio",
    "script": "text",
    "shot-list": "text",
    "look": "text",
}
"""What a use needs; everything else needs an image."""
A_FILE = {"image": "a picture", "video": "a clip", "audio": "a sound file", "text": "a text file"}


def use_file(workshop: Workshop, wanted: UseFile) -> str:
    """Put a file to use."""
    before = film(workshop)
    received = inbox.find(workshop.store.folder, wanted.file)
    if received is None:
        known = listed(inbox.names(workshop.store.folder)) or "none yet"
        raise BadMaterial(
            f"You have not given me {wanted.file[:60]}; type @ and its path, such as @~/Pictures/logo.png. "
            f"Files so far: {known}."
        )
    needed = KINDS.get(wanted.use, "image")
    if received.facts.kind != needed:
        raise BadMaterial(
            f"{received.name} is {A_FILE[received.facts.kind]}, and a {wanted.use} needs {A_FILE[needed]}; "
            "name another file."
        )
    if inspect(workshop.store.folder / received.file) != received.facts:
        raise BadMaterial(f"{received.name} has changed since you gave it; give it again with @.")
    after, told = _USES[wanted.use](Using(workshop, before, received, wanted))
    keep(workshop, f"the use of {received.name}", before, after)
    return f"{told} {next_step(after)}"


def _clip(use: Using) -> tuple[Production, str]:
    """A clip of the person's own as the take of a shot."""
    shot_id = use.shot_id()
    if shot_id is None:
        raise UsageError("Say which shot the clip is, such as: use it as shot 2.")
    shot, route = use.before.storyboard.shot(shot_id), use.before.route(shot_id)
    if shot.sequence is not None:
        raise UsageError("That shot is part of a multi-shot render; ask for single shots before using your own clip.")
    if use.received.facts.seconds < float(shot.seconds):
        raise BadMaterial(
            f"{use.received.name} lasts {use.received.facts.seconds:.1f} s, the shot {shot.seconds.normalize():f} s; "
            "make the shot shorter first."
        )
    number = 1 + max((t.number for t in use.before.takes if t.shot_id == shot_id and not t.draft), default=0)
    size, store = use.before.brief.size, use.workshop.store
    file = store.take_file(shot_id, number)
    fit_clip(store.folder / use.received.file, size, route.fps, store.folder / file)
    take = Take(
        shot_id=shot_id, number=number, file=file, width=size.width, height=size.height, fps=route.fps,
        seconds=Decimal(str(round(use.received.facts.seconds, 3))), sha256=sha256_of(store.folder / file), model=OWN,
        provider=OWN, credits=Decimal("0.00"),
    )  # fmt: skip
    picture = next_still(use, shot_id, "start")
    first_frame(store.folder / file, store.folder / picture[1])
    with_take = use.before.model_copy(update={"takes": (*use.before.takes, take)})
    digest = sha256_of(store.folder / picture[1])
    told = {"chosen_take": number, "own_start": digest, "continues": None, "chained": False}
    play = editing.with_shot(screenplay_of(use.before), shot_id, told)
    after = Using(use.workshop, with_take, use.received, use.wanted).planned(play)
    after = with_still(use, after, shot_id, "start", picture, digest)
    return after, f"{use.received.name} is shot {number_of(after, shot_id)}; nothing has to be rendered for it."


def _sound(use: Using) -> tuple[Production, str]:
    """Music or a voice recording of the person's own; the sound is made to fit when the film is cut."""
    what = use.wanted.use
    store = use.workshop.store
    fit_sound(store.folder / use.received.file, store.folder / f"material/{what}-{use.received.sha256[:12]}.wav")
    (store.folder / f"material/{what}-{use.received.sha256[:12]}.wav").unlink()  # it was only tried
    play = screenplay_of(use.before)
    told = {"music": True} if what == "music" else {"voice": True}
    play = Screenplay(play.brief.model_copy(update=told), play.storyboard, play.shots_made)
    scripted = any(each.used_as == "script" for each in use.before.material)
    if what == "voice" and not scripted:  # the playbook's lines are not what the recording says
        for shot in play.storyboard.shots:
            play = editing.with_shot(play, shot.id, {"narration": None})
    after = use.planned(play)
    cut = after.cut.model_copy(update={"file": None}) if after.cut is not None else None
    noun = "music" if what == "music" else "voice of the whole film"
    return after.model_copy(update={"cut": cut}), f"{use.received.name} is the {noun}."


def _script(use: Using) -> tuple[Production, str]:
    """A script, spoken verbatim, shared out over the shots."""
    text = read_text(use.workshop.store.folder / use.received.file)
    play = screenplay_of(use.before)
    shots = play.storyboard.shots
    parts = split_script(text, len(shots))
    longest = max(len(part) for part in parts)
    if longest > 600:
        raise BadMaterial(
            f"{use.received.name} has {len(text.split())} words, too many for {len(shots)} shots; shorten it."
        )
    for shot, part in zip(shots, parts, strict=True):
        play = editing.with_shot(play, shot.id, {"narration": part or None, "dialogue": None})
    after = use.planned(play)
    words, seconds = len(text.split()), after.storyboard.seconds
    fast = "" if words <= float(seconds) * 2.8 else " That is more than can be said in that time; give the film more."
    return after, f"{use.received.name} is spoken verbatim, {words} words in {seconds.normalize():f} s.{fast}"


def _shot_list(use: Using) -> tuple[Production, str]:
    """A shot list as the storyboard, in its order."""
    found = read_shot_list(read_text(use.workshop.store.folder / use.received.file))
    if not found:
        raise BadMaterial(
            f"{use.received.name} has no shots that I can read; give each a line `1. what is seen`, or a column "
            "called description."
        )
    play = screenplay_of(use.before)
    each = (play.storyboard.seconds / len(found)).quantize(Decimal("0.1"))
    written = []
    for number, shot in enumerate(found):
        framing, camera = casting.varied(number)
        change = ShotChange(
            description=shot.description,
            framing=shot.framing or framing,
            camera=shot.camera or camera,
            seconds=shot.seconds or max(each, editing.SHORTEST_SHOT),
            dialogue=shot.dialogue,
            narration=shot.narration,
            on_screen_text=shot.on_screen_text,
        )
        written.append(Written(change, brand_card=False))
    after = use.planned(editing.write_storyboard(play, written))
    return after, f"{use.received.name} is the storyboard now: {len(found)} shots, in its order."


def _laid_over(use: Using) -> tuple[Production, str]:
    """A logo in the corner of every shot, or a look of the person's own for all of them."""
    watermark = use.wanted.use == "watermark"
    if not watermark:
        check_look_table(use.received.name, read_text(use.workshop.store.folder / use.received.file))
    play = screenplay_of(use.before)
    told = {"watermark" if watermark else "look_table": use.received.sha256}
    brief = play.brief.model_copy(update={"finish": play.brief.finish.model_copy(update=told)})
    after = use.planned(Screenplay(brief, play.storyboard, play.shots_made))
    where = "is small in the corner of every shot" if watermark else "is the look of the whole film"
    return after, f"{use.received.name} {where}."


_USES: dict[str, Callable[[Using], tuple[Production, str]]] = {
    "start-frame": frame,
    "end-frame": frame,
    "logo": frame,
    "watermark": _laid_over,
    "look": _laid_over,
    "character": character,
    "product": character,
    "place": character,
    "clip": _clip,
    "music": _sound,
    "voice": _sound,
    "script": _script,
    "shot-list": _shot_list,
}

TOOLS = (
    Tool(
        "use_file",
        UseFile,
        use_file,
        "Use a file that the person named with @: as a frame, logo, watermark (small in every shot's corner), "
        "character, product, clip, music, voice, script, shot list or look (.cube). Files nobody named cannot be read.",
    ),
)
