"""The fault table: whatever a provider does, one sentence for the person, one bill, and a way on."""

import errno
import os
import sqlite3
import subprocess
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from agent.trouble import as_failed
from tests.emulator.fal import KEY, FalEmulator, Fault
from tools import ffmpeg, places, purchasing
from tools.credits.ledger import Ledger
from tools.film.route import Quote, QuoteLine
from tools.film.shape import AspectRatio
from tools.film.storyboard import CameraMove, Framing
from tools.providers import download as downloading
from tools.providers import fal
from tools.providers.fal import Fal
from tools.providers.port import (
    BadKey,
    BadOrder,
    BrokenResult,
    Busy,
    Gone,
    NoCredits,
    Order,
    ProviderError,
    Refused,
    UnknownOutcome,
    Unreachable,
)
from tools.purchases import Purchase
from tools.purchasing import Counter
from tools.rendering.drive import check_clip

CLIP_KEY = "clip/s01/1"
POLICY = {"detail": [{"loc": ["body", "prompt"], "msg": "flagged", "type": "content_policy_violation"}]}


class Quiet:
    """Watches; says stop when it is told to."""

    stop = False

    def started(self, *_):
        pass

    waiting = moved = ended = charged = started

    def should_stop(self):
        return self.stop


@pytest.fixture
def emulator(tmp_path, monkeypatch, vendors_studio):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    (tmp_path / "vendor").mkdir()
    monkeypatch.setattr(downloading, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(places, "FIRST_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(purchasing, "NEW_ADDRESS_SECONDS", 0.01)
    monkeypatch.setattr(Fal, "poll_seconds", 0.02)
    with FalEmulator(tmp_path / "vendor", port, studio=vendors_studio) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


class Shop:
    """One film that buys one clip, as often as it is started."""

    def __init__(self, folder, audio=False, patience=1.0):
        self.folder, self.patience = folder, patience
        (folder / "takes").mkdir(parents=True)
        Image.new("RGB", (720, 1280), "orange").save(folder / "still.png")
        line = QuoteLine(
            kind="clip", key=CLIP_KEY, shot_id="s01", model="seedance-2.0-mini", provider="fal", seconds=Decimal(4),
            credits=Decimal("40.00"), content="one",
        )  # fmt: skip
        order = Order(
            kind="clip", reference=CLIP_KEY, shot_id="s01", model=line.model, provider="fal",
            endpoint="bytedance/seedance-2.0/mini/image-to-video", prompt="A cup.", framing=Framing.CU,
            camera=CameraMove.PUSH_IN, aspect_ratio=AspectRatio.PORTRAIT, width=720, height=1280, fps=24,
            seconds=Decimal(4), start_image=folder / "still.png", audio=audio,
        )  # fmt: skip
        self.purchase = Purchase(line=line, order=order, file="takes/s01.mp4", label="clip s01 on seedance-2.0-mini")
        with_ledger = self.ledger()
        with_ledger.approve(Quote(lines=(line,), p50=line.credits, p90=line.credits), by="person")
        with_ledger.close()

    def ledger(self):
        return Ledger(self.folder / "ledger.db", "live", Decimal(100))

    def go(self):
        """Start, as a new process would; the error it ended with, None when the clip is there."""
        ledger, fal = self.ledger(), Fal(KEY, loopback=True)
        counter = Counter(
            folder=self.folder, ledger=ledger, provider=fal, watch=Quiet(), verify=check_clip,
            patience_seconds=self.patience,
        )  # fmt: skip
        try:
            list(counter.buy([self.purchase]))
        except ProviderError as error:
            return error
        finally:
            fal.close()
            ledger.close()
        return None

    def state(self):
        ledger = self.ledger()
        call = ledger.call(CLIP_KEY)
        ledger.close()
        return None if call is None else call.state

    def resolve(self, *, charged):
        ledger = self.ledger()
        (ledger.write_off if charged else ledger.release)(CLIP_KEY, "as the vendor's page shows")
        ledger.close()


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "film")


def sentence(error):
    text = str(error)
    assert "\n" not in text and len(text) > 30 and "Traceback" not in text
    for secret in KEY.split(":"):
        assert secret not in text
    return text


NOTHING_STARTED = [
    (Fault("submit", 400, {"detail": "bad aspect"}), BadOrder, "nothing was started"),
    (Fault("submit", 401, {"detail": "invalid key"}), BadKey, "doctor"),
    (Fault("submit", 402, {"detail": "payment required"}), NoCredits, "top it up"),
    (Fault("submit", 403, {"detail": "User is locked. Reason: Exhausted balance."}), NoCredits, "top it up"),
    (Fault("submit", 403, {"detail": f"Forbidden for Key {KEY}"}), BadKey, "doctor"),
    (Fault("submit", 404, {"detail": "Application not found"}), Gone, "another"),
    (Fault("submit", 409, {"detail": "conflict"}), BadOrder, "nothing was started"),
    (Fault("submit", 422, POLICY), Refused, "change the words"),
    (Fault("submit", 422, {"detail": [{"type": "value_error", "msg": "too long"}]}), BadOrder, "nothing was started"),
]


@pytest.mark.parametrize(("fault", "kind", "words"), NOTHING_STARTED, ids=lambda part: str(getattr(part, "status", "")))
def test_a_refusal_frees_the_money_says_why_and_the_next_run_goes_on(emulator, shop, fault, kind, words):
    emulator.faults.append(fault)
    error = shop.go()
    assert isinstance(error, kind) and words in sentence(error)
    assert shop.state() == "released" and not emulator.jobs
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("submit", 429, {"detail": "slow down"}),
        Fault("submit", 429, {"detail": "slow down"}, (("retry-after", "0.1"),)),
        Fault("submit", 503, {"detail": "overloaded"}),
        Fault("status", 429, {"detail": "slow down"}),
        Fault("status", 500, {"detail": "oops"}),
        Fault("status", 503, {"detail": "oops"}),
        Fault("status"),
        Fault("status", 200, b"<html>sorry</html>"),
        Fault("status", 200, {"status": "COMPLETED"}),
        Fault("status", 404, {"detail": "not found, yet"}),
        Fault("result", 503, {"detail": "oops"}),
        Fault("result", 429, {"detail": "slow down"}),
        Fault("result"),
        Fault("file", 503),
        Fault("file"),
    ],
)
def test_what_passes_by_itself_is_waited_for_without_a_word(emulator, shop, fault):
    emulator.faults.append(fault)
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == 1


