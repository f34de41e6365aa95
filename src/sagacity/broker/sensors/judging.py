"""Judging: whether a reading can be true, after units and calibration. Pure."""

from typing import Any, NamedTuple, TypeGuard

from sagacity.broker.entity import Json
from sagacity.broker.sensors import units
from sagacity.broker.sensors.provisions import Reported


class Doubtful(NamedTuple):
    """A reading that is kept apart from the entity, and why."""

    attribute: str
    value: Json
    reason: str


def is_number(value: Any) -> TypeGuard[int | float]:
    """A number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def corrected(one: Reported, value: Json) -> Json:
    """The reading calibrated, then in the unit of the entity."""
    if not is_number(value):
        return value
    true: int | float = value
    if one.calibration is not None:
        true = round(true * one.calibration.factor + one.calibration.offset, 9)
    if one.unit and one.unitCode:
        true = units.convert(true, source=one.unit, target=one.unitCode)
    return true


def doubt(one: Reported, value: Json) -> str | None:
    """Why a reading cannot be true, or None."""
    if one.range is None:
        return None
    if not is_number(value):
        return f"a number was expected, not {type(value).__name__}"
    if one.range.least is not None and value < one.range.least:
        return f"{value} is below {one.range.least}, the least that can be"
    if one.range.most is not None and value > one.range.most:
        return f"{value} is above {one.range.most}, the most that can be"
    return None
