"""Property tests: what must hold for every calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.registry.collection import calendar
from sagacity.registry.collection.types import (
    Change,
    Closure,
    DatedException,
    Plan,
    Policy,
    Recess,
    Rule,
    Why,
)

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
ondays = st.dates(FIRST, LAST)
kinds = st.sampled_from(["燃えるごみ", "資源物"])
rules = st.builds(
    Rule,
    kind=kinds,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s))),
    nths=st.sets(st.integers(1, 5)).map(lambda s: tuple(sorted(s))),
    months=st.sets(st.integers(1, 12)).map(lambda s: tuple(sorted(s))),
)
exceptions = st.builds(DatedException, on=ondays, kind=kinds, change=st.sampled_from(list(Change)), to=ondays)
plans = st.builds(Plan, rules=st.lists(rules, max_size=4).map(tuple), exceptions=st.just(()))


def dates(plan: Plan, kind: str = "") -> set[tuple[date, str]]:
    found = calendar.days(plan, from_=FIRST, until=LAST)
    return {(day.on, day.kind) for day in found if not kind or day.kind == kind}


@given(plans, st.lists(exceptions, max_size=6))
def test_a_dated_exception_changes_nothing_but_its_own_days_and_kind(
    plan: Plan, said: list[DatedException]
) -> None:
    before = dates(plan)

    after = dates(Plan(plan.rules, tuple(said)))

    touched = {(one.on, one.kind) for one in said} | {(one.to, one.kind) for one in said}
    assert before ^ after <= touched


@given(plans, ondays, kinds)
def test_an_added_day_is_collected_and_no_other_day_is_lost(plan: Plan, on: date, kind: str) -> None:
    with_it = dates(Plan(plan.rules, (DatedException(on, kind, Change.ADD),)))

    assert with_it == dates(plan) | {(on, kind)}


@given(plans, ondays, st.integers(0, 20))
def test_a_closure_that_skips_takes_away_exactly_the_days_inside_it(
    plan: Plan, first: date, length: int
) -> None:
    last = first + timedelta(days=length)

    after = dates(Plan(plan.rules, (), (Closure("工場", first, last),)))

    assert after == {(on, kind) for on, kind in dates(plan) if not first <= on <= last}


@given(rules, ondays, st.integers(0, 20))
def test_a_closure_that_shifts_moves_by_whole_weeks_and_never_into_itself(
    rule: Rule, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    plan = Plan((rule,), (), (Closure("工場", first, last, Policy.SHIFT),))

    found = calendar.days(plan, from_=FIRST, until=LAST)

    for day in found:
        assert not first <= day.on <= last
        assert day.instead_of is None or (day.on - day.instead_of).days % 7 == 0


@given(plans, ondays, st.integers(0, 200))
def test_a_period_shows_the_same_days_however_it_is_cut(plan: Plan, start: date, length: int) -> None:
    end = start + timedelta(days=length)

    part = calendar.days(plan, from_=start, until=end)

    wider = calendar.days(plan, from_=start - timedelta(days=90), until=end + timedelta(days=90))
    assert list(part) == [day for day in wider if start <= day.on <= end]


def test_the_third_friday_is_counted_by_occurrence() -> None:
    plan = Plan((Rule("資源物", weekdays=(4,), nths=(3,)),))

    found = calendar.days(plan, from_=date(2026, 5, 1), until=date(2026, 5, 31))

    # May 2026 begins on a Friday: the third Friday is the 15th.
    assert [day.on for day in found] == [date(2026, 5, 15)]


def test_every_other_week_counts_from_its_anchor_over_new_year() -> None:
    plan = Plan((Rule("びん", weekdays=(1,), every=2, anchor=date(2026, 12, 22)),))

    found = calendar.days(plan, from_=date(2026, 12, 1), until=date(2027, 1, 31))

    assert [day.on for day in found] == [date(2026, 12, 22), date(2027, 1, 5), date(2027, 1, 19)]


def test_a_recess_over_new_year_holds_every_year_and_is_told() -> None:
    plan = Plan((Rule("燃えるごみ", weekdays=(3,), recesses=(Recess(12, 31, 1, 3),)),))

    made = calendar.make(plan, from_=date(2026, 12, 24), until=date(2027, 1, 7))

    assert [day.on for day in made.days] == [date(2026, 12, 24), date(2027, 1, 7)]
    assert [(odd.on, odd.why) for odd in made.irregular] == [(date(2026, 12, 31), Why.RECESS)]


def test_a_day_written_out_is_collected_even_in_a_closure() -> None:
    closure = Closure("工場", date(2020, 12, 28), date(2021, 1, 3))
    plan = Plan(
        (Rule("粗大ごみ", dates=(date(2020, 12, 28),)), Rule("燃えるごみ", weekdays=(0,))),
        (DatedException(date(2020, 12, 29), "燃えるごみ", Change.ADD),),
        (closure,),
    )

    found = calendar.days(plan, from_=date(2020, 12, 28), until=date(2021, 1, 4))

    assert [(day.on.day, day.kind) for day in found] == [
        (28, "粗大ごみ"),
        (29, "燃えるごみ"),
        (4, "燃えるごみ"),
    ]


def test_a_moved_day_leaves_and_arrives_once() -> None:
    move = DatedException(date(2026, 5, 4), "燃えるごみ", Change.MOVE, date(2026, 5, 2), "連休のため")
    plan = Plan((Rule("燃えるごみ", weekdays=(0,)),), (move,))

    made = calendar.make(plan, from_=date(2026, 5, 1), until=date(2026, 5, 11))

    assert [(day.on.day, day.why) for day in made.days] == [(2, Why.MOVED), (11, Why.RULE)]
    assert {(odd.on.day, odd.why, odd.note) for odd in made.irregular} == {
        (4, Why.CANCELLED, "連休のため"),
        (2, Why.MOVED, "連休のため"),
    }


@pytest.mark.parametrize(("kind", "other"), [("燃えるごみ", "資源物")])
def test_cancelling_one_kind_leaves_the_other(kind: str, other: str) -> None:
    plan = Plan(
        (Rule(kind, weekdays=(0,)), Rule(other, weekdays=(0,))),
        (DatedException(date(2026, 5, 4), kind, Change.CANCEL),),
    )

    found = calendar.days(plan, from_=date(2026, 5, 4), until=date(2026, 5, 4))

    assert [day.kind for day in found] == [other]
