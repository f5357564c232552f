"""From a prompt's words to a scene: the setting, who is in it, what things, what the air does."""

import hashlib
import re
from dataclasses import dataclass

from tools.film.storyboard import Framing
from tools.providers.port import Order
from tools.studio.painting.palette import Palette, palette_for
from tools.studio.props import Prop, find_props

SETTINGS = {
    "stage": r"stage|concert|singer|band|microphone|spotlight show|theatre|theater|festival|dj|gig|crowd",
    "underwater": r"underwater|under the surface|coral|diving|diver|reef|aquarium",
    "space": r"space|planet|astronaut|galaxy|orbit around|spaceship|rocket|the earth from|distant moon|stars drifting",
    "desert": r"desert|dunes?|mars|red planet|sahara|canyon",
    "sea": r"sea|ocean|beach|boats?|harbou?r|waves?|surf\w*|sail\w*|island|coast|fishing|fisherman|bow|"
    r"horizon|lighthouse|shore|net|ferry|ferries|ships?|anchor|docks?|whales?|lakes?|lakeside|rivers?|riverbank|"
    r"ponds?|jetty",
    "mountains": r"mountains?|ridge|peaks?|alps?|valley|hiking|summit|volcano|cliffs?|iceland",
    "forest": r"forest|woods?|between the trees|tall trees|jungle|trees?|fox|deer|leaf|mushrooms?|"
    r"leaves(?! (?:the|a|an|for|his|her|its|their|home|with|from))",
    "vineyard": r"vineyard|vines?|winery|orchard|rows of",
    "garden": r"garden|flowers?|park|meadow|terrace|bouquet|grass|plants?|seedling|greenhouse|picnic|bees?|porch|"
    r"beehives?|cows?|cattle|sheep|goats?|hens?|pasture",
    "field": r"fields?|farm\w*|harvest|wheat|hills?|countryside|village|train|bridge|windmill|horse\w*|"
    r"tractors?|barn|paths?|footpaths?|trails?",
    "road": r"roads?|cars?|highway|driving|wheel|headlights?|motorcycle|bicycle|cyclists?|bike|track|runner|"
    r"running(?! (?:on|across|in|into|through))|scooter",
    "city": r"city|streets?|skyline|square|neon|buildings?|town|rooftops?|market|alley|traffic|lanterns?|taxi|"
    r"subway|urban",
    "house": r"the house|house from|front door|villa|cottage|cabin|house at|hotel|lodge|clinic front|facade",
    "kitchen": r"kitchen|cook\w*|chef|pan|stove|oven|dough|flour|baker|board|recipe|breakfast|baking",
    "cafe": r"caf[eé]|counter|bar|bartender|barista|restaurant|shop|bakery|boutique|reception|stall|pub|bistro",
    "library": r"library|books?|classroom|school|museum|teacher|student|study|notebook|reads?",
    "office": r"office|desk|laptop|meeting|screen|lawyer|suit|document|startup|team|computer|typing|phone|file|"
    r"corridor|client",
    "workshop": r"workshop|workbench|bench|tools?|garage|mechanic|carpent\w*|pottery|potter|goldsmith|craft\w*|maker|"
    r"forge|toolbox|wrench|plumb\w*",
    "gym": r"gym|dumbbell|kettlebell|fitness|workout|yoga|boxing|training|athlete|weights?",
    "bathroom": r"spa|bath\w*|salon|mirror|towels?|barber|hairdress\w*|massage|treatment|dentist|clinic|doctor|"
    r"patient|nurse|skin\w*|tray",
    "living": r"living room|sofa|bedroom|bed|blanket|window|home|curtains?|carpet|armchair|apartment|loft|room|"
    r"child|family|grandm\w*|grandf\w*|candle|fireplace|fireside|hearth",
    "studio": r"studio|pedestal|velvet|spotlight|pool of (?:warm )?light|dark table|marble|plain stone|floating|"
    r"dark studio|background",
}  # fmt: skip
INSIDE = frozenset({"kitchen", "cafe", "library", "office", "workshop", "gym", "bathroom", "living", "studio", "stage"})
AFLOAT, BOAT = frozenset({"sea", "underwater", "space"}), 2.0
"""Where the film's subject is only set when it is as large as a boat, in metres: a yoga mat would float on the lake."""
BUILT_IN = {"house": ("house", "front door")}
"""What a place already shows, so that it is not set into it a second time."""
PEOPLE = (
    ("crowd", "crowd", 7),
    ("team|crew|guests|members|everyone|everybody|fans|villagers|neighbours|neighbors|players|"
     "friends|volunteers|students|people|riders|athletes|customers", "group", 3),
    ("couple|bride and groom|two people|mother and child|lovers", "couple", 2), ("family|children|kids", "family", 3),
    ("women|ladies|men", "group", 3),
    ("astronaut|surfer|diver", "man", 1), ("cyclist|rides? along|bicycle ride", "cyclist", 1),
    ("child|girl|boy|kid|toddler", "child", 1),
    ("woman|she|bride|mother|mum|mom|gran|nan|girlfriend|wife|"
     "grandmother|lady|waitress|nurse|dancer|ballerina|grandma|queen|actress|seamstress|"
     "dressmaker|midwife", "woman", 1),
    ("man|he|dad|grandad|husband|boyfriend|gentleman|groundsman|somebody|someone|barber|"
     "florist|chef|baker|barista|runner|farmer|fisherman|sailor|keeper|rider|driver|mechanic|doctor|teacher|singer|"
     "guitarist|grandfather|father|customer|guest|traveller|traveler|maker|worker|tradesman|host|athlete|detective|"
     "captain|carpenter|potter|florist|lawyer|bartender|hiker|knight|king|monk|player|musician|artist|painter|founder|"
     "beekeeper|shepherd|butcher|blacksmith|plumber|electrician|brewer|cheesemaker|gardener|postman|coach|instructor|"
     "optician|librarian|decorator|roofer|tailor|drummer|violinist|cellist|scientist|firefighter|skater|skier|"
     "owner|presenter|swimmer|climber|confectioner|volunteer|patient|client|astronaut|figure|person|hairdresser|dentist|"
     "goldsmith|grandpa|wizard|groom|actor|model|visitor|shopkeeper|designer|programmer|engineer", "man", 1),
)  # fmt: skip
POSES = (
    ("run\\w*|sprint\\w*|jog\\w*", "run"), ("walk\\w*|cross\\w*|arrives?|stroll\\w*|steps?|hik\\w*|turns away", "walk"),
    ("cheer\\w*|danc\\w*|raises?|jump\\w*|clap\\w*|celebrat\\w*|laugh\\w*", "cheer"),
    ("sits?|sitting|yoga|reads?|rest\\w*|kneel\\w*|typing|leans back", "sit"),
    ("sip\\w*|drink\\w*|holds?|phone|carr\\w*|cup|eats?|bite|camera|photograph\\w*|sings?|microphone", "hold"),
    ("work\\w*|cook\\w*|knead\\w*|paint\\w*|repair\\w*|bends?|shap\\w*|plants?|counter|finishes|chop\\w*", "work"),
    ("reach\\w*|points?|opens?|gives?|hand in hand|shakes?", "reach"),
)  # fmt: skip
AIR = {
    "steam": r"steam\w*|vapou?r|smok\w*|hot|warm cup|boil\w*|espresso|coffee|tea|soup|ramen|noodles?|kettle|first sip",
    "rain": r"rain\w*|storm\w*|drizzle|umbrella",
    "snow": r"snow\w*|blizzard|winter",
    "fog": r"fog\w*|mist\w*|haze",
    "sparks": r"confetti|sparks?|fireworks|petals|glitter|sugar dust|flour|dust|bubbles|fireflies|embers?",
    "flame": r"flames?|fire\b|campfire|bonfire|burning",
}


