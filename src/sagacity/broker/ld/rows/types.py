"""The types of an entity: NGSI-LD knows several, NGSIv2 sees the first."""

from collections.abc import Sequence

from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld.rows.names import Names


def of(entity: Entity) -> dict[str, str]:
    """Address → short name, the one NGSIv2 sees first."""
    names = Names((entity.ld or {}).get("type_names"))
    return {names.iri(key): key for key in keys_of(entity)}


def keys_of(entity: Entity) -> Sequence[str]:
    """The short names alone."""
    return (entity.ld or {}).get("types") or (entity.type,)


def noted(types: dict[str, str], first: str) -> tuple[str, dict[str, Json]]:
    """The type NGSIv2 shall see, and what the row must note beside it."""
    names = Names()
    keys = [names.claim(address, term) for address, term in types.items()]
    if first in keys:
        keys = [first, *(key for key in keys if key != first)]
    return keys[0], {"types": keys if len(keys) > 1 else None, "type_names": names.kept or None}
