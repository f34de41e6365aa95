"""National holidays, read from the file the Cabinet Office publishes each year, exactly as it comes."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sagacity.kit.city.pack import BrokenPack, folder

FILE = "holidays.csv"
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day off for the whole country; 「休日」 is a day off by substitution."""

    on: date
    name: str


def holidays(key: str = "") -> tuple[Holiday, ...]:
    """The national holidays that a city's pack knows, in order; none for years it does not cover.

    Raises:
        BrokenPack: the file cannot be read.
    """
    path = folder(key) / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


def is_holiday(on: date) -> bool:
    """Whether the day is a national holiday, as far as the current city's pack covers its year."""
    return any(holiday.on == on for holiday in holidays())


@cache
def _read(path: Path, written: int) -> tuple[Holiday, ...]:
    rows = csv.reader(io.StringIO(_decode(path)))
    next(rows, None)
    found = [_as_holiday(path, number, row) for number, row in enumerate(rows, start=2) if any(row)]
    return tuple(sorted(found, key=lambda holiday: holiday.on))


def _decode(path: Path) -> str:
    """The office publishes the file in CP932; whoever saves it again may turn it into UTF-8."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenPack(f"{path} is neither UTF-8 nor CP932: take the file from the Cabinet Office anew")


def _as_holiday(path: Path, number: int, row: list[str]) -> Holiday:
    found = _DAY.fullmatch(row[0].strip())
    if found is None or len(row) < 2 or not row[1].strip():
        raise BrokenPack(f"{path}, line {number}: write a day and a name, such as 2026-01-01,元日")
    try:
        return Holiday(date(*(int(part) for part in found.groups())), row[1].strip())
    except ValueError as problem:
        raise BrokenPack(f"{path}, line {number}: {row[0]} is no day of the calendar") from problem
