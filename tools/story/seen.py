"""What a brief itself says is to be seen: its own pictures, in its order, in its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tools.story import telling
from tools.story.knowledge import every_picture_word
from tools.story.people import ANIMALS, PEOPLE
from tools.story.words import tidy

LONGEST_PICTURE = 28
"""In words: more than that is no single picture."""
A_LIST = 4
"""From so many parts on, a single unknown word is one of the things listed."""
_SENTENCE = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)(?<=[.!?…])[\"”]?\s+|[;\n]+|\s[–—]\s|\s-\s", re.IGNORECASE
)
_AND = re.compile(r"\s+and\s+(?:then\s+|finally\s+)?", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:our|my)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """A brief's own pictures, each the description of one shot, and what it says beside them."""

    pictures: tuple[str, ...]
    rest: str


def pictures_in(text: str, brand: str | None = None) -> Seen:
    """The pictures that the text names; `text` is without lengths and quotes.

    What is wished of the film as a whole (its mood, its length, its place of showing) is no picture.
    """
    found: list[str] = []
    rest: list[str] = []
    plain = telling.ASIDE.sub(r", \g<aside>, ", telling.TALK_ASIDE.sub(" ", _without_apposition(text, brand)))
    for number, sentence in enumerate(each.strip() for each in _SENTENCE.split(plain)):
        introduced = telling.INTRODUCED.match(sentence)
        if telling.LABELLED.match(sentence) or not introduced and telling.ABOUT_THEM.match(sentence):
            rest.append(sentence)
            continue
        said = (introduced["rest"] or introduced["list"]) if introduced else sentence
        rest.append((introduced["before"] or introduced["short"]) if introduced else "")
        pieces = [piece for piece in map(_Piece.of, _pieces(said)) if piece.words]
        shown, left = _chosen(pieces, brand, listed=introduced is not None, opening=number == 0, after=bool(found))
        found += shown
        rest.append(", ".join(left))
    return Seen(tuple(dict.fromkeys(found)), ". ".join(part for part in rest if part.strip()))


def _without_apposition(text: str, brand: str | None) -> str:
    """`Fern & Co, a plant shop` says what Fern & Co is, not what is seen."""
    return re.sub(rf"({re.escape(brand)})\s*,\s*(?:an?|the|our|my)\s[^,.:;]*", r"\1", text) if brand else text


@dataclass(frozen=True)
class _Piece:
    """A part of a sentence, without the words that only say that it shall be seen."""

    text: str
    shown: bool
    """`Show …`, `ends on …`: the person says that it is a picture."""

    @staticmethod
    def of(part: str) -> "_Piece":
        lead = telling.LEAD.match(part)
        assert lead is not None, "every part of it may be empty"
        bare = telling.WRITTEN_ON_IT.sub("", tidy(part[lead.end() :]))
        return _Piece(telling.SHOWN.sub("", bare), shown=bool(lead["lead"]))

    @property
    def words(self) -> list[str]:
        return _words(self.text)

    @property
    def possible(self) -> bool:
        """It is no wish about the film, no remark, and more than a tone."""
        toneless = telling.TONE.sub(" ", self.text)
        says_something = any(word not in telling.PLAIN_WORDS for word in _words(toneless))
        short = len(self.words) <= LONGEST_PICTURE
        return (
            says_something
            and short
            and not _only_names(self.text)
            and not telling.NO_PICTURE.search(telling.SHOT_OF.sub("", self.text))
        )

    @property
    def seeable(self) -> bool:
        """A word in it stands for something that the playbook knows how to show."""
        return any(_stem(word) in _seen_words() for word in self.words if word not in telling.PLAIN_WORDS)

    @property
    def brief(self) -> bool:
        """A word or two that no article begins."""
        return len(self.words) <= 2 and not self.shown and not telling.STARTS_A_THING.match(self.text)

    @property
    def bare(self) -> bool:
        """A word or two without an article: a trade, a quality, or more about what was just named."""
        return self.brief and not (len(self.words) > 1 and self.words[0].endswith("ing"))

    @property
    def placed(self) -> bool:
        """Something, and where it is."""
        return telling.PLACED.search(self.text) is not None

    @property
    def is_trade(self) -> bool:
        """What somebody does for a living, as briefs begin."""
        happens = telling.STARTS_A_THING.match(self.text) or any(word.endswith("ing") for word in self.words[1:])
        return not (happens or self.shown) and telling.TRADE.search(self.text) is not None

    def is_name(self, brand: str | None) -> bool:
        """Hardly more than the name that the closing card will show."""
        return brand is not None and brand.lower() in self.text.lower() and len(self.words) <= len(_words(brand)) + 3


