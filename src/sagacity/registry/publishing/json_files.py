"""JSON and GeoJSON, written piece by piece."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sagacity.registry.publishing.content import Content
from sagacity.registry.publishing.records import Line


def write_json(out: BinaryIO, content: Content) -> None:
    """What the data set is, then every record with its status and where it comes from."""
    head = {"dataset": about(content), "columns": [heading.column for heading in content.headings]}
    _document(out, head, "records", (_record(line) for line in content.lines()), {})


def write_geojson(out: BinaryIO, content: Content) -> None:
    """WGS84, longitude first; a record without a point stays, with an empty geometry, and is counted."""
    head = {"type": "FeatureCollection", "name": content.dataset.slug, "dataset": about(content)}
    counted = {
        "numberReturned": content.figures.records,
        "withoutGeometry": content.figures.without_point,
    }
    # A column nobody filled in would only make the file longer; all others stand on every feature.
    given = [heading for heading in content.headings if content.figures.filled.get(heading.column)]
    columns = [(heading.name, heading.column) for heading in given]
    _document(out, head, "features", (_feature(line, columns) for line in content.lines()), counted)


def about(content: Content) -> dict[str, Any]:
    """What an open-data user has to know of the set."""
    said = content.dataset
    return {
        "key": said.key,
        "name": said.slug,
        "title": dict(said.title),
        "publisher": said.publisher,
        "licence": said.licence,
        "attribution": said.attribution,
        "edition": said.edition,
        "modified": said.modified.isoformat(),
        "standard": said.standard,
        "legend": dict(said.legend),
        "page": f"{content.site}/dataset/{said.slug}",
    }


def _record(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "about": line.subject,
        "fields": dict(line.fields),
        "statuses": dict(line.statuses),
        "provenance": {
            "file": line.file,
            "sheet": line.sheet,
            "row": line.row,
            "edition": line.edition,
            "imported_at": line.imported_at.isoformat(),
        },
        "vanished": line.vanished,
    }


def _feature(line: Line, columns: Iterable[tuple[str, str]]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [line.point[1], line.point[0]]} if line.point else None
    return {
        "type": "Feature",
        "id": line.key,
        "geometry": point,
        "properties": {name: line.fields.get(column) for name, column in columns},
    }


def _document(
    out: BinaryIO, head: dict[str, Any], name: str, items: Iterator[dict[str, Any]], foot: dict[str, Any]
) -> None:
    out.write(_text(head)[:-1].encode() + f',"{name}":['.encode())
    for number, item in enumerate(items):
        out.write((",\n" if number else "\n").encode() + _text(item).encode())
    ending = "".join(f",{_text(key)}:{_text(value)}" for key, value in foot.items())
    out.write(f"\n]{ending}}}\n".encode())


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
