"""The rectangle around an entity's location, for the spatial index; the exact question comes after."""

from collections.abc import Iterator, Sequence

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.selection import Box

OLD_FORMS = frozenset({"geo:point", "geo:line", "geo:box", "geo:polygon"})  # "latitude, longitude"
Placed = tuple[int, Box]  # seq of an entity and its rectangle
GEO = OLD_FORMS | {"geo:json"}


def box_of(entity: Entity) -> Box | None:
    """The rectangle of the one live location, or None."""
    for attribute in entity.attributes.values():
        if attribute.type in GEO and (found := _box(attribute)) is not None:
            return found
    return None


def placing(
    new: Sequence[Entity], changed: Sequence[tuple[Entity, Entity]]
) -> tuple[list[Placed], list[int]]:
    """What the index must learn: rectangles that are new or moved, and entities that have none any more."""
    placed = [(entity.seq, box) for entity in new if (box := box_of(entity)) is not None]
    lost: list[int] = []
    for was, now in changed:
        old, box = box_of(was), box_of(now)
        if box is not None and box != old:
            placed.append((now.seq, box))
        elif box is None and old is not None:
            lost.append(now.seq)
    return placed, lost


def _box(attribute: Attribute) -> Box | None:
    if attribute.metadata.get("ignoreType", {}).get("value") is True:
        return None
    points = list(_points(attribute.value) if attribute.type == "geo:json" else _old(attribute.value))
    if not points:
        return None
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _points(value: Json) -> Iterator[tuple[float, float]]:
    if isinstance(value, dict):
        for name in ("coordinates", "geometry", "features", "geometries"):
            yield from _points(value.get(name))
    elif isinstance(value, list):
        if len(value) >= 2 and all(isinstance(part, int | float) for part in value[:2]):
            yield float(value[0]), float(value[1])
        else:
            for part in value:
                yield from _points(part)


def _old(value: Json) -> Iterator[tuple[float, float]]:
    for text in value if isinstance(value, list) else [value]:
        latitude, _, longitude = str(text).partition(",")
        try:
            yield float(longitude), float(latitude)
        except ValueError:
            return
