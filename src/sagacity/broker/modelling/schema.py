"""The part of JSON Schema (2020-12) that data models are written in."""

from collections.abc import Callable

from sagacity.broker.entity import Json
from sagacity.broker.modelling.fitting import FORMATS, TYPES, Schema
from sagacity.broker.modelling.misfit import shown
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import BadRequest

DEEPEST = 20  # schemas in schemas
_SPOKEN = frozenset({"$schema", "$id", "$comment", "title", "description", "examples", "default"})
_OF_ENTITIES = frozenset({"type", "properties", "required", "additionalProperties", "x-ngsi"})


def checked(schema: Json) -> Schema:
    """A schema all of whose words are evaluated here, or BadRequest that names the one that is not."""
    _check(schema, "the schema", 0)
    found: Schema = schema
    if foreign := sorted(found.keys() - _SPOKEN - _OF_ENTITIES):
        raise BadRequest(f"the schema: {foreign[0]} is asked of attributes; write it under properties")
    if found.get("type", "object") != "object":
        raise BadRequest("the schema: the type of an entity is object")
    return found


def _check(schema: Json, where: str, deep: int) -> None:
    if not isinstance(schema, dict):
        raise BadRequest(f"{where} is a JSON object")
    if deep > DEEPEST:
        raise BadRequest(f"{where}: more than {DEEPEST} schemas inside each other")
    for word, said in schema.items():
        if word in _SPOKEN:
            continue
        if word not in _SAID:
            raise BadRequest(f"{where}: {word} is not evaluated here; use {', '.join(sorted(_SAID))}")
        if not _SAID[word](said):
            raise BadRequest(f"{where}: {word} cannot be {shown(said)}")
    for name, one in schema.get("properties", {}).items():
        _check(one, f"{where}.{name}", deep + 1)
    for one in schema.get("prefixItems", ()):
        _check(one, f"{where}[]", deep + 1)
    if "items" in schema:
        _check(schema["items"], f"{where}[]", deep + 1)
    if "pattern" in schema:
        patterns.compile(schema["pattern"])


def _is_count(said: Json) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and said >= 0


def _is_number(said: Json) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


def _is_names(said: Json) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)


def _is_ngsi(said: Json) -> bool:
    """Other members, such as the units of the Smart Data Models, are spoken to people."""
    return isinstance(said, dict) and isinstance(said.get("type", ""), str)


def _is_type(said: Json) -> bool:
    return all(isinstance(one, str) and one in TYPES for one in (said if isinstance(said, list) else [said]))


_SAID: dict[str, Callable[[Json], bool]] = {
    "type": _is_type,
    "const": lambda said: True,
    "enum": lambda said: isinstance(said, list) and bool(said),
    "pattern": lambda said: isinstance(said, str),
    "format": lambda said: isinstance(said, str) and said in FORMATS,
    "minimum": _is_number,
    "maximum": _is_number,
    "minLength": _is_count,
    "maxLength": _is_count,
    "items": lambda said: True,
    "prefixItems": lambda said: isinstance(said, list),
    "minItems": _is_count,
    "maxItems": _is_count,
    "uniqueItems": lambda said: isinstance(said, bool),
    "properties": lambda said: isinstance(said, dict),
    "required": _is_names,
    "additionalProperties": lambda said: isinstance(said, bool),
    "x-ngsi": _is_ngsi,
}
