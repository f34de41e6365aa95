"""Rows as an office writes them, checked in one call."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sagacity.kit.city.api import City
from sagacity.registry import kinds
from sagacity.registry.checking import CheckedRow, Checking, TownPoint, check
from sagacity.registry.mapping import propose
from sagacity.registry.reading import RawRow, Table
from sagacity.registry.types import Message, Outcome

CITY = City(
    key="test",
    name={"ja": "さくら市"},
    code="412015",
    prefecture="佐賀県",
    latitude=33.25,
    longitude=130.3,
    bounds=(33.1, 130.1, 33.6, 130.5),
    colour="",
    website="",
    contact="",
    licence="",
    more={},
)
EDITION = date(2026, 9, 1)


def table(rows: Sequence[dict[str, str]], headings: Sequence[str] = ()) -> Table:
    """A table of these rows; the headings are those of all rows."""
    names = list(headings) or list(dict.fromkeys(heading for row in rows for heading in row))
    raw = (RawRow(at, [row.get(name, "") for name in names]) for at, row in enumerate(rows, start=2))
    return Table("test.csv", "", "csv", "utf-8", "", names, 1, raw)


def checking(kind: str, rows: Sequence[dict[str, str]], towns: Sequence[TownPoint] = ()) -> Checking:
    """A check of these rows, not yet walked."""
    made = table(rows)
    columns = propose(made.headings, kinds.get(kind)).columns
    return check(made, kinds.get(kind), columns, city=CITY, edition=EDITION, towns=towns)


def checked(kind: str, *rows: dict[str, str]) -> list[CheckedRow]:
    """These rows, checked."""
    return list(checking(kind, rows))


def one(kind: str, **cells: str) -> CheckedRow:
    """One row with a name, checked."""
    (row,) = checked(kind, {NAME.get(kind, "名称"): "公民館", **cells})
    return row


NAME = {"care": "介護サービス事業所名称", "town": "町字", "bus_stop": "stop_name"}


def said(row: CheckedRow, column: str = "") -> list[tuple[Outcome, str]]:
    """What the report says of a row, or of one of its cells."""
    return [(each.outcome, each.rule) for each in row.messages if not column or each.column == column]


def only(row: CheckedRow) -> Message:
    """The one message of a row."""
    (message,) = row.messages
    return message


def value(row: CheckedRow, column: str) -> Any:
    return row.values.get(column)
