"""What an HTTP answer is called, and what the person is told to do next."""

import pytest

from tools.providers.failures import failure


@pytest.mark.parametrize("status", [404, 410, 400, 422])
def test_who_only_asked_after_a_job_is_not_told_to_plan_the_film_again(status):
    asked = failure("fal", status, "not there", {}, sent=False)
    ordered = failure("fal", status, "not there", {}, sent=True)
    assert type(asked) is type(ordered) and "`greenlight resume` asks again" in str(asked)
    assert "asks again" not in str(ordered)
