"""Kill live films anywhere: nothing is billed twice, nothing bought is lost, the bill is the ledger."""

import os

import pytest

from tests.agent.chaos import survive
from tests.agent.vendors import Vendors


@pytest.fixture(scope="module")
def vendors(tmp_path_factory):
    port = int(os.environ["FAL_QUEUE_RUN_HOST"].rpartition(":")[2])
    with Vendors(tmp_path_factory.mktemp("vendors"), port) as opened:
        yield opened


@pytest.mark.parametrize("seed", [9, 17, 20])
def test_a_killed_live_film_is_finished_and_its_bill_is_the_ledger(seed, tmp_path, vendors):
    outcome = survive(seed, tmp_path, vendors)
    assert outcome.kills and not outcome.wrong, outcome
