"""What is counted, what is hidden, what is published at the end, and what only staff read."""

import csv
import io
from datetime import timedelta

import pytest

from sagacity.kit import policy
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys import jobs, models
from sagacity.procedures.surveys.testing import AT, holder

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")
END = AT + timedelta(days=24)


def _many(*given: tuple[int, str, bool], wish: str = "") -> None:
    number = 0
    for many, often, with_children in given:
        for _ in range(many):
            number += 1
            answers = {"often": often, "with_children": with_children, "minutes": number % 60, "wish": wish}
            surveys.answer(survey="park_survey", answers=answers, by=holder(number), at=AT)


def _counts(question: str) -> dict[str, int | None]:
    tallies = surveys.results(survey="park_survey", at=END).tallies
    return {cell.key: cell.count for one in tallies if one.question == question for cell in one.cells}


def test_fewer_than_ten_answers_tell_nothing(park: str) -> None:
    _many((9, "weekly", True))
    surveys.close(survey=park, by=CLERK, at=END)

    told = surveys.results(survey=park, at=END)

    assert (told.answers, told.tallies) == (None, ())


def test_a_small_cell_is_hidden_and_so_is_what_would_betray_it(park: str) -> None:
    _many((25, "weekly", True), (12, "monthly", True), (3, "never", False))
    surveys.close(survey=park, by=CLERK, at=END)

    assert _counts("often") == {"weekly": 25, "monthly": None, "never": None, "none": 0}
    assert _counts("with_children") == {"yes": None, "no": None, "none": 0}


def test_a_question_of_some_does_not_betray_who_was_not_asked(park: str) -> None:
    """Three who never go were not asked what they like; that number is hidden with the cell that gives it."""
    _many((25, "weekly", True), (12, "monthly", True), (3, "never", False))
    surveys.close(survey=park, by=CLERK, at=END)

    shown = _counts("likes")

    assert shown["none"] == 40  # nobody named anything: no one is singled out
    assert shown["trees"] == 0


def test_counts_come_in_tens_while_it_is_open(park: str) -> None:
    _many((19, "weekly", True))
    assert surveys.pour_all(at=AT) == 0
    assert surveys.survey(key=park, at=AT).answers == 0

    surveys.answer(
        survey=park,
        answers={"often": "never", "with_children": False, "minutes": 3},
        by=holder(99),
        at=AT,
    )
    jobs.pour_boxes(AT)

    assert surveys.survey(key=park, at=AT).answers == 10
    assert surveys.results(survey=park, at=AT).answers == 10


def test_residents_see_counts_before_the_end_only_where_staff_say_so(park: str) -> None:
    assert not surveys.survey(key=park, at=AT).results_are_public

    surveys.show_live(survey=park, shown=True, by=CLERK, at=AT)

    assert surveys.survey(key=park, at=AT).results_are_public


def test_two_questions_together_hide_along_rows_and_columns(park: str) -> None:
    _many((30, "weekly", True), (20, "weekly", False), (15, "monthly", True), (4, "monthly", False))
    surveys.close(survey=park, by=CLERK, at=END)

    table = surveys.crossed(survey=park, row="often", column="with_children", at=END)

    rows = [line for _, line in table.rows]
    assert rows[1][1] is None  # 4
    for line in rows:
        assert sum(count is None for count in line) != 1
    for column in zip(*rows, strict=True):
        assert sum(count is None for count in column) != 1


def test_the_file_at_the_end_holds_counts_alone(park: str) -> None:
    _many((25, "weekly", True), (12, "monthly", True), (3, "never", False), wish="すべり台")
    surveys.close(survey=park, by=CLERK, at=END)

    content = surveys.open_data(survey=park, at=END)

    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[1][:3] == ["公園のアンケート", "回答した人", "40"]
    assert ["どのくらい行きますか", "毎週", "25", "How often do you go?", "Weekly", "25"] in lines
    assert ["どのくらい行きますか", "行かない", "X", "How often do you go?", "Never", "X"] in lines
    assert "すべり台" not in content.decode("utf-8-sig")


def test_own_words_are_read_by_staff_and_erased_when_they_tell_of_a_person(park: str) -> None:
    _many((12, "weekly", True), wish="隣の山田さんがうるさい")
    surveys.close(survey=park, by=CLERK, at=END)
    first, second, *_ = surveys.own_words(survey=park, at=END)

    surveys.decide_words(key=first.key, keep=False, by=CLERK, at=END)
    surveys.decide_words(key=second.key, keep=True, by=CLERK, at=END)

    assert {one.key: one.state for one in surveys.own_words(survey=park, at=END)}[second.key] == "kept"
    assert first.key not in {one.key for one in surveys.own_words(survey=park, at=END)}
    assert [one.text for one in surveys.own_words(survey=park, state="dropped", at=END)] == [""]


def test_what_is_over_goes_in_its_time(park: str) -> None:
    _many((12, "weekly", True), wish="ベンチ")
    surveys.close(survey=park, by=CLERK, at=END)

    jobs.erase_what_is_over(END + timedelta(days=367))
    assert (models.OwnWords.objects.count(), models.Answer.objects.count()) == (0, 12)

    jobs.erase_what_is_over(END + timedelta(days=1200))
    assert models.Answer.objects.count() == 0


def test_an_invitation_is_a_draft_and_the_last_call_goes_to_everybody_once(park: str) -> None:
    _many((1, "weekly", True))

    invited = surveys.invite(survey=park, by=CLERK, at=AT)
    assert invited.content.url == "/apps/surveys/park_survey/"
    assert invited.content.title["ja"] == "アンケート：公園のアンケート"

    near = AT + timedelta(days=23)
    assert surveys.remind_of_those_that_end(at=AT) == 0
    assert surveys.remind_of_those_that_end(at=near) == 1
    assert surveys.remind_of_those_that_end(at=near) == 0


def test_a_closed_survey_cannot_be_closed_again(park: str) -> None:
    surveys.close(survey=park, by=CLERK, at=AT)

    with pytest.raises(surveys.IsClosed):
        surveys.close(survey=park, by=CLERK, at=AT)
