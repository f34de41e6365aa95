"""The columns of the national standards as JSON Schemas: how an entity of each type shall look.

What a column must be follows from its row in the tables of the standards (``kinds/*.toml``): its type says
half-width or full-width and the form, its choices what is possible, its mark ◎ that a value is required.
"""

from typing import Any

from sagacity.broker import api as broker
from sagacity.registry.kinds import Column, Kind, Type, catalogue
from sagacity.registry.linking.models import Model, all_models
from sagacity.registry.linking.things import EVENT

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MUST = "◎"
_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_HOUR: Schema = {"type": "string", "pattern": r"^([01][0-9]|2[0-9]|3[0-2]):[0-5][0-9]$"}
_FORMS: dict[Type, Schema] = {
    Type.LIST: _TEXTS,
    Type.KANA: {"type": "string", "pattern": r"^[ァ-ヶー・ヽヾ\s　]+$"},
    Type.GOVERNMENT_CODE: {"type": "string", "pattern": "^[0-9]{6}$"},
    Type.CORPORATE_NUMBER: {"type": "string", "pattern": "^[0-9]{13}$"},
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.DATE: {"type": "string", "format": "date"},
    Type.TIME: _HOUR,
    Type.DAYS: {"type": "string", "pattern": "^[月火水木金土日祝]+$"},
    Type.FLAG: {"type": "boolean"},
    Type.PHONE: {"type": "string", "pattern": r"^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}( 内線[0-9]+)?$"},
    Type.POSTCODE: {"type": "string", "pattern": "^[0-9]{3}-?[0-9]{4}$"},
    Type.URL: {"type": "string", "format": "uri"},
    Type.EMAIL: {"type": "string", "format": "email"},
}
# Where a column leads that every place has → the attribute, and the member of its value.
_COMMON = {
    "name": ("name", ""),
    "name_kana": ("nameKana", ""),
    "name_en": ("nameEn", ""),
    "phone": ("telephone", ""),
    "url": ("url", ""),
    "note": ("remarks", ""),
    "local_id": ("externalSiteId", ""),
    "publisher.code": ("localGovernmentCode", ""),
    "address.text": ("address", "addressText"),
    "address.postcode": ("address", "postalCode"),
    "address.prefecture": ("address", "addressRegion"),
    "address.city": ("address", "addressLocality"),
    "address.town": ("address", "town"),
    "address.building": ("address", "building"),
    "hours.days": ("openingHours", "days"),
    "hours.opens": ("openingHours", "opens"),
    "hours.closes": ("openingHours", "closes"),
    "hours.note": ("openingHours", "note"),
}
_OF_EVENTS = {
    "name": ("name", ""), "name_kana": ("nameKana", ""), "name_en": ("nameEn", ""),
    "summary": ("summary", ""), "description": ("description", ""), "venue": ("venue", ""),
    "organiser": ("organizer", ""), "url": ("url", ""), "fee": ("fee", ""), "audience": ("audience", ""),
    "state": ("state", ""), "unparsed_text": ("unparsedDates", ""),
    **{where: held for where, held in _COMMON.items() if held[0] == "address"},
}  # fmt: skip
LOCATION: Schema = {
    "type": "object",
    "description": "緯度・経度 (JGD2011) as a GeoJSON point, longitude first",
    "x-ngsi": {"type": "GeoProperty"},
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "type": "array",
            "minItems": 2,
            "maxItems": 3,
            "prefixItems": [
                {"type": "number", "minimum": 122, "maximum": 154},
                {"type": "number", "minimum": 20, "maximum": 46},
            ],
        },
    },
    "required": ["type", "coordinates"],
}
_OCCURRENCES: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "startDate": _FORMS[Type.DATE],
            "endDate": _FORMS[Type.DATE],
            "opens": _HOUR,
            "closes": _HOUR,
        },
        "required": ["startDate"],
    },
}


def keep_all() -> None:
    """Keep the schema of every type that published records may have."""
    broker.keep_models(
        [(said["title"], kind.title["ja"], said) for kind, said in ((one, of(one)) for one in kinds())]
    )


def kinds() -> list[Kind]:
    """The kinds whose records are entities."""
    return [catalogue.get(key) for key in (*all_models(), "event")]


def of(kind: Kind) -> Schema:
    """The schema of one kind, as ``keyValues`` of NGSIv2 show its entities."""
    model = all_models().get(kind.key)
    places = _OF_EVENTS if model is None else _COMMON
    type_ = EVENT if model is None else model.type
    form = _Form(type_)
    for column in kind.columns:
        if model is not None and column.name in model.attributes:
            form.add(column, model.attributes[column.name])
        elif column.to in places:
            form.add(column, *places[column.to])
    if any(column.to == "point.latitude" for column in kind.columns):
        form.schema["properties"]["location"] = LOCATION
    if model is None:
        form.schema["properties"] |= {"occurrences": _OCCURRENCES, "keywords": _TEXTS}
    else:
        form.add_flags(kind, model)
        form.schema["properties"]["place"] = {**_TEXT, "x-ngsi": {"type": "Relationship"}}
    form.schema["description"] = kind.standard
    return form.schema


class _Form:
    def __init__(self, type_: str) -> None:
        self.schema: Schema = {
            "$schema": DIALECT,
            "title": type_,
            "type": "object",
            "properties": {"id": {"type": "string"}, "type": {"type": ["string", "array"]}},
            "required": ["id", "type"],
        }

    def add(self, column: Column, attribute: str, member: str = "") -> None:
        """What a column says of an attribute, or of a member of its value."""
        target = self.schema
        if member:
            below = {"type": "object", "properties": {}, "required": []}
            target = self.schema["properties"].setdefault(attribute, below)
        target["properties"].setdefault(member or attribute, {**_form(column), "description": column.name})
        if column.mark == MUST:
            _require(target, member or attribute)
            _require(self.schema, attribute)

    def add_flags(self, kind: Kind, model: Model) -> None:
        """Several columns that say yes or no are one list of what is so."""
        for name, words in model.flags.items():
            self.schema["properties"][name] = {
                "type": "array",
                "items": {"enum": list(words.values())},
                "uniqueItems": True,
                "description": "、".join(words),
            }
            if any(column.mark == MUST for column in kind.columns if column.name in words):
                _require(self.schema, name)


def _require(schema: Schema, name: str) -> None:
    if name not in schema["required"]:
        schema["required"].append(name)


def _form(column: Column) -> Schema:
    if column.type is Type.CHOICE and column.choices:
        return {"enum": list(column.choices)}
    return _FORMS.get(column.type, _TEXT)
