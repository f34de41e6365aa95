"""An entity as NGSIv2 shows it: in full, as plain values, or as a bare list; with what was asked for."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Literal

import orjson

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.querying import dates

Form = Literal["normalized", "keyValues", "values", "unique"]
ALL = "*"
ALWAYS_SHOWN = frozenset({"alterationType", "dateCreated", "dateModified"})


@dataclass(frozen=True, slots=True)
class News:
    """What only a notification knows: the attributes before, what was done to each, and to the entity."""

    previous: Mapping[str, Attribute] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)  # name → "append" or "update"
    alteration: str = ""  # entityCreate, entityChange, entityUpdate or entityDelete


@dataclass(frozen=True, slots=True)
class View:
    """What of an entity is shown, and how.

    ``attrs`` and ``metadata``: names in their order, ``*`` for all of the users' own; empty means the same
    as ``*``. ``hidden``: attributes left out. ``covered``: named attributes that are missing show as null.
    """

    form: Form = "normalized"
    attrs: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    covered: bool = False
    named: bool = True  # with id and type, unless it is a list of values

    def render(self, entity: Entity, *, news: News | None = None, only: Container[str] | None = None) -> Json:
        """The JSON of one entity. ``only``: of the users' attributes just these (those that changed)."""
        chosen = self._chosen(entity, news, only)
        if self.form == "normalized":
            shown = self._identity(entity)
            for name, attribute in chosen.items():
                shown[name] = self.attribute(name, attribute, news=news)
            return shown
        if self.form == "keyValues":
            shown = self._identity(entity)
            for name, attribute in chosen.items():
                shown[name] = attribute.value
            return shown
        values = [attribute.value for attribute in chosen.values()]
        return without_repeats(values) if self.form == "unique" else values

    def attribute(self, name: str, attribute: Attribute, *, news: News | None = None) -> dict[str, Json]:
        """The JSON of one attribute with the metadata asked for."""
        metadata = attribute.metadata
        if self.metadata:
            metadata = _chosen_metadata(self.metadata, name, attribute, news)
        return {"type": attribute.type, "value": attribute.value, "metadata": metadata}

    def _identity(self, entity: Entity) -> dict[str, Json]:
        return {"id": entity.id, "type": entity.type} if self.named else {}

    def _chosen(
        self, entity: Entity, news: News | None, only: Container[str] | None
    ) -> Mapping[str, Attribute]:
        if not self.attrs:
            if not self.hidden and only is None:
                return entity.attributes
            return _users_own(entity, self.hidden, only)
        chosen: dict[str, Attribute] = {}
        for name in self.attrs:
            if name == ALL:
                chosen.update(_users_own(entity, self.hidden, only))
            elif (found := self._found(name, entity, news, only)) is not None:
                chosen[name] = found
        return chosen

    def _found(
        self, name: str, entity: Entity, news: News | None, only: Container[str] | None
    ) -> Attribute | None:
        found = entity.attributes.get(name)
        if found is not None:
            return found if only is None or name in only else None
        if (builtin := _BUILTIN.get(name)) is not None:
            return builtin(entity, news)
        return Attribute(None, "None") if self.covered else None


def _users_own(entity: Entity, hidden: frozenset[str], only: Container[str] | None) -> dict[str, Attribute]:
    return {
        name: attribute
        for name, attribute in entity.attributes.items()
        if name not in hidden and (only is None or name in only)
    }


def without_repeats(values: list[Json]) -> list[Json]:
    """The same values, each once, in the order of their first appearance."""
    return list(
        {orjson.dumps(value, option=orjson.OPT_SORT_KEYS): value for value in reversed(values)}.values()
    )[::-1]


def _date(at: int) -> dict[str, Json]:
    return {"type": "DateTime", "value": dates.stamp(at)}


def _chosen_metadata(
    names: tuple[str, ...], name: str, attribute: Attribute, news: News | None
) -> dict[str, dict[str, Json]]:
    chosen: dict[str, dict[str, Json]] = {}
    for wanted in names:
        if wanted == ALL:
            chosen.update(attribute.metadata)
        elif wanted in attribute.metadata:
            chosen[wanted] = attribute.metadata[wanted]
        elif (builtin := _builtin_metadata(wanted, name, attribute, news)) is not None:
            chosen[wanted] = builtin
    return chosen


def _builtin_metadata(
    wanted: str, name: str, attribute: Attribute, news: News | None
) -> dict[str, Json] | None:
    if wanted == "dateCreated" and attribute.created:
        return _date(attribute.created)
    if wanted == "dateModified" and attribute.modified:
        return _date(attribute.modified)
    if news is None:
        return None
    if wanted == "previousValue" and (before := news.previous.get(name)) is not None:
        return {"type": before.type, "value": before.value}
    if wanted == "actionType" and (action := news.actions.get(name)) is not None:
        return {"type": "Text", "value": action}
    return None


def _expiry(entity: Entity, news: News | None) -> Attribute | None:
    return None if entity.expires is None else Attribute(dates.stamp(entity.expires), "DateTime")


def _alteration(entity: Entity, news: News | None) -> Attribute | None:
    return Attribute(news.alteration, "Text") if news and news.alteration else None


_BUILTIN: dict[str, Callable[[Entity, News | None], Attribute | None]] = {
    "dateCreated": lambda entity, news: Attribute(dates.stamp(entity.created), "DateTime"),
    "dateModified": lambda entity, news: Attribute(dates.stamp(entity.modified), "DateTime"),
    "dateExpires": _expiry,
    "servicePath": lambda entity, news: Attribute(entity.path, "Text"),
    "alterationType": _alteration,
}


def builtin(name: str, entity: Entity) -> Attribute | None:
    """What the broker itself knows about an entity under that name, if anything."""
    made = _BUILTIN.get(name)
    return made(entity, None) if made else None
