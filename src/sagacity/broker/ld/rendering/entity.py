"""An entity of the row as NGSI-LD shows it."""

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.rendering.attribute import render as render_attribute
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows import scopes, types
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold


def render(entity: Entity, look: Representation) -> dict[str, Json]:
    """Everything that is wanted of an entity, under the names of the caller's context."""
    shown = head(entity, look)
    names = Names((entity.ld or {}).get("names"))
    for key, attribute in entity.attributes.items():
        address = names.iri(key)
        if not look.shows(address):
            continue
        instances = wanted(attribute, names, look)
        if instances:
            shown[look.context.compact(address)] = render_attribute(instances, look)
    return shown


def head(entity: Entity, look: Representation) -> dict[str, Json]:
    """Id, type, scope and the times of the broker."""
    shown: dict[str, Json] = {}
    if look.shows_member("id"):
        shown["id"] = ids.shown(entity)
    if look.shows_member("type"):
        named = [look.context.compact(address) for address in types.of(entity)]
        shown["type"] = named[0] if len(named) == 1 else named
    where = scopes.of(entity)
    if where and look.shows_member("scope"):
        shown["scope"] = where[0] if len(where) == 1 else list(where)
    if entity.expires is not None and look.shows_member("expiresAt"):
        shown["expiresAt"] = times.shown(entity.expires)
    if look.system:
        shown["createdAt"] = times.shown(entity.created)
        shown["modifiedAt"] = times.shown(entity.modified)
    return shown


def addresses(entity: Entity) -> list[str]:
    """The addresses of its attributes."""
    names = Names((entity.ld or {}).get("names"))
    return [names.iri(key) for key in entity.attributes]


def wanted(attribute: Attribute, names: Names, look: Representation) -> list[Instance]:
    """The instances of an attribute that were asked for."""
    instances = unfold(attribute, names)
    if not look.datasets:
        return instances
    return [one for one in instances if (one.dataset or "@none") in look.datasets]
