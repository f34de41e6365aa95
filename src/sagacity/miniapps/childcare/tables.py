"""The two tables of a city's `children/` folder, and everything that is wrong in them, in words."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.miniapps.childcare.reading import CHECKUPS, VACCINATIONS, Problem, Table, read_row
from sagacity.miniapps.childcare.rules.doses import Dose

FOLDER = "children"
SOURCES = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from, and of which day it speaks."""

    title: str
    source: str
    as_of: date | None
    note: str
    is_invented: bool = False  # of a city that does not exist: then every page says so


@dataclass(frozen=True, slots=True)
class Tables:
    """What a city says of its children's vaccinations and check-ups."""

    doses: tuple[Dose, ...]
    checkups: tuple[Dose, ...]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]

    @property
    def as_of(self) -> date | None:
        """The older of the two days: nobody is told that a table is newer than it is."""
        return min((one.as_of for one in self.sources.values() if one.as_of), default=None)

    def find(self, key: str) -> Dose | None:
        return next((one for one in (*self.doses, *self.checkups) if one.key == key), None)


EMPTY = Tables((), (), {}, ())


def current() -> Tables:
    """The tables of the city this house serves; empty when its pack has none."""
    return read(city.folder() / FOLDER)


def read(folder: Path) -> Tables:
    """The tables of one folder; read anew when a file was written."""
    if not folder.is_dir():
        return EMPTY
    return _read(folder, max((path.stat().st_mtime_ns for path in folder.iterdir()), default=0))


@cache
def _read(folder: Path, written: int) -> Tables:
    problems: list[Problem] = []
    sources = _sources(folder, problems)
    doses = tuple(_rows(folder, VACCINATIONS, problems))
    checkups = tuple(_rows(folder, CHECKUPS, problems))
    problems += _twice(VACCINATIONS.file, doses)
    problems += _twice(CHECKUPS.file, checkups)
    return Tables(doses, checkups, sources, tuple(problems))


def _rows(folder: Path, table: Table, problems: list[Problem]) -> Iterator[Dose]:
    path = folder / table.file
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as problem:
        problems.append(Problem("csv_broken", table.file, problem=str(problem)))
        return
    headings = reader.fieldnames or []
    missing = [name for name in table.required if name not in headings]
    problems += [Problem("children_column", table.file, column=name) for name in missing]
    problems += [
        Problem("children_heading", table.file, column=name) for name in headings if name not in table.columns
    ]
    for line, row in enumerate(rows, start=2):
        if not missing and (dose := read_row(table, line, row, problems)):
            yield dose


def _twice(file: str, doses: tuple[Dose, ...]) -> Iterator[Problem]:
    keys = [one.key for one in doses]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem("children_twice", file, key=key)


def _sources(folder: Path, problems: list[Problem]) -> dict[str, Source]:
    path = folder / SOURCES
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        problems.append(Problem("toml_broken", SOURCES, problem=str(problem)))
        return {}
    found = {}
    for file, entry in said.items():
        if not isinstance(entry, dict):
            continue
        as_of = entry.get("as_of")
        found[file] = Source(
            str(entry.get("title", "")),
            str(entry.get("source", "")),
            as_of if isinstance(as_of, date) else None,
            str(entry.get("note", "")),
            entry.get("invented") is True,
        )
        if not isinstance(as_of, date):
            problems.append(Problem("children_undated", SOURCES, table=file))
    return found
