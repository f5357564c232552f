"""Words for who may be in a picture, and for what a business is called."""

from tools.story.words import has_phrase

PEOPLE = (
    "woman", "women", "man", "men", "girl", "boy", "child", "children", "kid", "couple", "friend", "people", "person",
    "baker", "barista", "chef", "cook", "farmer", "fisherman", "sailor", "surfer", "runner", "cyclist", "rider",
    "driver", "mechanic", "doctor", "nurse", "teacher", "student", "singer", "guitarist", "dancer", "bride", "groom",
    "crowd", "family", "mother", "father", "grandmother", "grandfather", "customer", "guest", "traveller", "traveler",
    "maker", "worker", "tradesman", "volunteer", "astronaut", "detective", "keeper", "athlete", "she", "he", "they",
    "founder", "owner", "presenter", "host", "actor", "knight", "king", "queen", "potter", "florist", "carpenter",
    "patient", "team", "captain", "player", "musician", "artist", "painter", "monk", "soldier", "wizard", "hiker",
    "climber", "swimmer", "grandma", "grandpa", "baby", "toddler", "lawyer", "dentist", "hairdresser", "barber",
    "mum", "mom", "dad", "gran", "nan", "grandad", "lady", "gentleman", "someone", "somebody", "everyone", "teenager",
    "members", "fans", "groundsman", "villagers", "neighbour", "neighbor", "client", "visitor",
    "model", "bartender", "waiter", "crew",
)  # fmt: skip
ANIMALS = ("dog", "cat", "fox", "horse", "bird", "owl", "bear", "wolf", "whale", "rabbit", "deer", "robot", "dragon")
FACELESS = ("hands", "hand", "silhouette", "from behind", "from far away", "from above", "far away", "fingers")
BUSINESSES = frozenset(
    "shelter shop store studio school firm clinic restaurant bar salon market company agency club centre center team "
    "service services importer broker courier "
    "groomer workshop factory house brand business boutique truck stand stall".split()
)


def has_people(description: str) -> bool:
    """True when somebody is in the picture."""
    return any(has_phrase(description, word) for word in PEOPLE)


def shows_faces(description: str) -> bool:
    """True when somebody's face would be seen."""
    return has_people(description) and not any(has_phrase(description, word) for word in FACELESS)
