"""What came of a survey as open data: its counts in the city's catalogue, once it has ended."""

from collections.abc import Iterator
from datetime import datetime

from sagacity.kit import policy
from sagacity.kit.manifest import in_language
from sagacity.procedures import types as procedures
from sagacity.procedures.surveys import models, results, surveys, types
from sagacity.registry import api as registry

KIND = "survey_result"
HIDDEN = "X"
COUNTER = policy.Person("urn:ngsi-ld:System:surveys", "アンケートの集計", "system")
WHY = "アンケートは、結果を公開することを示して、2人の職員が公開した手続の版"
PEOPLE = {"ja": "回答した人", "en": "People who answered"}
ABOUT = (
    "終わったアンケートごとに、問いと答えの人数。10人未満の数と、それがわかる数は伏せ、「秘匿」にXと書く。"
    "自由に書かれた文は含まない。"
)


def publish(*, survey: str, at: datetime) -> bool:
    """Put the counts of an ended survey into the catalogue, once; false before it is closed.

    Raises:
        NoSuchSurvey
    """
    found = surveys.survey(key=survey, at=at)
    if not models.Survey.objects.filter(procedure=survey, closed_on__isnull=False).exists():
        return False  # its last day may be over and its box not yet empty
    rows = list(_rows(found, results.results(survey=survey, at=at)))
    name, once = f"survey_result_{found.closes_on}_{survey}.csv", f"survey:{survey}"
    registry.publish_table(kind=KIND, rows=rows, name=name, by=COUNTER, why=WHY, once=once, at=at)
    registry.describe_dataset(kind=KIND, description=ABOUT)
    return True


def address(*, survey: types.Survey) -> str:
    """The path of the data set that holds an ended survey; nothing before it is there."""
    try:
        there = registry.stat_table(dataset=KIND, area=in_language(survey.name, "ja"), limit=1)
        return f"/dataset/{registry.dataset(KIND).slug}" if there.total else ""
    except registry.NoSuchDataSet:
        return ""


def _rows(found: types.Survey, told: types.Results) -> Iterator[dict[str, str]]:
    yield _row(found, f"{found.key}.people", (PEOPLE, PEOPLE), told.answers)
    for tally in told.tallies:
        for cell in tally.cells:
            words = (tally.label, cell.label)
            key = f"{found.key}.{tally.question}.{cell.key.replace('–', '-')}"
            yield _row(found, key, words, cell.count, several=tally.several)


def _row(
    found: types.Survey,
    key: str,
    words: tuple[procedures.Words, procedures.Words],
    count: int | None,
    *,
    several: bool = False,
) -> dict[str, str]:
    question, answer = words
    return {
        "ID": key,
        "アンケートID": found.key,
        "アンケート": in_language(found.name, "ja"),
        "アンケート（英語）": in_language(found.name, "en"),
        "担当課": found.division,
        "終了日": found.closes_on.isoformat() if found.closes_on else "",
        "問い": in_language(question, "ja"),
        "問い（英語）": in_language(question, "en"),
        "回答": in_language(answer, "ja"),
        "回答（英語）": in_language(answer, "en"),
        "複数回答": "1" if several else "",
        "人数": "" if count is None else str(count),
        "秘匿": HIDDEN if count is None else "",
    }
