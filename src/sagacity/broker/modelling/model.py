"""The model of one entity type, and what becomes of entities that do not fit it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.ld.rows import kinds
from sagacity.broker.modelling.fitting import misfits
from sagacity.broker.modelling.misfit import MISSING, Misfit, shown
from sagacity.broker.selection import PathScope

Mode = Literal["off", "warn", "refuse"]
MODES: tuple[Mode, ...] = ("off", "warn", "refuse")
_HEAD = frozenset({"id", "type"})


@dataclass(frozen=True, slots=True)
class Model:
    """``schema``: JSON Schema of the entity in keyValues."""

    type: str
    title: str
    schema: dict[str, Any]

    def misfits(self, entity: Entity) -> list[Misfit]:
        """Where an entity does not fit; every instance of an attribute counts."""
        return list(self._misfits(entity))

    def _misfits(self, entity: Entity) -> Iterator[Misfit]:
        for name in self.schema.get("required", ()):
            if name not in entity.attributes and name not in _HEAD:
                yield Misfit(name, MISSING, "required", True)
        known = self.schema.get("properties", {})
        for name, below in known.items():
            kept = entity.attributes.get(name)
            if kept is not None and name not in _HEAD:
                yield from _of_attribute(below, kept, name)
        if self.schema.get("additionalProperties") is False:
            for name, kept in entity.attributes.items():
                if name not in known:
                    yield Misfit(name, shown(kept.value), "additionalProperties", False)


def _of_attribute(schema: dict[str, Any], attribute: Attribute, name: str) -> Iterator[Misfit]:
    others = (attribute.ld or {}).get("instances", ())
    for one in (attribute, *(msgspec.convert(kept, Attribute) for kept in others)):
        kind = kinds.kind(one.type, one.value)[0]
        wanted = schema.get("x-ngsi", {}).get("type", kind)
        if wanted != kind:
            yield Misfit(name, f"{kind} {shown(one.value)}", "x-ngsi", wanted)
        yield from misfits(schema, one.value, name)


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a type ("": every type that has a model) at a path and below it."""

    tenant: str
    path: str
    type: str
    mode: Mode

    @property
    def rank(self) -> tuple[int, bool]:
        """Of several rules the one with the longest path counts, and of these the one that names the type."""
        return len(self.path.rstrip("/")), bool(self.type)

    def holds(self, path: str, type_: str) -> bool:
        return self.type in ("", type_) and PathScope(self.path, subtree=True).covers(path)
