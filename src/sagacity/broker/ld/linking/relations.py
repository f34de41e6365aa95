"""Where the relationships of an entity lead."""

from collections.abc import Iterable

from sagacity.broker.ld.instance import Instance

KINDS = frozenset({"Relationship", "ListRelationship"})


def targets(instances: Iterable[Instance]) -> list[str]:
    """The ids that instances of an attribute name; nothing for whatever is no relationship."""
    return [id_ for one in instances if one.kind in KINDS for id_ in of(one)]


def of(instance: Instance) -> list[str]:
    """The ids one relationship names."""
    return instance.value if isinstance(instance.value, list) else [instance.value]
