"""Who says what, and what is written in the picture: the person's own words first, then the playbook's lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tools.film.brief import Brief, Genre
from tools.story.knowledge import lines_for
from tools.story.read import Reading
from tools.story.scenes import Scene
from tools.story.timing import words_that_fit
from tools.story.words import MASS_NOUNS


@dataclass(frozen=True)
class Words:
    """A shot's words. `verbatim` are those the person wrote, which the shot's length must allow for."""

    dialogue: str | None = None
    narration: str | None = None
    on_screen_text: str | None = None
    verbatim: str = ""


Slot = tuple[str, bool, Scene | None]
"""A shot's beat, whether faces are seen, and the scene the person wrote for it."""


def give_words(reading: Reading, slots: Sequence[Slot], lengths: Sequence[Decimal]) -> list[Words]:
    """Words for every shot, in order. `lengths` are the shots' likely seconds."""
    if reading.scenes:
        return [_scene_words(reading.brief, scene) for _, _, scene in slots if scene is not None]
    given = [Words() for _ in slots]
    _place_dialogue(reading, slots, given)
    _place_texts(reading, given)
    _place_narration(reading, given)
    if reading.brief.voice:
        _fill_with_lines(reading.brief, slots, lengths, given)
    return given


def _scene_words(brief: Brief, scene: Scene) -> Words:
    if not brief.voice:
        text = scene.on_screen_text or scene.dialogue or scene.narration
        return Words(on_screen_text=text)
    verbatim = scene.dialogue or scene.narration or ""
    return Words(scene.dialogue, scene.narration, scene.on_screen_text, verbatim)


def _place_dialogue(reading: Reading, slots: Sequence[Slot], given: list[Words]) -> None:
    lines = list(reading.said.dialogue)
    with_faces = [number for number, (_, faces, _) in enumerate(slots) if faces]
    places = with_faces or list(range(len(slots)))
    for number, line in enumerate(_spread(lines, len(places))):
        place = places[number]
        given[place] = Words(dialogue=line, verbatim=line) if reading.brief.voice else Words(on_screen_text=line)


def _place_texts(reading: Reading, given: list[Words]) -> None:
    texts = list(reading.said.on_screen)
    free = [number for number, words in enumerate(given) if words == Words()]
    places = free[-len(texts) :] if texts and len(free) >= len(texts) else free
    for place, text in zip(places, _spread(texts, len(places)), strict=False):
        given[place] = Words(on_screen_text=text)


def _place_narration(reading: Reading, given: list[Words]) -> None:
    if not reading.brief.voice:
        return
    lines = list(reading.said.narration)
    free = [number for number, words in enumerate(given) if words == Words()]
    for place, line in zip(free, _spread(lines, len(free)), strict=False):
        given[place] = Words(narration=line, verbatim=line)


def _spread(lines: list[str], places: int) -> list[str]:
    """At most one line a place: what is too many is joined to the last, so that no word is lost."""
    if places == 0 or len(lines) <= places:
        return lines
    return [*lines[: places - 1], " ".join(lines[places - 1 :])]


def _fill_with_lines(brief: Brief, slots: Sequence[Slot], lengths: Sequence[Decimal], given: list[Words]) -> None:
    written = any(words.verbatim for words in given)
    if written or brief.genre is Genre.LOOP:
        return
    used: set[str] = set()
    for number, ((slot, faces, _), seconds) in enumerate(zip(slots, lengths, strict=True)):
        if given[number] != Words():
            continue
        line = _line(brief, slot, seconds, used)
        if line is None:
            continue
        used.add(line)
        speaks = brief.genre is Genre.TESTIMONIAL and faces
        given[number] = Words(dialogue=line) if speaks else Words(narration=line)


def _line(brief: Brief, slot: str, seconds: Decimal, used: set[str]) -> str | None:
    for template in lines_for(brief.genre, slot):
        if "{brand}" in template and brief.brand is None:
            continue
        if "{subject}" in template and not _needs_no_article(brief):
            continue
        line = template.format(brand=brief.brand, subject=brief.subject)
        line = line[0].upper() + line[1:]
        if line not in used and len(line.split()) <= words_that_fit(seconds):
            return line
    return None


def _needs_no_article(brief: Brief) -> bool:
    """A mass noun such as "coffee" can stand alone in a sentence; "app" or "plant shop" cannot."""
    return brief.subject.lower() in MASS_NOUNS
