"""At the end the counts stand in the city's catalogue, as every other data set does."""

import csv
import io

from django.test import Client

from sagacity.kit import policy
from sagacity.kit.testing.plugin import Deliver
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys import catalogue
from sagacity.procedures.surveys.testing import AT, holder
from sagacity.registry import api as registry

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")


def test_an_ended_survey_is_a_table_of_the_catalogue_without_what_is_hidden(
    park: str, deliver: Deliver
) -> None:
    _answered((25, "weekly"), (12, "monthly"), (3, "never"))
    surveys.close(survey=park, by=CLERK, at=AT)
    deliver()

    rows = {row["ID"]: row for row in _published()}

    assert rows["park_survey.people"]["人数"] == "40"
    weekly, never = rows["park_survey.often.weekly"], rows["park_survey.often.never"]
    assert (weekly["回答"], weekly["回答（英語）"], weekly["人数"], weekly["秘匿"]) == (
        "毎週",
        "Weekly",
        "25",
        "",
    )
    assert (never["人数"], never["秘匿"]) == ("", "X")
    assert weekly["終了日"] == "2026-07-06"
    assert "すべり台" not in str(rows)


def test_what_the_catalogue_says_is_what_the_page_says(park: str, deliver: Deliver) -> None:
    _answered((30, "weekly"), (11, "monthly"))
    surveys.close(survey=park, by=CLERK, at=AT)
    deliver()

    told = surveys.results(survey=park, at=AT)

    page = {
        (tally.label["ja"], cell.label["ja"]): "" if cell.count is None else str(cell.count)
        for tally in told.tallies
        for cell in tally.cells
    }
    assert {(row["問い"], row["回答"]): row["人数"] for row in _published()[1:]} == page


def test_too_few_answers_give_one_line_that_hides_even_their_number(park: str, deliver: Deliver) -> None:
    _answered((9, "weekly"))
    surveys.close(survey=park, by=CLERK, at=AT)
    deliver()

    assert [(row["ID"], row["人数"], row["秘匿"]) for row in _published()] == [
        ("park_survey.people", "", "X")
    ]


def test_nothing_is_published_before_the_end_and_nothing_twice_after_it(park: str, deliver: Deliver) -> None:
    _answered((30, "weekly"))
    assert not catalogue.publish(survey=park, at=AT)
    assert surveys.catalogue_address(survey=surveys.survey(key=park, at=AT)) == ""

    surveys.close(survey=park, by=CLERK, at=AT)
    deliver()
    assert catalogue.publish(survey=park, at=AT)

    assert len([run for run in registry.runs() if run.kind == catalogue.KIND]) == 1
    path = surveys.catalogue_address(survey=surveys.survey(key=park, at=AT))
    assert "市民アンケートの結果" in Client().get(path).content.decode()


def test_open_surveys_are_found_by_words_and_ended_ones_are_not(park: str) -> None:
    assert [one.key for one in surveys.find(words="公園", at=AT)] == [park]
    assert surveys.find(words="ごみ", at=AT) == []

    surveys.close(survey=park, by=CLERK, at=AT)

    assert surveys.find(words="公園", at=AT) == []


def _answered(*given: tuple[int, str]) -> None:
    number = 0
    for many, often in given:
        for _ in range(many):
            number += 1
            answers = {"often": often, "with_children": True, "minutes": number % 60, "wish": "すべり台"}
            surveys.answer(survey="park_survey", answers=answers, by=holder(number), at=AT)


def _published() -> list[dict[str, str]]:
    slug = registry.dataset(catalogue.KIND).slug
    answer = Client().get(f"/api/data/{slug}.csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
