"""An attribute as it comes in, normalized or concise, to its instances."""

from collections.abc import Callable

from sagacity.broker.entity import Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.instance import UNSET, Instance
from sagacity.broker.ld.reading import values
from sagacity.broker.ld.rows.kinds import geometry
from sagacity.broker.ld.terms import (
    ATTRIBUTE_MEMBERS,
    NULL,
    PREVIOUS_MEMBERS,
    SYSTEM_MEMBERS,
    VALUE_MEMBER,
)
from sagacity.broker.refusals import BadRequest

_KIND_BY_MEMBER = {member: kind for kind, member in VALUE_MEMBER.items() if kind != "GeoProperty"}
_IGNORED = SYSTEM_MEMBERS | PREVIOUS_MEMBERS | {"type", "@type"} | frozenset(VALUE_MEMBER.values())
Reader = Callable[[str, Json, Context], list[Instance]]


def whole(name: str, given: Json, context: Context) -> list[Instance]:
    """The instances of a complete attribute."""
    found = _instances(name, given, context)
    for instance in found:
        if not instance.gone and instance.value is UNSET:
            raise BadRequest(f"attribute {name}: a value is missing (value, object, languageMap …)")
    return found


def fragment(name: str, given: Json, context: Context) -> list[Instance]:
    """The instances of what shall be merged into an attribute: any part of it may be missing."""
    return _instances(name, given, context)


def simplified(name: str, given: Json, context: Context) -> list[Instance]:
    """A plain value; the kind of the stored attribute decides what it means."""
    if given is None:
        raise BadRequest(f"attribute {name}: null says nothing in NGSI-LD; use {NULL} to delete")
    if values.is_null(given):
        return [Instance(gone=True)]
    if geometry(given) is not None:
        return [_read("GeoProperty", name, {"value": given}, context)]
    if isinstance(given, dict) and len(given) == 1:
        for member in ("languageMap", "vocab", "json"):
            if member and member in given:
                return [_read(_KIND_BY_MEMBER[member], name, given, context)]
    return [Instance(value=given)]


def _instances(name: str, given: Json, context: Context) -> list[Instance]:
    if isinstance(given, list) and given and all(_is_attribute(one) for one in given):
        found = [_instance(name, one, context) for one in given]
        datasets = [one.dataset for one in found]
        if len(set(datasets)) != len(datasets):
            raise BadRequest(f"attribute {name}: several instances have the same datasetId")
        return found
    return [_instance(name, given, context)]


def _is_attribute(given: Json) -> bool:
    """Whether an object is an attribute (or a part of one) and not just a value that is an object."""
    if not isinstance(given, dict):
        return False
    if _names_a_kind(given) or not ATTRIBUTE_MEMBERS.isdisjoint(given.keys() - {"type", "@type"}):
        return True
    return bool(given) and all(_names_a_kind(one) for one in given.values())


def _names_a_kind(given: Json) -> bool:
    named = given.get("type") if isinstance(given, dict) else None
    return isinstance(named, str) and named in VALUE_MEMBER


def _instance(name: str, given: Json, context: Context) -> Instance:
    if given is None:
        raise BadRequest(f"attribute {name}: null says nothing in NGSI-LD; use {NULL} to delete")
    if not isinstance(given, dict):
        if values.is_null(given):
            return Instance(gone=True)
        return Instance(kind="Property", value=given)
    if geometry(given) is not None:
        return _read("GeoProperty", name, {"value": given}, context)
    kind = _kind(name, given)
    if kind == "" and not _is_attribute(given):
        return _read("Property", name, {"value": given}, context)
    return _read(kind, name, given, context)


def _kind(name: str, given: dict[str, Json]) -> str:
    named = given.get("type", given.get("@type"))
    if isinstance(named, list) and len(named) == 1:
        named = named[0]
    if isinstance(named, str) and named in VALUE_MEMBER:
        return named
    members = [member for member in _KIND_BY_MEMBER if member in given]
    if len(members) > 1:
        raise BadRequest(f"attribute {name} has several values: {', '.join(members)}")
    if named is not None and (members or not _looks_like_value(given)):
        raise BadRequest(f"attribute {name}: {named!r} is no kind of attribute (Property, Relationship …)")
    if not members:
        return ""
    kind = _KIND_BY_MEMBER[members[0]]
    return "GeoProperty" if kind == "Property" and geometry(given["value"]) is not None else kind


def _looks_like_value(given: dict[str, Json]) -> bool:
    """Concise form: an object of the caller's own that happens to have a member ``type``."""
    return ATTRIBUTE_MEMBERS.isdisjoint(given.keys() - {"type", "@type"})


def _read(kind: str, name: str, given: dict[str, Json], context: Context) -> Instance:
    member = VALUE_MEMBER.get(kind, "")
    found = Instance(kind=kind, members=_members(name, given), subs={}, terms={})
    if member and member in given:
        if values.is_null(given[member]):
            found.gone = True
        else:
            try:
                found.value, found.typed = values.read(kind, given[member], context)
            except BadRequest as refused:
                raise BadRequest(f"attribute {name}: {refused}") from None
    elif kind and any(other in given for other in VALUE_MEMBER.values()):
        raise BadRequest(f"attribute {name}: a {kind} has its value in {member}")
    for sub, said in given.items():
        if sub not in ATTRIBUTE_MEMBERS:
            if not sub:
                raise BadRequest(f"attribute {name}: a sub-attribute has an empty name")
            address = context.expand(sub)
            found.subs[address] = _instances(sub, said, context)
            found.terms[address] = sub
    return found


def _members(name: str, given: dict[str, Json]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for member in ("unitCode", "observedAt", "datasetId", "objectType", "valueType", "expiresAt"):
        if member and member in given:
            found[member] = said = given[member]
            if said != NULL and not _MEMBER_FITS[member](said):
                raise BadRequest(f"attribute {name}: {said!r} cannot be its {member}")
    return found


def _is_text(said: Json) -> bool:
    return isinstance(said, str) and said != ""


def _is_texts(said: Json) -> bool:
    return _is_text(said) or (isinstance(said, list) and bool(said) and all(_is_text(one) for one in said))


_MEMBER_FITS: dict[str, Callable[[Json], bool]] = {
    "unitCode": _is_text,
    "observedAt": times.is_moment,
    "expiresAt": times.is_moment,
    "datasetId": lambda said: isinstance(said, str) and (said == "@none" or ids.is_uri(said)),
    "objectType": _is_texts,
    "valueType": _is_texts,
}
