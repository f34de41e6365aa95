"""A JSON schema of a type: that of its data model, else told from the entities there are."""

from typing import Any

from sagacity.broker import api as broker

_TYPES = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}


def of(described: broker.Described) -> dict[str, Any]:
    """The form of an entity in keyValues; without a model, what all entities have is required."""
    model = broker.model_of(described.kind.type)
    if model is not None:
        return model.schema
    named = {"id": {"type": "string"}, "type": {"const": described.kind.type}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": described.kind.type,
        "type": "object",
        "properties": named | {one.name: _property(one) for one in described.attributes},
        "required": ["id", "type", *(one.name for one in described.attributes if one.always)],
    }


def _property(attribute: broker.OpenAttribute) -> dict[str, Any]:
    if "DateTime" in attribute.types:
        return {"type": "string", "format": "date-time"}
    if "geo:json" in attribute.types:
        return {"type": "object", "description": "GeoJSON"}
    kind = _TYPES.get(type(attribute.example))
    return {"type": kind, "examples": [attribute.example]} if kind else {}
