"""One film's clips from two vendors that refuse what is too much: neither is ever asked for more than it allows."""

import os
from decimal import Decimal

import pytest
from PIL import Image

from tests.agent.test_faults import Quiet
from tests.agent.vendors import Vendors, sellers_at
from tools.catalog.load import load_edition
from tools.catalog.pace import Pace
from tools.credits.ledger import Ledger
from tools.film.route import Mode, Quote, QuoteLine
from tools.film.shape import AspectRatio, size_of
from tools.film.storyboard import CameraMove, Framing
from tools.providers import market
from tools.providers.market import Market
from tools.providers.port import Order
from tools.purchases import Purchase
from tools.purchasing import Counter
from tools.rendering.drive import check_clip

MODELS = {
    "fal": "kling-3.0-standard",
    "runway": "kling-3.0",
    "replicate": "kling-3.0",
    "vertex": "veo-3.1",
}
AT_ONCE = {"runway": 2, "replicate": 3}


class Listening(Quiet):
    def __init__(self):
        self.waited = []

    def waiting(self, step_id, shot_id, label, why):
        self.waited.append(why)


@pytest.fixture
def vendors(tmp_path):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with Vendors(tmp_path / "vendors", port) as opened:
        opened.begin(lambda *_: None, 2)
        yield opened


def purchase(folder, seller, number):
    model = load_edition("2026-11", (seller,)).video_model(MODELS[seller])
    size = size_of(AspectRatio.PORTRAIT, "720p")
    key = f"clip/s{number:02d}/1"
    line = QuoteLine(
        kind="clip", key=key, shot_id=f"s{number:02d}", model=model.id, provider=seller, credits=Decimal(200), content=key,
        seconds=model.seconds[0],
    )  # fmt: skip
    order = Order(
        kind="clip", reference=key, shot_id=line.shot_id, model=model.id, provider=seller,
        endpoint=model.endpoint_for(Mode.IMAGE_TO_VIDEO), prompt="A cup.", framing=Framing.CU, camera=CameraMove.STATIC,
        aspect_ratio=AspectRatio.PORTRAIT, width=size.width, height=size.height, fps=24, seconds=model.seconds[0],
        start_image=folder / "still.png",
    )  # fmt: skip
    return Purchase(line, order, f"{seller}-{number}.mp4", key)


def test_neither_of_a_films_two_vendors_is_ever_asked_for_more_than_it_allows(vendors, tmp_path, monkeypatch):
    for name, value in vendors.addresses.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(market, "pace_of", lambda name: Pace(provider=name, jobs_at_once=AT_ONCE[name]))
    Image.new("RGB", (180, 320), "orange").save(tmp_path / "still.png")
    for name, at_once in AT_ONCE.items():
        vendors.each[name].at_once = at_once
    wanted = [purchase(tmp_path, seller, number) for number, seller in enumerate([*AT_ONCE] * 5, start=1)]
    lines = tuple(each.line for each in wanted)
    ledger = Ledger(tmp_path / "ledger.db", "live", None)
    ledger.approve(Quote(lines=lines, p50=Decimal(2000), p90=Decimal(2000)), by="person")
    sellers = Market(sellers_at(vendors.addresses, tuple(AT_ONCE), tmp_path))
    sellers.poll_seconds = 0.02
    watch = Listening()
    counter = Counter(tmp_path, ledger, sellers, watch, check_clip, patience_seconds=0.01)
    assert len(list(counter.buy(wanted))) == len(wanted) == 10
    entries = [entry.kind for entry in ledger.entries()]
    sellers.close()
    ledger.close()
    for name, at_once in AT_ONCE.items():
        vendor = vendors.each[name]
        assert vendor.most_at_once <= at_once and (vendor.refused, len(vendor.jobs)) == (0, 5)
    assert entries.count("reserved") == 10 and "released" not in entries
    assert {"waits for a place at runway", "waits for a place at replicate"} <= {*watch.waited}
