"""From rows of the store to facts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.looking import units
from sagacity.broker.looking.facts import Live, Reading
from sagacity.broker.store.boxes import box_of

MEASURED = ("observedAt", "TimeInstant", "timestamp")
QUALITY = ("quality", "qualityFlag")


def live(entity: Entity, *, tenant: str) -> Live:
    """An entity as a fact; its place is the middle of its location."""
    box = box_of(entity)
    return Live(
        tenant=tenant,
        path=entity.path,
        id=entity.id,
        type=entity.type,
        name=name_of(entity),
        readings={name: reading(name, kept) for name, kept in entity.attributes.items()},
        created=moment(entity.created),
        changed=moment(entity.modified),
        expires=None if entity.expires is None else moment(entity.expires),
        latitude=(box.south + box.north) / 2 if box else None,
        longitude=(box.west + box.east) / 2 if box else None,
    )


def reading(name: str, kept: Attribute) -> Reading:
    """One attribute as a fact."""
    metadata = {each: said.get("value") for each, said in kept.metadata.items()}
    changed = moment(kept.modified)
    return Reading(
        name=name,
        value=kept.value,
        type=kept.type,
        unit=units.sign(metadata),
        at=_measured(metadata) or changed,
        changed=changed,
        quality=next((str(metadata[each]) for each in QUALITY if metadata.get(each)), ""),
        metadata=metadata,
    )


def name_of(entity: Entity) -> str:
    """What people call it; the id when nobody gave it a name."""
    kept = entity.attributes.get("name")
    return kept.value if kept and isinstance(kept.value, str) and kept.value else entity.id


def moment(at_ms: int) -> datetime:
    """Milliseconds since 1970 as a moment."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _measured(metadata: Mapping[str, Any]) -> datetime | None:
    for name in MEASURED:
        try:
            said = datetime.fromisoformat(str(metadata[name]))
        except (KeyError, ValueError):
            continue
        return said if said.tzinfo else said.replace(tzinfo=UTC)
    return None
