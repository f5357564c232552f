"""Jobs under way that the film no longer asks for: they are waited for, paid and kept, because they were bought."""

import re
import time
from dataclasses import dataclass
from decimal import Decimal

from tools.credits.entries import Call
from tools.credits.ledger import Ledger
from tools.film.footage import Still, Take
from tools.probing import BrokenMedia, probe_image, probe_video
from tools.production.model import Production
from tools.production.store import Store
from tools.providers.port import Gone, Provider
from tools.purchases import Interrupted, Watch, sha256_of
from tools.purchasing import POLL_SECONDS
from tools.routing.contents import Position
from tools.stopping import given_up, state_of

_KEY = re.compile(
    r"(?P<kind>still|draft|clip)/(?P<of>[sc]\d{2,3})(?:/(?P<position>start|end|reference))?/(?P<number>\d+)"
)


@dataclass(frozen=True)
class _Stray:
    """One such job. `of` is a shot or a member of the cast."""

    call: Call
    job_id: str
    kind: str
    of: str
    position: str
    number: int
    credits: Decimal
    reported: bool


def collect_strays(store: Store, ledger: Ledger, provider: Provider, watch: Watch) -> Production:
    """Fetch what was sent before its shot was changed, and return the production with it. Safe to run at any time.

    A reservation whose order was never sent is released; one of unknown fate is left to the person.
    """
    production = store.load()
    wanted = {line.key for line in production.quote.lines} if production.quote else set()
    for call in ledger.open_calls():
        if call.key in wanted or call.state == "unknown":
            continue
        job_id = call.job_id or provider.find(call.key)
        if job_id is None:
            if getattr(provider, "find_is_authoritative", False):
                ledger.release(call.key, "the shot changed before it was sent")
            continue
        ledger.submitted(call.key, job_id)
        stray = _finished(ledger, provider, watch, call, job_id)
        if stray is not None:
            production = _kept(production, store, ledger, provider, stray)
            store.save(production)
    return production


def _finished(ledger: Ledger, provider: Provider, watch: Watch, call: Call, job_id: str) -> _Stray | None:
    call = call.model_copy(update={"job_id": job_id})
    try:
        status = state_of(ledger, provider, call)
        while status.state in ("queued", "running"):
            _wait(watch, max(POLL_SECONDS, getattr(provider, "poll_seconds", POLL_SECONDS)))
            status = state_of(ledger, provider, call)
    except Gone as error:  # the film does not need it, and it may be charged: it counts, and the person may look
        ledger.mark_unknown(call.key, str(error))
        return None
    told = _KEY.fullmatch(call.key)
    if status.state != "done" or told is None:
        given_up(ledger, call, status)
        return None
    credits = status.credits if status.credits is not None else call.credits
    reported = status.credits is not None
    return _Stray(
        call, job_id, told["kind"], told["of"], told["position"] or "", int(told["number"]), credits, reported
    )


def _wait(watch: Watch, seconds: float) -> None:
    """The pace of the vendor, and a stop is heard meanwhile."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if watch.should_stop():
            raise Interrupted("Stopped; everything made so far is kept, and `greenlight resume` goes on.")
        time.sleep(min(POLL_SECONDS, seconds))


def _kept(production: Production, store: Store, ledger: Ledger, provider: Provider, stray: _Stray) -> Production:
    """The production with the file among its stills or takes; it is no longer what its shot asks for."""
    file = _file(store, stray)
    place = store.folder / file
    provider.fetch(stray.job_id, place)
    bought = {
        "shot_id": stray.of,
        "number": stray.number,
        "file": file,
        "sha256": sha256_of(place),
        "model": stray.call.model,
        "provider": stray.call.provider,
        "credits": stray.credits,
        "content": stray.call.content,
    }
    try:
        if stray.kind == "still":
            size = probe_image(place)
            told = {**bought, "position": stray.position, "width": size.width, "height": size.height}
            stills = (*production.stills, Still.model_validate(told))
            changed = production.model_copy(update={"stills": stills})
        else:
            facts = probe_video(place)
            shape = {"width": facts.width, "height": facts.height, "fps": round(facts.fps)}
            told = {**bought, **shape, "seconds": str(round(facts.seconds, 3)), "draft": stray.kind == "draft"}
            takes = (*production.takes, Take.model_validate(told))
            changed = production.model_copy(update={"takes": takes})
    except BrokenMedia as error:
        ledger.mark_unknown(stray.call.key, str(error))
        return production
    ledger.settle(stray.call.key, stray.credits, file, str(bought["sha256"]), reported=stray.reported)
    return changed


def _file(store: Store, stray: _Stray) -> str:
    if stray.kind == "still":
        position: Position = "end" if stray.position == "end" else "start"
        if stray.position == "reference":
            position = "reference"
        return store.still_file(stray.of, position, stray.number)
    return (store.draft_file if stray.kind == "draft" else store.take_file)(stray.of, stray.number)
