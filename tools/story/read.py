"""Reading a brief: from what a person wrote to what the film must be. Options given beside the text win over it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tools.film.brief import Brief, Genre, Mood
from tools.film.errors import UsageError
from tools.film.route import Warning
from tools.film.shape import AspectRatio, Resolution
from tools.film.storyboard import Trait
from tools.story.brand import find_brand
from tools.story.foreign import language_of
from tools.story.knowledge import beats_of, genre_of
from tools.story.measures import Measures, measures
from tools.story.scenes import Quotes, Scene, listed_scenes, named_models, quotes, without_pins
from tools.story.seen import Seen, pictures_in
from tools.story.subject import NOTHING_SAID, find_subject
from tools.story.timing import SHORTEST
from tools.story.wishes import Shape, audience_wish, mood_wish, shape_wish, styles_wish, wants
from tools.story.words import has_phrase

LONGEST_TEXT = 20_000
LONGEST_FILM = Decimal(600)
SHORTEST_SHOT = Decimal(1)
MOST_SHOTS = 60
TELLING = frozenset({Genre.STORY, Genre.MOOD, Genre.LOOP})
"""Genres whose subject is what happens, not the thing alone."""
DEFAULT_SECONDS = Decimal(15)
SECONDS_A_PICTURE = Decimal(3)
LONGEST_UNASKED = Decimal(30)
GENRE_SECONDS = {
    Genre.LOOP: Decimal(8),
    Genre.EXPLAINER: Decimal(30),
    Genre.HOW_TO: Decimal(30),
    Genre.STORY: Decimal(30),
}
GENRE_MOODS = {
    Genre.TEASER: Mood.TENSE,
    Genre.EXPLAINER: Mood.UPBEAT,
    Genre.HOW_TO: Mood.CALM,
    Genre.TRAVEL: Mood.DREAMY,
    Genre.PROPERTY: Mood.CALM,
    Genre.EVENT: Mood.UPBEAT,
    Genre.MOOD: Mood.DREAMY,
    Genre.BRAND_FILM: Mood.PROUD,
    Genre.LOOP: Mood.CALM,
}
CHAIN = re.compile(r"\blast[\s-]frame chain|\bchain(?:ed)?\b[^.]{0,20}\b(?:shots|clips|frames?)\b", re.IGNORECASE)
SEQUENCE = re.compile(r"\bmulti[\s-]?shots?\b|\b(?:in|as) (?:one|a single) render\b", re.IGNORECASE)
NEEDS_A_WRITER = (
    "rhyme", "rhyming", "joke", "funny dialogue", "plot twist", "poem", "lyrics", "script it", "translate",
    "in the voice of", "parody", "pun", "write the dialogue", "witty",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A brief that was understood, with what the storyboard needs beside it."""

    brief: Brief
    scenes: tuple[Scene, ...] = ()
    seen: tuple[str, ...] = ()
    """What the text says is to be seen, where it lists no scenes; no more than fits."""
    about: str = ""
    """What the text says beside those pictures."""
    said: Quotes = field(default_factory=Quotes)
    pins: dict[int, str] = field(default_factory=dict)
    per_shot: Decimal | None = None
    chained: bool = False
    """The person wants long moves as a last-frame chain instead of between shared stills."""
    multi_shot: bool = False
    """The person wants neighbouring shots from one render, so that people, light and clothes stay alike."""
    traits: frozenset[Trait] = frozenset()
    warnings: tuple[Warning, ...] = ()
    unsaid: tuple[str, ...] = ()
    """Which of `aspect_ratio`, `duration`, `brand` the text left open."""


@dataclass(frozen=True)
class Given:
    """What was fixed beside the text; it wins over the text. None leaves it to the text."""

    ratio: AspectRatio | None = None
    seconds: Decimal | None = None
    shots: int | None = None
    budget: Decimal | None = None
    voice: bool | None = None
    music: bool | None = None
    captions: bool | None = None
    resolution: Resolution | None = None


