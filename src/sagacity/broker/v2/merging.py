"""One attribute as it is stored, and what a request says about it: the attribute that results."""

from sagacity.broker.entity import Attribute, Json, Metadata
from sagacity.broker.querying import dates, shapes
from sagacity.broker.refusals import SecondLocation
from sagacity.broker.v2 import operands, operators, parsing
from sagacity.broker.v2.given import Given
from sagacity.broker.v2.operands import ABSENT, EPOCH, Absent


def merge(
    name: str, old: Attribute | None, given: Given, *, at: int, override: bool, forced: bool
) -> Attribute | None:
    """The attribute after the request; the very same object if nothing differs, None if none shall be made.

    Metadata is sticky: what the request does not name stays, unless ``override`` or an empty object says
    otherwise. ``forced``: counts as changed in any case.

    Raises:
        OperandWrong: an update operator cannot work on what is stored.
    """
    if given.operates:
        given = _operated(name, old, given, old.value if old else ABSENT, creating=False)
        if given.value is ABSENT:
            return None
    kind = given.type or parsing.type_for(given.value)
    if old is None:
        return Attribute(given.value, kind, given.metadata, at, at)
    metadata = given.metadata if override or given.clears else _sticky(old.metadata, given.metadata)
    if (
        not forced
        and kind == old.type
        and unchanged(old.value, given.value)
        and (metadata is old.metadata or unchanged(old.metadata, metadata))
    ):
        return old
    return Attribute(given.value, kind, metadata, old.created, at, old.ld if kind == old.type else None)


def replace(name: str, old: Attribute | None, given: Given, *, at: int, forced: bool) -> Attribute | None:
    """The attribute that takes the place of whatever was there; operators start from nothing."""
    if given.operates:
        given = _operated(name, None, given, ABSENT, creating=True)
        if given.value is ABSENT:
            return None
    return merge(name, old, given, at=at, override=True, forced=forced)


def _operated(
    name: str, old: Attribute | None, given: Given, before: Json | Absent, *, creating: bool
) -> Given:
    """The request with the operator carried out; without a type of its own it keeps the stored one."""
    kind = given.type or (old.type if old else None)
    operation = _with_dates(given.value) if kind in dates.TYPES else given.value
    base = (EPOCH if kind in dates.TYPES else _zero(operation)) if creating else ABSENT
    value = operators.applied(operation, name=name, before=before, base=base)
    if value is not ABSENT and kind in shapes.TYPES:
        value = parsing.fitting(value, kind, given.metadata)
    return Given(value, kind, given.metadata, given.clears)


def _with_dates(operation: dict[str, Json]) -> dict[str, Json]:
    return {
        key: (dates.normal(operand) or operand) if isinstance(operand, str) else operand
        for key, operand in operation.items()
    }


def _zero(operation: dict[str, Json]) -> Json | Absent:
    """Numbers are compared with 0; for anything else there is no beginning."""
    (operand,) = list(operation.values())[:1]
    return 0 if isinstance(operand, int | float) and not isinstance(operand, bool) else ABSENT


def _sticky(old: Metadata, new: Metadata) -> Metadata:
    return {**old, **new} if new else old


def unchanged(old: Json, new: Json) -> bool:
    """Equal as JSON down to the last member: true is not 1."""
    if type(old) is not type(new) or old != new:
        return False
    return not isinstance(old, dict | list) or operands.same(old, new)


def check_locations(before: dict[str, Attribute], after: dict[str, Attribute]) -> None:
    """One live location is enough for an entity.

    Raises:
        SecondLocation: the request would add one more.
    """
    count = _locations(after)
    if count > 1 and count > _locations(before):
        raise SecondLocation("You cannot use more than one geo location attribute when creating an entity")


def _locations(attributes: dict[str, Attribute]) -> int:
    return sum(map(shapes.is_location, attributes.values()))
