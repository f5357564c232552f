"""What the person asks for, once it has been read."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from tools.film.base import Credits, Noun, Seconds, SubjectId
from tools.film.finish import Finish
from tools.film.shape import SMALLEST_STILL, AspectRatio, Resolution, Size, size_of


class Genre(StrEnum):
    """The kinds of film that the playbook knows beats for."""

    PRODUCT_AD = "product-ad"
    TEASER = "teaser"
    EXPLAINER = "explainer"
    HOW_TO = "how-to"
    TESTIMONIAL = "testimonial"
    TRAVEL = "travel"
    PROPERTY = "property"
    EVENT = "event"
    MOOD = "mood"
    STORY = "story"
    BRAND_FILM = "brand-film"
    LOOP = "loop"


class Mood(StrEnum):
    """The film's temper: it picks the music and colours the light."""

    WARM = "warm"
    UPBEAT = "upbeat"
    DREAMY = "dreamy"
    TENSE = "tense"
    CALM = "calm"
    PROUD = "proud"


class Character(Noun):
    """Somebody or something that must look the same in every shot: a person, an animal, a product, a place."""

    id: SubjectId = "c01"
    name: str = Field(min_length=1, max_length=40)
    kind: Literal["person", "animal", "product", "place"] = "person"
    look: str = Field(default="", max_length=300)
    """How it looks, in words that every prompt of its shots carries."""
    own_picture: str | None = None
    """The SHA-256 of the person's own picture of it; None lets a still model draw the reference."""


class Grade(StrEnum):
    """The one look that the cut gives to all its shots."""

    NATURAL = "natural"
    WARM = "warm"
    VIVID = "vivid"
    SOFT = "soft"
    DARK = "dark"
    COOL = "cool"
    RICH = "rich"
    MONO = "mono"


class Brief(Noun):
    """A read brief. `text` is what the person wrote; everything else was read from it or decided."""

    text: str = Field(min_length=1, max_length=20_000)
    aspect_ratio: AspectRatio = AspectRatio.PORTRAIT
    resolution: Resolution = "1080p"
    duration_s: Seconds
    budget_credits: Credits | None = None
    language: str = "en"
    voice: bool = True
    music: bool = True
    captions: bool = True
    genre: Genre = Genre.BRAND_FILM
    mood: Mood = Mood.WARM
    brand: str | None = None
    """The name on the closing card, as the person spelt it."""
    subject: str
    """What the film is about, in a few words, without the brand."""
    audience: str | None = None
    platform: str | None = None
    style: tuple[str, ...] = ()
    """Style words as written: `noir`, `watercolour`, `neon` … Each still and clip prompt carries them."""
    cast: tuple[Character, ...] = ()
    """Who and what must look the same throughout; shots name them."""
    grade: Grade | None = None
    """The look of the cut; None lets the mood pick one."""
    finish: Finish = Finish()
    music_mood: Mood | None = None
    """The music's temper where it is not the film's."""
    target_credits: Credits | None = None
    """What the film should cost at list price, below the budget: set when the person wants it cheaper."""
    shot_count: int | None = Field(default=None, ge=1, le=60)
    """How many shots the person asked for; None leaves it to the director."""

    def character(self, name: str) -> Character | None:
        """The member of the cast with that name, however it is capitalised."""
        return next((one for one in self.cast if one.name.lower() == name.lower()), None)

    @property
    def size(self) -> Size:
        """The delivered picture's size in pixels."""
        return size_of(self.aspect_ratio, self.resolution)

    @property
    def still_size(self) -> Size:
        """The size in pixels that its stills are drawn at: no smaller than image models are sold for."""
        return max(self.size, size_of(self.aspect_ratio, SMALLEST_STILL))
