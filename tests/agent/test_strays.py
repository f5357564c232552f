"""What was bought before its shot was changed is still fetched, paid and kept."""

from decimal import Decimal
from types import SimpleNamespace
from unittest import mock

import pytest

from agent.events import Approved
from tests.agent.talking import Talk, session_of
from tools.credits.ledger import Ledger
from tools.film.route import Quote, QuoteLine
from tools.production.store import Store
from tools.providers.port import Gone, JobStatus
from tools.rendering.strays import collect_strays

pytestmark = pytest.mark.usefixtures("quarter_size")
BRIEF = "A 4 second square loop of a candle, no voice, no music"


async def test_a_clip_under_way_is_kept_although_its_shot_was_changed(tmp_path):
    talk = Talk(session_of(tmp_path / "film"))
    await talk.say(BRIEF)
    await talk.yes()
    asked = talk.waiting
    async for event in talk.session.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest)):
        if event.kind in ("step_started", "step_moved"):
            talk.session.stop()
    ledger = Ledger(tmp_path / "film/ledger.db", "rehearsal", None)
    under_way = {call.key for call in ledger.open_calls()}
    assert under_way
    await talk.say("make shot 1 a wide shot")
    await talk.say("go on")
    await talk.yes()
    await talk.yes()
    film, balance = await talk.film(), await talk.balance()
    await talk.session.close()
    assert balance.reserved == balance.unknown == 0 and not ledger.open_calls()
    kept = {take.key for take in film.takes} | {still.key for still in film.stills}
    assert under_way <= kept and film.cut.file is not None
    assert balance.settled == sum(made.credits for made in (*film.takes, *film.stills))
    assert film.keeper("s01").key not in under_way
    ledger.close()


@pytest.mark.parametrize(
    ("late", "state", "settled"),
    [
        (JobStatus(state="failed", reason="too dark"), "released", 0),
        (JobStatus(state="cancelled"), "unknown", 0),
        (JobStatus(state="failed", reason="too late", credits=Decimal(12)), "settled", 12),
        (JobStatus(state="cancelled", credits=Decimal(30)), "settled", 30),
        (Gone("There is no such job."), "unknown", 0),
    ],
)
async def test_an_order_that_nobody_wants_any_more_and_ends_badly_counts_as_much_as_it_cost(
    tmp_path, late, state, settled
):
    folder, key = tmp_path / "film", "clip/s09/1"
    talk = Talk(session_of(folder))
    await talk.say(BRIEF)
    await talk.session.close()
    ledger = Ledger(folder / "ledger.db", "rehearsal", None)
    line = QuoteLine(
        kind="clip", key=key, shot_id="s09", model="m", provider="runway", credits=Decimal(30), content="gone"
    )  # fmt: skip
    ledger.approve(Quote(lines=(line,), p50=line.credits, p90=line.credits), by="person")
    ledger.reserve(line)
    ledger.submitted(key, "job")
    vendor = SimpleNamespace(poll=mock.Mock(side_effect=[late]), find=lambda _: None)
    collect_strays(Store(folder), ledger, vendor, SimpleNamespace(should_stop=lambda: False))
    call, balance = ledger.call(key), ledger.balance()
    ledger.close()
    assert call.state == state and call.lost == bool(settled)
    assert (balance.settled, balance.reserved, balance.unknown) == (settled, 0, 30 if state == "unknown" else 0)
