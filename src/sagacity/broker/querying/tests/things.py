"""Entities to ask about."""

from typing import Any

from sagacity.broker.entity import Attribute, Entity


def attribute(value: Any, type_: str | None = None, **metadata: Any) -> Attribute:
    by_value = {str: "Text", bool: "Boolean", int: "Number", float: "Number", type(None): "None"}
    return Attribute(
        value=value,
        type=type_ or by_value.get(type(value), "StructuredValue"),
        metadata={name: {"type": "Text", "value": given} for name, given in metadata.items()},
        created=1_000,
        modified=2_000,
    )


def entity(**values: Any) -> Entity:
    """A room with these attributes; a value may be an attribute already."""
    attributes = {
        name: value if isinstance(value, Attribute) else attribute(value) for name, value in values.items()
    }
    return Entity("Room1", "Room", "/a/b", attributes, created=1_000, modified=2_000)


def somewhere(geometry: Any, type_: str = "geo:json") -> Entity:
    return entity(location=attribute(geometry, type_))


def point(latitude: float, longitude: float) -> Entity:
    return somewhere({"type": "Point", "coordinates": [longitude, latitude]})
