"""Whatever is sent as an answer is taken or told of; nothing breaks the judge."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, define

OPTIONS = '[[block.question.option]]\nkey = "a"\nlabel = {ja = "あ"}\n'
COLUMNS = '[[block.question.column]]\nkey = "c"\nkind = "date"\nlabel = {ja = "日"}\n'
MORE = {"choice": OPTIONS, "choices": OPTIONS, "table": COLUMNS}
DEFINITION = define(
    **{kind.value: f'kind = "{kind.value}"\n{MORE.get(kind.value, "")}' for kind in procedures.Kind}
)
PARTS = [
    "family",
    "given",
    "era",
    "year",
    "month",
    "day",
    "postcode",
    "town",
    "rest",
    "building",
    "bank",
    "branch",
    "kind",
    "number",
    "holder",
    "c",
]
SCALARS = (
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text()
    | some.sampled_from(
        ["\ud800", "urn:ngsi-ld:Place:\ud800", "令和8年13月1日", "H99.1.1", "昭和0年1月1日", "０９５２"]
    )
)
ANYTHING = some.recursive(
    SCALARS,
    lambda one: (
        some.lists(one, max_size=4)
        | some.dictionaries(some.sampled_from(PARTS) | some.text(), one, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(value=ANYTHING)
def test_anything_is_taken_or_told_of(value: Any) -> None:
    answers = {kind.value: value for kind in procedures.Kind}

    checked = procedures.check(definition=DEFINITION, answers=answers, facts={}, at=AT)

    faulty = {fault.question for fault in checked.faults}
    for key, taken in checked.answers.items():
        if key not in faulty:
            json.dumps(taken, ensure_ascii=False).encode()


@pytest.mark.parametrize("deep", [100, 900])
def test_a_nest_of_lists_is_no_answer(deep: int) -> None:
    value: Any = []
    for _ in range(deep):
        value = [value]

    checked = procedures.check(
        definition=DEFINITION, answers={kind.value: value for kind in procedures.Kind}, facts={}, at=AT
    )

    assert not checked.good
