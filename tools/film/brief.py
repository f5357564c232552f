"""What the person asks for, once it has been read."""

from enum import StrEnum

from pydantic import Field

from tools.film.base import Credits, Noun, Seconds
from tools.film.shape import AspectRatio, Size, size_of


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


class Brief(Noun):
    """A read brief. `text` is what the person wrote; everything else was read from it or decided."""

    text: str = Field(min_length=1, max_length=20_000)
    aspect_ratio: AspectRatio = AspectRatio.PORTRAIT
    resolution: str = "1080p"
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
    shot_count: int | None = Field(default=None, ge=1, le=60)
    """How many shots the person asked for; None leaves it to the director."""

    @property
    def size(self) -> Size:
        """The delivered picture's size in pixels."""
        return size_of(self.aspect_ratio, self.resolution)
