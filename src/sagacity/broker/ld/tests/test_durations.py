"""Periods laid on the calendar."""

import pytest

from sagacity.broker.ld import times
from sagacity.broker.ld.temporal.durations import Duration
from sagacity.broker.refusals import BadRequest


@pytest.mark.parametrize(
    ("text", "moment", "begin", "end"),
    [
        ("P1D", "2026-04-01T13:00:00Z", "2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"),
        ("P1M", "2026-02-28T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("P1Y", "2026-02-28T23:59:59Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("P1MT12H", "1970-01-20T00:00:00Z", "1970-01-01T00:00:00Z", "1970-02-01T12:00:00Z"),
        ("P1MT12H", "1970-02-01T12:00:00Z", "1970-02-01T12:00:00Z", "1970-03-02T00:00:00Z"),
        ("P1MT12H", "1969-12-20T00:00:00Z", "1969-11-30T12:00:00Z", "1970-01-01T00:00:00Z"),
    ],
)
def test_a_period_begins_and_ends(text: str, moment: str, begin: str, end: str) -> None:
    duration = Duration.read(text)

    found = duration.begin(times.milliseconds(moment))
    assert (times.shown(found), times.shown(duration.end(found))) == (begin, end)


@pytest.mark.parametrize("text", ["P1Y2M3DT4H5M6S", "P3M10D"])
def test_periods_of_mixed_length_follow_one_another_without_a_gap(text: str) -> None:
    duration = Duration.read(text)

    begin = duration.begin(times.milliseconds("2026-04-01T00:00:00Z"))
    for _ in range(20):
        end = duration.end(begin)
        assert end > begin
        assert duration.begin(end - 1) == begin
        assert duration.begin(end) == end
        begin = end


@pytest.mark.parametrize("text", ["P", "PT", "P1DT", "1D", "P1H", "P999999Y", ""])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        Duration.read(text)
