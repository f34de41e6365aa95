"""With the whole database in hand, nobody can say whose an answer is: by no column, order or time."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.db import models as django_models

from sagacity.kit.audit import api as audit
from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys import models, sealing
from sagacity.procedures.surveys.testing import AT, PARK, holder

PEOPLE = 60
KEPT = (models.Survey, models.Token, models.Answer, models.OwnWords)


@pytest.fixture
def crowd(db: None) -> list[int]:
    """Sixty people answer one after the other, each with a number of minutes that nobody else gives."""
    publish(PARK)
    minutes = list(range(PEOPLE))
    random.Random(7).shuffle(minutes)
    for number, minute in enumerate(minutes):
        answers = {"often": "weekly", "with_children": True, "minutes": minute, "wish": f"{minute}分の道"}
        surveys.answer(survey="park_survey", answers=answers, by=holder(number), at=AT)
        if number % 7 == 0:
            surveys.pour_all(at=AT)
    surveys.pour_all(at=AT)
    return minutes


def _ways_to_order(model: type[django_models.Model]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Rows by each column there is, and by those the engine itself keeps."""
    hidden = ["rowid"] if connection.vendor == "sqlite" else ["ctid", "xmin::text::bigint"]
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{one}"' for one in columns)
    for way in [*(f'"{one}"' for one in columns), *hidden]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {model._meta.db_table} ORDER BY {way}")
            yield way, cursor.fetchall()


def _poured(row: tuple[Any, ...]) -> int:
    """The minutes of a sheet: what its owner gave and nobody else."""
    said = next(one for one in row if isinstance(one, dict) or (isinstance(one, str) and one.startswith("{")))
    return int((said if isinstance(said, dict) else json.loads(said))["minutes"])


def _likeness(one: list[int], other: list[int]) -> float:
    """How much one order says about another: 1 the same, -1 turned round, 0 nothing (Spearman)."""
    many = len(one)
    place = {value: number for number, value in enumerate(other)}
    apart = sum((number - place[value]) ** 2 for number, value in enumerate(one))
    return 1 - 6 * apart / (many * (many**2 - 1))


def test_no_order_of_the_answers_is_the_order_of_the_people_beyond_the_batches(crowd: list[int]) -> None:
    for way, rows in _ways_to_order(models.Answer):
        poured = [_poured(row) for row in rows]
        if way == '"said"':
            continue  # ordered by what they say: that is not an order of people
        batches = _batches(poured, crowd)

        for batch in batches:
            came = [minute for minute in crowd if minute in batch]
            met = sum(one == other for one, other in zip(came, batch, strict=True))
            # By chance alone, in all orders and batches together, less than once in a thousand runs.
            assert met <= len(batch) * 0.7, way
            assert abs(_likeness(came, batch)) < 0.98, way


def _batches(poured: list[int], crowd: list[int]) -> list[list[int]]:
    """As an onlooker cuts them: ten or more at a time."""
    return [poured[start : start + 10] for start in range(0, len(poured) - 9, 10)]


def test_the_first_to_answer_is_not_the_first_to_be_counted(crowd: list[int]) -> None:
    """Those whose sheets are out are not simply those who came first: some of the first still wait."""
    out = {_poured(row) for _, rows in _ways_to_order(models.Answer) for row in rows}

    assert len(out) < PEOPLE
    assert out != set(crowd[: len(out)])


def test_no_two_tables_share_a_value_besides_the_survey(crowd: list[int]) -> None:
    values: dict[str, set[str]] = defaultdict(set)
    for model in KEPT:
        for row in model._base_manager.values():
            values[model.__name__] |= {
                str(value) for key, value in row.items() if key not in {"id", "survey_id"}
            }
    values["audit"] = {
        str(value) for line in audit.latest(limit=1000) for value in (line.at, line.thing, line.after)
    }

    joined = {pair: values[pair[0]] & values[pair[1]] for pair in combinations(values, 2)}

    words = {"new", "None", "False", "True"}
    assert {pair: found - words for pair, found in joined.items() if found - words} == {}


def test_no_row_of_an_answer_has_a_time_or_a_person(crowd: list[int]) -> None:
    for model in (models.Answer, models.OwnWords, models.Token):
        kinds = {type(field) for field in model._meta.concrete_fields}
        assert not kinds & {django_models.DateTimeField, django_models.DateField, django_models.BigAutoField}
    people = [f"urn:ngsi-ld:Inhabitant:{number:04}" for number in range(PEOPLE)]
    everything = json.dumps([list(model._base_manager.values()) for model in KEPT], default=repr)
    assert not [one for one in people if one in everything]


def test_sheet_and_own_words_of_one_person_are_apart(crowd: list[int]) -> None:
    sheets = [_poured(row) for _, rows in list(_ways_to_order(models.Answer))[-1:] for row in rows]
    rows = models.OwnWords.objects.order_by("key")
    words = [int(sealing.open_words(row).removesuffix("分の道")) for row in rows]

    assert set(words) == set(sheets)
    assert abs(_likeness(words, sheets)) < 0.9
    assert not set(models.OwnWords.objects.values_list("key", flat=True)) & set(
        models.Answer.objects.values_list("key", flat=True)
    )


def test_what_waits_lies_under_seal_in_boxes_of_a_round_length(crowd: list[int]) -> None:
    row = models.Survey.objects.get()
    box = bytes(row.box)

    assert b"minutes" not in box
    assert len(sealing.open_box(row)) >= 10
    assert len(sealing.close_box("a", [{"said": {"minutes": 1}, "words": {}}])) == len(
        sealing.close_box("a", [{"said": {"minutes": 1}, "words": {"wish": "x" * 100}}] * 10)
    )


def test_two_surveys_know_the_same_person_by_different_marks(crowd: list[int]) -> None:
    publish(PARK.replace("park_survey", "other_survey"))
    hanako = holder(200)
    answers = {"often": "never", "with_children": False, "minutes": 1}
    for key in ("park_survey", "other_survey"):
        surveys.answer(survey=key, answers=answers, by=hanako, at=AT)

    mine = {sealing.token_of(row, "urn:ngsi-ld:Inhabitant:0200") for row in models.Survey.objects.all()}

    assert len(mine) == 2
    assert models.Token.objects.filter(digest__in=mine).count() == 2
