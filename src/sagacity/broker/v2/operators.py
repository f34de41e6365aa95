"""Update operators: a new value from the stored one, so that nobody has to read before writing."""

import math
from collections.abc import Callable

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest, OperandWrong
from sagacity.broker.v2.operands import ABSENT, Absent, holds, is_number, rank, wrong

_LARGEST = 2**63 - 1


def is_operation(value: dict[str, Json]) -> bool:
    """Whether an attribute value is an operator instead of an object to store.

    Raises:
        BadRequest: an operator beside something else; only $set and $unset go together.
    """
    if len(value) == 1:
        return next(iter(value)) in _OPERATORS
    named = value.keys() & _OPERATORS.keys()
    if not named:
        return False
    if value.keys() == {"$set", "$unset"}:
        return True
    raise BadRequest("an update operator stands alone in a value; only $set and $unset go together")


def applied(
    value: dict[str, Json], *, name: str, before: Json | Absent, base: Json | Absent
) -> Json | Absent:
    """The value an operator leaves. ``base`` stands in for ``before`` where $min and $max find nothing.

    Raises:
        OperandWrong: the operator cannot work on the stored value, or its operand is of the wrong kind.
    """
    if len(value) == 2:
        return _set_and_unset(value["$set"], value["$unset"], before, name)
    operator, operand = next(iter(value.items()))
    if isinstance(before, Absent) and operator in ("$min", "$max"):
        before = base
    return _OPERATORS[operator](operand, before, name)


def _in_range(value: float, name: str) -> float:
    if isinstance(value, float) and not math.isfinite(value):
        raise OperandWrong(f"the result for {name} is too large for a number")
    return float(value) if isinstance(value, int) and abs(value) > _LARGEST else value


def _number(operand: Json, before: Json | Absent, name: str, verb: str) -> float:
    if not is_number(operand):
        raise wrong(f"Cannot {verb} with non-numeric argument", name, operand)
    if isinstance(before, Absent):
        return 0
    if not is_number(before):
        raise wrong(f"Cannot {verb} a value of non-numeric type", name, before)
    number: float = before
    return number


def _increment(operand: Json, before: Json | Absent, name: str) -> Json:
    return _in_range(_number(operand, before, name, "increment") + operand, name)


def _multiply(operand: Json, before: Json | Absent, name: str) -> Json:
    return _in_range(_number(operand, before, name, "multiply") * operand, name)


def _smaller(operand: Json, before: Json | Absent, name: str) -> Json:
    key = rank(operand, name)
    return operand if isinstance(before, Absent) or key < rank(before, name) else before


def _larger(operand: Json, before: Json | Absent, name: str) -> Json:
    key = rank(operand, name)
    return operand if isinstance(before, Absent) or key > rank(before, name) else before


def _list(before: Json | Absent, name: str, verb: str) -> list[Json]:
    if isinstance(before, Absent):
        return []
    if not isinstance(before, list):
        raise wrong(f"Cannot {verb} a value that is no list", name, before)
    return before


def _items(operand: Json, name: str, verb: str) -> tuple[list[Json], int | None]:
    """What to add and where: a plain item, or {"$each": […], "$position": n}."""
    if not (isinstance(operand, dict) and "$each" in operand):
        return [operand], None
    each, position = operand["$each"], operand.get("$position")
    if not isinstance(each, list) or not operand.keys() <= {"$each", "$position"}:
        raise wrong(f"Cannot {verb}: $each takes a list, beside it only $position", name, operand)
    if position is not None and (not isinstance(position, int) or isinstance(position, bool)):
        raise wrong(f"Cannot {verb}: $position takes a whole number", name, operand)
    return each, position


def _push(operand: Json, before: Json | Absent, name: str) -> Json:
    there = _list(before, name, "push to")
    items, position = _items(operand, name, "push")
    return there + items if position is None else there[:position] + items + there[position:]


def _add_to_set(operand: Json, before: Json | Absent, name: str) -> Json:
    result = list(_list(before, name, "add to"))
    for item in _items(operand, name, "add")[0]:
        if not holds(result, item):
            result.append(item)
    return result


def _pull(operand: Json, before: Json | Absent, name: str) -> Json | Absent:
    return _pull_all([operand], before, name)


def _pull_all(operand: Json, before: Json | Absent, name: str) -> Json | Absent:
    if not isinstance(operand, list):
        raise wrong("$pullAll requires a list argument", name, operand)
    if isinstance(before, Absent):
        return ABSENT
    return [item for item in _list(before, name, "pull from") if not holds(operand, item)]


def _set(operand: Json, before: Json | Absent, name: str) -> Json:
    if not isinstance(operand, dict):
        return operand
    if isinstance(before, Absent):
        return operand
    if not isinstance(before, dict):
        raise wrong("Cannot create a field in a value that is no object", name, before)
    return {**before, **operand}


def _unset(operand: Json, before: Json | Absent, name: str) -> Json | Absent:
    if not isinstance(operand, dict) or not isinstance(before, dict):
        return before
    return {key: value for key, value in before.items() if key not in operand}


def _set_and_unset(new: Json, old: Json, before: Json | Absent, name: str) -> Json | Absent:
    if isinstance(new, dict) and isinstance(old, dict) and new.keys() & old.keys():
        raise wrong("$set and $unset name the same key, which would create a conflict", name, new)
    return _unset(old, _set(new, before, name), name)


_OPERATORS: dict[str, Callable[[Json, Json | Absent, str], Json | Absent]] = {
    "$inc": _increment,
    "$mul": _multiply,
    "$min": _smaller,
    "$max": _larger,
    "$push": _push,
    "$addToSet": _add_to_set,
    "$pull": _pull,
    "$pullAll": _pull_all,
    "$set": _set,
    "$unset": _unset,
}
