"""A fragment of an entity that a custom notification lays over it before telling."""

import msgspec

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.expressions import macros
from sagacity.broker.v2 import parsing

_LAST = 1 << 60


def patched(entity: Entity, patch: dict[str, Json], context: dict[str, Json]) -> Entity:
    """Update or append each attribute in the order of its evalPriority; results join the context."""
    attributes = dict(entity.attributes)
    fragments = [(name, given) for name, given in patch.items() if name not in ("id", "type")]
    for name, given in sorted(fragments, key=_priority):
        attributes[name] = _attribute(attributes.get(name), given, context)
        context[name] = attributes[name].value
    return msgspec.structs.replace(
        entity,
        attributes=attributes,
        id=_text(patch.get("id", entity.id), context),
        type=_text(patch.get("type", entity.type), context),
    )


def _priority(fragment: tuple[str, dict[str, Json]]) -> int:
    given = fragment[1].get("metadata", {}).get("evalPriority", {}).get("value", _LAST)
    return int(given)


def _attribute(before: Attribute | None, given: dict[str, Json], context: dict[str, Json]) -> Attribute:
    value = macros.fill_json(given["value"], context) if "value" in given else (before and before.value)
    if "type" in given:
        type_ = _text(given["type"], context)
    else:
        type_ = parsing.type_for(value) if before is None else before.type
    return Attribute(value, type_, before.metadata if before else {})


def _text(given: str, context: dict[str, Json]) -> str:
    return macros.fill(given, context)
