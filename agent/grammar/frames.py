"""A frame: the parts an act needs, the parts it may have besides, and nothing else; so no word is ever passed over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from agent.grammar.parts import Part
from agent.grammar.rule import Meaning
from agent.grammar.words import Scene

Value = TypeVar("Value")
_LINKS = frozenset({"joint", "no"})
_ARTICLES = frozenset({"the", "in", "on", "my", "our", "any"})
ALWAYS = frozenset({"fill"})


@dataclass(frozen=True)
class Said:
    """The parts of a clause, as the acts ask for them."""

    parts: tuple[Part, ...]
    scene: Scene

    def has(self, *names: str) -> bool:
        """One of those kinds or tags is there."""
        return any(_is(part, name) for part in self.parts for name in names)

    def values(self, kind: str) -> list[object]:
        """What stands for that kind, in order."""
        return [part.value for part in self.parts if part.kind == kind]

    def one(self, kind: str, of: type[Value]) -> Value | None:
        """The only value of a kind; None when there is none or more than one."""
        values = self.values(kind)
        return values[0] if len(values) == 1 and isinstance(values[0], of) else None

    def shots(self) -> list[str]:
        """The ids of all shots that are named."""
        places = [place for value in self.values("shots") if isinstance(value, list) for place in value]
        return [self.scene.ids[place - 1] for place in dict.fromkeys(places)]

    def together(self, *names: str) -> bool:
        """All parts of those kinds or tags stand side by side, with nothing but `and` or a `no` between them."""
        places = [place for place, part in enumerate(self.parts) if any(_is(part, name) for name in names)]
        between = self.parts[places[0] : places[-1] + 1] if places else ()
        return all(
            any(_is(part, name) for name in names) or part.tags & _LINKS or part.text in _ARTICLES for part in between
        )

    def text(self, tag: str) -> str:
        """The word that has a tag."""
        return next((part.text for part in self.parts if _is(part, tag)), "")

    def just_before(self, kind: str) -> frozenset[str]:
        """The tags of the word in front of the first part of a kind, articles left out."""
        place = next((n for n, part in enumerate(self.parts) if part.kind == kind), 0)
        before = [
            part
            for part in self.parts[:place]
            if part.text not in ("the", "a", "an", "about", "just", "only", "around")
        ]
        return before[-1].tags | {before[-1].text} if before else frozenset()


Act = Callable[[Said], Meaning]


@dataclass(frozen=True)
class Frame:
    """What an act is said with. `needs` are groups of which each must be there; `may` can be there too."""

    act: Act
    needs: tuple[frozenset[str], ...]
    may: frozenset[str]

    def fits(self, said: Said) -> bool:
        """All that the act needs is there."""
        return all(said.has(*group) for group in self.needs)

    def left_over(self, said: Said) -> list[Part]:
        """The parts that the frame has no use for."""
        known = self.may.union(*self.needs) | ALWAYS
        return [part for part in said.parts if not _within(part, known)]

    def meaning(self, said: Said) -> Meaning:
        """What the clause means by this frame; None when something is missing, left over, or makes no sense."""
        return self.act(said) if self.fits(said) and not self.left_over(said) else None


def frame(act: Act, needs: str, may: str = "") -> Frame:
    """A frame from two lines of names: `shots framing|step` needs shots and a framing or a step."""
    return Frame(act, tuple(frozenset(group.split("|")) for group in needs.split()), frozenset(may.split()))


def _within(part: Part, known: frozenset[str]) -> bool:
    """The frame knows the part, or each word of it."""
    if part.kind in known or part.tags & known:
        return True
    return bool(part.inside) and all(_within(each, known) for each in part.inside)


def _is(part: Part, name: str) -> bool:
    return part.kind == name or name in part.tags or any(_is(each, name) for each in part.inside)