@pytest.mark.parametrize("fault", [Fault("submit", 500, {"detail": "oops"}), Fault("submit")], ids=["500", "dropped"])
@pytest.mark.parametrize("taken", [True, False], ids=["taken", "not taken"])
def test_an_order_without_an_answer_is_not_sent_again_until_its_fate_is_told(emulator, shop, fault, taken):
    emulator.faults.append(replace(fault, accepted=taken))
    error = shop.go()
    assert isinstance(error, UnknownOutcome) and f"--resolve {CLIP_KEY}=charged" in sentence(error)
    assert shop.state() == "unknown"
    assert isinstance(shop.go(), UnknownOutcome)
    assert len(emulator.posts) == 1, "it was sent again"
    if not taken:
        shop.resolve(charged=False)
        assert shop.go() is None and len(emulator.jobs) == 1


def test_nobody_there_means_nothing_was_started(shop, monkeypatch):
    error = shop.go()
    assert isinstance(error, Unreachable) and "network" in sentence(error)
    assert shop.state() == "released"


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(emulator, shop, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    error = shop.go()
    assert isinstance(error, Unreachable) and "cannot be reached" in sentence(error)
    assert shop.state() == "released" and not emulator.posts


REFUSED_LATER = [
    (Fault("result", 422, POLICY), None, "content_policy_violation"),
    (Fault("result", 422, {"detail": [{"type": "no_media_generated", "msg": "nothing came"}]}), None, "nothing came"),
    (Fault("result", 200, {"seed": 1}), None, "without a file"),
    (Fault("result", 422, POLICY), "it was flagged", "it was flagged"),
    (Fault("result", 200, {"seed": 1}), "the model crashed", "the model crashed"),
]


@pytest.mark.parametrize(("fault", "error_in_status", "words"), REFUSED_LATER)
def test_a_job_given_up_after_it_began_may_be_charged_so_it_counts_until_the_person_has_looked(
    emulator, shop, fault, error_in_status, words
):
    emulator.fail_all = error_in_status
    emulator.faults.append(fault)
    error = shop.go()
    assert words in sentence(error) and "may be charged" in str(error) and f"--resolve {CLIP_KEY}=" in str(error)
    assert shop.state() == "unknown" and len(emulator.jobs) == 1
    emulator.fail_all = None
    shop.resolve(charged=False)
    assert shop.go() is None and len(emulator.jobs) == 2


def test_an_error_of_the_vendors_own_is_never_charged_so_the_money_is_free(emulator, shop):
    emulator.fail_all = "the model crashed"
    emulator.faults.append(Fault("result", 500, {"detail": "the model crashed"}))
    error = shop.go()
    assert "the model crashed" in sentence(error) and "nothing was charged" in str(error)
    assert shop.state() == "released"


def clip(folder, size="720x1280", seconds=4, sound=False):
    path = folder / f"made-{size}-{seconds}-{sound}.mp4"
    heard = ["-f", "lavfi", "-i", f"sine=d={seconds}", "-shortest"] if sound else []
    seen = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=24:d={seconds}"]
    subprocess.run([ffmpeg.program(), "-v", "error", *seen, *heard, "-pix_fmt", "yuv420p", str(path)], check=True)
    return path.read_bytes()


BROKEN = {
    "another shape": (lambda folder: clip(folder, "1280x720"), "1280x720"),
    "too small": (lambda folder: clip(folder, "360x640"), "360x640"),
    "the clip of a shorter job": (lambda folder: clip(folder, seconds=2), "lasts 2.00 s"),
    "a page": (lambda _: b"<html>not a film</html>", "cannot be read as a video"),
    "nothing": (lambda _: b"", "is empty"),
    "half a file": (lambda folder: clip(folder)[:20_000], "cannot be read as a video"),
    "a playlist": (lambda _: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "cannot be read as a video"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_what_was_ordered_is_kept_counted_and_never_put_in_the_film(emulator, shop, name):
    make, words = BROKEN[name]
    emulator.faults.append(Fault("file", raw=make(shop.folder)))
    error = shop.go()
    assert isinstance(error, BrokenResult) and words in sentence(error)
    assert shop.state() == "unknown" and len(emulator.jobs) == 1


@pytest.mark.parametrize("sound", [True, False])
def test_a_clip_that_is_silent_where_sound_was_ordered_is_not_accepted(emulator, tmp_path, sound):
    shop = Shop(tmp_path / "film", audio=True)
    emulator.faults.append(Fault("file", raw=clip(tmp_path, sound=sound)))
    error = shop.go()
    assert (error is None) == sound
    if not sound:
        assert "silent" in sentence(error) and shop.state() == "unknown"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("file", 302, {}, (("location", "http://169.254.169.254/latest"),)), "private network"),
        (Fault("file", 302, {}, (("location", "https://10.0.0.1/film.mp4"),)), "private network"),
        (Fault("file", promised=3_000_000_000), "larger than 2 GB"),
    ],
    ids=["redirect to a metadata address", "redirect into a private network", "3 GB"],
)
def test_an_address_that_must_not_be_followed_is_not_and_the_next_run_fetches_what_was_paid(
    emulator, shop, fault, words
):
    emulator.faults.append(fault)
    error = shop.go()
    assert isinstance(error, BrokenResult) and words in sentence(error)
    assert shop.state() == "submitted", "it is paid for, so it is still ours to fetch"
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == 1


