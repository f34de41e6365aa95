"""The value of an attribute as it comes in, checked for its kind."""

from collections.abc import Callable

from sagacity.broker.entity import Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.terms import DEFAULT_CONTEXT, NULL
from sagacity.broker.querying import geojson
from sagacity.broker.refusals import BadRequest


def is_null(value: Json) -> bool:
    """Whether a value says "away with it"."""
    if isinstance(value, dict):
        return value == {"@none": NULL}
    if isinstance(value, list):
        return value in ([NULL], [{"object": NULL}])
    return bool(value == NULL)


def read(kind: str, value: Json, context: Context) -> tuple[Json, str]:
    """(value, typed) of one kind, or BadRequest."""
    return _READERS[kind](value, context)


def _property(value: Json, context: Context) -> tuple[Json, str]:
    if value is None:
        raise BadRequest("a Property has no value null; JsonProperty can hold it")
    if isinstance(value, dict) and value.get("@type") in (
        "DateTime",
        "https://uri.etsi.org/ngsi-ld/DateTime",
    ):
        times.milliseconds(value.get("@value"))
        return value["@value"], "DateTime"
    return value, ""


def _geo(value: Json, context: Context) -> tuple[Json, str]:
    if not isinstance(value, dict) or value.get("type") in ("Feature", "FeatureCollection"):
        raise BadRequest("a GeoProperty has a GeoJSON geometry as its value, such as a Point")
    return geojson.geometry(value), ""


def _relationship(value: Json, context: Context) -> tuple[Json, str]:
    for one in value if isinstance(value, list) and value else [value]:
        ids.checked(one)
    return value, ""


def _language(value: Json, context: Context) -> tuple[Json, str]:
    if not isinstance(value, dict) or not value:
        raise BadRequest('a languageMap is an object such as {"ja": "川", "en": "river"}')
    for said in value.values():
        if not all(isinstance(text, str) for text in (said if isinstance(said, list) else [said])):
            raise BadRequest("a languageMap holds texts or lists of texts")
    return value, ""


def _vocab(value: Json, context: Context) -> tuple[Json, str]:
    words = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) and word for word in words):
        raise BadRequest("vocab is a word or a list of words")
    kept = [context.expand(word).removeprefix(DEFAULT_CONTEXT) for word in words]
    return (kept if isinstance(value, list) else kept[0]), ""


def _anything(value: Json, context: Context) -> tuple[Json, str]:
    return value, ""


def _value_list(value: Json, context: Context) -> tuple[Json, str]:
    if not isinstance(value, list):
        raise BadRequest("valueList is an array")
    return value, ""


def _object_list(value: Json, context: Context) -> tuple[Json, str]:
    if not isinstance(value, list):
        raise BadRequest("objectList is an array of addresses")
    return [ids.checked(one.get("object") if isinstance(one, dict) else one) for one in value], ""


_READERS: dict[str, Callable[[Json, Context], tuple[Json, str]]] = {
    "Property": _property,
    "GeoProperty": _geo,
    "Relationship": _relationship,
    "LanguageProperty": _language,
    "VocabProperty": _vocab,
    "JsonProperty": _anything,
    "ListProperty": _value_list,
    "ListRelationship": _object_list,
}
