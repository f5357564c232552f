"""The models that could make a shot, how well each fits, and what each would cost."""

from dataclasses import dataclass
from decimal import Decimal

from tools.catalog.schema import Edition, VideoModel
from tools.film.route import Draft, RuledOut
from tools.film.shape import SHORT_SIDES
from tools.film.storyboard import Role, Trait
from tools.routing.filters import Demand, clip_length, references_for, resolution_for, wants_audio, why_not

MISSING_STRENGTH = 15
"""Fit lost for each thing the shot asks for that the model is not known for: enough to drop below every floor."""
DRAFT_WAIVED = 3
"""Fit lost by rendering on a premium model untested: less than any change of model costs."""
LOOK_BY_STILL_ALONE = 3
"""Fit lost where the cast's pictures cannot go along with the clip: the still that it starts from shows them too."""


@dataclass(frozen=True)
class Candidate:
    """One way to make a shot."""

    model: VideoModel
    clip_seconds: Decimal
    resolution: str
    audio: bool
    credits: Decimal
    fit: int
    draft: Draft | None = None
    draft_waived: bool = False
    references: int = 0
    """How many pictures of the cast go along."""

    @property
    def without_first_frame(self) -> bool:
        """True when the pictures take the place of a first frame."""
        told = self.model.references
        return self.references > 0 and told is not None and told.endpoint is not None

    @property
    def total(self) -> Decimal:
        """The clip once, and its draft once where there is one."""
        return self.credits + (self.draft.credits if self.draft else Decimal(0))


def candidates(demand: Demand, edition: Edition) -> tuple[list[Candidate], list[RuledOut]]:
    """Every model that can make the shot, cheapest first, and why each of the others cannot."""
    able: list[Candidate] = []
    ruled_out: list[RuledOut] = []
    for listed in edition.video:
        model = listed.from_references() if demand.from_references else listed
        reason = _not_for_the_role(model, demand, edition) or why_not(model, demand)
        if reason is not None:
            ruled_out.append(RuledOut(model=model.id, why=reason))
        else:
            able.append(candidate(model, demand, edition))
    able.sort(key=lambda way: (way.credits, -way.fit, way.model.id))
    return able, ruled_out


def candidate(model: VideoModel, demand: Demand, edition: Edition) -> Candidate:
    """The way that model would make the shot; the model must have passed `why_not`."""
    shot = demand.shot
    length = clip_length(model, shot)
    assert length is not None, "why_not has checked the length"
    resolution, audio = resolution_for(model, demand.brief), wants_audio(model, shot)
    credits = model.credits(length, resolution, audio=audio)
    assert credits is not None, "why_not has checked the price"
    return Candidate(
        model=model,
        clip_seconds=length,
        resolution=resolution,
        audio=audio,
        credits=credits,
        fit=fit_of(model, demand, edition),
        draft=draft_for(model, credits, demand, edition),
        references=references_for(model, demand),
    )


def fit_of(model: VideoModel, demand: Demand, edition: Edition) -> int:
    """How well the model serves this shot, 0 to 100 and less what it lacks."""
    policy = edition.roles[demand.shot.role]
    missing = len(demand.wanted_strengths - model.strengths)
    small = SHORT_SIDES[resolution_for(model, demand.brief)] < SHORT_SIDES[demand.brief.resolution]
    lost = MISSING_STRENGTH * missing + (policy.upscale_penalty if small else 0)
    return policy.fit.get(model.id, 0) - lost - look_lost(model, demand, edition)


def look_lost(model: VideoModel, demand: Demand, edition: Edition) -> int:
    """The fit lost because the still alone shows the cast, in an edition that has a model which does better."""
    if not demand.cast or references_for(model, demand) or not any(other.references for other in edition.video):
        return 0
    return LOOK_BY_STILL_ALONE


def draft_for(model: VideoModel, price: Decimal, demand: Demand, edition: Edition) -> Draft | None:
    """The cheapest take that shows a premium shot's motion; None when the model is cheap, or nothing is cheaper."""
    if not model.premium:
        return None
    shown = demand.shot.traits & {Trait.MULTI_SHOT}
    silent = demand.shot.model_copy(
        update={"dialogue": None, "role": Role.TEST, "traits": shown, "from_references": False}
    )
    asked = Demand(shot=silent, brief=demand.brief, both_ends=demand.both_ends, today=demand.today)
    ways = [
        draft
        for tester in edition.video
        if not tester.premium and why_not(tester, asked) is None
        for draft in [_draft_on(tester, asked)]
        if draft is not None and draft.credits < price
    ]
    return min(ways, key=lambda draft: (draft.credits, draft.model), default=None)


def _draft_on(tester: VideoModel, demand: Demand) -> Draft | None:
    length = clip_length(tester, demand.shot)
    resolution = tester.resolutions[0]
    if length is None or (price := tester.credits(length, resolution, audio=False)) is None:
        return None
    return Draft(
        model=tester.id,
        provider=tester.provider,
        clip_seconds=length,
        resolution=resolution,
        fps=tester.fps,
        credits=price,
    )


def _not_for_the_role(model: VideoModel, demand: Demand, edition: Edition) -> str | None:
    if model.id in edition.roles[demand.shot.role].fit:
        return None
    return f"the playbook does not use it for {demand.shot.role.value} shots"