def test_an_address_that_has_expired_is_asked_for_anew_within_the_same_run(emulator, shop):
    emulator.faults.extend(Fault("file", 404, {}) for _ in range(purchasing.MOST_ADDRESSES - 1))
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.posts) == 1
    asked = [each for each in emulator.log if each.endswith(f"requests/{next(iter(emulator.jobs))}")]
    assert len(asked) == 1 + purchasing.MOST_ADDRESSES, "once to see that it is done, then before every download"


def test_a_vendor_that_gives_only_expired_addresses_ends_the_work_and_the_next_run_fetches_what_was_paid(
    emulator, shop
):
    emulator.faults.extend(Fault("file", 410, {}) for _ in range(purchasing.MOST_ADDRESSES))
    error = shop.go()
    assert isinstance(error, BrokenResult) and "expired" in sentence(error)
    assert shop.state() == "submitted", "it is paid for, so it is still ours to fetch"
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == 1


def test_a_file_that_moved_to_another_public_host_is_fetched_there_and_the_key_stays_behind(emulator, shop):
    elsewhere = f"https://localhost:{emulator.port}/files/REQUEST"
    emulator.faults.append(Fault("file", 302, {}, (("location", elsewhere),)))
    assert shop.go() is None and shop.state() == "settled"
    assert [each["Host"].partition(":")[0] for each in emulator.fetches] == ["127.0.0.1", "localhost"]
    assert not [each for each in emulator.fetches if "Authorization" in each or KEY in str(each)]


