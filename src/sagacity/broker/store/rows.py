"""Entities as rows and back; the same columns in the same order everywhere."""

from typing import Any

import orjson

from sagacity.broker.entity import Entity, attributes_from_bytes, attributes_to_bytes

COLUMNS = "seq, id, type, path, attrs, created, modified, expires, ld"


def from_row(row: tuple[Any, ...]) -> Entity:
    """The entity that lies in a row of COLUMNS."""
    seq, id_, type_, path, attrs, created, modified, expires, ld = row
    return Entity(
        id=id_,
        type=type_,
        path=path,
        attributes=attributes_from_bytes(attrs),
        created=created,
        modified=modified,
        expires=expires,
        ld=None if ld is None else orjson.loads(ld),
        seq=seq,
    )


def changing_part(entity: Entity) -> tuple[Any, ...]:
    """attrs, modified, expires, ld: what an update writes."""
    return (
        attributes_to_bytes(entity.attributes),
        entity.modified,
        entity.expires,
        None if entity.ld is None else orjson.dumps(entity.ld),
    )
