"""What one answer says about the next: filled in while nobody wrote it, as worked out. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sagacity.procedures.api import Source
from sagacity.procedures.visits import composing, types
from sagacity.procedures.visits.once import Carry, Once


def is_nothing(value: Any) -> bool:
    """Whether nobody has written anything, also not into a row or a part."""
    if isinstance(value, Mapping):
        return all(is_nothing(one) for one in value.values())
    if isinstance(value, list):
        return all(is_nothing(one) for one in value)
    return value is None or value == ""


def carried(*, composed: types.Composed, once: Once, said: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Answers that follow from others, by question of the sheet; those somebody wrote are left alone."""
    answers, found = dict(said["answers"]), {}
    for carry in once.carries:
        target, column = composing.place_of(composed.places, carry.target)
        if not target or not _is_free(target, column, said):
            continue
        value = _value(composed, carry, answers, today)
        if column:
            value = _into_row(answers.get(target), column, value)
        if not is_nothing(value) and value != answers.get(target):
            found[target] = answers[target] = value
    return found


def _is_free(target: str, column: str, said: Mapping[str, Any]) -> bool:
    """Whether nobody has written there, or into that column of the first row."""
    value = said["answers"].get(target)
    if column and isinstance(value, list) and value and isinstance(value[0], Mapping):
        value = value[0].get(column)
    return is_nothing(value) or said["sources"].get(target) == Source.RULE


def _value(composed: types.Composed, carry: Carry, answers: Mapping[str, Any], today: date) -> Any:
    if carry.value is not None:
        return carry.value
    if carry.origin == "today":
        return today.isoformat()
    origin, column = composing.place_of(composed.places, carry.origin)
    value = answers.get(origin) if origin else None
    if not isinstance(value, list) or not (column or carry.columns):
        return value
    rows = [row for row in value if isinstance(row, Mapping) and _is_meant(row, carry, today)]
    if carry.columns:
        return [
            {there: row.get(here) for there, here in carry.columns.items() if not is_nothing(row.get(here))}
            for row in rows
        ]
    return next((row.get(column) for row in rows if not is_nothing(row.get(column))), None)


def _into_row(before: Any, column: str, value: Any) -> Any:
    """A value as the first row of a table, beside what stands there."""
    rows = [dict(row) for row in before] if isinstance(before, list) and before else [{}]
    if is_nothing(value):
        return rows
    rows[0] = {**rows[0], column: value}
    return rows


def _is_meant(row: Mapping[str, Any], carry: Carry, today: date) -> bool:
    if not carry.younger_than:
        return True
    try:
        born = date.fromisoformat(str(row.get(carry.born, "")))
    except ValueError:
        return False
    return (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) < carry.younger_than