def read_brief(text: str, given: Given | None = None) -> Reading:
    """Understand a brief; raises UsageError when there is nothing to understand or it cannot be a film."""
    given = given or Given()
    cleaned = _legible(text)
    warnings: list[Warning] = []
    said = quotes(cleaned)
    plain = without_pins(said.without)
    scenes = listed_scenes(without_pins(cleaned))
    read = measures(plain)
    shape = shape_wish(said.without)
    if shape.conflict and given.ratio is None:
        warnings.append(_decided_warning(shape.conflict))
    language = language_of(cleaned)
    brand = find_brand(read.left, said.brand, guess=language == "en")
    seen = Seen((), read.left) if scenes else pictures_in(read.left, brand)
    genre = genre_of(seen.rest[:160]) or genre_of(seen.rest) or genre_of(plain) or Genre.BRAND_FILM
    length, count = _length_and_count(read, scenes, given, _usual_seconds(genre, len(seen.pictures)), warnings)
    warnings += _limits(cleaned, language)
    own = _that_fit(seen.pictures, room_for(length, count, genre, brand), warnings)
    brief = Brief(
        text=text.strip(),
        aspect_ratio=given.ratio or shape.ratio or AspectRatio.PORTRAIT,
        resolution=given.resolution or "1080p",
        duration_s=length,
        budget_credits=given.budget if given.budget is not None else read.budget,
        language=language,
        voice=_decided(given.voice, plain, "voice"),
        music=_decided(given.music, plain, "music"),
        captions=_decided(given.captions, plain, "captions"),
        genre=genre,
        mood=mood_wish(seen.rest) or GENRE_MOODS.get(genre, Mood.WARM),
        brand=brand,
        subject=_subject(read.left, brand, genre, [scene.description for scene in scenes] or own),
        audience=audience_wish(plain),
        platform=shape.platform,
        style=styles_wish(plain),
        shot_count=count,
    )
    return Reading(
        brief=brief,
        scenes=scenes,
        seen=own,
        about=seen.rest,
        said=said,
        pins=named_models(cleaned),
        per_shot=_per_shot(read, length, count),
        chained=CHAIN.search(plain) is not None,
        multi_shot=SEQUENCE.search(plain) is not None,
        traits=_traits(plain),
        warnings=tuple(warnings),
        unsaid=_unsaid(given, shape, read, brand),
    )


def room_for(length: Decimal, count: int | None, genre: Genre, brand: str | None) -> int:
    """How many of the person's own pictures a film has shots for, beside its closing card."""
    card = brand is not None and beats_of(genre)[-1].card
    return max(1, (count or max(1, int(length / SHORTEST))) - card)


def _that_fit(seen: tuple[str, ...], room: int, warnings: list[Warning]) -> tuple[str, ...]:
    if len(seen) > room:
        told = (
            f"The brief names {len(seen)} pictures and there is room for {room}; not shown: {'; '.join(seen[room:])}. "
            "Ask for a longer film or for more shots."
        )
        warnings.append(_decided_warning(told))
    return seen[:room]


def _unsaid(given: Given, shape: Shape, read: Measures, brand: str | None) -> tuple[str, ...]:
    open_questions = {
        "aspect_ratio": given.ratio is None and shape.ratio is None,
        "duration": given.seconds is None and not read.totals and read.per_shot is None,
        "brand": brand is None,
    }
    return tuple(topic for topic, is_open in open_questions.items() if is_open)


def _subject(left: str, brand: str | None, genre: Genre, pictures: Sequence[str]) -> str:
    """From what is said before the first of the person's pictures; with nothing before it, from that picture."""
    if not pictures:
        return find_subject(left, brand, whole=genre in TELLING)
    begins = re.search(re.escape(re.sub(r"^(?:the|an?) ", "", pictures[0])[:20]), left, re.IGNORECASE)
    opening = left[: begins.start()] if begins else left
    opening = re.sub(r"\b(?:shot|scene)?\s*#?\d{0,2}\s*[:.)-]?\s*(?:first)?\s*$", "", opening, flags=re.IGNORECASE)
    introduced = len(opening.split()) >= 3 and opening != left
    told = find_subject(opening, brand) if introduced else NOTHING_SAID
    return find_subject(pictures[0], brand, whole=True) if told in (NOTHING_SAID, brand) else told


