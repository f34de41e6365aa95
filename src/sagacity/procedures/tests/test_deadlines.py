"""Deadlines by the calendar of offices: weekends, holidays, the turn of the year."""

from datetime import date, datetime
from pathlib import Path

import pytest

from sagacity.kit import clock
from sagacity.procedures import api as procedures
from sagacity.procedures.testing import define

HOLIDAYS = """国民の祝日・休日月日,国民の祝日・休日名称
2026/7/20,海の日
2026/9/21,敬老の日
2026/9/22,休日
2026/9/23,秋分の日
2027/1/1,元日
"""
LIMIT = '[time_limit]\ndays = {}\ncounted_from = "on"\nfirst_day = "{}"\n'


@pytest.fixture(autouse=True)
def _calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "holidays.csv").write_text(HOLIDAYS)
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "here")


@pytest.mark.parametrize(
    ("begun", "days", "late_after"),
    [
        (date(2026, 7, 6), 2, date(2026, 7, 8)),
        (date(2026, 7, 10), 1, date(2026, 7, 13)),  # over a weekend
        (date(2026, 7, 17), 1, date(2026, 7, 21)),  # and a holiday
        (date(2026, 9, 18), 2, date(2026, 9, 25)),  # three days off in a row
        (date(2026, 12, 28), 1, date(2027, 1, 4)),  # the turn of the year
        (date(2026, 7, 11), 0, date(2026, 7, 13)),  # begun on a Saturday
    ],
)
def test_a_stage_is_late_after_so_many_open_days(begun: date, days: int, late_after: date) -> None:
    since = datetime(begun.year, begun.month, begun.day, 10, tzinfo=clock.JAPAN)

    found = procedures.due(since=since, days=days)

    assert clock.local(found).date() == late_after
    assert clock.local(found).strftime("%H:%M") == "17:15"


@pytest.mark.parametrize(
    ("day", "days", "first", "last"),
    [
        ("2026-07-01", 14, "next", date(2026, 7, 15)),  # resident register: moved on the 1st, the 15th
        ("2026-07-01", 14, "same", date(2026, 7, 14)),  # family register: born on the 1st, the 14th
        ("2026-07-06", 14, "next", date(2026, 7, 21)),  # the last day is a holiday
        ("2026-12-17", 14, "next", date(2027, 1, 4)),  # it falls into the turn of the year
    ],
)
def test_a_filing_has_its_last_day(day: str, days: int, first: str, last: date) -> None:
    definition = define(LIMIT.format(days, first), on='kind = "date"')

    assert procedures.filing_deadline(definition=definition, answers={"on": day}) == last


def test_without_a_limit_or_an_answer_there_is_no_last_day() -> None:
    assert (
        procedures.filing_deadline(definition=define(on='kind = "date"'), answers={"on": "2026-07-01"})
        is None
    )
    limited = define(LIMIT.format(14, "next"), on='kind = "date"')
    assert procedures.filing_deadline(definition=limited, answers={}) is None