def test_an_address_that_leads_round_and_round_is_given_up(emulator, shop):
    here = f"https://localhost:{emulator.port}/files/REQUEST"
    emulator.faults.extend(Fault("file", 302, {}, (("location", here),)) for _ in range(3))
    error = shop.go()
    assert isinstance(error, BrokenResult) and "leads on and on" in sentence(error)
    assert shop.state() == "submitted" and shop.go() is None


@pytest.mark.parametrize("at", ["status", "result", "file"])
def test_a_vendor_that_falls_silent_in_the_middle_is_asked_again(emulator, shop, monkeypatch, at):
    monkeypatch.setattr(fal.sdk, "QUEUE_POLL_TIMEOUT", 0.2)
    monkeypatch.setattr(fal, "FETCH_SECONDS", 0.2)
    emulator.faults.append(Fault(at, 200, {}, seconds=0.5))
    shop.patience = 20.0
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.posts) == 1


def test_a_vendor_that_takes_an_order_and_says_nothing_leaves_it_in_doubt(emulator, shop, monkeypatch):
    monkeypatch.setattr(fal, "SUBMIT_SECONDS", 0.2)
    emulator.faults.append(Fault("submit", accepted=True, seconds=0.5))
    error = shop.go()
    assert isinstance(error, UnknownOutcome) and "ReadTimeout" in sentence(error)
    assert shop.state() == "unknown" and len(emulator.jobs) == 1


def test_a_provider_that_stays_silent_stops_the_work_and_keeps_the_job(emulator, shop):
    shop.patience = 0.3
    emulator.faults.extend(Fault("status", 500, {"detail": "oops"}) for _ in range(500))
    error = shop.go()
    assert isinstance(error, Unreachable) and "resume" in sentence(error)
    assert shop.state() == "submitted"
    emulator.faults.clear()
    assert shop.go() is None and len(emulator.jobs) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_provider_that_takes_nothing_for_good_stops_the_work_with_nothing_reserved(emulator, shop, status):
    shop.patience = 0.2
    emulator.faults.extend(Fault("submit", status, {"detail": "slow down"}) for _ in range(500))
    error = shop.go()
    assert isinstance(error, Busy) and "nothing was started" in sentence(error)
    assert shop.state() == "released" and not emulator.jobs
    emulator.faults.clear()
    assert shop.go() is None and len(emulator.jobs) == 1


@pytest.mark.parametrize("at", ["status", "result"])
def test_a_key_that_is_refused_while_a_job_is_made_loses_nothing(emulator, shop, at):
    emulator.faults.append(Fault(at, 401, {"detail": "invalid key"}))
    error = shop.go()
    assert isinstance(error, BadKey) and "doctor" in sentence(error) and shop.state() == "submitted"
    assert shop.go() is None and len(emulator.posts) == 1


def test_a_job_that_has_vanished_counts_until_the_person_has_looked_and_blocks_nothing_after_that(emulator, shop):
    shop.patience = 0.2
    emulator.faults.extend(Fault("status", 404, {"detail": "Request not found"}) for _ in range(500))
    for _ in range(2):
        error = shop.go()
        assert isinstance(error, UnknownOutcome) and f"--resolve {CLIP_KEY}=charged" in sentence(error)
    assert shop.state() == "unknown" and len(emulator.posts) == 1
    emulator.faults.clear()
    shop.resolve(charged=False)
    assert shop.go() is None and shop.state() == "settled"


