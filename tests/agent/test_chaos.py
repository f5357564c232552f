"""Kill a live film anywhere: nothing is billed twice, nothing bought is lost, the bill is the ledger."""

import os

import pytest

from tests.agent.chaos import survive


@pytest.mark.parametrize("seed", [13, 9, 19])
def test_a_killed_live_film_is_finished_and_its_bill_is_the_ledger(seed, tmp_path):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    outcome = survive(seed, tmp_path, tmp_path / "studio", port)
    assert (outcome.billed_twice, outcome.lost, outcome.ledger_differs) == (0, 0, 0), outcome
