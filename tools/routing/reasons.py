"""Why a shot goes to one model and not to the others, in words for the person."""

from tools.film.brief import Brief
from tools.film.route import RuledOut
from tools.routing.candidates import LOOK_BY_STILL_ALONE, Candidate
from tools.routing.choosing import Choice


def why_chosen(choice: Choice, brief: Brief) -> str:
    """Why the model got the shot, and how those look alike who must."""
    way, role = choice.chosen, choice.shot.role.value
    price = f"{way.credits} credits for {way.clip_seconds.normalize():f} s"
    looks = _about_looks(choice, brief)
    if choice.pinned:
        return f"you asked for {way.model.label}; {price}{looks}"
    if way.fit < choice.bar:
        return f"the best for this {role} shot that the budget allows; {price}{looks}"
    small = "" if way.model.best_for == "" else f" ({way.model.best_for})"
    return f"the cheapest that is good enough for a {role} shot{small}; {price}{looks}"


def outbid(choice: Choice) -> list[RuledOut]:
    """Every model that could have made the shot, with the reason why it does not."""
    chosen = choice.chosen
    return [
        RuledOut(model=way.model.id, why=_why_passed_over(way, chosen, choice))
        for way in choice.able
        if way.model.id != chosen.model.id
    ]


def _about_looks(choice: Choice, brief: Brief) -> str:
    """How the clip learns what its cast looks like; nothing where nobody must look just so."""
    names = [name for name in choice.shot.cast if brief.character(name) is not None]
    if not names:
        return ""
    way, who = choice.chosen, " and ".join(names)
    if way.without_first_frame:
        return (
            f"; made from pictures of {who} and the still, as you asked, so its first frame is not bound to the still"
        )
    if way.references:
        sent = " and ".join(names[: way.references])
        return f"; the picture of {sent} goes along with the still"
    if way.model.references is not None:
        return f"; its still shows {who}: it takes pictures only in place of a first frame"
    return f"; its still shows {who}: it takes no other pictures"


def _why_passed_over(way: Candidate, chosen: Candidate, choice: Choice) -> str:
    if way.fit < choice.bar and way.fit <= chosen.fit:
        if choice.shot.cast and not way.references and way.fit + LOOK_BY_STILL_ALONE >= choice.bar:
            return "it takes no picture of the cast along with the still"
        return f"not good enough for a {choice.shot.role.value} shot (fit {way.fit}, {choice.bar} needed)"
    if way.credits > chosen.credits:
        return f"dearer: {way.credits} credits against {chosen.credits}"
    if way.credits == chosen.credits:
        return f"no cheaper: also {way.credits} credits"
    return f"cheaper at {way.credits} credits, but its draft and fit make it the weaker choice here"
