"""After delivery: five things to try differently, drawn from what the production shows. Pure."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from tools.credits.entries import Call
from tools.film.storyboard import Framing
from tools.production.model import Production

FIVE = 5
LONG_SHOT = Decimal(5)
CLOSE = (Framing.CU, Framing.ECU, Framing.MCU)


def look_back(production: Production, calls: Iterable[Call]) -> list[str]:
    """Five suggestions, the most telling first. `calls` are the ledger's."""
    paid = [call for call in calls if call.state == "settled"]
    found = [*_re_rolls(production), *_spending(production, paid), *_timing(production), *_craft(production)]
    return list(dict.fromkeys(found))[:FIVE]


def _re_rolls(production: Production) -> list[str]:
    told = []
    for number, shot in enumerate(production.storyboard.shots, start=1):
        takes = [take for take in production.takes if take.shot_id == shot.id and not take.draft]
        if len(takes) > 1:
            spent = sum((take.credits for take in takes), Decimal(0))
            drafted = production.route(shot.id).draft is not None
            advice = "a simpler move or a shorter sentence of what happens" if drafted else "a cheap draft before it"
            told.append(f"Shot {number} took {len(takes)} takes and {spent} credits: try {advice}.")
    return told


def _spending(production: Production, paid: list[Call]) -> list[str]:
    told = []
    spent = sum((call.credits for call in paid), Decimal(0))
    quote = production.quote
    if quote is not None and spent > quote.p50:
        told.append(f"It cost {spent} credits; half of such films stay within {quote.p50}: settle the stills first.")
    by_shot: Counter[str] = Counter()
    for take in production.takes:
        by_shot[take.shot_id] += int(take.credits * 100)
    total = sum(by_shot.values())
    if total and len(by_shot) > 1:
        shot_id, dearest = by_shot.most_common(1)[0]
        place = [shot.id for shot in production.storyboard.shots]
        if shot_id in place and dearest * len(by_shot) > total * 1.5:
            model = production.route(shot_id).model
            told.append(
                f"Shot {place.index(shot_id) + 1} took {dearest * 100 // total} per cent of what the clips cost, on "
                f"{model}: ask what another model would cost there."
            )
    return told


def _timing(production: Production) -> list[str]:
    told = []
    shots = production.storyboard.shots
    longest = max(shots, key=lambda shot: shot.seconds)
    if longest.seconds > LONG_SHOT:
        told.append(
            f"Shot {shots.index(longest) + 1} stays {longest.seconds.normalize():f} s; under five holds the eye."
        )
    spoken = sum(1 for shot in shots if shot.spoken)
    if production.brief.voice and shots and spoken < len(shots) / 2:
        told.append(f"Only {spoken} of {len(shots)} shots have words: give the silent ones a line, or drop the voice.")
    missing = shots[0].framing
    if missing not in CLOSE:
        told.append(f"It opens on a {missing.value}: the first two seconds decide, so try a close-up first.")
    lengths = {shot.seconds for shot in shots}
    if len(shots) > 3 and len(lengths) == 1:
        told.append(f"Every shot lasts {shots[0].seconds.normalize():f} s: shorten two and let the last one breathe.")
    return told


def _craft(production: Production) -> list[str]:
    shots, brief = production.storyboard.shots, production.brief
    told = [warning.message for warning in production.warnings if warning.rule not in ("shorter-than-asked",)][:2]
    used = {shot.framing for shot in shots}
    if len(shots) > 2 and not used & {Framing.ECU, Framing.CU}:
        told.append("There is no close-up: one detail of the thing itself makes it real.")
    if len(shots) > 2 and not used & {Framing.EWS, Framing.WS}:
        told.append("There is no wide shot: one look at the place tells where all this happens.")
    if not brief.cast and any(shot.faces for shot in shots):
        told.append('People may look different from shot to shot: say "same woman in all of them" before the stills.')
    shape = "1:1" if brief.aspect_ratio.value != "1:1" else "9:16"
    return [
        *told,
        f"Make the same film in {shape} for another place to show it; the storyboard stays.",
        "Try it without the voice, captions alone: most people watch muted.",
        f"Try music of another mood: it is {(brief.music_mood or brief.mood).value} now, and costs nothing to change.",
        "Watch it twice, once without sound, and write down where your eye leaves the picture: change that shot only.",
        "Let somebody who knows nothing of it watch it once and say what it was about.",
    ]
