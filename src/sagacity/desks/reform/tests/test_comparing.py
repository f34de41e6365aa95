"""Before and after: what may be said, and when it is too little to say."""

import random
from datetime import date

from sagacity.desks.reform.comparing import Measured, Verdict, compare, pairs_of_days

MONDAY = date(2026, 4, 13)


def days(
    before: float, after: float, *, many: int = 10, noise: float = 0.0
) -> list[tuple[Measured, Measured]]:
    dice = random.Random(3)

    def one(value: float) -> Measured:
        return Measured(value + dice.gauss(0, noise), 1, 100)

    return [(one(before), one(after)) for _ in range(many)]


def test_each_day_after_stands_beside_the_same_weekday_before() -> None:
    pairs = pairs_of_days(day=MONDAY, weeks=4, today=date(2026, 6, 1))

    assert len(pairs) == 28
    assert pairs[0] == (date(2026, 3, 16), MONDAY)
    assert all(before.weekday() == after.weekday() for before, after in pairs)
    assert max(before for before, _ in pairs) < MONDAY


def test_days_that_are_not_over_have_no_partner_yet() -> None:
    assert len(pairs_of_days(day=MONDAY, weeks=4, today=date(2026, 4, 16))) == 3
    assert pairs_of_days(day=MONDAY, weeks=4, today=MONDAY) == []


def test_a_clear_change_is_said_with_its_range() -> None:
    found = compare(days(20, 12, noise=1))

    assert found is not None
    assert found.verdict is Verdict.LESS
    assert found.low < -8 < found.high < 0
    assert abs(found.difference + 8) < 1


def test_ups_and_downs_of_days_are_no_change() -> None:
    found = compare(days(20, 20.3, noise=6))

    assert found is not None
    assert found.verdict is Verdict.UNCLEAR
    assert found.low < 0 < found.high


def test_too_few_days_or_people_say_nothing_however_large_the_difference() -> None:
    few_days = compare(days(20, 2, many=4))
    few_people = compare([(Measured(2, 4, 4), Measured(0, 4, 4)) for _ in range(7)])

    assert few_days is not None
    assert few_people is not None
    assert few_days.verdict is few_people.verdict is Verdict.FEW


def test_a_share_is_of_all_days_together() -> None:
    found = compare([(Measured(1, 10, 10), Measured(5, 10, 10)), (Measured(9, 90, 90), Measured(45, 90, 90))])

    assert found is not None
    assert (found.before, found.after) == (0.1, 0.5)


def test_a_pair_with_nobody_on_one_side_is_left_out_and_nothing_is_nothing() -> None:
    assert compare([(Measured(0, 0, 0), Measured(3, 1, 9))]) is None
    assert compare([]) is None


def test_the_same_days_give_the_same_range() -> None:
    assert compare(days(20, 18, noise=4)) == compare(days(20, 18, noise=4))