@dataclass(frozen=True)
class Person:
    """Who is seen, from behind or as a silhouette."""

    kind: str
    pose: str
    count: int


@dataclass(frozen=True)
class Scene:
    """Everything that the painter needs to know."""

    setting: str
    inside: bool
    palette: Palette
    person: Person | None
    props: tuple[Prop, ...]
    air: frozenset[str]
    hands: bool
    close: bool
    wide: bool
    seed: int


def read_scene(order: Order) -> Scene:
    """Understand an order's prompt; its first sentence, the shot's own description, weighs most."""
    description = order.prompt.split(". ", 1)[0]
    setting = _setting(description, order.prompt)
    inside = setting in INSIDE
    hands = _has(description, r"hands?|fingers?|fingertip|palm|paw")
    cast = _cast(order.prompt)
    person = None if order.brand else _person(description) or _person(cast)
    about = [prop for prop in find_props(_about(order.prompt), 2) if setting not in AFLOAT or prop.metres >= BOAT]
    props = (*find_props(cast, 2), *(find_props(description, 3) or about))
    close = order.framing in (Framing.MCU, Framing.CU, Framing.ECU)
    return Scene(
        setting=setting,
        inside=inside,
        palette=palette_for(description, order.mood, order.style, inside=inside),
        person=person,
        props=tuple(prop for prop in dict.fromkeys(props) if prop.name not in BUILT_IN.get(setting, ()))[:3],
        air=frozenset(name for name, words in AIR.items() if _has(description, words)),
        hands=hands,
        close=close,
        wide=order.framing in (Framing.EWS, Framing.WS),
        seed=_seed(description, order.seed),
    )


def _setting(description: str, prompt: str) -> str:
    """The setting most words speak for; the shot's own words count, the film's subject only decides a draw."""
    scores = {
        name: 3 * len(re.findall(rf"\b(?:{words})\b", description, re.IGNORECASE))
        + min(1, len(re.findall(rf"\b(?:{words})\b", _about(prompt), re.IGNORECASE)))
        for name, words in SETTINGS.items()
    }
    best = max(scores.values())
    if best == 0:
        return "studio"
    named = [name for name, score in scores.items() if score == best]
    return min(named, key=lambda name: _first(description, SETTINGS[name]))


def _first(text: str, words: str) -> int:
    found = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    return len(text) if found is None else found.start()


def _about(prompt: str) -> str:
    found = re.search(r"A film about ([^.]*)", prompt)
    return found.group(1) if found else ""


def _cast(prompt: str) -> str:
    """Who and what must be in the picture, whatever the shot's own words say."""
    found = re.search(r"With the same (.+?) as in the other shots", prompt)
    return found.group(1) if found else ""


def _person(description: str) -> Person | None:
    """Who is named first: in `a man buys flowers for his wife` it is the man."""
    named = []
    for rank, (words, kind, count) in enumerate(PEOPLE):
        if found := re.search(rf"\b(?:{words})s?\b", description, re.IGNORECASE):
            named.append((count == 1, found.start(), rank, kind, count))
    if not named:
        return None
    *_, kind, count = min(named)
    pose = next((name for verbs, name in POSES if _has(description, verbs)), "stand")
    return Person(kind, pose, count)


def _has(text: str, words: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def _seed(description: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{description}".encode()).digest()[:4], "big")
