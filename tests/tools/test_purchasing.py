"""Buying at most once, with a provider that lies, loses answers and fails."""

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tools.credits.ledger import Ledger
from tools.film.errors import GreenlightError
from tools.film.route import Quote, QuoteLine
from tools.providers.port import Busy, JobStatus, Order, ProviderError, UnknownOutcome, Unreachable
from tools.purchases import Interrupted, Purchase
from tools.purchasing import Counter


class Desk:
    """A provider in memory; `on_submit` may raise before or after the job exists."""

    name = "desk"

    def __init__(self):
        self.jobs = {}
        self.sent = []
        self.before = self.after = None
        self.status = JobStatus(state="done", progress=1)
        self.content = b"good"
        self.silences = []
        self.refusals = []

    def submit(self, order):
        self.sent.append(order.reference)
        if self.refusals:
            raise self.refusals.pop()
        if self.before:
            raise self.before
        self.jobs[order.reference] = f"job-{order.reference}"
        if self.after:
            raise self.after
        return self.jobs[order.reference]

    def poll(self, job_id):
        if self.silences:
            raise self.silences.pop()
        return self.status

    def fetch(self, job_id, destination: Path):
        destination.write_bytes(self.content)

    def cancel(self, job_id):
        pass

    def find(self, reference):
        return self.jobs.get(reference)


class Quiet:
    stopping = False

    def started(self, *_):
        pass

    waiting = moved = ended = charged = started

    def should_stop(self):
        return self.stopping


def verify(_, path):
    if path.read_bytes() != b"good":
        raise GreenlightError("the file is broken")


LINE = QuoteLine(
    kind="clip", key="clip/s01/1", shot_id="s01", model="ltx", provider="fal", credits=Decimal(25), content="a"
)
ORDER = Order(
    kind="clip",
    reference="clip/s01/1",
    shot_id="s01",
    model="ltx",
    prompt="p",
    framing="CU",
    camera="static",
    aspect_ratio="9:16",
    width=90,
    height=160,
    fps=12,
    seconds=Decimal(1),
)


@pytest.fixture
def till(tmp_path):
    ledger = Ledger(tmp_path / "l.db", "rehearsal", None)
    ledger.approve(Quote(lines=(LINE,), p50=Decimal(25), p90=Decimal(25)), by="person")
    yield Counter(folder=tmp_path, ledger=ledger, provider=Desk(), watch=Quiet(), verify=verify, patience_seconds=0)
    ledger.close()


def buy(till):
    return list(till.buy([Purchase(LINE, ORDER, "clip.mp4", "clip s01")]))


def test_a_result_is_stored_and_verified_before_it_is_settled_and_then_never_bought_again(till):
    assert buy(till)[0].credits == 25
    assert buy(till)[0].sha256
    assert till.provider.sent == ["clip/s01/1"]
    assert till.ledger.balance().settled == 25


def test_the_intent_is_on_disk_for_any_other_process_to_see_before_the_order_leaves(till):
    seen = []

    def submit(order):
        other = Ledger(till.folder / "l.db", "rehearsal", None)
        seen.append(other.call(order.reference))
        other.close()
        return till.provider.jobs.setdefault(order.reference, "job")

    till.provider.submit = submit
    assert buy(till)
    assert [call and call.state for call in seen] == ["reserved"]


def test_an_order_whose_intent_is_written_leaves_although_the_next_one_may_not(till):
    """Else it would stand in the ledger as one that may have been sent."""
    dear = LINE.model_copy(update={"key": "clip/s02/1"})
    other = ORDER.model_copy(update={"reference": dear.key})
    with pytest.raises(GreenlightError, match="not greenlit"):
        list(till.buy([Purchase(LINE, ORDER, "clip.mp4", "clip s01"), Purchase(dear, other, "other.mp4", "clip s02")]))
    assert till.provider.sent == [LINE.key] and till.ledger.call(LINE.key).state == "submitted"
    assert buy(till) and till.provider.sent == [LINE.key]


def test_an_answer_that_came_together_with_a_lost_one_is_written_down(till, monkeypatch):
    """Two answers are there when the first of them ends the work: the other's job must not be forgotten."""
    lines = [LINE.model_copy(update={"key": f"clip/s0{number}/1"}) for number in (1, 2, 3)]
    total = Decimal(75)
    till.ledger.approve(Quote(lines=tuple(lines), p50=total, p90=total), by="person")
    desk, reserve = till.provider, till.ledger.reserve

    def submit(order):
        desk.sent.append(order.reference)
        if order.reference == lines[0].key:
            raise UnknownOutcome("No answer came.")
        return f"job-{order.reference}"

    def after_both(line):
        while line is lines[2] and len(desk.sent) < 2:
            time.sleep(0.001)
        time.sleep(0.05 if line is lines[2] else 0)
        return reserve(line)

    desk.submit = submit
    monkeypatch.setattr(till.ledger, "reserve", after_both)
    orders = [ORDER.model_copy(update={"reference": line.key}) for line in lines]
    with pytest.raises(UnknownOutcome):
        list(
            till.buy(
                [Purchase(line, order, f"{line.shot_id}.mp4", "") for line, order in zip(lines, orders, strict=True)]
            )
        )
    assert [till.ledger.call(line.key).state for line in lines] == ["unknown", "submitted", "submitted"]
    assert till.ledger.call(lines[1].key).job_id == "job-clip/s02/1"


