"""A registration as though it were an entity: what csf, geoQ and scopeQ ask about is its own members."""

from typing import Any

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.rows import kinds, scopes
from sagacity.broker.ld.rows.names import usual_key


def described(given: dict[str, Any], context: Context) -> Entity:
    """The entity, or BadRequest when its scope is none."""
    attributes = {
        usual_key(context.expand(name)): _attribute(said)
        for name, said in given.items()
        if name not in ("id", "type", "information", "scope")
    }
    held = scopes.checked(given["scope"]) if "scope" in given else ()
    path = scopes.path_of(held)
    return Entity(
        id=str(given.get("id", "")),
        type="ContextSourceRegistration",
        path=path,
        attributes=attributes,
        ld={"scopes": list(held)} if held else None,
    )


def _attribute(said: Json) -> Attribute:
    """A member is a plain value, or written as a Property or GeoProperty."""
    value = said
    if isinstance(said, dict) and said.get("type") in ("Property", "GeoProperty"):
        value = said.get("value")
    kind = "geo:json" if kinds.geometry(value) is not None else kinds.by_value(value)
    return Attribute(value=value, type=kind)
