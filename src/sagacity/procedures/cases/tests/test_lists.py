"""Finding cases: pages, words, many at once, figures."""

from datetime import timedelta

import pytest
from django.db import connection

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models
from sagacity.procedures.cases.tests.conftest import ANSWERS, CHIEF, CLERK, COLLEAGUE, Story

LEADER = policy.Person(
    "urn:ngsi-ld:Staff:leader", "部長", "staff",
    frozenset({identity.CASE_LOOK, identity.CASE_EVERY, identity.CASE_FIGURES}), "総務課",
)  # fmt: skip


def named(family: str, given: str) -> dict[str, object]:
    return {**ANSWERS, "name": {"family": family, "given": given}}


def test_pages_follow_each_other_without_a_gap_or_a_repetition(story: Story) -> None:
    made = []
    for _ in range(7):  # three of them at the same moment
        made.append(story.applies().number)
        if len(made) not in {3, 4}:
            story.later()

    seen: list[str] = []
    after, pages = "", 0
    while pages == 0 or after:
        page = cases.queue(by=CLERK, at=story.at, size=2, after=after)
        seen += [row.number for row in page.rows]
        after, pages = page.after, pages + 1

    assert (seen, pages) == (made, 4)


@pytest.mark.parametrize("order", ["due", "submitted", "newest"])
def test_every_order_reaches_everything(story: Story, order: str) -> None:
    made = []
    for _ in range(5):
        made.append(story.applies().number)
        story.later()

    first = cases.queue(by=CLERK, at=story.at, size=3, order=order)
    rest = cases.queue(by=CLERK, at=story.at, size=3, order=order, after=first.after)

    found = [row.number for row in (*first.rows, *rest.rows)]
    assert found == (made[::-1] if order == "newest" else made)


def test_a_mark_of_nobody_is_refused(story: Story) -> None:
    with pytest.raises(cases.BadCursor):
        cases.queue(by=CLERK, at=story.at, after="nonsense")


def test_the_list_shows_what_the_city_is_to_move(story: Story) -> None:
    waiting, asked, done = story.applies(), story.applies(), story.checked()
    cases.ask_for_more(case=asked.key, text="いつですか", by=CLERK, at=story.later())
    cases.decide(case=done.key, decision="no", reason="満員", by=CHIEF, at=story.later())

    def numbers(**how: object) -> list[str]:
        return [row.number for row in cases.queue(by=CLERK, at=story.at, **how).rows]  # type: ignore[arg-type]

    assert numbers() == [waiting.number]
    assert numbers(state="more_asked") == [asked.number]
    assert numbers(state="open", order="submitted") == [waiting.number, asked.number]
    assert len(numbers(state="all", order="newest")) == 3
    assert numbers(assignee="") == [waiting.number]
    assert numbers(assignee=CLERK.key) == []
    assert numbers(stage="decision") == []
    assert cases.counts(by=CLERK) == {"submitted": 1, "more_asked": 1}


def test_what_is_late_is_found(story: Story) -> None:
    case = story.applies()

    assert cases.queue(by=CLERK, at=story.at, late=True).rows == ()
    (row,) = cases.queue(by=CLERK, at=story.at + timedelta(days=30), late=True).rows

    assert (row.number, row.is_late) == (case.number, True)


@pytest.mark.parametrize("words", ["山田", "山田太郎", "ヤマダ", "太郎", "やまだ"])
def test_words_find_cases_by_what_was_written(story: Story, words: str) -> None:
    wanted = story.applies(answers=named("山田", "太郎ヤマダ"))
    story.applies(answers=named("佐藤", "花子"))

    assert [row.number for row in cases.queue(by=CLERK, at=story.at, words=words).rows] == [wanted.number]
    assert len(cases.queue(by=CLERK, at=story.at, words="公園の使用").rows) == 2


def test_a_number_finds_its_case_however_it_is_typed(story: Story) -> None:
    case = story.applies()
    story.applies()
    typed = case.number.replace("R", "ｒ").replace("-", "－")

    assert [row.key for row in cases.queue(by=CLERK, at=story.at, words=typed).rows] == [case.key]
    assert cases.case_of_number(number=typed).key == case.key


def test_sensitive_answers_are_found_by_nobody(story: Story) -> None:
    story.applies(answers={**ANSWERS, "illness": "ぜんそく"})

    assert cases.queue(by=CLERK, at=story.at, words="ぜんそく").rows == ()


def test_looking_for_words_stands_in_the_log(story: Story) -> None:
    cases.queue(by=CLERK, at=story.at)
    cases.queue(by=CLERK, at=story.at, words="山田")

    assert [line.action for line in audit.latest(actor=CLERK.key)] == ["case.find"]


def test_a_correction_is_found_and_what_stood_before_is_not(story: Story) -> None:
    case = story.applies()
    cases.correct(
        case=case.key, answers={"name": {"family": "鈴木", "given": "花子"}}, by=CLERK, at=story.later()
    )

    assert len(cases.queue(by=CLERK, at=story.at, words="鈴木").rows) == 1
    assert cases.queue(by=CLERK, at=story.at, words="山田").rows == ()


def test_many_are_taken_and_passed_and_the_one_that_cannot_says_why(story: Story) -> None:
    keys = [story.applies().key for _ in range(3)]
    cases.withdraw(case=keys[1], by=CLERK, at=story.later())

    taken = cases.take_many(cases=[*keys, "urn:ngsi-ld:Case:none"], by=CLERK, at=story.later())
    passed = cases.pass_many(cases=keys, checks=["place_is_free"], by=CLERK, at=story.later())
    decided = cases.decide_many(cases=keys, decision="yes", by=CHIEF, at=story.later(), client_key="press")
    again = cases.decide_many(cases=keys, decision="yes", by=CHIEF, at=story.later(), client_key="press")

    assert [one.problem for one in taken] == ["", "not_now", "", "no_such_case"]
    assert [one.problem for one in passed] == ["", "not_now", ""]
    assert [one.problem for one in decided] == [one.problem for one in again] == ["", "not_now", ""]


def test_figures_say_how_long_stages_took(story: Story) -> None:
    since = story.at
    case = story.applies()
    story.later(hours=5)
    cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=story.at)
    story.later(days=30)
    cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.at)
    story.applies()

    found = cases.statistics(since=since, until=story.later(), by=LEADER, at=story.at)

    assert found.by_state == {"decided_yes": 1, "submitted": 1}
    assert found.by_decision == {"yes": 1}
    assert [(one.stage, one.done, one.late, one.half_within_hours) for one in found.stages] == [
        ("check", 1, 0, 5.0)
    ]
    with pytest.raises(cases.NotAllowed):
        cases.statistics(since=since, until=story.at, by=COLLEAGUE, at=story.at)


def test_a_page_asks_the_database_few_questions(story: Story, django_assert_max_num_queries: object) -> None:
    for _ in range(5):
        story.applies()

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(cases.queue(by=CLERK, at=story.at).rows) == 5
    assert connection.vendor in {"sqlite", "postgresql"}
    assert models.Case.objects.ours().count() == 5
