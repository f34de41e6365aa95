"""The city's table: which groups of its directory give which roles, and what its divisions are called here.

    [[role]]
    group = "sagacity-data"      # as the provider says it; at Entra ID the object id of the group
    role = "data_clerk"

    [[role]]
    group = "sagacity-admin"
    role = "administrator"
    agreed_by = ["古賀 真理", "中村 健"]   # two people, where the role is one that nobody gives alone

    [[division]]
    value = "dept-0120"          # as the provider says it; what stands in no line keeps its own words
    name = "情報政策課"

What stands in no line gives nothing.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sagacity.identity import roles


class BrokenTable(Exception):
    """The table cannot be used; the message names the line's content and what to write."""


@dataclass(frozen=True, slots=True)
class Line:
    """That a group gives a role, and who agreed to it."""

    group: str
    role: str
    agreed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Read and judged."""

    lines: tuple[Line, ...] = ()
    divisions: dict[str, str] = field(default_factory=dict)

    def roles_of(self, groups: Iterable[str]) -> frozenset[str]:
        """The roles these groups give; never one that the table does not name."""
        held = set(groups)
        return frozenset(line.role for line in self.lines if line.group in held)

    def line_of(self, role: str, groups: Iterable[str]) -> Line:
        """The line by which these groups give a role; the first, where several do."""
        held = set(groups)
        return next(line for line in self.lines if line.role == role and line.group in held)

    def division_of(self, value: str) -> str:
        return self.divisions.get(value, value)


def read(path: str) -> Table:
    """The table in a file; no file is a table that gives nothing.

    Raises:
        BrokenTable: with what to write instead.
    """
    if not path:
        return Table()
    try:
        said = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BrokenTable(f"{path}: {problem}") from problem
    if unknown := set(said) - {"role", "division"}:
        raise BrokenTable(f"{path}: [[{sorted(unknown)[0]}]] is unknown; write [[role]] or [[division]]")
    given = tuple(_line(row, path) for row in _rows(said, "role", path))
    divisions = {_text(row, "value", path): _text(row, "name", path) for row in _rows(said, "division", path)}
    return Table(given, divisions)


def _rows(said: dict[str, Any], name: str, path: str) -> list[dict[str, Any]]:
    rows = said.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BrokenTable(f"{path}: {name} is written as [[{name}]], once for each line")
    return rows


def _text(row: dict[str, Any], name: str, path: str) -> str:
    said = row.get(name)
    if not isinstance(said, str) or not said.strip():
        raise BrokenTable(f'{path}: {row} needs {name} = "…"')
    return said


def _line(row: dict[str, Any], path: str) -> Line:
    group, role, names = _text(row, "group", path), _role(row, path), row.get("agreed_by", [])
    names = names if isinstance(names, list) else []
    people = tuple(dict.fromkeys(one.strip() for one in names if isinstance(one, str) and one.strip()))
    if roles.role(role).needs_two and len(people) < 2:
        raise BrokenTable(
            f'{path}: nobody gives {role} alone: write agreed_by = ["…", "…"] with the names of two people'
        )
    return Line(group, role, people)


def _role(row: dict[str, Any], path: str) -> str:
    said = _text(row, "role", path)
    try:
        return roles.role(said).key
    except roles.NoSuchRole as problem:
        known = ", ".join(role.key for role in roles.ROLES)
        raise BrokenTable(f"{path}: there is no role {said!r}; write one of {known}") from problem
