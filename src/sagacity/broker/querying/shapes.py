"""Where an entity is: the geometry in its one live location, checked, and bounded.

GeoJSON writes longitude first; the simple formats ``geo:point``, ``geo:line``, ``geo:box`` and
``geo:polygon`` of NGSIv2 write latitude first. WGS 84 degrees throughout (JGD2011 differs by centimetres).
"""

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.querying import geojson, places
from sagacity.broker.refusals import BadRequest, SecondLocation
from sagacity.broker.selection import Box

TYPES = frozenset({"geo:json", "geo:point", "geo:line", "geo:box", "geo:polygon"})


def is_location(attribute: Attribute) -> bool:
    """Whether the attribute says where the entity is: of a geo type, not null, not told to be ignored."""
    if attribute.type not in TYPES or attribute.value is None:
        return False
    ignored = attribute.metadata.get("ignoreType")
    return ignored is None or ignored.get("value") is not True


def location_of(entity: Entity) -> Attribute | None:
    """The live location of an entity, or None."""
    for attribute in entity.attributes.values():
        if is_location(attribute):
            return attribute
    return None


def check_one_location(entity: Entity) -> None:
    """Refuse an entity that says twice where it is (SecondLocation)."""
    names = [name for name, attribute in entity.attributes.items() if is_location(attribute)]
    if len(names) > 1:
        raise SecondLocation(
            f"You cannot use more than one geo location attribute: {', '.join(names)}; "
            "add the metadata ignoreType with the value true to all but one"
        )


def validate(attribute: Attribute) -> None:
    """Refuse (BadRequest) a location whose value is no geometry on earth."""
    if is_location(attribute):
        geometry_of(attribute)


def geometry_of(attribute: Attribute) -> dict[str, Json]:
    """The GeoJSON geometry a location stands for; BadRequest when it stands for none."""
    if attribute.type == "geo:json":
        return geojson.geometry(attribute.value)
    return places.geometry(attribute.type, attribute.value)


def bounds(attribute: Attribute) -> Box | None:
    """The rectangle around a location, or None when its value is no geometry."""
    try:
        return geojson.bounds(geometry_of(attribute))
    except BadRequest:
        return None


def geometry_in(entity: Entity) -> dict[str, Json] | None:
    """The geometry of an entity's location, or None when it has none."""
    if (attribute := location_of(entity)) is None:
        return None
    try:
        return geometry_of(attribute)
    except BadRequest:
        return None
