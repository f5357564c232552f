"""Jobs stopped at their vendors: what that costs is written down as the vendor has it, whatever happens meanwhile."""

import os
import signal
from contextlib import suppress
from decimal import Decimal
from unittest import mock

import pytest
from PIL import Image

from tests.agent.mortal import Fate, Instant
from tests.agent.test_faults import Quiet
from tests.agent.test_turns import purchase
from tests.agent.vendors import Vendors, sellers_at
from tests.forking import server
from tests.small import QUARTER
from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError, NotGreenlit
from tools.film.route import Quote
from tools.film.shape import SHORT_SIDES
from tools.providers.market import Market
from tools.purchases import Interrupted
from tools.purchasing import Counter
from tools.reconciling import follow_up
from tools.rendering.drive import check_clip
from tools.stopping import jobs_under_way, stop

KEY = "clip/s01/1"
QUEUED, RUNNING = "queued", "running"


@pytest.fixture(scope="module")
def vendors(tmp_path_factory):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with Vendors(tmp_path_factory.mktemp("vendors"), port) as opened, mock.patch.dict(os.environ, opened.addresses):
        yield opened


class Shop:
    """One clip, ordered from one vendor, and a person who stops it."""

    def __init__(self, folder, addresses, seller):
        self.folder, self.addresses, self.seller = folder, addresses, seller

    def open(self):
        ledger = Ledger(self.folder / "ledger.db", "live", None)
        market = Market(sellers_at(self.addresses, (self.seller,), self.folder))
        market.poll_seconds = 0.01
        return ledger, market

    def order(self):
        """As far as a job under way, when the person presses Esc."""
        Image.new("RGB", (180, 320), "orange").save(self.folder / "still.png")
        ledger, market = self.open()
        line = purchase(self.folder, self.seller, 1).line
        ledger.approve(Quote(lines=(line,), p50=line.credits, p90=line.credits), by="person")
        watch = Quiet()
        watch.should_stop = lambda: bool(jobs_under_way(ledger))
        with pytest.raises(Interrupted) as raised:
            list(self.counter(ledger, market, watch).buy([purchase(self.folder, self.seller, 1)]))
        market.close()
        ledger.close()
        return str(raised.value)

    def counter(self, ledger, market, watch):
        return Counter(self.folder, ledger, market, watch, check_clip, patience_seconds=0.5)

    def stop(self):
        ledger, market = self.open()
        said = [stop(ledger, market, job) for job in jobs_under_way(ledger)]
        market.close()
        call = ledger.call(KEY)
        ledger.close()
        return said, call

    def resume(self):
        """As `greenlight resume`: what is bought, or the sentence that it ends with."""
        ledger, market = self.open()
        try:
            return list(self.counter(ledger, market, Quiet()).buy([purchase(self.folder, self.seller, 1)]))
        except GreenlightError as error:
            return error
        finally:
            market.close()
            ledger.close()


def shop_at(vendors, folder, seller, state):
    vendors.begin(lambda *_: None, 1_000 if state == RUNNING else 0)
    for vendor in vendors.each.values():
        vendor.queued_looks = 1_000 if state == QUEUED else 0
    return Shop(folder, vendors.addresses, seller)


@pytest.mark.parametrize(
    ("seller", "state", "after", "charged"),
    [
        ("fal", QUEUED, "settled", 0),
        ("fal", RUNNING, "unknown", 200),
        ("runway", QUEUED, "settled", 0),
        ("runway", RUNNING, "settled", 36),
        ("replicate", QUEUED, "settled", 0),
        ("replicate", RUNNING, "unknown", 200),
        ("vertex", RUNNING, "submitted", 200),
    ],
)
def test_a_stopped_job_counts_as_much_as_its_vendor_says_or_in_full_where_nobody_can_say(
    vendors, tmp_path, seller, state, after, charged
):
    shop = shop_at(vendors, tmp_path, seller, state)
    told = shop.order()
    assert ("greenlight cancel" in told) == (seller != "vertex")
    (said,), call = shop.stop()
    assert KEY in said and "\n" not in said
    assert (call.state, call.credits) == (after, charged)
    assert "cannot be stopped" in said if seller == "vertex" else "cannot be stopped" not in said
    assert shop.stop()[1] == call, "to do it again changes nothing"
    posts = len(vendors.each[seller].posts)
    if after == "settled":
        assert isinstance(shop.resume(), NotGreenlit), "it is not bought again under the greenlight that it had"
    if after == "unknown":
        assert isinstance(shop.resume(), GreenlightError)
    assert len(vendors.each[seller].posts) == posts


