"""What an edition says of every model: capabilities, prices and dates, as data with a source."""

import math
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from tools.catalog.listing import why_unavailable
from tools.film.base import Credits, Noun, Seconds
from tools.film.money import round_up
from tools.film.route import Mode
from tools.film.shape import AspectRatio, Size
from tools.film.storyboard import Role

LipSync = Literal["none", "good", "best"]


class Source(Noun):
    """Where a row's figures come from, when they were read, and whether the vendor's own page says so."""

    text: str
    checked: date
    verified: bool


class Finding(Noun):
    """What a provider said of a model when it was asked, where that differs from the list."""

    model: str
    provider: str
    gone: bool = False
    factor: Decimal = Field(default=Decimal(1), ge=1)
    """By how much it is dearer than the list."""
    said: str
    """One sentence for the person."""

    def about(self, row: "Listed") -> bool:
        """True for the row of that model as that provider sells it."""
        return (self.model, self.provider) == (row.id, row.provider)


class Price(Noun):
    """One line of a price list: so much a second, or so much for a clip of a given length."""

    resolution: str | None = None
    """None when every resolution costs the same."""
    audio: bool | None = None
    """None when sound costs nothing extra."""
    per_second: Credits | None = None
    per_clip: dict[str, Credits] = {}
    """Credits by the clip's length in seconds, as the vendor lists them."""

    def applies(self, resolution: str, audio: bool) -> bool:
        """True when this line prices a clip of that resolution, with or without sound."""
        return self.resolution in (None, resolution) and self.audio in (None, audio)

    def times(self, factor: Decimal) -> "Price":
        """The same line at another price level."""
        dearer = {seconds: round_up(credits * factor) for seconds, credits in self.per_clip.items()}
        second = None if self.per_second is None else round_up(self.per_second * factor)
        return self.model_copy(update={"per_second": second, "per_clip": dearer})

    def credits(self, seconds: Decimal) -> Decimal | None:
        """The price of a clip of that length; None when the list does not have the length."""
        if self.per_second is not None:
            return round_up(self.per_second * seconds)
        listed = self.per_clip.get(f"{seconds.normalize():f}")
        return None if listed is None else round_up(listed)


class References(Noun):
    """How a model takes pictures of those who must look just so."""

    most: int = Field(ge=1)
    """The greatest number of pictures of the cast."""
    endpoint: str | None = None
    """Where a clip is ordered from such pictures in place of a first frame; None where they go along with that."""
    seconds: tuple[Seconds, ...] | None = None
    """The lengths that such a clip can have, where they are fewer."""
    source: Source


class OtherSeller(Noun):
    """Another provider of a model. What is not said here is as in the model's own row."""

    provider: str
    source: Source
    serves_retired: bool = False
    """It still sells the model although its maker has closed it."""
    endpoints: dict[Mode, str] | None = None
    endpoint: str | None = None
    seconds: tuple[Seconds, ...] | None = None
    aspect_ratios: tuple[AspectRatio, ...] | None = None
    resolutions: tuple[str, ...] | None = None
    fps: int | None = None
    first_last: bool | None = None
    audio: bool | None = None
    multi_shot: bool | None = None
    references: References | None = None
    """Never as in the model's own row: each seller has its own way, or none."""
    prices: tuple[Price, ...] | None = None
    first_megapixel: Credits | None = None
    next_megapixel: Credits | None = None


class Listed(Noun):
    """What every listed model has, whether it draws stills or renders clips."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    label: str
    provider: str
    source: Source
    public_api: bool = True
    retired_on: date | None = None
    successor: str | None = None
    no_key: bool = False
    """True when this person has no key for its provider; never in the data."""
    gone: bool = False
    """True when its provider says that it is no longer there; never in the data."""
    also: tuple[OtherSeller, ...] = ()
    """Who else sells it, in the order in which they are asked."""

    def bought_from(self, sellers: Collection[str]) -> Self:
        """The row for somebody with keys for these: its own provider's, else that of the first other one."""
        others = tuple(way for way in self.also if way.provider in sellers)
        closed = self.retired_on is not None and any(way.serves_retired for way in others)
        if self.provider in sellers and not closed:
            return self.model_copy(update={"also": others, "no_key": False})
        if others:
            return self._through(others)
        return self.model_copy(update={"also": (), "no_key": True})

    def _lost(self) -> Self:
        """The row after its provider dropped it: the next seller's where there is one."""
        return self._through(self.also) if self.also else self.model_copy(update={"gone": True})

    def _through(self, sellers: tuple[OtherSeller, ...]) -> Self:
        said = {name: value for name, value in sellers[0] if value is not None or name == "references"}
        told = {name: value for name, value in said.items() if name in type(self).model_fields}
        if sellers[0].serves_retired:
            told["retired_on"] = None
        return self.model_copy(update={**told, "also": sellers[1:]})

    def why_unavailable(self, today: date) -> str | None:
        """Why nobody can buy from this model today, in a few words; None when one can."""
        gone = why_unavailable(self.retired_on, self.successor, self.public_api, today)
        if gone is None and self.gone:
            return f"{self.provider} no longer has it"
        return gone or (f"there is no key for {self.provider}" if self.no_key else None)

    def state_in_words(self, today: date) -> str:
        """`live`, or why it is not."""
        return self.why_unavailable(today) or "live"


