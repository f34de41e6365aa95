"""What the reform office learns of cases: which questions make trouble, what comes online and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.tests.conftest import CLERK, HANAKO, TARO, Story

OFFICER = policy.Person(
    "urn:ngsi-ld:Staff:k", "川崎", "staff", frozenset({identity.REFORM_LOOK}), "情報政策課"
)
DAY = timedelta(days=1)


def found(story: Story, since: timedelta = DAY) -> tuple[cases.ProcedureCorrections, ...]:
    return cases.corrections(since=story.at - since, until=story.at + DAY, by=OFFICER)


def test_each_case_counts_once_for_each_question_whoever_put_it_right(story: Story) -> None:
    first, second = story.applies(), story.applies(by=TARO)
    for people in (20, 30):
        cases.correct(case=first.key, answers={"people": people}, by=HANAKO, at=story.later())
    cases.ask_for_more(case=second.key, text="何人ですか", questions=["people"], by=CLERK, at=story.later())
    cases.answer_more(case=second.key, answers={"people": 3}, by=TARO, at=story.later())

    (park,) = found(story)

    assert (park.procedure, park.cases) == ("park", 2)
    assert (park.asked, park.corrected, park.put_right) == (1, 2, 2)
    assert park.questions == (cases.QuestionCorrections("people", asked=1, by_resident=2, by_staff=0),)


def test_a_procedure_without_trouble_is_counted_too(story: Story) -> None:
    story.applies()

    (park,) = found(story)

    assert (park.cases, park.put_right, park.questions) == (1, 0, ())


def test_arrivals_are_told_by_day_way_and_hour(story: Story) -> None:
    local = clock.local(story.at)
    first = story.applies()
    story.applies(by=replace(TARO, level=4), channel="counter")
    cases.correct(case=first.key, answers={"people": 20}, by=HANAKO, at=story.later())

    told = cases.arrivals(since=story.at - DAY, until=story.at + DAY, by=OFFICER)
    none = cases.arrivals(since=story.at - DAY, until=story.at + DAY, procedure="other", by=OFFICER)

    assert told.days == (cases.DayOfCases(local.date(), cases=2, online=1, put_right=1),)
    assert told.online_hours == {(local.weekday(), local.hour): 1}
    assert none.days == ()


def test_what_is_put_right_after_more_than_a_week_is_not_held_against_the_day(story: Story) -> None:
    case, submitted = story.applies(), story.at
    cases.correct(case=case.key, answers={"people": 20}, by=HANAKO, at=story.later(days=8))

    told = cases.arrivals(since=submitted - DAY, until=submitted + DAY, by=OFFICER)

    assert [one.put_right for one in told.days] == [0]


def test_figures_of_all_divisions_are_for_the_reform_office(story: Story) -> None:
    with pytest.raises(cases.NotAllowed):
        cases.corrections(since=story.at, until=story.at, by=CLERK)
    with pytest.raises(cases.NotAllowed):
        cases.arrivals(since=story.at, until=story.at, by=HANAKO)
