"""The cast of the pure tests: writing and reading without a store."""

from typing import Any

import msgspec

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.ld.contexts.building import CORE
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.rendering.entity import render
from sagacity.broker.ld.rendering.representation import Form, Representation
from sagacity.broker.ld.verbs import entities as verbs

AT = 1_775_000_000_000


def written(given: dict[str, Any], *, context: Context = CORE, onto: Entity | None = None) -> Entity:
    """The row after a whole entity was written."""
    verb = verbs.upsert(reading.whole(given, context), whole=True)
    entity = verb(onto, AT).entity
    assert entity is not None
    return msgspec.structs.replace(entity, seq=1)


def shown(
    entity: Entity, form: Form = "normalized", *, context: Context = CORE, **look: Any
) -> dict[str, Any]:
    """The row as NGSI-LD shows it."""
    return render(entity, Representation(context=context, form=form, **look))


def v2_row(**attributes: Attribute) -> Entity:
    """A row as NGSIv2 writes it."""
    return Entity(id="Room1", type="Room", path="/", attributes=attributes, seq=1)