class VideoModel(Listed):
    """A model that renders clips."""

    seconds: tuple[Seconds, ...] = Field(min_length=1)
    """The clip lengths one can order, shortest first."""
    aspect_ratios: tuple[AspectRatio, ...] = Field(min_length=1)
    resolutions: tuple[str, ...] = Field(min_length=1)
    """Lowest first."""
    fps: int = Field(ge=12, le=60)
    first_last: bool = False
    audio: bool = False
    lip_sync: LipSync = "none"
    multi_shot: bool = False
    references: References | None = None
    """None where it takes no pictures of the cast."""
    premium: bool = False
    """Dear enough that its motion is tested on a cheap model first."""
    strengths: frozenset[str] = frozenset()
    """What it is known for: `dialogue`, `physics`, `crowd`, `4k`, `multi-shot`."""
    best_for: str
    endpoints: dict[Mode, str] = {}
    prices: tuple[Price, ...] = Field(min_length=1)

    def as_found(self, finding: Finding) -> "VideoModel":
        """The row after what its provider said of it."""
        if finding.gone:
            return self._lost()
        prices = tuple(price.times(finding.factor) for price in self.prices)
        return self.model_copy(update={"prices": prices})

    def from_references(self) -> "VideoModel":
        """The row for a clip that is made from pictures of the cast."""
        told = self.references
        return self if told is None or told.seconds is None else self.model_copy(update={"seconds": told.seconds})

    def endpoint_for(self, mode: Mode) -> str | None:
        """Where a clip conditioned that way is ordered: image-to-video, but for a pair of stills and for references."""
        if mode is Mode.REFERENCE and self.references is not None and self.references.endpoint is not None:
            return self.references.endpoint
        return self.endpoints.get(Mode.FIRST_LAST if mode is Mode.FIRST_LAST else Mode.IMAGE_TO_VIDEO)

    def credits(self, seconds: Decimal, resolution: str, *, audio: bool) -> Decimal | None:
        """List price of one clip, rounded up to the hundredth; None when that clip is not on the list."""
        for price in self.prices:
            if price.applies(resolution, audio):
                return price.credits(seconds)
        return None

    def clip_seconds(self, wanted: Decimal) -> Decimal | None:
        """The shortest length on offer that is long enough; None when every one is too short."""
        return next((length for length in self.seconds if length >= wanted), None)


class StillModel(Listed):
    """A model that draws stills."""

    first_megapixel: Credits
    next_megapixel: Credits = Decimal(0)
    """For every further megapixel begun."""
    writes_text: bool = False
    """Known to set words legibly: wanted for a closing card."""
    good_enough: bool = True
    endpoint: str | None = None

    def as_found(self, finding: Finding) -> "StillModel":
        """The row after what its provider said of it."""
        if finding.gone:
            return self._lost()
        first, further = (round_up(price * finding.factor) for price in (self.first_megapixel, self.next_megapixel))
        return self.model_copy(update={"first_megapixel": first, "next_megapixel": further})

    def credits(self, size: Size) -> Decimal:
        """List price of one picture of that size."""
        begun = max(1, math.ceil(Decimal(size.width * size.height) / 1_000_000))
        return round_up(self.first_megapixel + self.next_megapixel * (begun - 1))


class RolePolicy(Noun):
    """How the playbook routes a role."""

    importance: int = Field(ge=1)
    """Weight of a compromise when the budget is small: the least important shots give way first."""
    floor: int
    """The fit that is good enough."""
    upscale_penalty: int = 0
    """What a model loses for the role when its clips are smaller than the film."""
    keeper_chance: Decimal = Field(gt=0, le=1)
    """Chance that one take is a keeper: planning assumption, 2 to 3 times the naive total in all."""
    fit: dict[str, int]
    """0 to 100 by model; a model that is not listed is not used for the role."""


class Chances(Noun):
    """Chance that one of these is good at the first try, for the forecast."""

    still: Decimal = Field(gt=0, le=1)
    clip_after_draft: Decimal = Field(gt=0, le=1)


class Edition(Noun):
    """A dated capability and price table with the playbook's preferences on it."""

    name: str
    published: date
    note: str
    chances: Chances
    roles: dict[Role, RolePolicy]
    video: tuple[VideoModel, ...]
    stills: tuple[StillModel, ...]

    def sold_by(self, sellers: Collection[str]) -> "Edition":
        """The same edition for somebody who can buy from these providers only."""
        video = tuple(model.bought_from(sellers) for model in self.video)
        stills = tuple(model.bought_from(sellers) for model in self.stills)
        return self.model_copy(update={"video": video, "stills": stills})

    def as_found(self, findings: Collection[Finding]) -> "Edition":
        """The same edition after what the providers said of its models."""
        video, stills = list(self.video), list(self.stills)
        for finding in findings:  # in turn: what the second seller says holds once the first one is out
            video = [model.as_found(finding) if finding.about(model) else model for model in video]
            stills = [model.as_found(finding) if finding.about(model) else model for model in stills]
        return self.model_copy(update={"video": tuple(video), "stills": tuple(stills)})

    def video_model(self, model_id: str) -> VideoModel | None:
        """The row of that id."""
        return next((model for model in self.video if model.id == model_id), None)

    def ids(self) -> tuple[str, ...]:
        """Every video model's id, in the table's order."""
        return tuple(model.id for model in self.video)

    @model_validator(mode="after")
    def _holds_together(self) -> "Edition":
        ids = self.ids()
        if len(set(ids)) != len(ids):
            raise ValueError("two rows have the same id")
        if missing := set(Role) - set(self.roles):
            raise ValueError(f"no policy for {sorted(missing)}")
        for role, policy in self.roles.items():
            if unknown := set(policy.fit) - set(ids):
                raise ValueError(f"{role} names {sorted(unknown)}, which are no rows")
        for model in self.video:
            if list(model.seconds) != sorted(set(model.seconds)):
                raise ValueError(f"{model.id}: clip lengths are not in order")
        return self
