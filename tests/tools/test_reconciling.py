"""The ledger held against the vendors' own word, and what asking after open calls comes to."""

import sqlite3
from decimal import Decimal

import pytest

from tools.credits.ledger import Ledger
from tools.film.route import Quote, QuoteLine
from tools.providers.port import JobStatus, Unreachable
from tools.reconciling import compare, follow_up

KEYS = [f"clip/s{number:02d}/1" for number in range(1, 5)]


class Desk:
    """Vendors in memory: their jobs, their accounts, and whom each order of ours is known to."""

    def __init__(self):
        self.jobs, self.names, self.accounts = {}, {}, {}
        self.tells = True

    def poll(self, job_id):
        return self.jobs[job_id]

    def find(self, reference):
        return self.names.get(reference)

    def balance(self, seller):
        held = self.accounts.get(seller)
        if isinstance(held, Exception):
            raise held
        return held

    def reports_costs(self, _seller):
        return self.tells


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger(tmp_path / "ledger.db", "live", None)
    lines = tuple(
        QuoteLine(
            kind="clip", key=key, shot_id="s01", model="m", provider="runway", credits=Decimal(25), content=key
        )
        for key in KEYS
    )  # fmt: skip
    opened.approve(Quote(lines=lines, p50=Decimal(100), p90=Decimal(100)), by="person")
    for line in lines:
        opened.reserve(line)
    yield opened
    opened.close()


def states(ledger):
    return [call.state for call in ledger.calls()]


def test_whatever_is_open_is_asked_after_and_each_answer_moves_the_ledger_as_it_must(ledger):
    desk = Desk()
    ledger.submitted(KEYS[0], "one")
    ledger.submitted(KEYS[1], "two")
    desk.names[KEYS[2]] = "three"
    desk.jobs = {
        "one": JobStatus(state="failed", reason="too dark"),
        "two": JobStatus(state="failed", reason="too late", credits=Decimal(12)),
        "three": JobStatus(state="running"),
    }
    freed, charged, found, lost = follow_up(ledger, desk)
    assert states(ledger) == ["released", "settled", "submitted", "unknown"]
    assert "25.00 credits are free again" in freed and "charged 12 credits" in charged
    assert "greenlight resume" in found and f"--resolve {KEYS[3]}=JOB_ID" in lost
    balance = ledger.balance()
    assert (balance.settled, balance.reserved, balance.unknown) == (12, 25, 25)


def test_a_vendor_that_does_not_answer_moves_nothing(ledger):
    desk = Desk()
    ledger.submitted(KEYS[0], "one")
    before = states(ledger)[0]
    desk.poll = lambda _: (_ for _ in ()).throw(Unreachable("No network."))
    assert "could not be asked after: No network." in follow_up(ledger, desk)[0]
    assert states(ledger)[0] == before


def settled(ledger, *keys):
    for key in keys:
        ledger.submitted(key, f"job-{key}")
        ledger.settle(key, Decimal(25), "f.mp4", "0", reported=True)


def test_a_cost_that_the_vendor_tells_otherwise_is_said_call_by_call(ledger):
    desk = Desk()
    settled(ledger, *KEYS[:2])
    desk.jobs = {
        f"job-{KEYS[0]}": JobStatus(state="done", credits=Decimal(25)),
        f"job-{KEYS[1]}": JobStatus(state="done", credits=Decimal(30)),
    }
    (told,) = compare(ledger, desk)
    assert (told.settled, told.reported, told.vendor_says, told.open) == (50, 50, 55, 50)
    differing = [sentence for sentence in told.says if "differs" in sentence]
    assert len(differing) == 1 and KEYS[1] in differing[0] and "says 30" in differing[0]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (950, "just the 50.00 that the ledger settled"),
        (925, "which may be the rest"),
        (700, "the difference of 250.00 is other work"),
        (1200, "it rose by 200.00"),
    ],
)
def test_what_the_account_fell_by_is_held_against_what_was_settled_since_it_was_first_seen(ledger, now, words):
    desk = Desk()
    desk.tells = False
    desk.accounts["runway"] = Decimal(1000)
    assert "not looked at before" in compare(ledger, desk)[0].says[-1]
    settled(ledger, *KEYS[:2])
    desk.accounts["runway"] = Decimal(now)
    (told,) = compare(ledger, desk)
    assert words in told.says[-1]
    assert (told.account, told.fell, told.settled_since) == (now, 1000 - now, 50)


@pytest.mark.parametrize("held", [None, Unreachable("No network.")])
def test_an_account_that_is_not_told_is_said_to_be_unknown(ledger, held):
    desk = Desk()
    desk.accounts["runway"] = held
    (told,) = compare(ledger, desk)
    assert told.account is told.fell is None
    assert "account" in told.says[-1] and ledger.accounts("runway") == ()


def test_a_ledger_of_the_first_schema_is_brought_up_to_date_and_its_costs_count_as_list_prices(tmp_path, ledger):
    settled(ledger, KEYS[0])
    with sqlite3.connect(tmp_path / "ledger.db") as file:
        file.execute("ALTER TABLE calls DROP COLUMN reported")
        file.execute("UPDATE about SET value = '1' WHERE name = 'schema'")
    file.close()
    older = Ledger(tmp_path / "ledger.db", "live", None)
    assert older.call(KEYS[0]).state == "settled" and not older.call(KEYS[0]).reported
    settled(older, KEYS[1])
    assert older.call(KEYS[1]).reported
    older.close()
