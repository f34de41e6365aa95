"""From JSON to checked attributes and entities: every rule that needs no look at the store."""

from collections.abc import Callable

from sagacity.broker.entity import Attribute, Json, Metadata
from sagacity.broker.querying import dates, geojson, places, shapes
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2 import operators
from sagacity.broker.v2.characters import check_name, check_value
from sagacity.broker.v2.given import Given, Sent, SentEntity

UNRESTRICTED = "TextUnrestricted"
EXPIRES = "dateExpires"

_BY_KIND = {
    str: "Text",
    int: "Number",
    float: "Number",
    bool: "Boolean",
    dict: "StructuredValue",
    list: "StructuredValue",
    type(None): "None",
}
_NO_METADATA: Metadata = {}
_HARMLESS = frozenset({int, float, bool, type(None)})  # no characters, so nothing to forbid
_DEMANDING = dates.TYPES | shapes.TYPES  # types that say what a value must be
_METADATA_PARTS = frozenset({"value", "type"})
_SPECIAL = frozenset({"id", "type", "geo:distance", "*", EXPIRES})


def type_for(value: Json) -> str:
    """The type of a value whose author named none."""
    return _BY_KIND[type(value)]


def entity(raw: Json, *, plain: bool) -> SentEntity:
    """An entity with id, perhaps type, and attributes (``plain``: as keyValues).

    Raises:
        BadRequest: see ``attributes``; or no usable id or type.
    """
    if not isinstance(raw, dict):
        raise BadRequest("an entity must be a JSON object")
    if "id" not in raw:
        raise BadRequest("entity id is missing")
    return SentEntity(
        entity_id(raw["id"]),
        entity_type(raw["type"]) if "type" in raw else None,
        attributes(raw, plain=plain, named=True),
    )


def entity_id(value: Json) -> str:
    """The id, checked."""
    if not isinstance(value, str):
        raise BadRequest("entity id must be a JSON string")
    return check_name(value, "entity id")


def entity_type(value: Json) -> str:
    """The type of an entity, checked."""
    if not isinstance(value, str):
        raise BadRequest("entity type must be a JSON string")
    return check_name(value, "entity type")


def attributes(raw: Json, *, plain: bool, named: bool = False) -> Sent:
    """The attributes of a body; ``named``: beside them stand the id and type of the entity.

    Raises:
        BadRequest: a name, type, value or metadata breaks a rule of NGSIv2; the sentence names the part.
    """
    if not isinstance(raw, dict):
        raise BadRequest("attributes must be members of a JSON object")
    read: Callable[[str, Json], Given] = simplified if plain else attribute
    given: dict[str, Given] = {}
    expires: int | None = None
    located = False
    for name, value in raw.items():
        if name in _SPECIAL:
            if named and (name == "id" or name == "type"):
                continue
            expires = _special(name, read(name, value))
            continue
        given[name] = one = read(name, value)
        if one.type in shapes.TYPES:
            located = True
    return Sent(given, expires, located)


def _special(name: str, given: Given) -> int:
    if name != EXPIRES:
        raise BadRequest(f"invalid name for an attribute: {name} has a meaning of its own")
    return _expiry(given)


def attribute(name: str, raw: Json) -> Given:
    """One attribute as {"value", "type", "metadata"}, each of which may be missing."""
    check_name(name, "attribute name")
    if type(raw) is not dict:
        raise BadRequest("attribute must be a JSON object, unless keyValues option is used")
    typed, described = "type" in raw, "metadata" in raw
    if typed + described + ("value" in raw) != len(raw):
        raise BadRequest(f"unrecognized property for context attribute {name}: use value, type and metadata")
    kind = _attribute_type(raw["type"]) if typed else None
    if not described:
        return _given(raw.get("value"), kind, _NO_METADATA, clears=False)
    found = metadata(raw["metadata"])
    return _given(raw.get("value"), kind, found, clears=not found)


