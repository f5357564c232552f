"""The studio keeps its jobs through every crash and never makes one twice."""

import json
import time
from decimal import Decimal

import pytest

from tools.providers.port import BadOrder, Order
from tools.studio.provider import Studio


def order(reference="still/s01/start/1"):
    return Order(
        kind="still", reference=reference, shot_id="s01", model="flux", prompt="a cup", framing="CU", camera="static",
        aspect_ratio="1:1", width=64, height=64, seconds=Decimal(0),
    )  # fmt: skip


def wait(studio, job, state="done"):
    for _ in range(600):
        if (status := studio.poll(job)).state in (state, "failed", "done"):
            return status
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def test_a_job_is_made_by_a_worker_and_can_be_fetched_again_and_again(tmp_path):
    studio = Studio(tmp_path / "s", workers=1)
    job = studio.submit(order())
    assert wait(studio, job).state == "done"
    studio.fetch(job, tmp_path / "a.png")
    studio.fetch(job, tmp_path / "a.png")
    studio.close()
    assert (tmp_path / "a.png").stat().st_size > 500
    with pytest.raises(BadOrder):
        studio.submit(order())
    assert studio.find("still/s01/start/1") == job and studio.find("still/s02/start/1") is None


def test_an_unfinished_job_of_a_dead_process_is_taken_up_and_not_submitted_again(tmp_path):
    first = Studio(tmp_path, workers=1)
    job = first.submit(order())
    first.close()
    second = Studio(tmp_path, workers=1)
    assert wait(second, job).state == "done"
    second.close()
    assert len((tmp_path / "submissions.jsonl").read_text().splitlines()) == 1


def test_a_worker_that_dies_is_replaced_once_and_the_job_still_comes(tmp_path):
    studio = Studio(tmp_path, workers=1)
    job = studio.submit(order())
    for process in list(studio._pool._processes.values()):
        process.kill()
    assert wait(studio, job).state == "done"
    studio.close()


def test_what_cannot_be_made_fails_with_a_reason(tmp_path):
    studio = Studio(tmp_path, workers=1)
    clip = order("clip/s01/1").model_copy(
        update={"kind": "clip", "fps": 12, "seconds": Decimal(1), "start_image": tmp_path / "no.png"}
    )
    status = wait(studio, studio.submit(clip))
    studio.close()
    assert status.state == "failed" and "still of s01" in (status.reason or "")
    assert json.loads((tmp_path / "submissions.jsonl").read_text())["reference"] == "clip/s01/1"


def test_a_job_that_failed_may_be_submitted_again_and_then_comes(tmp_path):
    studio = Studio(tmp_path, workers=1)
    still = tmp_path / "still.png"
    clip = order("clip/s01/1").model_copy(
        update={"kind": "clip", "fps": 12, "seconds": Decimal(1), "start_image": still}
    )
    assert wait(studio, studio.submit(clip)).state == "failed"
    assert studio.find("clip/s01/1") is None
    drawn = studio.submit(order())
    wait(studio, drawn)
    studio.fetch(drawn, still)
    assert wait(studio, studio.submit(clip)).state == "done"
    studio.close()
