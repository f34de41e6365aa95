"""A subscription made with a limited key, narrowed to what that key may learn before an Orion hears of it."""

import msgspec
import orjson
from msgspec import UNSET, UnsetType

from sagacity.broker.passing import narrowing
from sagacity.broker.passing.span import Span
from sagacity.broker.refusals import NotSupported
from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing.asked import Asked, Condition, EntityAsked, Expression, NotificationAsked

_BEYOND = "this key may not subscribe to entities of the type {}"
_SOME = "this key sees some attributes only; {}"


def narrowed(found: Asked, span: Span) -> Asked:
    """The subscription as that key may have it.

    Raises:
        NotSupported: it asks for what the key does not reach.
    """
    entities = found.subject.entities
    assert not isinstance(entities, UnsetType)  # checked when it was read
    kept = tuple(one for entity in entities for one in _entities(entity, span))
    types = tuple(sorted({one.type for one in kept if isinstance(one.type, str)}))
    types = types if len(types) == len({one.type for one in kept}) else ()
    subject = msgspec.structs.replace(found.subject, entities=kept)
    if span.in_all(types) is None:
        return msgspec.structs.replace(found, subject=subject)
    if not span.is_even(types):
        raise NotSupported(
            "this key sees different attributes of different types; subscribe to one at a time"
        )
    seen = span.in_all(types) or frozenset()
    condition = _condition(found.subject.condition, seen)
    return msgspec.structs.replace(
        found,
        subject=msgspec.structs.replace(subject, condition=condition),
        notification=_notification(found.notification, seen),
    )


def _entities(entity: EntityAsked, span: Span) -> list[EntityAsked]:
    named = (entity.type,) if isinstance(entity.type, str) else ()
    pattern = entity.type_pattern if isinstance(entity.type_pattern, str) else ""
    types = span.narrowed(named, pattern)
    if types is None:
        raise NotSupported(_BEYOND.format(", ".join(named) or pattern))
    if not types:
        return [entity]
    return [msgspec.structs.replace(entity, type=name, type_pattern=UNSET) for name in types]


def _condition(condition: Condition | UnsetType, seen: frozenset[str]) -> Condition:
    """Only what is seen sets it off."""
    found = Condition() if isinstance(condition, UnsetType) else condition
    if isinstance(found.jexl_expression, str):
        raise NotSupported(_SOME.format("jexlExpression may read others"))
    if not isinstance(found.attrs, UnsetType) and (hidden := set(found.attrs) - seen):
        raise NotSupported(_SOME.format(f"{', '.join(sorted(hidden))} cannot set off its notifications"))
    if isinstance(found.expression, Expression):
        said = orjson.loads(msgspec.json.encode(found.expression))
        narrowing.check({name: value for name, value in said.items() if isinstance(value, str)}, seen)
    return (
        found
        if not isinstance(found.attrs, UnsetType)
        else msgspec.structs.replace(found, attrs=tuple(sorted(seen)))
    )


def _notification(notification: NotificationAsked, seen: frozenset[str]) -> NotificationAsked:
    endpoint = asked.endpoint_of(notification)
    if b"${" in msgspec.json.encode(endpoint) or not isinstance(getattr(endpoint, "ngsi", UNSET), UnsetType):
        raise NotSupported(_SOME.format("macros and ngsi may read others"))
    hidden = () if isinstance(notification.except_attrs, UnsetType) else notification.except_attrs
    wanted = () if isinstance(notification.attrs, UnsetType) else notification.attrs
    names = narrowing.attrs(wanted, seen - set(hidden))
    return msgspec.structs.replace(notification, attrs=names, except_attrs=UNSET)
