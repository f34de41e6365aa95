"""Where a query's path leads inside an entity, joined with what is asked there."""

from sagacity.broker.entity import Entity, Json
from sagacity.broker.querying import dates
from sagacity.broker.querying.comparing import ValueTest
from sagacity.broker.querying.condition import Test
from sagacity.broker.querying.statements import Tests


class _Absent:
    """Nothing lies at the path."""


ABSENT = _Absent()
BUILTIN = frozenset({"dateCreated", "dateModified", "dateExpires", "servicePath"})


def inner(value: Json, names: tuple[str, ...]) -> Json:
    """What lies inside an object under these names, or ABSENT."""
    for name in names:
        if value.__class__ is not dict or name not in value:
            return ABSENT
        value = value[name]
    return value


def anything(value: Json) -> bool:
    """Every value passes: the path exists."""
    return True


def of_attribute(path: tuple[str, ...], tests: Tests) -> Test:
    """The value of an attribute, or what lies inside it."""
    name, *rest = path
    if not rest:
        return _whole_attribute(name, tests.plain, tests.dated)
    inside, plain = tuple(rest), tests.plain

    def test(entity: Entity) -> bool:
        if (attribute := entity.attributes.get(name)) is None:
            return False
        found = inner(attribute.value, inside)
        return found is not ABSENT and plain(found)

    return test


def _whole_attribute(name: str, plain: ValueTest, dated: ValueTest) -> Test:
    types = dates.TYPES

    def test(entity: Entity) -> bool:
        if (attribute := entity.attributes.get(name)) is None:
            return False
        return dated(attribute.value) if attribute.type in types else plain(attribute.value)

    return test


def of_builtin(name: str, tests: Tests) -> Test:
    """What the broker itself knows of an entity; ``name`` is one of BUILTIN."""
    plain, timed = tests.plain, tests.timed
    if name == "dateCreated":
        return lambda entity: timed(entity.created)
    if name == "dateModified":
        return lambda entity: timed(entity.modified)
    if name == "dateExpires":
        return lambda entity: entity.expires is not None and timed(entity.expires)
    return lambda entity: plain(entity.path)


def of_metadata(path: tuple[str, ...], tests: Tests) -> Test:
    """A metadata value of an attribute, or what lies inside it."""
    name, of, *rest = path
    if not rest and of in ("dateCreated", "dateModified"):
        return _attribute_time(name, of, tests.timed)
    inside, plain, dated, types = tuple(rest), tests.plain, tests.dated, dates.TYPES

    def test(entity: Entity) -> bool:
        attribute = entity.attributes.get(name)
        if attribute is None or (metadata := attribute.metadata.get(of)) is None:
            return False
        value = metadata.get("value")
        if not inside:
            return dated(value) if metadata.get("type") in types else plain(value)
        found = inner(value, inside)
        return found is not ABSENT and plain(found)

    return test


def _attribute_time(name: str, of: str, timed: ValueTest) -> Test:
    field = "created" if of == "dateCreated" else "modified"

    def test(entity: Entity) -> bool:
        attribute = entity.attributes.get(name)
        return attribute is not None and timed(getattr(attribute, field))

    return test
