"""The forms in which a data set can be had."""

from dataclasses import dataclass
from typing import BinaryIO

from sagacity.registry.kinds import Kind, Noun
from sagacity.registry.publishing import json_files, spreadsheets, workbook
from sagacity.registry.publishing.content import Content
from sagacity.registry.publishing.spreadsheets import Writer

WITH_POINTS = (Noun.PLACE, Noun.EVENT, Noun.TOWN, Noun.VACANCY)


@dataclass(frozen=True, slots=True)
class Format:
    """One form: its name, what it is called in the web, and who writes it."""

    key: str
    extension: str
    name: str
    media_type: str
    write: Writer

    @property
    def bare_type(self) -> str:
        """The media type alone, such as text/csv."""
        return self.media_type.split(";")[0]


def _write_calendar(out: BinaryIO, content: Content) -> None:
    from sagacity.registry.publishing import calendars  # its library is 12 MB that few processes need

    calendars.write(out, content)


_TEXT_CSV = "text/csv; charset=utf-8"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE_CSV = Format("csv", "csv", "CSV", _TEXT_CSV, spreadsheets.for_people)
CSV = Format("api.csv", "csv", "CSV", _TEXT_CSV, spreadsheets.for_programs)
JSON = Format("json", "json", "JSON", "application/json", json_files.write_json)
GEOJSON = Format("geojson", "geojson", "GeoJSON", "application/geo+json", json_files.write_geojson)
XLSX = Format("xlsx", "xlsx", "XLSX", _WORKBOOK, workbook.write)
ICS = Format("ics", "ics", "iCalendar", "text/calendar; charset=utf-8", _write_calendar)


def for_people(kind: Kind) -> tuple[Format, ...]:
    """What the page of a data set offers."""
    return (PEOPLE_CSV, XLSX, *_beyond_tables(kind))


def for_programs(kind: Kind) -> tuple[Format, ...]:
    """What catalogues and the API offer: values exactly as they are."""
    return (CSV, XLSX, *_beyond_tables(kind))


def _beyond_tables(kind: Kind) -> tuple[Format, ...]:
    points = (GEOJSON,) if kind.noun in WITH_POINTS else ()
    days = (ICS,) if kind.noun is Noun.EVENT else ()
    return (*points, JSON, *days)


def path_of(slug: str, form: Format) -> str:
    """Where the file lies on this site."""
    folder = "/api/data" if form is CSV else "/data"
    return f"{folder}/{slug}.{form.extension}"
