from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.messaging.children import born

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))


def completed(birth: date, on: date) -> int:
    """Completed months, counted the slow way: how often the day of birth has come again since."""
    months = 0
    while True:
        year, month = divmod(birth.year * 12 + birth.month - 1 + months + 1, 12)
        if (year, month + 1, birth.day) > (on.year, on.month, on.day):
            return months
        months += 1


@given(birth=DAYS, ages=st.tuples(st.integers(0, 40), st.integers(0, 40)), days=st.integers(0, 1500))
def test_a_birth_day_fits_exactly_when_the_completed_months_do(
    birth: date, ages: tuple[int, int], days: int
) -> None:
    on = birth + timedelta(days=days)
    first, last = sorted(ages)

    fits = born(on=on, from_months=first, until_months=last).includes(birth.isoformat())

    assert fits == (first <= completed(birth, on) <= last)


@given(month=DAYS, ages=st.tuples(st.integers(0, 40), st.integers(0, 40)), days=st.integers(31, 1500))
def test_a_birth_month_fits_exactly_when_one_of_its_days_does(
    month: date, ages: tuple[int, int], days: int
) -> None:
    first_day, on = month.replace(day=1), month.replace(day=1) + timedelta(days=days)
    first, last = sorted(ages)
    rule = born(on=on, from_months=first, until_months=last)
    days_of_month = [first_day + timedelta(days=number) for number in range(31)]

    any_day = any(rule.includes(day.isoformat()) for day in days_of_month if day.month == first_day.month)

    assert rule.includes(f"{first_day:%Y-%m}") == any_day


@pytest.mark.parametrize(
    ("birth", "on", "months"),
    [
        ("2026-01-31", date(2026, 2, 28), 0),  # February has no 31st: one month is full on the first of March
        ("2026-01-31", date(2026, 3, 1), 1),
        ("2024-02-29", date(2025, 2, 28), 11),
        ("2024-02-29", date(2025, 3, 1), 12),
        ("2026-03-15", date(2026, 9, 14), 5),
        ("2026-03-15", date(2026, 9, 15), 6),
    ],
)
def test_ends_of_months_are_no_surprise(birth: str, on: date, months: int) -> None:
    assert born(on=on, from_months=months, until_months=months).includes(birth)


def test_a_child_that_is_not_born_yet_has_no_age() -> None:
    assert not born(on=date(2026, 9, 15), from_months=None, until_months=6).includes("2026-09-16")
    assert not born(on=date(2026, 9, 15), from_months=None, until_months=6).includes("2026-10")


def test_without_a_last_month_there_is_no_first_birth_day() -> None:
    assert born(on=date(2026, 9, 15), from_months=12, until_months=None).includes("1990-01-01")
    assert not born(on=date(2026, 9, 15), from_months=12, until_months=None).includes("2025-09-16")
