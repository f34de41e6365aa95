import pytest

from sagacity.broker.access import usage
from sagacity.broker.access.allowance import Allowance
from sagacity.broker.refusals import Busy

NOON = 1_795_748_400_000  # 2026-11-27 12:00 in Japan


def calls(allowance: Allowance, number: int, at: int) -> None:
    for _ in range(number):
        allowance.take(at)


def test_the_minutes_share_refills_smoothly() -> None:
    allowance = Allowance(60, 0)
    calls(allowance, 60, NOON)

    with pytest.raises(Busy) as refused:
        allowance.take(NOON)

    assert refused.value.retry_after == 2
    calls(allowance, 1, NOON + 1_000)
    with pytest.raises(Busy):
        allowance.take(NOON + 1_000)


def test_the_days_share_comes_back_at_midnight_in_japan() -> None:
    allowance = Allowance(0, 3)
    calls(allowance, 3, NOON)

    with pytest.raises(Busy) as refused:
        allowance.take(NOON)

    midnight = usage.next_day(NOON)
    assert refused.value.retry_after == 12 * 3600 + 1
    assert usage.day_of(midnight - 1) == "2026-11-27"
    assert usage.day_of(midnight) == "2026-11-28"
    calls(allowance, 3, midnight)


def test_what_other_processes_let_in_counts() -> None:
    allowance = Allowance(0, 5)
    allowance.catch_up(4, at=NOON)
    allowance.take(NOON)

    with pytest.raises(Busy):
        allowance.take(NOON)


def test_usage_is_handed_on_once_and_by_day() -> None:
    allowance = Allowance(0, 2)
    calls(allowance, 2, NOON)
    with pytest.raises(Busy):
        allowance.take(NOON)
    calls(allowance, 1, usage.next_day(NOON))

    assert allowance.counted() == [("2026-11-27", 2, 1), ("2026-11-28", 1, 0)]
    assert allowance.counted() == []


def test_what_was_handed_on_still_counts_towards_the_day() -> None:
    allowance = Allowance(0, 2)
    allowance.take(NOON)
    allowance.counted()
    allowance.take(NOON)

    with pytest.raises(Busy):
        allowance.take(NOON)
