"""What exactly each paid call would send, as a digest: it binds quotes, and tells whether a file still fits its shot.

Only what reaches a provider counts, so that a change of captions or music never costs a still.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tools.film.brief import Brief, Character
from tools.film.route import Mode, Route
from tools.film.storyboard import Shot, Storyboard

Position = Literal["start", "end", "reference"]

_LOOK = {"aspect_ratio", "resolution", "mood", "style", "subject"}
_SEEN = {"description", "framing", "camera", "cast"}
_ROUTED = {"model", "endpoint", "mode", "clip_seconds", "resolution", "aspect_ratio", "fps", "audio"}
_TESTED = {"draft", "mode", "aspect_ratio"}


@dataclass(frozen=True)
class Contents:
    """The digests of one film's calls."""

    storyboard: Storyboard
    brief: Brief
    routes: tuple[Route, ...]

    def still(self, shot: Shot, position: Position) -> str:
        """The shot's first or last frame; where it is its neighbour's, that one's."""
        if position == "start" and shot.continues is not None:
            before = self.storyboard.shot(shot.continues)
            return self.still(before, "start" if shot.chained else "end")
        own = shot.own_start if position == "start" else shot.own_end
        if own is not None:
            return _digest("own", own, self.brief.aspect_ratio.value, self.brief.resolution)
        brand = self.brief.brand or "" if shot.brand_card else ""
        references = self._looks(shot)
        look = self.brief.model_dump_json(include=_LOOK)
        seen = shot.model_dump_json(include=_SEEN)
        return _digest("still", position, look, seen, brand, *references, f"roll {shot.still_roll}")

    def reference(self, character: Character) -> str:
        """The picture of a member of the cast."""
        if character.own_picture is not None:
            return _digest("own", character.own_picture, self.brief.aspect_ratio.value, self.brief.resolution)
        look = self.brief.model_dump_json(include=_LOOK)
        return _digest("reference", character.model_dump_json(include={"name", "kind", "look"}), look)

    def draft(self, shot: Shot) -> str:
        """The shot's test take."""
        return self._take(shot, "draft", _TESTED, shot.draft_roll)

    def clip(self, shot: Shot) -> str:
        """The shot's clip, with every shot that the same render shows."""
        return self._take(shot, "clip", _ROUTED, shot.take_roll)

    def _take(self, shot: Shot, kind: str, routed: set[str], roll: int) -> str:
        route = next(route for route in self.routes if route.shot_id == shot.id)
        told = [kind, route.model_dump_json(include=routed), f"roll {roll}", self.brief.model_dump_json(include=_LOOK)]
        for shown in self.storyboard.rendered_with(shot):
            told += [shown.model_dump_json(include=_SEEN | {"dialogue"}), self._starts_from(shown)]
            if route.mode is Mode.FIRST_LAST:
                told.append(self.still(shown, "end"))
            if route.mode is Mode.MULTI_SHOT:
                told.append(str(shown.seconds.normalize()))
        if kind == "clip" and route.references:
            told += ["references", *self._looks(*self.storyboard.rendered_with(shot))[: route.references]]
        return _digest(*told)

    def _looks(self, *shots: Shot) -> list[str]:
        """The pictures of those in the shots who must look just so."""
        names = dict.fromkeys(name for shot in shots for name in shot.cast)
        return [self.reference(one) for name in names if (one := self.brief.character(name)) is not None]

    def _starts_from(self, shot: Shot) -> str:
        if shot.chained and shot.continues is not None:
            return self.clip(self.storyboard.shot(shot.continues))
        return self.still(shot, "start")


def _digest(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class Owned:
    """A call that was made, or is under way: its key, and what was sent."""

    key: str
    content: str
    lost: bool = False
    """Paid for and never received: its number is gone, and asking again is another call."""

    @property
    def number(self) -> int:
        """The number at the key's end: 1 for the first call of its kind."""
        return int(self.key.rsplit("/", 1)[1])


def key_for(stem: str, content: str, owned: Iterable[Owned]) -> str:
    """The key of the call that was made with this very content, or the next free one of that stem."""
    known = [call for call in owned if call.key.rsplit("/", 1)[0] == stem]
    same = [call for call in known if call.content == content and not call.lost]
    if same:
        return max(same, key=lambda call: call.number).key
    return f"{stem}/{max((call.number for call in known), default=0) + 1}"
