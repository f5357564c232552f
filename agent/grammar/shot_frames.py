"""Frames for single shots: what is changed about them, their order, their pictures and takes, their model."""

from decimal import Decimal

from agent.director import ToolCall
from agent.grammar.frames import Act, Frame, Said, frame
from agent.grammar.parts import Part
from agent.grammar.rule import Meaning, call
from tools.film.storyboard import CameraMove, Framing

SIZES = [Framing.EWS, Framing.WS, Framing.MS, Framing.MCU, Framing.CU, Framing.ECU]
ONE_SECOND = Decimal(1)


def _each(said: Said, made: dict[str, object]) -> list[ToolCall]:
    return [each for shot in said.shots() for each in call("edit_shot", shot=shot, **made)]


def _edit(said: Said) -> Meaning:
    """Every value that is named is set, in the order in which they are named; two values of one kind make no sense."""
    if said.has("framing") and said.has("step") or not said.together("shots"):
        return None
    tightened = said.has("seconds") and said.text("step").lower().startswith("tighten")
    order = [part.kind or "length" for part in said.parts]
    made: list[tuple[int, list[ToolCall]]] = []
    for kinds, meaning in _values():
        if not said.has(*kinds) or tightened and kinds == ("step",):
            continue  # `tighten shot 3 to four seconds` is about its length
        meant = meaning(said)
        if meant is None:
            return None
        made.append((min((order.index(kind) for kind in kinds if kind in order), default=len(order)), meant))
    return [each for _, calls in sorted(made, key=lambda one: one[0]) for each in calls] or None


def _values() -> tuple[tuple[tuple[str, ...], Act], ...]:
    """The kinds of value, each with what it sets."""
    return (
        (("framing",), _framed),
        (("step",), _stepped),
        (("camera",), _moved),
        (("seconds", "longer", "shorter", "times"), _timed),
        (("model",), _pinned),
    )


def _framed(said: Said) -> Meaning:
    framing = said.one("framing", Framing)
    return None if framing is None else _each(said, {"framing": framing.value})


def _stepped(said: Said) -> Meaning:
    steps = said.values("step")
    return _by_step(said, steps[0]) if len(set(steps)) == 1 and isinstance(steps[0], int) else None


def _by_step(said: Said, step: int) -> Meaning:
    calls: list[ToolCall] = []
    for shot in said.shots():
        now = SIZES.index(said.scene.framings[said.scene.ids.index(shot)])
        then = SIZES[min(max(now + step, 0), len(SIZES) - 1)]
        calls += call("edit_shot", shot=shot, framing=then.value)
    return calls


def _moved(said: Said) -> Meaning:
    moves = set(said.values("camera"))
    camera = moves.pop() if len(moves) == 1 else None
    return _each(said, {"camera": camera.value}) if isinstance(camera, CameraMove) else None


def _timed(said: Said) -> Meaning:
    """Seconds are the new length, unless they are said to come on top or to be taken off."""
    now = {shot: said.scene.seconds[said.scene.ids.index(shot)] for shot in said.shots()}
    times = said.one("times", Decimal)
    if said.values("times"):
        fits = times is not None and not said.values("seconds")
        return _lasting({shot: length * (times or 1) for shot, length in now.items()}) if fits else None
    if not said.values("seconds"):
        if (
            said.has("taking", "adding")
            and not said.has("shorter", "longer")
            or said.has("taking")
            and said.has("longer")
        ):
            return None
        change = {(True, False): ONE_SECOND, (False, True): -ONE_SECOND}.get((said.has("longer"), said.has("shorter")))
        return None if change is None else _lasting({shot: length + change for shot, length in now.items()})
    told = said.one("seconds", tuple)
    return None if told is None else _in_seconds(said, now, *told)


def _in_seconds(said: Said, now: dict[str, Decimal], sign: str, seconds: Decimal) -> Meaning:
    up, down = said.has("longer", "adding", "more"), said.has("shorter", "taking", "less")
    before = said.just_before("seconds")
    if not sign and "tothe" in before:
        return _lasting(dict.fromkeys(now, seconds))
    if not sign and ("by" in before or said.has("comparative", "adding", "taking")):
        sign = {(True, False): "+", (False, True): "-"}.get((up, down), "?")
    if sign in ("+", "-"):
        return _lasting({shot: length + (seconds if sign == "+" else -seconds) for shot, length in now.items()})
    plain = not sign and not said.has("longer", "shorter")
    return _lasting(dict.fromkeys(now, seconds)) if plain else None


def _lasting(lengths: dict[str, Decimal]) -> Meaning:
    if any(length < 1 for length in lengths.values()):
        return None
    return [each for shot, length in lengths.items() for each in call("edit_shot", shot=shot, seconds=float(length))]


