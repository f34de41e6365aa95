"""datastore_search: the rows of one table, filtered, sorted, page by page."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import models as db
from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from sagacity.registry import kinds, models
from sagacity.registry.kinds import Kind, Type
from sagacity.registry.publishing import files
from sagacity.registry.publishing.ckan.packages import find_resource
from sagacity.registry.publishing.ckan.parameters import NotAllowed, NotFound
from sagacity.registry.publishing.formats import CSV
from sagacity.registry.publishing.records import Heading, as_text

MOST_ROWS = 32_000
MOST_FILTERS = 20
MOST_VALUES = 50  # more would be too deep a question for SQLite
ROW_NUMBER = "_id"
_TYPES = {Type.INTEGER: "int", Type.NUMBER: "numeric", Type.LATITUDE: "numeric", Type.LONGITUDE: "numeric"}
_FORMS = ("objects", "lists", "csv", "tsv")


def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Rows of the table behind a resource."""
    package, form = find_resource(asked["resource_id"] or asked["id"] or "")
    if form is not CSV:
        raise NotFound("This resource has no table; use the one with datastore_active: true.")
    if asked["distinct"]:
        raise NotAllowed(distinct="This table cannot be asked for distinct rows")
    if asked["records_format"] not in _FORMS:
        raise NotAllowed(records_format=f"Must be one of {', '.join(_FORMS)}")
    dataset, kind = package.row, kinds.get(package.row.kind)
    headings = files.content_of(dataset, package.version).headings
    wanted = _wanted(headings, asked["fields"])
    rows = models.Record.objects.filter(dataset=dataset)
    rows = _matching(rows, headings, asked["q"])
    rows = _filtered(rows, headings, asked["filters"])
    limit = min(asked["limit"], MOST_ROWS)
    page = _sorted(rows, headings, asked["sort"] or "")[asked["offset"] : asked["offset"] + limit]
    table = [_row(pk, fields, wanted, kind) for pk, fields in page.values_list("pk", "fields")]
    answer: dict[str, Any] = {
        "resource_id": package.resource_id(form),
        "fields": [
            {"id": heading.name, "type": "int" if heading.name == ROW_NUMBER else _type(kind, heading)}
            for heading in wanted
        ],
        "records": _shaped(table, wanted, asked["records_format"]),
        "records_format": asked["records_format"],
        "limit": limit,
        "offset": asked["offset"],
        "include_total": asked["include_total"],
        "_links": {"start": _link(asked, 0), "next": _link(asked, asked["offset"] + limit)},
    }
    if asked["include_total"]:
        answer |= {"total": rows.count(), "total_was_estimated": False}
    return answer


def _wanted(headings: Sequence[Heading], fields: Sequence[str] | None) -> list[Heading]:
    known = {ROW_NUMBER: Heading(ROW_NUMBER, ROW_NUMBER), **{one.name: one for one in headings}}
    if not fields:
        return list(known.values())
    missing = [name for name in fields if name not in known]
    if missing:
        raise NotAllowed(fields=f"field {missing[0]!r} not in table")
    return [known[name] for name in dict.fromkeys(fields)]


def _text_of(heading: Heading) -> Cast:
    return Cast(KeyTextTransform(heading.column, "fields"), db.TextField())


def _matching(
    rows: "QuerySet[models.Record]", headings: Sequence[Heading], q: str | Mapping[str, Any] | None
) -> "QuerySet[models.Record]":
    """Every word stands in some column; or, per column, every word in that column."""
    if not q:
        return rows
    by_column = {one.name: [one] for one in headings}
    pairs = (
        [(q, list(headings))] if isinstance(q, str) else [(_word(v), by_column.get(k)) for k, v in q.items()]
    )
    names: dict[str, Cast] = {}
    conditions = Q()
    for words, columns in pairs:
        if columns is None:
            raise NotAllowed(q=f"fields must be columns of the table, such as {headings[0].name!r}")
        for word in str(words).split()[:10]:
            anywhere = Q()
            for heading in columns:
                name = f"text_{headings.index(heading)}"
                names[name] = _text_of(heading)
                anywhere |= Q(**{f"{name}__icontains": word})
            conditions &= anywhere
    return rows.alias(**names).filter(conditions)


