"""Which kind of NGSI-LD attribute a value of some NGSIv2 type is, and the other way round."""

from sagacity.broker.entity import Json
from sagacity.broker.ld.ids import is_uri

DATES = frozenset({"DateTime", "ISO8601"})
_GEOMETRIES = frozenset({
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"
})  # fmt: skip


def geometry(value: Json) -> dict[str, Json] | None:
    """The geometry of a GeoJSON value (also of a feature), None if it is none."""
    named = value.get("type") if isinstance(value, dict) else None
    if not isinstance(named, str):
        return None
    if named == "Feature":
        return geometry(value.get("geometry"))
    if named == "FeatureCollection":
        features = value.get("features")
        return geometry(features[0]) if isinstance(features, list) and len(features) == 1 else None
    has_place = "coordinates" in value or "geometries" in value
    return value if has_place and named in _GEOMETRIES else None


def kind(type_name: str, value: Json) -> tuple[str, str]:
    """(kind, typed): how a kept value is shown. A value that does not fit its type is a plain Property."""
    if value is None:
        return "JsonProperty", ""
    if type_name == "geo:json":
        return ("GeoProperty" if geometry(value) is not None else "Property"), ""
    if type_name in DATES:
        return "Property", "DateTime" if isinstance(value, str) else ""
    check = _FITS.get(type_name)
    return (type_name if check is not None and check(value) else "Property"), ""


def _is_text(value: Json) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_address(value: Json) -> bool:
    return _is_text(value) and all(is_uri(one) for one in (value if isinstance(value, list) else [value]))


_FITS = {
    "Relationship": _is_address,
    "LanguageProperty": lambda value: isinstance(value, dict),
    "VocabProperty": _is_text,
    "JsonProperty": lambda value: True,
    "ListProperty": lambda value: isinstance(value, list),
    "ListRelationship": _is_address,
}

BY_VALUE = frozenset({"geo:json", *_FITS})  # types whose kind depends on more of a value than null or not


def type_name(*, kind_name: str, typed: str, value: Json, old_type: str = "", old_value: Json = None) -> str:
    """The NGSIv2 type for a value; the type the row already has is kept as long as it fits."""
    if old_type and _same_json(old_value, value) and kind(old_type, value) == (kind_name, typed):
        return old_type
    if kind_name == "GeoProperty":
        return "geo:json"
    if kind_name != "Property":
        return kind_name
    return typed or by_value(value)


def by_value(value: Json) -> str:
    """The type NGSIv2 gives a value that came without one."""
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, int | float):
        return "Number"
    if value is None:
        return "None"
    return "Text" if isinstance(value, str) else "StructuredValue"


def _same_json(one: Json, other: Json) -> bool:
    return by_value(one) == by_value(other)