def test_a_refusal_before_anything_started_costs_nothing_and_may_be_tried_again(till):
    till.provider.before = Busy("Come back later.")
    with pytest.raises(Busy):
        buy(till)
    assert till.ledger.balance().reserved == 0
    till.provider.before = None
    assert buy(till)


def test_an_answer_that_was_lost_is_looked_up_and_not_sent_again(till):
    till.provider.after = UnknownOutcome("No answer came.")
    assert buy(till)
    assert till.provider.sent == ["clip/s01/1"]


def test_an_answer_that_was_lost_for_good_counts_in_full_and_is_not_sent_again(till):
    till.provider.before = UnknownOutcome("No answer came.")
    for _ in range(2):
        with pytest.raises(UnknownOutcome):
            buy(till)
    assert till.provider.sent == ["clip/s01/1"]
    assert till.ledger.balance().unknown == 25


def test_a_crash_between_intent_and_submit_is_not_sent_blindly(till):
    till.ledger.reserve(LINE)
    with pytest.raises(UnknownOutcome):
        buy(till)
    assert till.provider.sent == []


def test_a_crash_between_submit_and_writing_the_job_down_finds_the_job(till):
    till.ledger.reserve(LINE)
    till.provider.jobs["clip/s01/1"] = "job-9"
    assert buy(till)
    assert till.provider.sent == []


def test_a_failed_job_is_said_and_released(till):
    till.provider.status = JobStatus(state="failed", reason="too dark")
    with pytest.raises(ProviderError, match="too dark"):
        buy(till)
    assert till.ledger.balance().reserved == 0


def test_a_broken_result_is_not_settled_and_is_fetched_again_without_paying_again(till):
    till.provider.content = b"junk"
    with pytest.raises(ProviderError, match="not what was ordered"):
        buy(till)
    assert till.ledger.balance().settled == 0 and till.ledger.balance().unknown == 25
    till.provider.content = b"good"
    assert buy(till)
    assert till.provider.sent == ["clip/s01/1"] and till.ledger.balance().settled == 25


def test_a_settled_file_that_has_gone_is_fetched_again_for_nothing(till):
    buy(till)
    (till.folder / "clip.mp4").unlink()
    assert buy(till)
    assert (till.folder / "clip.mp4").exists() and till.provider.sent == ["clip/s01/1"]


def test_stopping_keeps_the_job_for_the_next_run(till):
    till.watch.stopping = True
    with pytest.raises(Interrupted):
        buy(till)
    till.watch.stopping = False
    assert buy(till)


def test_a_busy_provider_is_asked_again_after_the_time_it_named_and_pays_once(till):
    patient = replace(till, patience_seconds=5)
    till.provider.refusals = [Busy("Later.", 0.2), Busy("Later.", 0.2)]
    began = time.monotonic()
    assert buy(patient)
    assert time.monotonic() - began >= 0.4
    assert till.provider.sent == ["clip/s01/1"] * 3 and len(till.provider.jobs) == 1
    assert till.ledger.balance().settled == 25


def test_nothing_is_reserved_while_a_busy_provider_is_waited_for(till):
    states = []
    till.provider.refusals = [Busy("Later.", 0.3)]
    watch = Quiet()
    watch.should_stop = lambda: states.append(till.ledger.call("clip/s01/1")) or False
    assert buy(replace(till, patience_seconds=5, watch=watch))
    assert "released" in {call.state for call in states if call}


def test_a_silent_provider_is_asked_again_and_the_job_is_never_sent_twice(till):
    till.provider.silences = [Unreachable("No network."), Busy("Slow down."), Unreachable("No network.")]
    assert buy(replace(till, patience_seconds=5))
    assert till.provider.sent == ["clip/s01/1"]


def test_when_patience_ends_the_job_is_kept_for_the_next_run(till):
    till.provider.silences = [Unreachable("No network.")]
    with pytest.raises(Unreachable):
        buy(till)
    assert till.ledger.call("clip/s01/1").state == "submitted"
    assert buy(till)
    assert till.provider.sent == ["clip/s01/1"]


def test_a_stop_is_heard_while_a_busy_provider_is_waited_for(till):
    till.provider.refusals = [Busy("Later.", 60)]
    watch = Quiet()
    began = time.monotonic()
    watch.should_stop = lambda: time.monotonic() - began > 0.3
    with pytest.raises(Interrupted):
        buy(replace(till, patience_seconds=100, watch=watch))
    assert time.monotonic() - began < 5 and till.ledger.balance().reserved == 0