def _chosen(
    pieces: list[_Piece], brand: str | None, *, listed: bool, opening: bool, after: bool
) -> tuple[list[str], list[str]]:
    """The pieces that are pictures, and the others. Among pictures in a row, one of unknown words is a picture too."""
    may_be = [piece.possible and not piece.is_name(brand) for piece in pieces]
    if not listed and pieces and (opening and pieces[0].is_trade or not after and len(pieces) == 1 and pieces[0].brief):
        may_be[0] = False
    few = not listed and len(pieces) < A_LIST
    sure = [
        possible and piece.seeable and not (opening and not listed and piece.bare)
        for piece, possible in zip(pieces, may_be, strict=True)
    ]
    many = sum(sure) >= 2 and 2 * sum(sure) >= sum(may_be)
    more_of_them = after and len(pieces) > 2
    found: list[str] = []
    left: list[str] = []
    for piece, possible, certain in zip(pieces, may_be, sure, strict=True):
        more = telling.LEANS.match(piece.text) or not listed and piece.bare and len(pieces) < 4
        if found and possible and more:
            found[-1] = f"{found[-1]}, {piece.text}"
        elif (
            certain
            or possible
            and not (few and len(piece.words) == 1)
            and (piece.shown or listed or many or found and (piece.placed or more_of_them))
        ):
            found.append(_worded(piece.text))
        else:
            left.append(piece.text)
    return found, left


def _pieces(said: str) -> Iterator[str]:
    """The sentence at its commas and `then`s; an opening such as `at dawn,` stays with what follows it."""
    parts = [
        part
        for part in re.split(r",\s*(?:and\s+)?(?:then\s+)?|\s+(?:and\s+)?(?:then|finally)\s+|\.{3}|…", said)
        if tidy(part)
    ]
    if len(parts) > 1 and (last := _AND.split(parts[-1], maxsplit=1))[1:] and _both_stand(*last):
        parts[-1:] = last
    held = ""
    for number, part in enumerate(parts):
        together = f"{held}, {part.strip()}" if held else part.strip()
        if not held and telling.WHEN.match(part.strip()) and len(part.split()) <= 4 and number + 1 < len(parts):
            held = together
            continue
        held = ""
        yield together


def _both_stand(left: str, right: str) -> bool:
    return bool(telling.STARTS_A_THING.match(right)) or max(len(left.split()), len(right.split())) <= 3


def _only_names(text: str) -> bool:
    """`St Olave's`, `Marlowe & Finch`: nothing in it begins small."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’]\w+)?", text) if word.lower() not in telling.PLAIN_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


@cache
def _seen_words() -> frozenset[str]:
    """Every word that the playbook's own pictures are made of, people and animals among them."""
    words: Iterable[str] = (*every_picture_word(), *PEOPLE, *ANIMALS)
    return frozenset(_stem(word) for word in words if word not in telling.PLAIN_WORDS and word not in telling.TONES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ing|ed)$", "", word) if len(word) > 4 else word.removesuffix("s")


def _worded(text: str) -> str:
    """As a description: `our bees` are the bees, and a sentence's capital goes where it is no name."""
    text = _OWNED.sub("the", text)
    first = text.split(maxsplit=1)[0]
    common = first.lower() in telling.PLAIN_WORDS or _stem(first.lower()) in _seen_words()
    small = (common or first.lower().endswith("ing")) and first[1:].islower() or first in ("A", "I")
    return text[0].lower() + text[1:] if small else text
