"""In which order entities come: ``orderBy=type,!temperature``."""

import json
from collections.abc import Callable

from sagacity.broker.entity import Entity, Json
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Order

Key = tuple[int, Json]
_NOTHING: Key = (0, 0)
_DISTANCE = "geo:distance"

_BUILTIN: dict[str, Callable[[Entity], Key]] = {
    "id": lambda entity: (2, entity.id),
    "type": lambda entity: (2, entity.type),
    "servicePath": lambda entity: (2, entity.path),
    "dateCreated": lambda entity: (1, entity.created),
    "dateModified": lambda entity: (1, entity.modified),
    "dateExpires": lambda entity: _NOTHING if entity.expires is None else (1, entity.expires),
}


def parse(text: str, near: Callable[[Entity], float] | None = None) -> tuple[Order, ...]:
    """The steps of sorting; ``near`` gives the distance when the question is one of nearness.

    BadRequest for an empty or repeated name, and for geo:distance without nearness.
    """
    names = [token.removeprefix("!") for token in text.split(",")]
    if not all(names):
        raise BadRequest(
            f"a name is missing in orderBy '{text}'; write names joined by commas, ! for descending"
        )
    if len(set(names)) < len(names):
        raise BadRequest(f"a name is repeated in orderBy '{text}'; name each once")
    return tuple(
        Order(_key(name, near), descending=token.startswith("!"))
        for name, token in zip(names, text.split(","), strict=True)
    )


def _key(name: str, near: Callable[[Entity], float] | None) -> Callable[[Entity], object]:
    if name == _DISTANCE:
        if near is None:
            raise BadRequest("orderBy geo:distance needs a query with georel near")
        return lambda entity: (1, near(entity))
    return _BUILTIN.get(name) or _of_attribute(name)


def _of_attribute(name: str) -> Callable[[Entity], Key]:
    def key(entity: Entity) -> Key:
        attribute = entity.attributes.get(name)
        return _NOTHING if attribute is None else rank(attribute.value)

    return key


def rank(value: Json) -> Key:
    """Where a value of any JSON type stands: null < number < string < object < array < boolean."""
    kind = value.__class__
    if kind is str:
        return (2, value)
    if kind is int or kind is float:
        return (1, value)
    if value is None:
        return _NOTHING
    if kind is bool:
        return (5, value)
    return (3 if kind is dict else 4, json.dumps(value, sort_keys=True))
