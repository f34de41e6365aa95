"""Keys of areas by their names."""

from sagacity.registry.collection import api as collection


def key_of(name: str, group: str = "") -> str:
    return next(
        area.key for area in collection.areas() if area.name == name and (not group or area.group == group)
    )
