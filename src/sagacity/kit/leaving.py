"""Counts of people that leave the city: the one door for them, behind which small cells are hidden."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sagacity.kit import small_cells
from sagacity.kit.manifest import folder_of, in_language

WORDS = "leaving.toml"  # beside a room's api.py: how each of its tables is called

Counted = Callable[[datetime, str], Mapping[str, int]]


class NoSuchTable(LookupError):
    """No room counts this for the public."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of counts that a room gives to everybody."""

    key: str
    title: Mapping[str, str]  # by language
    of: Mapping[str, str]  # what its rows are, as the heading above them
    rows: Mapping[str, Mapping[str, str]]  # words for rows that are codes
    counted: Counted  # people by row, named in a language or by code; rows without anybody too


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as everybody may see it: None stands for a count that would point at people."""

    key: str
    title: str
    of: str
    rows: tuple[tuple[str, int | None], ...]


_tables: dict[str, Table] = {}


def offer_table(*, key: str, package: str, counted: Counted) -> None:
    """Say that this room counts people for the public; call it in `AppConfig.ready`.

    The words stand in the package's `leaving.toml` under the key, in the six languages of residents.
    """
    words = tomllib.loads((folder_of(package) / WORDS).read_text(encoding="utf-8"))[key]
    _tables[key] = Table(key, words["title"], words["of"], words.get("rows", {}), counted)


def tables() -> tuple[Table, ...]:
    """Every table there is."""
    return tuple(_tables.values())


def shown(*, key: str, language: str, at: datetime) -> Shown:
    """One table with its small cells hidden, and with what would betray them.

    Raises:
        NoSuchTable: no room offers it.
    """
    table = _tables.get(key)
    if table is None:
        raise NoSuchTable(key)
    safe = small_cells.hide(table.counted(at, language))
    rows = tuple((_named(table, row, language), count) for row, count in safe.items())
    return Shown(key, in_language(table.title, language), in_language(table.of, language), rows)


def _named(table: Table, row: str, language: str) -> str:
    return in_language(table.rows[row], language) if row in table.rows else row