def _attribute_type(value: Json) -> str:
    if type(value) is not str:
        raise BadRequest("attribute type must be a JSON string")
    return check_name(value, "attribute type")


def simplified(name: str, value: Json) -> Given:
    """One attribute as its value alone."""
    check_name(name, "attribute name")
    return _given(value, None, _NO_METADATA, clears=False)


def _given(value: Json, kind: str | None, found: Metadata, *, clears: bool) -> Given:
    if type(value) in _HARMLESS and kind not in _DEMANDING:
        return Given(value, kind, found, clears)
    if type(value) is dict and operators.is_operation(value):
        if kind != UNRESTRICTED:
            check_value(value, "attribute value")
        return Given(value, kind, found, clears, True)
    return Given(fitting(value, kind, found), kind, found, clears)


def fitting(value: Json, kind: str | None, found: Metadata) -> Json:
    """The value as it is kept for an attribute of that type, with that metadata.

    Raises:
        BadRequest: forbidden characters, no date where a date is promised, or no shape.
    """
    if kind in dates.TYPES:
        return date(value, "attribute")
    if kind in shapes.TYPES and value is not None and not is_true(found, "ignoreType"):
        value = _shape(value, kind)
    if not (kind == UNRESTRICTED or (found and is_true(found, UNRESTRICTED))):
        check_value(value, "attribute value")
    return value


def _shape(value: Json, kind: str | None) -> Json:
    """Of a Feature only its geometry is kept; the simple formats (latitude first) stay as they are."""
    if kind == "geo:json":
        return geojson.geometry(value)
    places.geometry(str(kind), value)
    return value


def is_true(found: Metadata, name: str) -> bool:
    """Whether that metadata is there and true."""
    return name in found and found[name]["value"] is True


def date(value: Json, what: str) -> str | None:
    """A date in its normal form; null stays null."""
    if value is None:
        return None
    normal = dates.normal(value) if isinstance(value, str) else None
    if normal is None:
        raise BadRequest(f"{what} value is no date: write YYYY-MM-DDThh:mm:ss.sssZ, or a shorter form of it")
    return normal


def metadata(raw: Json) -> Metadata:
    """The metadata of an attribute, each with its type."""
    if not isinstance(raw, dict):
        raise BadRequest("metadata must be a JSON object")
    return {name: _one_metadata(name, value) for name, value in raw.items()}


def _one_metadata(name: str, raw: Json) -> dict[str, Json]:
    check_name(name, "metadata name")
    if name == "*":
        raise BadRequest("invalid name for metadata: * means all of them")
    if not isinstance(raw, dict):
        raise BadRequest("metadata must be a JSON object")
    if not raw.keys() <= _METADATA_PARTS:
        raise BadRequest(f"unrecognized property for metadata {name}: use value and type; metadata has none")
    value = raw.get("value")
    kind = raw["type"] if "type" in raw else type_for(value)
    if not isinstance(kind, str):
        raise BadRequest("metadata type must be a JSON string")
    check_name(kind, "metadata type")
    if kind in dates.TYPES:
        return {"type": kind, "value": date(value, "metadata")}
    check_value(value, "metadata value")
    return {"type": kind, "value": value}


def _expiry(given: Given) -> int:
    at = dates.moment(given.value) if isinstance(given.value, str) else None
    if at is None:
        raise BadRequest("dateExpires is no date: write YYYY-MM-DDThh:mm:ss.sssZ, or a shorter form of it")
    return at


def with_value(value: Json, old: Attribute) -> Given:
    """A new value for an attribute that keeps its type and its metadata.

    Raises:
        BadRequest: the stored type does not take that value.
    """
    if isinstance(value, dict) and operators.is_operation(value):
        if old.type != UNRESTRICTED:
            check_value(value, "attribute value")
        return Given(value, old.type, {}, False, True)
    return Given(fitting(value, old.type, old.metadata), old.type)
