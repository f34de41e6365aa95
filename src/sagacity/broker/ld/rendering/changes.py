"""What a notification tells beyond the present state: previous values, attributes and entities that went."""

from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.ld import times
from sagacity.broker.ld.rendering.attribute import render as render_attribute
from sagacity.broker.ld.rendering.entity import head
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import unfold
from sagacity.broker.ld.terms import NULL, VALUE_MEMBER


def add(
    shown: dict[str, Json],
    before: Entity,
    after: Entity,
    changed: frozenset[str],
    look: Representation,
    *,
    previous: bool,
) -> None:
    """Lay the previous value beside each changed one; an attribute that went is shown as null."""
    names = Names((before.ld or {}).get("names"))
    for key in changed & before.attributes.keys():
        address = names.iri(key)
        if not look.shows(address):
            continue
        name = look.context.compact(address)
        if key not in after.attributes:
            shown[name] = _gone(before.attributes[key], names, look, at=after.modified, previous=previous)
        elif previous and isinstance(shown.get(name), dict):
            shown[name] = {**shown[name], **_previous(before.attributes[key], names, look)}


def gone(entity: Entity, look: Representation, *, at: int, previous: bool) -> dict[str, Json]:
    """An entity that was deleted."""
    shown = {**head(entity, look), "deletedAt": times.shown(at)}
    if not previous or look.form == "simplified":
        return shown
    names = Names((entity.ld or {}).get("names"))
    for key, kept in entity.attributes.items():
        address = names.iri(key)
        if look.shows(address):
            shown[look.context.compact(address)] = _gone(kept, names, look, at=at, previous=True)
    return shown


def _gone(
    attribute: Attribute, names: Names, look: Representation, *, at: int, previous: bool
) -> dict[str, Json]:
    kind = unfold(attribute, names)[0].kind
    shown: dict[str, Json] = {VALUE_MEMBER[kind]: NULL, "deletedAt": times.shown(at)}
    if look.form == "normalized":
        shown = {"type": kind, **shown}
    return {**shown, **_previous(attribute, names, look)} if previous else shown


def _previous(attribute: Attribute, names: Names, look: Representation) -> dict[str, Json]:
    """``previousValue``, ``previousObject`` … of the default instance."""
    first = unfold(attribute, names)[0]
    normalized = Representation(context=look.context, lang=look.lang)
    value = render_attribute([first], normalized)
    member = VALUE_MEMBER[first.kind]
    return {f"previous{member[0].upper()}{member[1:]}": value.get(member)}
