"""The procedures of Saga, held to samples of answers that clerks can read: `procedures/*.toml` beside it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures

AT = datetime(2026, 7, 6, 3, tzinfo=UTC)  # a Monday, noon in Japan
TODAY = clock.day(AT)
SAMPLES = Path(__file__).parent / "procedures"
PACK = city.folder("saga") / "procedures"
pytestmark = pytest.mark.usefixtures("saga")
KEYS = sorted(path.stem for path in PACK.glob("*.toml"))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cases() -> list[Any]:
    people = _read(SAMPLES / "people.toml")
    found = []
    for key in KEYS:
        sample = _read(SAMPLES / f"{key}.toml")
        for case in sample["case"]:
            answers = {**people["answers"], **sample["good"], **case.get("change", {})}
            left = {name: said for name, said in answers.items() if name not in case.get("without", [])}
            facts = {**people["facts"], **case.get("facts", {})}
            found.append(pytest.param(key, left, facts, case, id=f"{key}: {case['words']}"))
    return found


def _definition(key: str) -> procedures.Definition:
    return procedures.read(text=(PACK / f"{key}.toml").read_text(encoding="utf-8"))


@pytest.fixture
def saga(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tariff and holidays are Saga's, whichever city the tests run as."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")


@pytest.mark.parametrize(("key", "answers", "facts", "case"), _cases())
def test_a_sample_comes_out_as_the_clerk_expects(
    key: str, answers: dict[str, Any], facts: dict[str, Any], case: dict[str, Any]
) -> None:
    definition = _definition(key)
    checked = procedures.check(definition=definition, answers=answers, facts=facts, at=AT)

    assert [f"{one.question} {one.code}" for one in checked.faults] == case.get("faults", [])
    assert checked.eligible is not case.get("refused", False)
    assert set(case.get("asked", [])) <= set(checked.asked)
    assert not set(case.get("not_asked", [])) & set(checked.asked)
    if "papers" in case:
        assert list(checked.papers) == case["papers"]
    if "fee" in case:
        fee = procedures.fee_of(
            definition=_definition(key), answers=checked.answers, facts=facts, on=clock.day(AT)
        )
        assert (fee.amount if fee else 0) == case["fee"]
    if "file_by" in case:
        deadline = procedures.filing_deadline(definition=definition, answers=checked.answers)
        assert deadline == case["file_by"]


def test_there_are_enough_procedures_and_a_sample_for_each() -> None:
    assert len(KEYS) >= 15
    assert {path.stem for path in SAMPLES.glob("*.toml")} - {"people"} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_no_procedure_asks_for_the_individual_number(key: str) -> None:
    definition = _definition(key)

    asked = [question.label["ja"] for question in definition.questions()]
    asked += [column.label["ja"] for question in definition.questions() for column in question.columns]

    assert not [label for label in asked if "個人番号" in label]
    assert not [label for label in asked if "マイナンバー" in label and "マイナンバーカード" not in label]


@pytest.mark.parametrize("key", KEYS)
def test_a_procedure_says_what_the_city_has_yet_to_confirm(key: str) -> None:
    definition = _definition(key)

    assert definition.is_confirmed or definition.to_confirm["ja"]
    assert definition.division