def test_a_download_that_breaks_off_every_time_is_kept_and_goes_on_in_the_next_run(emulator, shop):
    emulator.faults.extend(Fault("file") for _ in range(downloading.TRIES))
    error = shop.go()
    assert isinstance(error, Unreachable) and "what came is kept" in sentence(error)
    assert shop.state() == "submitted"
    assert shop.go() is None and len(emulator.posts) == 1


def test_a_job_that_never_ends_is_waited_for_until_the_person_stops_and_is_never_sent_again(
    emulator, shop, monkeypatch
):
    emulator.faults.extend(Fault("status", 202, {"status": "IN_PROGRESS", "logs": None}) for _ in range(10_000))
    ended = time.monotonic() + 1.0
    monkeypatch.setattr(Quiet, "should_stop", lambda _: time.monotonic() > ended)
    with pytest.raises(Exception, match="Stopped"):
        shop.go()
    assert shop.state() == "submitted"
    emulator.faults.clear()
    monkeypatch.setattr(Quiet, "should_stop", lambda _: False)
    assert shop.go() is None and len(emulator.jobs) == 1


def test_a_clock_that_jumps_changes_nothing(emulator, shop, monkeypatch):
    jumps = iter([1e9, -1e9] * 10_000)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + next(jumps))
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == 1


def what_is_said(shop):
    """Start; the sentence for whatever the machine, not the provider, does to it."""
    with pytest.raises((OSError, sqlite3.Error)) as raised:
        shop.go()
    told = as_failed(raised.value, shop.folder).message
    assert not (shop.folder / "trouble.log").exists(), "nobody foresaw it"
    return sentence(told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_disk_that_is_full_while_a_paid_clip_arrives_loses_nothing(emulator, shop):
    part = shop.folder / "takes/.s01.mp4.part"
    part.symlink_to("/dev/full")
    for _ in range(2):
        told = what_is_said(shop)
        assert "disk is full" in told and "kept" in told and "greenlight resume" in told
        assert shop.state() == "submitted" and not (shop.folder / "takes/s01.mp4").exists()
    part.unlink()
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == len(emulator.posts) == 1


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS], ids=["not ours", "read-only disk"])
def test_a_folder_that_cannot_be_written_while_a_paid_clip_arrives_loses_nothing(emulator, shop, monkeypatch, number):
    real = Path.open

    def guarded(path, mode="r", *told, **named):
        if path.name.endswith(".part"):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, mode, *told, **named)

    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "open", guarded)
        told = what_is_said(shop)
    assert "cannot be written; make it writable" in told and "greenlight resume" in told
    assert shop.state() == "submitted"
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.jobs) == len(emulator.posts) == 1


def full_disk(*_, **__):
    raise sqlite3.OperationalError("database or disk is full")


def test_where_the_intent_cannot_be_written_nothing_is_sent(emulator, shop, monkeypatch):
    monkeypatch.setattr(Ledger, "_write", full_disk)
    assert "cannot be used" in what_is_said(shop)
    assert not emulator.posts and shop.state() is None


def test_a_job_that_cannot_be_written_down_is_named_in_the_sentence_and_fetched_by_that_name(
    emulator, shop, monkeypatch
):
    with monkeypatch.context() as full:
        full.setattr(Ledger, "submitted", full_disk)
        error = shop.go()
    (job,) = emulator.jobs
    assert isinstance(error, UnknownOutcome) and f"--resolve {CLIP_KEY}=" in sentence(error) and job in str(error)
    assert isinstance(shop.go(), UnknownOutcome), "it may not be sent again"
    ledger = shop.ledger()
    ledger.submitted(CLIP_KEY, f"{shop.purchase.order.endpoint}#{job}")
    ledger.close()
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.posts) == 1


def test_a_clip_that_came_and_cannot_be_settled_is_settled_by_the_next_run(emulator, shop, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(Ledger, "settle", full_disk)
        assert "cannot be used" in what_is_said(shop)
    assert shop.state() == "submitted" and (shop.folder / "takes/s01.mp4").exists()
    assert shop.go() is None
    assert shop.state() == "settled" and len(emulator.posts) == 1
