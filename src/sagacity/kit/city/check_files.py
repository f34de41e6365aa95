"""Looking over the files of a pack: what is listed, where it comes from, where its points lie."""

import csv
import tomllib
from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sagacity.kit.city.check_page import names_its_source
from sagacity.kit.city.findings import Finding, found
from sagacity.kit.city.holidays import FILE as HOLIDAYS
from sagacity.kit.city.holidays import holidays
from sagacity.kit.city.loads import PAGE as LOADS
from sagacity.kit.city.pack import BrokenPack, folder

SOURCES = "sources.toml"
TOWNS = "districts/towns.csv"
STAFF = "staff.toml"
REQUIRED = ("kind", "title", "edition", "licence", "attribution", "publisher", "source")
OPTIONAL = {
    TOWNS: "lack_towns",
    "garbage": "lack_garbage",
    "children": "lack_children",
}
CODES = ("全国地方公共団体コード", "都道府県コード又は市区町村コード", "市区町村コード")


def look(key: str, page: dict[str, Any], *, kinds: Container[str] | None, on: date) -> list[Finding]:
    """What is to be said about everything behind the first page."""
    pack = folder(key)
    entries, findings = _entries(pack)
    for entry in entries:
        findings += _entry(pack, entry, page, kinds)
    findings += _twice(entries)
    findings += _sources(pack, {str(entry.get("path")) for entry in entries})
    findings += _holidays(key, on)
    findings += [found(code, name) for name, code in OPTIONAL.items() if not (pack / name).exists()]
    return findings


def _entries(pack: Path) -> tuple[list[dict[str, Any]], list[Finding]]:
    path = pack / LOADS
    if not path.exists():
        return [], [found("lack_loads", LOADS.as_posix())]
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("load", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        return [], [found("toml_broken", LOADS.as_posix(), problem=problem)]
    return entries, [] if entries else [found("lack_loads", LOADS.as_posix())]


def _entry(
    pack: Path, entry: dict[str, Any], page: dict[str, Any], kinds: Container[str] | None
) -> Iterator[Finding]:
    where, name = LOADS.as_posix(), str(entry.get("path", ""))
    for field in REQUIRED:
        if not entry.get(field):
            yield found("load_field_missing", where, path=name or "?", field=field)
    if kinds is not None and entry.get("kind") and entry["kind"] not in kinds:
        yield found("kind_unknown", where, path=name, kind=entry["kind"])
    path = pack / name
    if not name or not path.resolve().is_relative_to(pack.resolve()) or not path.is_file():
        yield found("load_file_missing", where, path=name or "?")
    elif path.suffix == ".csv":
        yield from _table(name, path, page)


def _table(name: str, path: Path, page: dict[str, Any]) -> Iterator[Finding]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        yield found("csv_broken", name, problem=problem)
        return
    if not rows:
        yield found("csv_empty", name)
    outside = [number for number, row in enumerate(rows, start=1) if _lies_outside(row, page.get("bounds"))]
    if outside:
        yield found("points_outside", name, count=len(outside), rows=_list(outside))
    other = [number for number, row in enumerate(rows, start=1) if _is_of_another(row, page.get("code"))]
    if other:
        yield found("code_differs", name, count=len(other), rows=_list(other), code=page.get("code"))


def _list(numbers: list[int]) -> str:
    return "、".join(str(number) for number in numbers[:5]) + ("…" if len(numbers) > 5 else "")


def _lies_outside(row: dict[str, str], bounds: Any) -> bool:
    try:
        latitude, longitude = float(row["緯度"]), float(row["経度"])
        south, west, north, east = bounds
        return not (south <= latitude <= north and west <= longitude <= east)
    except (KeyError, TypeError, ValueError):
        return False  # no point, or no bounds: other findings speak of that


def _is_of_another(row: dict[str, str], code: Any) -> bool:
    return any(row.get(column) not in (None, "", code) for column in CODES)


def _twice(entries: list[dict[str, Any]]) -> Iterator[Finding]:
    paths = [str(entry.get("path")) for entry in entries]
    for path in sorted({path for path in paths if paths.count(path) > 1}):
        yield found("load_twice", LOADS.as_posix(), path=path)


def _sources(pack: Path, listed: set[str]) -> Iterator[Finding]:
    """A CSV has no room for a note, so its source stands in loads.toml or in sources.toml beside it."""
    for path in sorted(pack.rglob("*.csv")):
        name = path.relative_to(pack).as_posix()
        if name not in listed and path.name not in _named_beside(path):
            yield found("no_source", name, beside=(path.parent / SOURCES).relative_to(pack).as_posix())
    for path in sorted(pack.rglob("*.toml")):
        name = path.relative_to(pack).as_posix()
        if path.name != SOURCES and name != LOADS.as_posix() and not names_its_source(path):
            yield found("no_source_line", name)


def _named_beside(path: Path) -> dict[str, Any]:
    beside = path.parent / SOURCES
    try:
        return tomllib.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _holidays(key: str, on: date) -> Iterator[Finding]:
    try:
        years = {holiday.on.year for holiday in holidays(key)}
    except BrokenPack as problem:
        yield found("holidays_broken", HOLIDAYS, problem=problem)
        return
    if not years:
        yield found("lack_holidays", HOLIDAYS)
    elif on.year not in years:
        yield found("holidays_old", HOLIDAYS, year=on.year, last=max(years))
    elif on.month >= 3 and on.year + 1 not in years:  # next year's days are announced in February
        yield found("holidays_old", HOLIDAYS, year=on.year + 1, last=max(years))


def look_at_staff(pack: Path, roles: Container[str] | None) -> Iterator[Finding]:
    """Whether the demonstration's staff can do everything, and nobody everything alone."""
    path = pack / STAFF
    if not path.exists():
        yield found("lack_staff", STAFF)
        return
    try:
        staff = tomllib.loads(path.read_text(encoding="utf-8")).get("staff", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        yield found("toml_broken", STAFF, problem=problem)
        return
    logins = [str(person.get("login", "")) for person in staff]
    for login in sorted({login for login in logins if not login or logins.count(login) > 1}):
        yield found("login_wrong", STAFF, login=login or "?")
    for person in staff:
        held = {str(role) for role in person.get("roles", ())}
        if roles is not None:
            for role in sorted(role for role in held if role not in roles):
                yield found("role_unknown", STAFF, login=person.get("login", "?"), role=role)
        if {"data_clerk", "data_approver"} <= held or {"garbage_clerk", "garbage_approver"} <= held:
            yield found("four_eyes", STAFF, login=person.get("login", "?"))
