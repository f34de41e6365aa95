"""Where a value lies that a question asks for: ``a``, ``a.b`` (sub-attribute), ``a[b.c]`` (in the value)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.linking import relations
from sagacity.broker.ld.rows.names import Names, usual_key
from sagacity.broker.ld.rows.unfolding import unfold
from sagacity.broker.ld.terms import DEFAULT_CONTEXT
from sagacity.broker.querying import dates

_MEMBERS = frozenset({"observedAt", "unitCode", "datasetId", "createdAt", "modifiedAt"})
_SIMPLE = frozenset({"Text", "Number", "Boolean", "DateTime", "ISO8601"})


@dataclass(frozen=True, slots=True)
class Path:
    """``address`` of the attribute, ``below`` it names of sub-attributes or members, ``inside`` its value."""

    address: str
    below: tuple[str, ...]
    inside: tuple[str, ...]
    context: Context

    @property
    def is_plain(self) -> bool:
        return not self.below and not self.inside

    def values(self, entity: Entity) -> list[Json]:
        """Everything that lies there, of every instance; nothing if it is missing."""
        attribute = entity.attributes.get(key_in(entity, self.address))
        if attribute is None:
            return self._of_entity(entity)
        if attribute.ld is None and self.is_plain and attribute.type in _SIMPLE:
            return [attribute.value]
        return list(self._walk(attribute, Names((entity.ld or {}).get("names"))))

    def targets(self, entity: Entity) -> list[str]:
        """The ids a relationship leads to; nothing if it is none."""
        attribute = entity.attributes.get(key_in(entity, self.address))
        if attribute is None:
            return []
        return relations.targets(unfold(attribute, Names((entity.ld or {}).get("names"))))

    def _of_entity(self, entity: Entity) -> list[Json]:
        word = self.context.compact(self.address)
        moment = {
            "createdAt": entity.created,
            "modifiedAt": entity.modified,
            "expiresAt": entity.expires,
        }.get(word)
        return [] if moment is None or not self.is_plain else [dates.stamp(moment)]

    def _walk(self, attribute: Attribute, names: Names) -> Iterator[Json]:
        instances: Iterable[Instance] = unfold(attribute, names)
        for place, name in enumerate(self.below):
            last = place == len(self.below) - 1
            if last and name in _MEMBERS:
                yield from (said for one in instances if (said := _member(one, name)) is not None)
                return
            address = self.context.expand(name)
            instances = [sub for one in instances for sub in one.subs.get(address, ())]
        for one in instances:
            yield from inner(_comparable(one, self.context), self.inside)


def key_in(entity: Entity, address: str) -> str:
    """The short name of an address in one row."""
    names = (entity.ld or {}).get("names")
    return Names(names).key(address) if names else usual_key(address)


def inner(value: Json, path: tuple[str, ...]) -> Iterator[Json]:
    """What lies at a path inside a JSON value; in arrays: of each member."""
    if not path:
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from inner(one, path)
    elif isinstance(value, dict):
        if path[0] == "*":
            for one in value.values():
                yield from inner(one, path[1:])
        elif path[0] in value:
            yield from inner(value[path[0]], path[1:])


def _member(instance: Instance, name: str) -> Json:
    if name in ("createdAt", "modifiedAt"):
        at = instance.created if name == "createdAt" else instance.modified
        return dates.stamp(at) if at else None
    said = instance.members.get(name)
    return times.normal(said) if name == "observedAt" and said is not None else said


def _comparable(instance: Instance, context: Context) -> Json:
    value = instance.value
    if instance.typed:
        return times.normal(value)
    if instance.kind == "VocabProperty":
        words = value if isinstance(value, list) else [value]
        return [form for word in words for form in (word, _full(word), context.compact(_full(word)))]
    if instance.kind == "LanguageProperty":
        return value
    return value


def _full(word: str) -> str:
    return word if ":" in word else DEFAULT_CONTEXT + word
