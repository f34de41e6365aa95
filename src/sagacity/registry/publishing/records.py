"""The published records of a data set, in chunks: every form of open data is written from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sagacity.registry import models
from sagacity.registry.importing import form as forms
from sagacity.registry.kinds import Column, Kind

PAGE = 1000
_READ = (
    "pk", "local_id", "name", "fields", "statuses", "edition", "file", "sheet", "row", "imported_at",
    "vanished_in", "place__key", "place__latitude", "place__longitude", "event__key", "town__key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it is published, whatever the form."""

    key: str
    local_id: str
    name: str
    fields: Mapping[str, Any]
    statuses: Mapping[str, str]  # only where a value is not plainly given
    subject: str  # the place, event or town it speaks of
    point: tuple[float, float] | None  # latitude, longitude
    file: str
    sheet: str
    row: int
    edition: str
    imported_at: datetime
    vanished: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the published table: the word of the standard, and where its value is kept."""

    name: str
    column: str


def lines(dataset: models.DataSet) -> Iterator[Line]:
    """The records of a data set in the order of its file; any number fits in memory."""
    rows = models.Record.objects.filter(dataset=dataset).order_by("pk")
    last = 0
    while page := list(rows.filter(pk__gt=last).values(*_READ)[:PAGE]):
        yield from (_line(row, dataset) for row in page)
        last = page[-1]["pk"]


def _line(row: dict[str, Any], dataset: models.DataSet) -> Line:
    return Line(
        key=f"urn:ngsi-ld:Record:{dataset.slug}-{row['local_id']}",
        local_id=row["local_id"],
        name=row["name"],
        fields=row["fields"],
        statuses=row["statuses"],
        subject=row["place__key"] or row["event__key"] or row["town__key"] or "",
        point=_point(row, dataset.kind),
        file=row["file"],
        sheet=row["sheet"],
        row=row["row"],
        edition=row["edition"],
        imported_at=row["imported_at"],
        vanished=bool(row["vanished_in"]),
    )


def _point(row: dict[str, Any], kind: str) -> tuple[float, float] | None:
    form = forms.of(kind)
    if "point.latitude" in form.columns_to:
        latitude = form.target(row["fields"], "point.latitude")
        longitude = form.target(row["fields"], "point.longitude")
    else:  # the marks of a nursery have no place of their own: they stand where the nursery stands
        latitude, longitude = row["place__latitude"], row["place__longitude"]
    try:
        return (float(latitude), float(longitude))
    except (TypeError, ValueError):
        return None


def headings(kind: Kind, filled: Mapping[str, int]) -> tuple[Heading, ...]:
    """The columns in the order of the standard, then those of older editions that hold values."""
    found: dict[str, Heading] = {}
    for word in kind.editions[0].headings if kind.editions else ():
        column = _column_of(kind, word)
        if column is not None:
            found.setdefault(column.name, Heading(word, column.name))
    for column in kind.columns:
        if column.name not in found and (filled.get(column.name) or not kind.editions):
            found[column.name] = Heading(column.name, column.name)
    for name in filled:  # a form without fixed columns, such as a table of areas
        found.setdefault(name, Heading(name, name))
    return tuple(found.values())


def _column_of(kind: Kind, word: str) -> Column | None:
    return kind.column(word) or next((one for one in kind.columns if word in one.aliases), None)


def as_text(value: Any) -> str:
    """A value as one cell of a table."""
    if value is None:
        return ""
    if value is True or value is False:
        return "1" if value else "0"
    if isinstance(value, list | tuple):
        return ";".join(as_text(one) for one in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
