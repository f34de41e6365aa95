"""What holds for every day of birth, tried on thousands of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sagacity.miniapps.childcare.rules import ages, births, intervals, schedule, school
from sagacity.miniapps.childcare.rules.doses import Dose
from sagacity.miniapps.childcare.rules.judging import CLOSING, State, judge
from sagacity.miniapps.childcare.rules.schedule import FINISHED, NOW
from sagacity.miniapps.childcare.tests.tables import NATIONAL

BIRTHS = st.dates(date(2005, 1, 1), date(2040, 12, 31))
LATER = st.integers(0, 6000).map(timedelta)
DOSES = st.sampled_from([one for one in (*NATIONAL.doses, *NATIONAL.checkups) if not one.of_pregnancy])
EVERY = (*NATIONAL.doses, *NATIONAL.checkups)


@given(BIRTHS, st.integers(1, 200))
def test_the_last_day_of_one_age_is_the_day_before_the_next_one_is_certain(birth: date, months: int) -> None:
    age = ages.parse(f"P{months}M")

    assert age.lawful_from(birth) == age.ends(birth) - timedelta(days=1)
    assert age.lawful_from(birth) <= age.begins(birth) <= age.ends(birth)
    assert age.begins(birth).day in {birth.day, 28, 29, 30}


@given(BIRTHS, st.integers(1, 100))
def test_the_older_child_is_never_later(birth: date, months: int) -> None:
    age, younger = ages.parse(f"P{months}M"), birth + timedelta(days=1)

    assert age.begins(birth) <= age.begins(younger)
    assert age.ends(birth) <= age.ends(younger)


@given(BIRTHS, st.integers(1, 200))
def test_an_interval_of_days_leaves_that_many_between(dose: date, days: int) -> None:
    assert (intervals.parse(f"P{days}D").first_day(dose) - dose).days - 1 == days


@given(BIRTHS)
def test_school_begins_on_a_first_of_april_at_six(birth: date) -> None:
    entry = school.school_entry(birth)
    completed = entry.year - birth.year - ((entry.month, entry.day) < (birth.month, birth.day))

    assert (entry.month, entry.day) == (4, 1)
    assert completed == 6
    assert school.age_class(birth, entry - timedelta(days=1)) == 5
    assert school.age_class(birth, entry) == 6


@settings(deadline=None)
@given(BIRTHS, LATER)
def test_every_dose_stands_somewhere_and_says_when(birth: date, later: timedelta) -> None:
    today = birth + later
    kept = births.parse(birth.isoformat())

    for step in schedule.steps(EVERY, birth=kept, done={}, today=today):
        times = step.first.times
        assert step.state not in {*FINISHED, State.UNSURE}
        if step.state in NOW:
            assert times.opens <= today <= times.last_day
        if step.state is State.CLOSING:
            assert 0 <= (times.last_day - today).days <= CLOSING
        if step.state is State.EARLY:
            assert today < times.opens
        if step.state is State.CLOSED:
            assert today > times.last_day or times.last_day < times.opens


@given(BIRTHS, DOSES)
def test_time_only_moves_forward(birth: date, dose: Dose) -> None:
    order = [State.AFTER, State.EARLY, State.OPEN, State.STANDARD, State.OVERDUE, State.CLOSING, State.CLOSED]
    days = [birth + timedelta(days=passed) for passed in range(0, 6200, 31)]
    states = [judge(dose, [dose], birth=birth, done={}, today=today).state for today in days]
    seen = [order.index(one) for one in states]

    assert seen == sorted(seen)


@settings(deadline=None)
@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 3000))
def test_a_month_never_claims_more_than_each_of_its_days(day: date, later: int) -> None:
    month = births.parse(f"{day:%Y-%m}")
    today = month.last + timedelta(days=later)
    exact = {
        one.dose.key: one.state
        for one in schedule.steps(EVERY, birth=births.parse(day.isoformat()), done={}, today=today)
    }

    for step in schedule.steps(EVERY, birth=month, done={}, today=today):
        if step.state is not State.UNSURE and step.dose.key in exact:
            assert exact[step.dose.key] == step.state


@pytest.mark.parametrize(
    "text", ["", "P", "P2", "2M", "P2M+", "school", "grade", "GA28W", "P2M inclusive-ish", "P-2M"]
)
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(ages.NotAnAge):
        ages.parse(text)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-02-30", "26-01-01", "2026-1"])
def test_what_is_no_birth_is_refused(text: str) -> None:
    with pytest.raises(births.NotABirth):
        births.parse(text)


@given(BIRTHS)
def test_a_birth_is_kept_as_it_was_said(day: date) -> None:
    assert births.parse(day.isoformat()).text == day.isoformat()
    assert births.parse(f"{day:%Y-%m}").text == f"{day:%Y-%m}"
