from typing import Any

import pytest

from sagacity.broker.refusals import OperandWrong
from sagacity.broker.v2 import operators
from sagacity.broker.v2.operands import ABSENT

NOTHING: Any = ABSENT


def after(before: Any, value: dict[str, Any], base: Any = NOTHING) -> Any:
    assert operators.is_operation(value)
    return operators.applied(value, name="A", before=before, base=base)


@pytest.mark.parametrize(
    ("before", "operation", "result"),
    [
        (2, {"$inc": 2}, 4),
        (2.5, {"$inc": -1}, 1.5),
        (3, {"$mul": 2}, 6),
        (2, {"$min": 1}, 1),
        (2, {"$min": 20}, 2),
        (2, {"$max": 10}, 10),
        ("b", {"$min": "a"}, "a"),
        (None, {"$max": 5}, 5),
        (5, {"$max": "a"}, "a"),
        ([1, 2, 3], {"$push": 3}, [1, 2, 3, 3]),
        ([1], {"$push": {"$each": [4, 5]}}, [1, 4, 5]),
        ([1], {"$push": {"$each": [-1, 0], "$position": 0}}, [-1, 0, 1]),
        ([1], {"$push": {"x": 1}}, [1, {"x": 1}]),
        ([1, 2, 3], {"$addToSet": 4}, [1, 2, 3, 4]),
        ([1, 2, 3], {"$addToSet": 3}, [1, 2, 3]),
        ([1], {"$addToSet": True}, [1, True]),
        ([1], {"$addToSet": {"$each": [1, 2, 2]}}, [1, 2]),
        ([1, 2, 3, 2], {"$pull": 2}, [1, 3]),
        ([1, True], {"$pull": 1}, [True]),
        ([1, 2, 3], {"$pullAll": [2, 3]}, [1]),
        ({"X": 1, "Y": 2}, {"$set": {"Y": 20, "Z": 30}}, {"X": 1, "Y": 20, "Z": 30}),
        ({"X": 1}, {"$set": "foo"}, "foo"),
        ({"X": 1, "Y": 2}, {"$unset": {"X": None}}, {"Y": 2}),
        ({"X": 1}, {"$unset": 1}, {"X": 1}),
        ({"X": 1, "Y": 2}, {"$set": {"Z": 3}, "$unset": {"X": 1}}, {"Y": 2, "Z": 3}),
        (2**62, {"$mul": 4}, float(2**64)),
    ],
)
def test_an_operator_changes_what_is_stored(before: Any, operation: dict[str, Any], result: Any) -> None:
    changed = after(before, operation)
    assert (changed, type(changed)) == (result, type(result))


@pytest.mark.parametrize(
    ("operation", "result"),
    [
        ({"$inc": 4}, 4),
        ({"$mul": 1000}, 0),
        ({"$min": 5}, 0),
        ({"$max": 5}, 5),
        ({"$push": 4}, [4]),
        ({"$addToSet": 4}, [4]),
        ({"$set": {"X": 1}}, {"X": 1}),
        ({"$pull": 1}, ABSENT),
        ({"$pullAll": [1]}, ABSENT),
        ({"$unset": {"X": 1}}, ABSENT),
    ],
)
def test_where_nothing_is_an_operator_starts_from_zero(operation: dict[str, Any], result: Any) -> None:
    assert after(NOTHING, operation, base=0) == result


@pytest.mark.parametrize(
    ("before", "operation"),
    [
        (1, {"$inc": "foo"}),
        (1, {"$inc": True}),
        ("1", {"$inc": 1}),
        (None, {"$mul": 2}),
        (1e308, {"$mul": 1e308}),
        ([1], {"$min": 1}),
        (1, {"$push": 1}),
        ("x", {"$addToSet": 1}),
        ({"x": 1}, {"$pull": 1}),
        ([1], {"$pullAll": 1}),
        ([1], {"$push": {"$each": 1}}),
        ("foo", {"$set": {"X": 1}}),
        ({"X": 1}, {"$set": {"X": 2}, "$unset": {"X": 1}}),
    ],
)
def test_an_operator_that_does_not_fit_is_refused(before: Any, operation: dict[str, Any]) -> None:
    with pytest.raises(OperandWrong):
        after(before, operation)


def test_the_refusal_shows_the_operand_escaped() -> None:
    with pytest.raises(OperandWrong) as refusal:
        after(1, {"$inc": "foo"})
    assert str(refusal.value) == (
        "Cannot increment with non-numeric argument: {attrs.A.value: &quot;foo&quot;}"
    )


def test_other_keys_are_ordinary_values() -> None:
    assert not operators.is_operation({"$now": 1})
    assert not operators.is_operation({"x": 1, "y": 2})
    assert not operators.is_operation({})
