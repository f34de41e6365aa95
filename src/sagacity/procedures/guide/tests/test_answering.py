"""One judge for phone and counter: lists, papers, deadlines, minutes and yen of this city."""

from datetime import date, datetime

import pytest

from sagacity.kit import clock
from sagacity.procedures.guide import api as guide
from sagacity.procedures.guide import limits, types

AT = datetime(2026, 4, 2, 12, tzinfo=clock.JAPAN)
FAMILY = {
    "moved_on": "2026-04-01",
    "where": "japan",
    "people": [{"age": "adult"}, {"age": "adult"}, {"age": "primary"}, {"age": "preschool"}],
    "cards": True,
    "foreign": False,
    "also": ["dog"],
    "dogs": 1,
    "dog_tag": True,
}


@pytest.fixture(autouse=True)
def _saga(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "saga")


def test_two_children_and_a_dog_move_in() -> None:
    answer = guide.answer(event="moving_in", answers=FAMILY, at=AT)

    assert [(step.task.key, step.until) for step in answer.steps] == [
        ("moving_in_filing", date(2026, 4, 15)),
        ("card_continuation", date(2026, 6, 30)),
        ("child_allowance", date(2026, 4, 16)),
        ("child_medical", None),
        ("school_transfer", None),
        ("dog_change", date(2026, 5, 1)),
        ("water_start", None),
    ]
    assert [one.paper.key for one in answer.papers].count("id") == 1
    assert next(one.steps for one in answer.papers if one.paper.key == "id") == (
        "moving_in_filing",
        "child_allowance",
    )
    assert answer.minutes == 15 + 10 + 20 + 10 + 15 + 5 + 5
    assert (answer.yen, answer.asks_fee) == (0, False)
    assert [one.desk.key for one in answer.desks] == [
        "registration",
        "children",
        "school",
        "environment",
        "waterworks",
    ]
    assert answer.first_until == date(2026, 4, 15)


def test_dogs_without_a_tag_cost_what_the_tariff_says() -> None:
    answer = guide.answer(event="moving_in", answers={**FAMILY, "dogs": 2, "dog_tag": False}, at=AT)

    assert answer.yen == 2 * (3_000 + 550)
    assert [step.minutes for step in answer.steps if step.task.key == "dog_registration"] == [20]


def test_answers_half_given_give_the_list_as_far_as_it_goes() -> None:
    answer = guide.answer(event="moving_in", answers={"moved_on": "2026-04-01"}, at=AT)

    assert [step.task.key for step in answer.steps] == ["moving_in_filing", "water_start"]
    assert "people" in {fault.question for fault in answer.checked.faults}


def test_a_fee_that_nobody_wrote_down_is_asked_not_guessed() -> None:
    answers = {"known_on": "2026-03-30", "age": "under65", "nhi": False, "pension": "other", "head": False}

    answer = guide.answer(event="death", answers=answers, at=AT)

    assert answer.asks_fee
    assert answer.yen == 0


def test_there_is_no_such_event() -> None:
    with pytest.raises(guide.NoSuchEvent):
        guide.answer(event="winning", answers={}, at=AT)
    with pytest.raises(guide.NoSuchEvent):
        guide.event(key="winning")


@pytest.mark.parametrize(
    ("limit", "begins", "last"),
    [
        (types.Limit("d", days=14, first_day="same"), date(2026, 7, 1), date(2026, 7, 14)),
        (types.Limit("d", days=14), date(2026, 7, 1), date(2026, 7, 15)),
        (types.Limit("d", months=3), date(2026, 11, 30), date(2027, 2, 28)),
        (types.Limit("d", months=24), date(2028, 2, 29), date(2030, 2, 28)),
        (types.Limit("d", days=1), date(2026, 7, 3), date(2026, 7, 6)),
        (types.Limit("d", days=1, moves_to_open_day=False), date(2026, 7, 3), date(2026, 7, 4)),
    ],
)
def test_a_last_day_is_counted_as_its_law_counts(limit: types.Limit, begins: date, last: date) -> None:
    weekends = (date(2026, 7, 4), date(2026, 7, 5))

    assert limits.last_day(limit=limit, begins=begins, is_open=lambda day: day not in weekends) == last


def test_a_last_day_at_the_turn_of_the_year_moves() -> None:
    at = datetime(2026, 12, 18, 12, tzinfo=clock.JAPAN)

    answer = guide.answer(event="moving_in", answers={**FAMILY, "moved_on": "2026-12-17"}, at=at)

    # 31 December to 3 January are days of rest, and the 4th is a Monday.
    assert answer.steps[0].until == date(2027, 1, 4)
