"""Moments as people write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sagacity.broker.querying import dates


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026-04-08", "2026-04-08T00:00:00.000Z"),
        ("2026-04-08T03", "2026-04-08T03:00:00.000Z"),
        ("2026-04-08T03:04", "2026-04-08T03:04:00.000Z"),
        ("2026-04-08T03:04:05Z", "2026-04-08T03:04:05.000Z"),
        ("2026-04-08T03:04:05.6Z", "2026-04-08T03:04:05.600Z"),
        ("2026-04-08T03:04:05.678901Z", "2026-04-08T03:04:05.678Z"),
        ("2026-04-08T03:04:05+09:00", "2026-04-07T18:04:05.000Z"),
        ("2026-04-08T030405-0130", "2026-04-08T04:34:05.000Z"),
        ("2026-04-08T03+09", "2026-04-07T18:00:00.000Z"),
        ("0001-01-01", "0001-01-01T00:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0001-01-01T00:00:00+09:00", None),
        ("2026-04-08Z", None),
        ("2026-04-08+09:00", None),
        ("2026-02-30", None),
        ("2026-04-08T24:00:00Z", None),
        ("2026-04-08 03:04:05", None),
        ("2026-4-8", None),
        ("20260408", None),
        ("２０２６-04-08", None),
        ("2026-04-08T03:04:05+99:00", None),
    ],
)
def test_a_moment_is_kept_in_one_form(text: str, kept: str | None) -> None:
    assert dates.normal(text) == kept


@given(some.datetimes(timezones=some.just(UTC)), some.datetimes(timezones=some.just(UTC)))
def test_the_kept_form_sorts_in_the_order_of_time(one: datetime, other: datetime) -> None:
    earlier, later = (int(at.timestamp() // 0.001) for at in sorted((one, other)))
    assert dates.moment(dates.stamp(earlier)) == earlier
    assert dates.stamp(earlier) <= dates.stamp(later)