def _legible(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise UsageError(
            f"The brief has more than {LONGEST_TEXT:,} characters; shorten it to what must be seen and heard."
        )
    cleaned = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t" else char for char in text
    )
    cleaned = cleaned.replace("\t", " ").strip()
    if not cleaned:
        raise UsageError(
            'The brief is empty; say in a sentence what you want to see, such as "a 15 second ad for my bakery".'
        )
    if not any(char.isalpha() for char in cleaned):
        raise UsageError("The brief has no words to film; say in a sentence what you want to see.")
    return cleaned


def _length_and_count(
    read: Measures, scenes: tuple[Scene, ...], given: Given, usual: Decimal, warnings: list[Warning]
) -> tuple[Decimal, int | None]:
    count = given.shots or (len(scenes) if scenes else read.shots)
    if count is not None and count > MOST_SHOTS:
        raise UsageError(f"{count} shots are more than the {MOST_SHOTS} that one film can have; split it into several.")
    named = given.seconds if given.seconds is not None else next(iter(read.totals), None)
    by_shots = read.per_shot * count if read.per_shot and count else None
    wished = named if named is not None else by_shots
    length = _possible(wished if wished is not None else usual)
    if given.seconds is None and len(read.totals) > 1:
        others = ", ".join(_plain(total) for total in read.totals[1:])
        warnings.append(
            _decided_warning(f"The brief names several lengths; the film will last {_plain(length)} s, not {others} s.")
        )
    if named and by_shots and by_shots != length and read.per_shot:
        told = f"{count} shots of {_plain(read.per_shot)} s are not {_plain(length)} s; the length is kept."
        warnings.append(_decided_warning(told))
    if scenes and read.shots and given.shots is None and read.shots != len(scenes):
        told = f"The brief asks for {read.shots} shots and lists {len(scenes)}; the listed ones are made."
        warnings.append(_decided_warning(told))
    if count is not None and length / count < SHORTEST_SHOT:
        fewer = max(1, int(length / SHORTEST_SHOT))
        warnings.append(_decided_warning(f"{count} shots do not fit into {_plain(length)} s; there will be {fewer}."))
        count = fewer
    return length, count


def _usual_seconds(genre: Genre, pictures: int) -> Decimal:
    """How long such a film is when nobody says: time to see each picture, within what a first film may cost."""
    usual = GENRE_SECONDS.get(genre, DEFAULT_SECONDS)
    return max(usual, min(LONGEST_UNASKED, SECONDS_A_PICTURE * (pictures + 1))) if pictures else usual


def _possible(length: Decimal) -> Decimal:
    if not length.is_finite() or length <= 0:
        raise UsageError(f"A film of {length} seconds cannot be made; ask for a length above 0.")
    if length > LONGEST_FILM:
        raise UsageError(
            f"{_plain(length)} seconds are longer than the {LONGEST_FILM} that one film can have; split it."
        )
    return length.quantize(Decimal("0.001"))


def _per_shot(read: Measures, length: Decimal, count: int | None) -> Decimal | None:
    if read.per_shot is None or (count is not None and read.per_shot * count != length):
        return None
    return read.per_shot


def _decided(option: bool | None, text: str, aspect: str) -> bool:
    if option is not None:
        return option
    return wants(text, aspect) is not False


def _traits(text: str) -> frozenset[Trait]:
    found: set[Trait] = set()
    if any(has_phrase(text, word) for word in ("crowd", "crowds", "stadium", "hundreds of people")):
        found.add(Trait.CROWD)
    if any(
        has_phrase(text, word)
        for word in ("explosion", "shatter", "shatters", "splash", "collapse", "slow-motion water")
    ):
        found.add(Trait.PHYSICS)
    if re.search(r"\b4k\b|\buhd\b", text, re.IGNORECASE):
        found.add(Trait.NATIVE_4K)
    return frozenset(found)


def _limits(text: str, language: str) -> list[Warning]:
    found = []
    if language != "en":
        found.append(
            Warning(
                rule="needs-language-model",
                message="The playbook reads and speaks English only; without a language model the spoken lines stay "
                "English and parts of this brief may be missed.",
            )
        )
    if asked := [word for word in NEEDS_A_WRITER if has_phrase(text, word)]:
        found.append(
            Warning(
                rule="needs-language-model",
                message=f"{asked[0].capitalize()} takes a language model to write; without one plain lines are spoken.",
            )
        )
    return found


def _decided_warning(message: str) -> Warning:
    return Warning(rule="contradiction", message=message)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
