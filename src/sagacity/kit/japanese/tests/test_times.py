from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit.japanese import times
from sagacity.kit.japanese.reading import Reading

MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(MINUTES)
def test_every_minute_of_the_day_reads_back_from_kanji_and_full_width(at: time) -> None:
    kanji = f"{at.hour}時{at.minute:02d}分"
    wide = kanji.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    assert times.parse(kanji) == times.ClockTime(at, 0, Reading.REPAIRED)
    assert times.parse(wide) == times.parse(kanji)


@given(st.text(max_size=20))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    found = times.parse(text)

    assert (found.value is None) == (found.status in {Reading.REFUSED, Reading.MISSING})


@pytest.mark.parametrize(
    ("text", "at", "later"),
    [
        ("９時００分", time(9), 0),
        ("午後1時半", time(13, 30), 0),
        ("午前0時", time(0), 0),
        ("12:30 AM", time(0, 30), 0),
        ("正午", time(12), 0),
        ("24:00", time(0), 1),
        ("32:50:00", time(8, 50), 1),
    ],
)
def test_times_as_offices_and_buses_write_them(text: str, at: time, later: int) -> None:
    assert times.parse(text) == times.ClockTime(at, later, Reading.REPAIRED)


@pytest.mark.parametrize("text", ["21：00（土日は17：00まで）", "12:61", "午後13時", "朝", "48:00"])
def test_what_is_no_single_time_is_refused_with_a_sentence(text: str) -> None:
    found = times.parse(text)

    assert found.status is Reading.REFUSED
    assert text in found.note


def test_a_span_of_opening_hours_reads_as_two_times() -> None:
    span = times.parse_span("９：００〜１７時３０分まで")

    assert span is not None
    assert [each.value for each in span] == [time(9), time(17, 30)]
    assert times.parse_span("9:00から") is None