def _filtered(
    rows: "QuerySet[models.Record]", headings: Sequence[Heading], filters: Mapping[str, Any] | None
) -> "QuerySet[models.Record]":
    columns = {one.name: one for one in headings}
    for number, (name, said) in enumerate((filters or {}).items()):
        values = [_word(one) for one in said] if isinstance(said, list) else [_word(said)]
        if number >= MOST_FILTERS or len(values) > MOST_VALUES:
            raise NotAllowed(filters=f"at most {MOST_FILTERS} columns and {MOST_VALUES} values")
        if name == ROW_NUMBER:
            numbers = [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 19]
            rows = rows.filter(pk__in=numbers)
        elif name in columns:
            rows = rows.filter(_equal(columns[name], values))
        else:
            raise NotAllowed(filters=f"field {name!r} not in table")
    return rows


def _equal(heading: Heading, values: Sequence[str]) -> Q:
    """A cell equals a value when it is written the same; 5 and "5" and "5.0" are the same figure."""
    exact = Q()
    for value in values:
        candidates: list[Any] = [value]
        try:
            number = float(value)
            if abs(number) < 1e15:
                candidates += [int(number)] if number.is_integer() else [number]
        except ValueError:
            pass
        candidates += {"1": [True], "0": [False], "true": [True], "false": [False]}.get(value.lower(), [])
        for one in candidates:
            exact |= Q(**{f"fields__{heading.column}": one}) if "__" not in heading.column else Q(pk__in=[])
        if value == "":
            exact |= ~Q(fields__has_key=heading.column)
    return exact


def _sorted(
    rows: "QuerySet[models.Record]", headings: Sequence[Heading], said: str
) -> "QuerySet[models.Record]":
    columns = {one.name: one for one in headings}
    orders: list[Any] = []
    for part in [one.strip() for one in said.split(",") if one.strip()][:10]:
        name, way = part, "asc"
        for ending in (" asc", " desc"):
            if part.lower().endswith(ending):
                name, way = part[: -len(ending)].strip(), ending.strip()
        name = name.strip('"')
        if name != ROW_NUMBER and name not in columns:
            raise NotAllowed(sort=f"field {name!r} not in table")
        by: Any = F("pk") if name == ROW_NUMBER else KeyTransform(columns[name].column, "fields")
        orders.append(by.desc(nulls_last=True) if way == "desc" else by.asc(nulls_last=True))
    return rows.order_by(*orders, "pk")


def _row(pk: int, fields: Mapping[str, Any], wanted: Sequence[Heading], kind: Kind) -> list[Any]:
    return [
        pk if heading.name == ROW_NUMBER else _cell(fields.get(heading.column), _type(kind, heading))
        for heading in wanted
    ]


def _cell(value: Any, form: str) -> Any:
    if value is None or value == "":
        return None
    if form != "text" and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return as_text(value)


def _type(kind: Kind, heading: Heading) -> str:
    column = kind.column(heading.column)
    return _TYPES.get(column.type, "text") if column else "text"


def _shaped(table: list[list[Any]], wanted: Sequence[Heading], form: str) -> Any:
    if form == "objects":
        names = [heading.name for heading in wanted]
        return [dict(zip(names, row, strict=True)) for row in table]
    if form == "lists":
        return table
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t" if form == "tsv" else ",", lineterminator="\n").writerows(table)
    return text.getvalue()


def _word(said: Any) -> str:
    if isinstance(said, list | dict):
        raise NotAllowed(filters="values must be words, numbers, or lists of them")
    text = as_text(said)
    if "\0" in text or len(text) > 2000 or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotAllowed(filters="a value holds characters that no table has")
    return text


def _link(asked: Mapping[str, Any], offset: int) -> str:
    kept = {"resource_id": asked["resource_id"] or asked["id"], "limit": asked["limit"], "offset": offset}
    return f"/api/3/action/datastore_search?{urlencode(kept)}"