def _pinned(said: Said) -> Meaning:
    model = said.one("model", str)
    shots = said.shots() or (list(said.scene.ids) if said.has("everything") else [])
    if model is None or not shots:
        return None
    return [each for shot in shots for each in call("pin_model", shot=shot, model=model)]


def _unpinned(said: Said) -> Meaning:
    if not said.has("autoonly") and not said.has("modelnoun"):
        return None
    return [each for shot in said.shots() for each in call("unpin_model", shot=shot)]


def _unpinned_all(said: Said) -> Meaning:
    return None if said.shots() else [each for shot in said.scene.ids for each in call("unpin_model", shot=shot)]


def _complained(said: Said) -> Meaning:
    """`Shot 4 is too long`: what would mend it."""
    excess = said.one("excess", str)
    if excess in ("closer", "wider"):
        return _by_step(said, 1 if excess == "closer" else -1)
    change = ONE_SECOND if excess == "longer" else -ONE_SECOND
    return (
        _lasting({shot: said.scene.seconds[said.scene.ids.index(shot)] + change for shot in said.shots()})
        if excess
        else None
    )


def _held(said: Said) -> Meaning:
    """Whoever takes a move away wants none."""
    moves = said.values("camera")
    return _each(said, {"camera": CameraMove.STATIC.value}) if CameraMove.STATIC not in moves else None


def _reordered(said: Said) -> Meaning:
    """Every shot's number once, in the order that they shall have: what has to be moved for it."""
    wanted = said.values("number")
    now = list(range(1, said.scene.count + 1))
    if sorted(map(str, wanted)) != sorted(map(str, now)):
        return None
    calls: list[ToolCall] = []
    for place, number in enumerate(wanted, start=1):
        if now[place - 1] != number and isinstance(number, int):
            now.remove(number)
            now.insert(place - 1, number)
            calls += call("move_shot", shot=said.scene.ids[number - 1], to=place)
    return calls or None


def _removed(said: Said) -> Meaning:
    shots = said.shots()
    if len(shots) == said.scene.count or "to" in said.just_before("shots"):
        return None  # `cut to shot 3` is about the order
    return [each for shot in shots for each in call("remove_shot", shot=shot)]


def _kept(said: Said) -> Meaning:
    gone = [shot for shot in said.scene.ids if shot not in said.shots()]
    return [each for shot in gone for each in call("remove_shot", shot=shot)] or None


def _swapped(said: Said) -> Meaning:
    shots = said.shots()
    return call("swap_shots", first=shots[0], second=shots[1]) if len(shots) == 2 else None


def _redrawn(said: Said) -> Meaning:
    return call("redraw_still", shots=said.shots())


def _rendered(said: Said) -> Meaning:
    if said.has("redraw"):
        return None
    return call("render_again", shots=said.shots())


def _again(said: Said) -> Meaning:
    if said.has("redraw", "shootverb"):
        return None
    """Done anew: what was made last, so the take where there is one and the still where there is none."""
    taken = {said.scene.takes[said.scene.ids.index(shot)] > 0 for shot in said.shots()}
    if len(taken) > 1:
        return None
    return _rendered(said) if taken.pop() else _redrawn(said)


def _of_takes(said: Said) -> str | None:
    """The shot that is named; without a name the only one that has several takes."""
    if said.shots():
        return said.shots()[0] if len(said.shots()) == 1 else None
    several = [shot for shot, takes in zip(said.scene.ids, said.scene.takes, strict=True) if takes > 1]
    return several[0] if len(several) == 1 else None


def _chosen(said: Said) -> Meaning:
    shot = _of_takes(said)
    picked = said.values("take")
    if shot is None or len(set(picked)) != 1:
        return None
    if picked[0] == "newest":
        return call("choose_take", shot=shot, take=said.scene.takes[said.scene.ids.index(shot)] or None)
    return call("choose_take", shot=shot, take=picked[0] if isinstance(picked[0], int) else None)


def _compared(said: Said) -> Meaning:
    shot = _of_takes(said)
    return None if shot is None else call("compare_takes", shot=shot)


def _moved_to(said: Said) -> Meaning:
    """`Before shot 2` and the like name the place; the other shot is the one that moves."""
    parts = said.parts
    if said.has("gap"):
        return _moved_between(said)
    joint = next((n for n, part in enumerate(parts) if part.tags & {"before", "after"}), None)
    if joint is None:
        return _moved_by_place(said)
    target = next((n for n in range(joint, len(parts)) if parts[n].kind == "shots"), None)
    movers = [_only(part) for n, part in enumerate(parts) if part.kind == "shots" and n != target]
    there = None if target is None else _only(parts[target])
    if there is None or len(movers) != 1 or movers[0] is None or movers[0] == there:
        return None
    later, before = movers[0] < there, "before" in parts[joint].tags
    return _put(said, movers[0], there + (-1 if later else 0) if before else there + (0 if later else 1))