@pytest.mark.parametrize(
    ("seller", "after", "charged"), [("fal", "unknown", 200), ("replicate", "unknown", 200), ("runway", "settled", 36)]
)
def test_a_job_that_begins_just_as_it_is_stopped_is_not_taken_for_free(
    vendors, tmp_path, monkeypatch, seller, after, charged
):
    shop = shop_at(vendors, tmp_path, seller, QUEUED)
    shop.order()
    cancel = Market.cancel

    def too_late(market, job_id):
        vendors.each[seller].queued_looks = 0
        cancel(market, job_id)

    monkeypatch.setattr(Market, "cancel", too_late)
    _, call = shop.stop()
    assert (call.state, call.credits) == (after, charged)


@pytest.mark.parametrize("seller", ["runway", "fal"])
def test_a_job_that_is_made_already_is_kept_and_fetched(vendors, tmp_path, seller):
    shop = shop_at(vendors, tmp_path, seller, "done")
    shop.order()
    while sellers_at(vendors.addresses, (seller,), tmp_path)[seller].poll(
        jobs_of(shop)[0].call.job_id.partition(":")[2]
    ).state in (QUEUED, RUNNING):
        pass
    (said,), call = shop.stop()
    assert "is made already" in said and call.state == "submitted"
    (bought,) = shop.resume()
    assert (tmp_path / bought.purchase.file).exists()


def jobs_of(shop):
    ledger, market = shop.open()
    jobs = jobs_under_way(ledger)
    market.close()
    ledger.close()
    return jobs


INSTANTS = [Instant("ledger", moment, number) for number in (1, 2) for moment in ("before", "after")]
INSTANTS += [Instant("cancel", moment, 1) for moment in ("before", "after")]


def stop_and_die(shop, instant):
    """Runs in a forked process, which ends as kill -9 ends it."""
    SHORT_SIDES.update(QUARTER)
    os.environ.update(shop.addresses)
    Fate(instant).make_mortal()
    shop.stop()


@pytest.mark.parametrize(
    ("seller", "instant"),
    [*(("runway", each) for each in INSTANTS), ("fal", INSTANTS[-1])],
    ids=lambda each: f"{each.kind}-{each.moment}-{each.number}" if isinstance(each, Instant) else each,
)
def test_killed_at_any_instant_of_it_the_ledger_ends_as_the_vendors_bill(vendors, tmp_path, seller, instant):
    shop = shop_at(vendors, tmp_path, seller, QUEUED)
    shop.order()
    child = server().Process(target=stop_and_die, args=(shop, instant))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL, "it was to be killed there"
    ledger, market = shop.open()
    with suppress(GreenlightError):
        follow_up(ledger, market)
    ledger.close()
    market.close()
    shop.stop()
    ledger, market = shop.open()
    call = ledger.call(KEY)
    asked = [entry for entry in ledger.entries() if entry.kind == "cancelling"]
    ledger.close()
    market.close()
    assert (call.state, call.credits) == ("settled", Decimal(0)) and call.lost
    assert asked, "the intent is durable before the vendor is asked"
    billed = [job for job in vendors.each[seller].jobs.values() if getattr(job, "credits", 0)]
    assert not billed and len(vendors.each[seller].posts) == 1


def test_an_answer_that_is_lost_leaves_the_job_to_be_looked_after(vendors, tmp_path, monkeypatch):
    shop = shop_at(vendors, tmp_path, "runway", QUEUED)
    shop.order()
    with monkeypatch.context() as lost:
        lost.setattr(type(vendors.each["runway"]), "cancel", lambda *_: (_ for _ in ()).throw(ConnectionError()))
        (said,), call = shop.stop()
    assert "may go on" in said and call.state == "submitted"
    (said,), call = shop.stop()
    assert "was stopped at runway" in said and call.state == "settled"
