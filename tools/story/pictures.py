"""What is seen in each shot: the subject's own pictures by beat, never the same twice."""

import re

from tools.film.brief import Brief, Genre
from tools.story.knowledge import PLAIN, Domain, domain_of
from tools.story.read import TELLING
from tools.story.wishes import atmosphere_wish
from tools.story.words import MASS_NOUNS, has_phrase

PEOPLE = (
    "woman", "women", "man", "men", "girl", "boy", "child", "children", "kid", "couple", "friend", "people", "person",
    "baker", "barista", "chef", "cook", "farmer", "fisherman", "sailor", "surfer", "runner", "cyclist", "rider",
    "driver", "mechanic", "doctor", "nurse", "teacher", "student", "singer", "guitarist", "dancer", "bride", "groom",
    "crowd", "family", "mother", "father", "grandmother", "grandfather", "customer", "guest", "traveller", "traveler",
    "maker", "worker", "tradesman", "volunteer", "astronaut", "detective", "keeper", "athlete", "she", "he", "they",
    "founder", "owner", "presenter", "host", "actor", "knight", "king", "queen", "potter", "florist", "carpenter",
    "patient", "team", "captain", "player", "musician", "artist", "painter", "monk", "soldier", "wizard", "hiker",
    "climber", "swimmer", "grandma", "grandpa", "baby", "toddler", "lawyer", "dentist", "hairdresser", "barber",
    "model", "bartender", "waiter", "crew",
)  # fmt: skip
ANIMALS = ("dog", "cat", "fox", "horse", "bird", "owl", "bear", "wolf", "whale", "rabbit", "deer", "robot", "dragon")
OPEN_GENRES = (Genre.TEASER, Genre.BRAND_FILM, Genre.TRAVEL)
BUSINESSES = frozenset(
    "shelter shop store studio school firm clinic restaurant bar salon market company agency club centre center team "
    "service services workshop factory house brand business boutique truck stand stall".split()
)
FACELESS = ("hands", "hand", "silhouette", "from behind", "from far away", "from above", "far away", "fingers")
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
LATER = ("a moment later", "from the other side", "in changing light", "closer still", "from further away", "once more")


class Pictures:
    """Hands out descriptions by slot. One storyboard uses one; what was handed out is not repeated."""

    def __init__(self, brief: Brief) -> None:
        domain = domain_of(brief.subject, brief.text)
        scene = _is_a_scene(brief)
        self._sources = (SCENE, domain) if scene else (domain, PLAIN)
        self._subject = with_article(brief.subject if scene else thing_of(brief.subject))
        self._atmosphere = "" if scene else atmosphere_wish(brief.text)
        self._used: set[str] = set()

    def next(self, slot: str) -> str:
        """The next unused picture for that slot; a variation of a used one when there are no more."""
        offered = [self._filled(text) for source in self._sources for text in source.pictures[slot]]
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
    if last.lower() in MASS_NOUNS or (last.endswith("s") and not last.endswith("ss")) or thing[0].isupper():
        return thing
    return f"{'an' if thing[0].lower() in 'aeiou' else 'a'} {thing}"


def has_people(description: str) -> bool:
    """True when somebody is in the picture."""
    return any(has_phrase(description, word) for word in PEOPLE)


def shows_faces(description: str) -> bool:
    """True when somebody's face would be seen."""
    return has_people(description) and not any(has_phrase(description, word) for word in FACELESS)


def _is_a_scene(brief: Brief) -> bool:
    """True when the subject is itself something that happens, rather than a thing or a trade."""
    somebody = has_people(brief.subject) or any(has_phrase(brief.subject, animal) for animal in ANIMALS)
    happens = somebody or (brief.genre in TELLING and domain_of(brief.subject, "") is PLAIN)
    trades = any(word in BUSINESSES for word in brief.subject.lower().split())
    return len(brief.subject.split()) >= 2 and happens and not trades and brief.genre in (*TELLING, *OPEN_GENRES)
