"""What was bought before its shot was changed is still fetched, paid and kept."""

from agent.events import Approved
from tests.agent.talking import Talk, session_of
from tools.credits.ledger import Ledger

BRIEF = "A 4 second square loop of a candle, no voice, no music"


async def test_a_clip_under_way_is_kept_although_its_shot_was_changed(tmp_path):
    talk = Talk(session_of(tmp_path / "film"))
    await talk.say(BRIEF)
    await talk.yes()
    asked = talk.waiting
    async for event in talk.session.answer(Approved(request_id=asked.request_id, quote_digest=asked.quote.digest)):
        if event.kind == "step_moved":
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
