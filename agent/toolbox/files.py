"""The tool for the person's own files. Only what the person brought in by name is ever read."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import Field

from agent.replanning import replan, screenplay_of
from agent.toolbox.base import (
    Arguments,
    ShotNumber,
    Tool,
    film,
    keep,
    ledger_calls,
    listed,
    next_step,
    number_of,
    shot_id_of,
)
from agent.workshop import Workshop
from tools.film.brief import Character
from tools.film.errors import UsageError
from tools.film.footage import Material, Still, Take
from tools.material import inbox
from tools.material.checks import BadMaterial, inspect, read_text
from tools.material.fitting import fit_clip, fit_picture, fit_sound
from tools.material.inbox import Received
from tools.material.scripts import split_script
from tools.material.shotlists import read_shot_list
from tools.probing import first_frame
from tools.production.model import OWN, Production
from tools.purchases import sha256_of
from tools.story import casting, editing
from tools.story.editing import Screenplay, ShotChange, Written

Use = Literal[
    "start-frame", "end-frame", "logo", "character", "product", "place", "clip", "music", "voice", "script", "shot-list"
]
Ends = Literal["start", "end"]
KINDS = {
    "clip": "video",
    "music": "audio",
    "voice": "audio",
    "script": "text",
    "shot-list": "text",
}
"""What a use needs; everything else needs an image."""
A_FILE = {"image": "a picture", "video": "a clip", "audio": "a sound file", "text": "a text file"}


class UseFile(Arguments):
    """A file that the person named, and what it shall be."""

    file: str = Field(min_length=1, max_length=300, description="The file's name as the person gave it.")
    use: Use = Field(alias="as", description="What it shall be in the film.")
    shot: ShotNumber | None = Field(default=None, description="Which shot it is for, where it is for one.")
    name: str | None = Field(default=None, max_length=40, description="Who or what a character or product is called.")
    origin: str | None = Field(default=None, max_length=40, description="Where the person made it, such as Midjourney.")


@dataclass(frozen=True)
class _Use:
    """One use of one file, on its way into the film."""

    workshop: Workshop
    before: Production
    received: Received
    wanted: UseFile

    def shot_id(self) -> str | None:
        """The shot that was named; None without one."""
        return None if self.wanted.shot is None else shot_id_of(self.before, self.wanted.shot)

    def planned(self, play: Screenplay) -> Production:
        """The film with the change, and with the file in its list of material."""
        calls = ledger_calls(self.workshop, self.before)
        after = replan(self.before, play, calls, self.workshop.today)
        used = Material(
            name=self.received.name,
            file=self.received.file,
            kind=self.received.facts.kind,
            used_as=self.wanted.use,
            shot_id=self.shot_id(),
            sha256=self.received.sha256,
            origin=self.wanted.origin,
        )
        replaced = {"music", "voice", "script", "shot-list"}
        others = tuple(
            each
            for each in after.material
            if not (each.used_as == used.used_as and (each.used_as in replaced or each.shot_id == used.shot_id))
        )
        return after.model_copy(update={"material": (*others, used)})


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
    after, told = _USES[wanted.use](_Use(workshop, before, received, wanted))
    keep(workshop, f"the use of {received.name}", before, after)
    return f"{told} {next_step(after)}"


def _frame(use: _Use) -> tuple[Production, str]:
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
    size, folder, picture = use.before.brief.size, use.workshop.store.folder, _next_still(use, shot_id, position)
    fit_picture(folder / use.received.file, size, folder / picture[1], whole=whole)
    digest = sha256_of(folder / picture[1])
    told = {key: digest if value == "" else value for key, value in told.items()} | {"chosen_take": None}
    play = editing.with_shot(screenplay_of(use.before), shot_id, told)
    after = use.planned(play)
    after = _with_still(use, after, shot_id, position, picture, digest)
    what = "closes the film" if whole else f"is the {position} frame of shot {number_of(after, shot_id)}"
    return after, f"{use.received.name} {what}."


def _next_still(use: _Use, shot_id: str, position: Ends) -> tuple[int, str]:
    """The number and the file of the next still there."""
    drawn = (still.number for still in use.before.stills if (still.shot_id, still.position) == (shot_id, position))
    number = 1 + max(drawn, default=0)
    return number, use.workshop.store.still_file(shot_id, position, number)


def _with_still(
    use: _Use, after: Production, shot_id: str, position: Ends, picture: tuple[int, str], digest: str
) -> Production:
    size = use.before.brief.size
    still = Still(
        shot_id=shot_id, position=position, file=picture[1], width=size.width, height=size.height, sha256=digest,
        model=OWN, provider=OWN, credits=Decimal("0.00"), number=picture[0],
        content=after.contents.still(after.storyboard.shot(shot_id), position),
    )  # fmt: skip
    return after.model_copy(update={"stills": (*after.stills, still)})


def _character(use: _Use) -> tuple[Production, str]:
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
    size, store = use.before.brief.size, use.workshop.store
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


def _clip(use: _Use) -> tuple[Production, str]:
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
    picture = _next_still(use, shot_id, "start")
    first_frame(store.folder / file, store.folder / picture[1])
    with_take = use.before.model_copy(update={"takes": (*use.before.takes, take)})
    digest = sha256_of(store.folder / picture[1])
    told = {"chosen_take": number, "own_start": digest, "continues": None, "chained": False}
    play = editing.with_shot(screenplay_of(use.before), shot_id, told)
    after = _Use(use.workshop, with_take, use.received, use.wanted).planned(play)
    after = _with_still(use, after, shot_id, "start", picture, digest)
    return after, f"{use.received.name} is shot {number_of(after, shot_id)}; nothing has to be rendered for it."


def _sound(use: _Use) -> tuple[Production, str]:
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


def _script(use: _Use) -> tuple[Production, str]:
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


def _shot_list(use: _Use) -> tuple[Production, str]:
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


_USES: dict[str, Callable[[_Use], tuple[Production, str]]] = {
    "start-frame": _frame,
    "end-frame": _frame,
    "logo": _frame,
    "character": _character,
    "product": _character,
    "place": _character,
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
        "Use a file that the person named with @: as a frame, logo, character, product, clip, music, voice, script or "
        "shot list. Files nobody named cannot be read.",
    ),
)