def _moved_between(said: Said) -> Meaning:
    gap, movers = said.one("gap", tuple), [_only(part) for part in said.parts if part.kind == "shots"]
    if gap is None or gap[1] != gap[0] + 1 or len(movers) != 1 or movers[0] is None or movers[0] in gap:
        return None
    return _put(said, movers[0], gap[0] if movers[0] < gap[0] else gap[1])


def _only(part: Part) -> int | None:
    """The place of the one shot that a part names."""
    return part.value[0] if isinstance(part.value, list) and len(part.value) == 1 else None


def _moved_by_place(said: Said) -> Meaning:
    if len(said.values("shots")) == 2:
        return _moved_to_edge(said)
    shot, number = said.one("shots", list), said.one("place", int) or said.one("number", int)
    if shot is None or len(shot) != 1:
        return None
    wanted = {
        place
        for tag, place in (
            ("atstart", 1),
            ("atend", said.scene.count),
            ("earlier", shot[0] - 1),
            ("later", shot[0] + 1),
        )
        if said.has(tag)
    }
    wanted |= {number} if number is not None else set()
    return _put(said, shot[0], wanted.pop()) if len(wanted) == 1 else None


def _moved_to_edge(said: Said) -> Meaning:
    """`Make shot 3 the opening`."""
    if len(said.values("shots")) != 2:
        return None
    here, there = said.values("shots")
    edge = [part.text for part in said.parts if part.kind == "shots"][1].lower()
    if not isinstance(here, list) or not isinstance(there, list) or len(here) != 1 or len(there) != 1:
        return None
    named = any(word in edge for word in ("open", "first", "last", "clos", "end", "final", "intro", "outro", "finish"))
    return _put(said, here[0], there[0]) if named else None


def _put(said: Said, shot: int, to: int) -> Meaning:
    fits = 1 <= to <= said.scene.count and to != shot
    return call("move_shot", shot=said.scene.ids[shot - 1], to=to) if fits else None


_WISH = "light degree wholly"
SHOT_FRAMES: tuple[Frame, ...] = (
    frame(
        _edit, "shots framing|step|camera", f"{_WISH} camerawork frameword again seconds model joint seen atstart atend"
    ),
    frame(_edit, "shots framing|step|camera seconds", f"{_WISH} camerawork frameword again joint seen time tothe by"),
    frame(
        _edit,
        "shots seconds|longer|shorter|times",
        f"{_WISH} time tothe by more less comparative again adding taking joint fortime",
    ),
    frame(_edit, "shots framing|step|camera longer|shorter", f"{_WISH} camerawork frameword time degree"),
    frame(_edit, "shots model", f"{_WISH} modelnoun again back"),
    frame(_held, "shots camera remove|off|less", "camerawork seen wholly light"),
    frame(_reordered, "number", "light swaplike joint film pron"),
    frame(_complained, "shots excess", "complains degree frameword seen joint time"),
    frame(_unpinned_all, "autoonly modelnoun|everything|wholly", "auto again back light film everything wholly pron"),
    frame(_pinned, "everything model", f"{_WISH} modelnoun film"),
    frame(_unpinned, "shots auto", f"{_WISH} modelnoun again back pron"),
    frame(_removed, "shots remove|cango|no", "wholly out"),
    frame(_removed, "shots out", "wholly light"),
    frame(_kept, "shots only", "keep wholly"),
    frame(_swapped, "shots swap", "swaplike wholly light joint number"),
    frame(_moved_to, "shots before|after|gap", "move shots wholly slot degree joint"),
    frame(_moved_to, "shots atstart|atend", "move wholly slot"),
    frame(_moved_to, "shots move earlier|later", "slot degree"),
    frame(_moved_to, "shots move number|place", "slot tothe back"),
    frame(_moved_to_edge, "shots move", "tothe"),
    frame(_redrawn, "shots redraw", "still again another light frameword takenoun seen"),
    frame(_redrawn, "shots still another|again|redo", "still light redo degree render"),
    frame(_rendered, "shots render", "takenoun another again light"),
    frame(_rendered, "shots takenoun another", "render redo light again more seen"),
    frame(_again, "shots redo", "again light wholly another"),
    frame(_again, "shots again", "light wholly"),
    frame(_rendered, "shots shootverb again", "light wholly"),
    frame(_chosen, "take", "shots light back better choose"),
    frame(_compared, "takenoun compare", "shots light"),
)
