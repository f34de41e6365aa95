"""Points: what an attribute was, and when. Pure: from one accepted change to the rows of the history."""

import msgspec
import orjson

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.history import instances, moments
from sagacity.broker.writing.change import Done

CLOCK = "TimeInstant"  # the attribute that dates the others; it has no history of its own
STAMPS = (CLOCK, "observedAt")

# tenant, path, entity, type, attribute, type of the attribute, moment, received, number, JSON
Row = tuple[str, str, str, str, str, str, int, int, float | None, bytes | None]


def points_of(*, tenant: str, done: Done, at: int) -> list[Row]:
    """One row for every attribute that the change carried; a reading sent twice is one point."""
    return [row for row, _ in readings_of(tenant=tenant, done=done, at=at)]


def readings_of(*, tenant: str, done: Done, at: int) -> list[tuple[Row, Attribute]]:
    """The same, each with the attribute or the instance of it that it is a value of."""
    entity = done.after
    if entity is None:
        return []
    before = done.before.attributes if done.before else {}
    common = _moment_of(done, entity, at)
    repeated = common is not None and _is_clock_unmoved(before, entity)
    rows: list[tuple[Row, Attribute]] = []

    def lay(name: str, attribute: Attribute, moment: int) -> None:
        number, kept = split(attribute.value)
        whose = (tenant, entity.path, entity.id, entity.type, name, attribute.type)
        rows.append(((*whose, moment, at, number, kept), attribute))

    several: list[str] = []
    for name in done.touched:
        attribute = entity.attributes.get(name)
        if attribute is None or name == CLOCK:
            continue
        earlier = before.get(name)
        if attribute.ld is not None or (earlier is not None and earlier.ld is not None):
            several.append(name)
            if _dataset(attribute) or (earlier is not None and _is_untouched(attribute, earlier)):
                continue
        moment = _stamp(attribute) if attribute.metadata else None
        again = repeated if moment is None else earlier is not None and _stamp(earlier) == moment
        if again and earlier is not None:
            if earlier.value == attribute.value:
                continue
            moment = at if moment is not None else common  # metadata stays when a request brings none
        if moment is None:
            moment = at if common is None else common
        lay(name, attribute, moment)
    for name in several:
        for instance in _changed(entity.attributes[name], before.get(name)):
            stamp = _stamp(instance)
            lay(instances.name_of(name, _dataset(instance)), instance, at if stamp is None else stamp)
    return rows


def _changed(attribute: Attribute, earlier: Attribute | None) -> list[Attribute]:
    """The instances with a datasetId that are new or other than before."""
    was = {_dataset(one): one for one in _instances(earlier)} if earlier is not None else {}
    return [one for one in _instances(attribute) if _dataset(one) and was.get(_dataset(one)) != one]


def _instances(attribute: Attribute) -> list[Attribute]:
    """All of them, each by itself."""
    beside = attribute.ld or {}
    others = [msgspec.convert(kept, Attribute) for kept in beside.get("instances", ())]
    alone = {name: said for name, said in beside.items() if name != "instances"}
    return [msgspec.structs.replace(attribute, ld=alone or None), *others]


def _dataset(attribute: Attribute) -> str:
    return str(((attribute.ld or {}).get("members") or {}).get("datasetId", ""))


def _is_untouched(attribute: Attribute, earlier: Attribute) -> bool:
    """Whether a change was about other instances alone."""
    several = "instances" in (attribute.ld or {}) or "instances" in (earlier.ld or {})
    return several and (attribute.value, attribute.modified) == (earlier.value, earlier.modified)


def split(value: Json) -> tuple[float | None, bytes | None]:
    """A value as it lies in the history: a number, or else JSON; null is neither."""
    kind = type(value)
    if value is None:
        return None, None
    if kind is float:
        return value, None
    if kind is int and -(2**53) <= value <= 2**53:
        return float(value), None
    return None, orjson.dumps(value)


def join(number: float | None, kept: bytes | str | None) -> Json:
    """The value again; a whole number is written without a point."""
    if number is not None:
        return int(number) if number.is_integer() and abs(number) <= 2**53 else number
    return None if kept is None else orjson.loads(kept)


def _moment_of(done: Done, entity: Entity, at: int) -> int | None:
    """What the entity's own clock says, if this change set it."""
    if CLOCK not in done.touched:
        return None
    clock = entity.attributes.get(CLOCK)
    return moments.maybe(clock.value) if clock is not None else None


def _is_clock_unmoved(before: dict[str, Attribute], entity: Entity) -> bool:
    earlier = before.get(CLOCK)
    return earlier is not None and earlier.value == entity.attributes[CLOCK].value


def _stamp(attribute: Attribute) -> int | None:
    for name in STAMPS:
        if (noted := attribute.metadata.get(name)) is not None:
            return moments.maybe(noted.get("value"))
    return None
