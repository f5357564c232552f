"""What is seen in each shot: the subject's own pictures by beat, never the same twice."""

import re
from collections.abc import Sequence

from tools.film.brief import Brief, Genre
from tools.story.knowledge import PLAIN, Domain, domain_of
from tools.story.people import ANIMALS, BUSINESSES, has_people
from tools.story.read import TELLING
from tools.story.wishes import atmosphere_wish
from tools.story.words import MASS_NOUNS, has_phrase

OPEN_GENRES = (Genre.TEASER, Genre.BRAND_FILM, Genre.TRAVEL)
SCENE = Domain(
    name="scene",
    words=(),
    pictures={
        "detail": ("one telling detail of {subject}, close", "light on the edge of {subject}, very close"),
        "process": ("{subject}, crossing the frame", "{subject}, a moment later"),
        "air": ("drifting light around {subject}", "slow air and dust, and {subject} beyond"),
        "place": ("{subject}, seen from far away", "{subject}, small under a wide sky"),
        "person": ("{subject}, from behind against the light", "{subject}, a step closer"),
        "reaction": ("{subject}, close, in softer light", "{subject}, turning towards the light"),
        "product": ("{subject}, wide and still, in the last light",),
    },
)
OWN_LIGHT = re.compile(
    r",? (?:at|in|by|against|under|through) (?:the |a )?(?:end of the day|"
    r"(?:(?:warm|soft|clear|early|low|bright|golden|first|last|morning|evening|late|blue|drifting) )*"
    r"(?:dawn|sunrise|sunset|hour|dusk|morning|evening|afternoon|light|night|rain|fog))\b.*$"
)
"""The light or weather at the end of a picture's words."""
A_FILM_OF_HERS = 3
"""From so many pictures of her own on, nothing is shown but those."""
LONGEST_THING = 4
"""In words, with its article: what is longer is a happening, and no product to be set on a table."""
AGAIN = {
    "detail": "one detail, very close",
    "process": "a moment later",
    "air": "in softer light",
    "place": "seen from further away",
    "person": "a step closer",
    "reaction": "closer, and quieter",
    "product": "wide and still, in the last light",
}
"""How one of the person's own pictures is seen once more."""
LATER = ("a moment later", "from the other side", "in changing light", "closer still", "from further away", "once more")


class Pictures:
    """Hands out descriptions by slot. One storyboard uses one; what was handed out is not repeated."""

    def __init__(self, brief: Brief, own: Sequence[str] = (), about: str = "") -> None:
        """`own` are the person's pictures, which are stayed with, and `about` is what she says beside them."""
        domain = domain_of(brief.subject, about or brief.text)
        scene = not own and _is_a_scene(brief)
        self._sources = (SCENE, domain) if scene else (domain, PLAIN)
        self._own = tuple(own)
        self._subject = with_article(brief.subject if scene else thing_of(brief.subject))
        self._atmosphere = "" if scene else atmosphere_wish(about or brief.text)
        self._turn = 0
        self._used: set[str] = set(own)

    def next(self, slot: str) -> str:
        """The next unused picture for that slot; a variation of a used one when there are no more."""
        offered = self._offered(slot)
        self._turn += 1
        for description in offered:
            if description not in self._used:
                self._used.add(description)
                return description
        for step in range(len(offered) * len(LATER)):
            varied = f"{offered[step % len(offered)]}, {LATER[step // len(offered)]}"
            if varied not in self._used:
                self._used.add(varied)
                return varied
        return f"{offered[0]}, {len(self._used)}"

    def _offered(self, slot: str) -> list[str]:
        if not self._own:
            return [self._filled(text) for source in self._sources for text in source.pictures[slot]]
        again = [f"{each}, {AGAIN[slot]}" for each in self._own[self._turn % len(self._own) :] + self._own]
        known = () if self._sources[0] is PLAIN else self._sources[0].pictures[slot]
        if slot == "product" and len(self._subject.split()) <= LONGEST_THING:
            return [*map(self._filled, known), *again]
        hers_alone = len(self._own) >= A_FILM_OF_HERS and slot != "product"
        return [*(text for text in known if "{subject}" not in text and not hers_alone), *again]

    def _filled(self, text: str) -> str:
        filled = text.replace("{subject}", self._subject)
        if self._atmosphere:  # the brief's own light and weather win over the picture's
            filled = f"{OWN_LIGHT.sub('', filled)}, {self._atmosphere}"
        return re.sub(r"\b(a|an|the|fresh) (a|an|the) ", r"\1 ", filled)


def thing_of(subject: str) -> str:
    """What can be shown of a subject: `dog shelter in Leeds` shows a dog."""
    without_place = re.sub(r"\s+(?:in|at|near|from|by)\s+(?:the\s+)?[A-Z].*$", "", subject)
    words = without_place.split()
    while len(words) > 1 and words[-1].lower() in BUSINESSES:
        words = words[:-1]
    return " ".join(words[:5])


def with_article(thing: str) -> str:
    """`dog` becomes `a dog`; plurals, mass nouns and names stay as they are."""
    last = re.split(r"\s+(?:in|at|on|of|with|who|that|under|over|by)\s+", thing, maxsplit=1)[0].split()[-1]
    if (
        thing.startswith(("this ", "the "))
        or last.lower() in MASS_NOUNS
        or (last.endswith("s") and not last.endswith("ss"))
        or thing[0].isupper()
    ):
        return thing
    return f"{'an' if thing[0].lower() in 'aeiou' else 'a'} {thing}"


def _is_a_scene(brief: Brief) -> bool:
    """True when the subject is itself something that happens, rather than a thing or a trade."""
    somebody = has_people(brief.subject) or any(has_phrase(brief.subject, animal) for animal in ANIMALS)
    happens = somebody or (brief.genre in TELLING and domain_of(brief.subject, "") is PLAIN)
    trades = any(word in BUSINESSES for word in brief.subject.lower().split())
    return len(brief.subject.split()) >= 2 and happens and not trades and brief.genre in (*TELLING, *OPEN_GENRES)
