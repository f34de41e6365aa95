"""package_search: words, filters, facets."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from sagacity.kit.city import api as city
from sagacity.registry.publishing import catalogue, themes
from sagacity.registry.publishing.ckan.packages import Package, all_packages
from sagacity.registry.publishing.ckan.parameters import NotAllowed

MOST_ROWS = 1000
_TERM = re.compile(r'\s*(?P<sign>[+-]?)(?P<field>\w+):(?P<value>"[^"]*"|\([^)]*\)|[^\s()"]+)\s*')
_BETWEEN = re.compile(r"\s+AND\s+", re.IGNORECASE)

FIELDS: Mapping[str, Callable[[Package], list[str]]] = {
    "name": lambda one: [one.row.slug],
    "id": lambda one: [one.id],
    "title": lambda one: [str(title) for title in one.row.title.values()],
    "kind": lambda one: [one.row.kind],
    "organization": lambda one: [city.current().code],
    "owner_org": lambda one: [city.current().code],
    "groups": lambda one: [themes.of(one.row.kind, one.row.theme).key],
    "tags": lambda one: [tag["name"] for tag in one.tags],
    "res_format": lambda one: [form.name for form in one.forms],
    "license_id": lambda one: [one.row.licence],
    "author": lambda one: [one.row.publisher],
    "version": lambda one: [one.row.edition],
    "state": lambda one: ["active"],
    "type": lambda one: ["dataset"],
    "dataset_type": lambda one: ["dataset"],
    "private": lambda one: ["false"],
}
_SORTS: Mapping[str, Callable[[Package], Any]] = {
    "name": lambda one: one.row.slug,
    "title": lambda one: one.row.title.get("ja", one.row.slug),
    "title_string": lambda one: one.row.title.get("ja", one.row.slug),
    "metadata_modified": lambda one: one.version.changed_at,
    "metadata_created": lambda one: (one.row.issued is not None, one.row.issued),
    "score": lambda one: 0,
    "relevance": lambda one: 0,
}


def search(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Packages that hold every word and pass every filter, a page of them in full."""
    words, filters = _split(asked["q"] or "")
    filters += _filters(asked["fq"] or "")
    for one in asked["fq_list"]:
        filters += _filters(one)
    found = [one for one in all_packages() if catalogue.holds(one.row, words) and _passes(one, filters)]
    facets = {field: _facet(field, found) for field in asked["facet.field"]} if asked["facet"] else {}
    found = _sorted(found, asked["sort"] or "")
    rows, start = min(asked["rows"], MOST_ROWS), asked["start"]
    return {
        "count": len(found),
        "sort": asked["sort"] or "metadata_modified desc",
        "facets": {field: dict(counted) for field, counted in facets.items()},
        "search_facets": {
            field: {
                "title": field,
                "items": [
                    {"name": name, "display_name": name, "count": count}
                    for name, count in counted.most_common()
                ],
            }
            for field, counted in facets.items()
        },
        "results": [one.as_json() for one in found[start : start + rows]],
    }


def _split(query: str) -> tuple[str, list[tuple[bool, str, list[str]]]]:
    """Words, and filters written among them such as tags:aed."""
    filters: list[tuple[bool, str, list[str]]] = []

    def take(found: re.Match[str]) -> str:
        if found["field"] not in FIELDS:
            return found[0]
        filters.append(_term(found))
        return " "

    words = query.replace("*:*", " ")
    words = _TERM.sub(take, words)
    return re.sub(r"[*+\"()]|\bAND\b", " ", words), filters


def _filters(said: str) -> list[tuple[bool, str, list[str]]]:
    filters = []
    for part in _BETWEEN.split(said.strip()):
        position = 0
        part = part.strip()
        while position < len(part):
            found = _TERM.match(part, position)
            if found is None:
                raise NotAllowed(fq=f"Cannot read {part[position : position + 40]!r}; write field:value")
            if found["field"] not in FIELDS:
                known = ", ".join(FIELDS)
                raise NotAllowed(fq=f"Unknown field {found['field']!r}; known are {known}")
            filters.append(_term(found))
            position = found.end()
    return filters


def _term(found: re.Match[str]) -> tuple[bool, str, list[str]]:
    value = found["value"]
    if value.startswith("("):
        values = [one.strip().strip('"') for one in re.split(r"\s+OR\s+", value[1:-1])]
    else:
        values = [value.strip('"')]
    return found["sign"] != "-", found["field"], values


def _passes(one: Package, filters: list[tuple[bool, str, list[str]]]) -> bool:
    for wanted, field, values in filters:
        there = [value.lower() for value in FIELDS[field](one)]
        match = any(value == "*" or value.lower() in there for value in values)
        if match is not wanted:
            return False
    return True


def _facet(field: str, found: list[Package]) -> Counter[str]:
    if field not in FIELDS:
        raise NotAllowed(**{"facet.field": f"Unknown field {field!r}; known are {', '.join(FIELDS)}"})
    return Counter(value for one in found for value in FIELDS[field](one) if value)


def _sorted(found: list[Package], said: str) -> list[Package]:
    orders = [part.split() for part in (said or "metadata_modified desc").split(",") if part.strip()]
    for order in reversed(orders):
        field, way = order[0], order[1].lower() if len(order) > 1 else "asc"
        if field not in _SORTS or way not in {"asc", "desc"} or len(order) > 2:
            raise NotAllowed(sort=f"Cannot sort by {' '.join(order)!r}; fields are {', '.join(_SORTS)}")
        found = sorted(found, key=_SORTS[field], reverse=way == "desc")
    return found
