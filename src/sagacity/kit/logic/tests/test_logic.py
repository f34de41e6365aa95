"""What rules mean. The same vectors are tried on the twin in JavaScript by tests/browser/test_rules.py."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sagacity.kit.logic import api as logic

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
ENDS = [one for one in VECTORS if "end" in one]
BAD = [one for one in VECTORS if "bad" in one]


@pytest.mark.parametrize("vector", ENDS, ids=lambda one: json.dumps(one["rule"], ensure_ascii=False)[:60])
def test_each_vector_ends_as_it_is_written(vector: dict[str, Any]) -> None:
    assert logic.fault_of(vector["rule"]) is None
    found = logic.evaluate(vector["rule"], vector["data"])

    assert found == vector["end"]
    assert isinstance(found, bool) == isinstance(vector["end"], bool)


@pytest.mark.parametrize("vector", BAD, ids=lambda one: str(one["bad"]))
def test_what_is_no_rule_or_asks_too_much_is_refused(vector: dict[str, Any]) -> None:
    with pytest.raises(logic.BadRule) as problem:
        logic.evaluate(vector["rule"], vector["data"])

    assert problem.value.code == vector["bad"]


def test_the_names_a_rule_asks_for_are_known_without_trying_it() -> None:
    rule = {
        "and": [
            {"==": [{"var": "purpose"}, "bank"]},
            {"some": [{"var": ["rows", []]}, {">": [{"var": "age"}, 17]}]},
            {"missing": ["phone"]},
            {"var": "facts.age"},
        ]
    }

    assert logic.variables(rule) == {"purpose", "rows", "phone", "facts.age"}


def test_a_condition_that_is_not_there_always_holds() -> None:
    assert logic.holds(None, {})
    assert not logic.holds({"var": "a"}, {})


@given(some.recursive(some.none() | some.integers() | some.text(), lambda one: some.lists(one, max_size=3)))
def test_a_value_stands_for_itself(value: Any) -> None:
    assert logic.evaluate(value, {}) == value


def test_a_rule_that_is_refused_at_sight_is_one_that_would_be_refused_at_work() -> None:
    deep: Any = 1
    for _ in range(42):
        assert logic.fault_of(deep) is None
        deep = {"!": [deep]}

    assert logic.fault_of(deep) is not None
