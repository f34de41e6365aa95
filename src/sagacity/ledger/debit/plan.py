"""What a city takes by direct debit, and when: `debit.toml` of the city pack, and when banks are open."""

import calendar
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sagacity.kit.city import api as city
from sagacity.ledger.debit import letters, types
from sagacity.ledger.debit.types import AccountKind, Item, Try

FILE = "debit.toml"
POSTAL_WAYS = ("branch", "symbol")
YEAR_END = {(12, 31), (1, 1), (1, 2), (1, 3)}


class BrokenPlan(Exception):
    """The file cannot be read; the text says where."""


class NoSuchItem(LookupError):
    """The city takes nothing of this key by direct debit."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who collects, and into which account of which bank."""

    name: str  # in the bank's letters
    bank: str
    branch: str
    kind: AccountKind
    number: str
    line_ends: bool = True  # CR+LF behind each record
    postal: str = "branch"  # what stands as the branch of the postal bank: its own, or the passbook's symbol


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything of one file."""

    office: Office | None
    items: dict[str, Item]
    near: tuple[str, ...]  # banks that are shown before anybody searches

    def item(self, key: str) -> Item:
        """One item.

        Raises:
            NoSuchItem: there is none of this key.
        """
        if key not in self.items:
            raise NoSuchItem(key)
        return self.items[key]


NONE = Plan(office=None, items={}, near=())


def plan() -> Plan:
    """The plan of this city; a pack without the file takes nothing by direct debit.

    Raises:
        BrokenPlan: the file cannot be read; `./sagacity check-city` says where and why.
    """
    path = city.folder() / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else NONE


def read(text: str) -> Plan:
    """A plan from the words of its file.

    Raises:
        BrokenPlan: with where and why.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenPlan(str(problem)) from problem
    items = [_item(one) for one in said.get("items", [])]
    if len({one.key for one in items}) != len(items):
        raise BrokenPlan("items: a key stands twice")
    fees = [fee for one in items for fee in one.fees]
    if len(set(fees)) != len(fees):
        raise BrokenPlan("items: a fee belongs to one item")
    near = tuple(str(code) for code in said.get("near", []))
    return Plan(_office(said.get("office", {})), {one.key: one for one in items}, near)


def days(item: Item, *, first: date, until: date) -> Iterator[tuple[date, Try]]:
    """The days on which an item is taken, in order; on days when banks are closed, the next open one."""
    found = []
    month = date(first.year, first.month, 1) - timedelta(days=62)
    while month <= until:
        length = calendar.monthrange(month.year, month.month)[1]
        for day, try_ in ((item.day, Try.FIRST), (item.rerun_day, Try.RERUN)):
            if day:
                found.append((open_day(date(month.year, month.month, min(day, length))), try_))
        month = (month + timedelta(days=32)).replace(day=1)
    seen: dict[date, Try] = {}
    for on, try_ in sorted(found):
        seen.setdefault(on, try_)
    yield from ((on, try_) for on, try_ in seen.items() if first <= on <= until)


def next_day(item: Item, *, after: date, try_: Try) -> date | None:
    """The next day of a kind after another day."""
    coming = days(item, first=after + timedelta(days=1), until=after + timedelta(days=70))
    return next((on for on, each in coming if each is try_), None)


def try_on(item: Item, day: date) -> Try | None:
    """What a day is for an item; None: nothing is taken that day."""
    return next((try_ for _on, try_ in days(item, first=day, until=day)), None)


def open_day(day: date) -> date:
    """The day itself, or the next on which banks are open."""
    while day.weekday() >= 5 or (day.month, day.day) in YEAR_END or city.is_holiday(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Plan:
    return read(path.read_text(encoding="utf-8"))


def _item(said: dict[str, Any]) -> Item:
    key = str(said.get("key", ""))
    where = f"items.{key or '?'}"
    name, code = said.get("name"), str(said.get("client_code", ""))
    if not key or not isinstance(name, dict) or not name.get("ja"):
        raise BrokenPlan(f"{where}: key and name.ja are needed")
    if not (code.isascii() and code.isdigit() and len(code) == 10):
        raise BrokenPlan(f"{where}: client_code has ten digits")
    day, rerun = said.get("day", 0), said.get("rerun_day", 0)
    if not isinstance(day, int) or not 1 <= day <= 31 or not isinstance(rerun, int) or not 0 <= rerun <= 31:
        raise BrokenPlan(f"{where}: day is 1 to 31, rerun_day 0 to 31 (0: none)")
    fees = tuple(str(fee) for fee in said.get("fees", [])) or (key,)
    return Item(key, name, code, fees, day, rerun, str(said.get("division", "")), bool(said.get("is_tax")))


def _office(said: dict[str, Any]) -> Office | None:
    if not said:
        return None
    name = letters.normal(str(said.get("name", "")))
    if not name or letters.forbidden(name) or len(name) > 40:
        raise BrokenPlan("office: name is in kana, 40 letters at most")
    digits = {"bank": 4, "branch": 3, "number": 7}
    for field, length in digits.items():
        text = str(said.get(field, ""))
        if not (text.isascii() and text.isdigit() and len(text) == length):
            raise BrokenPlan(f"office: {field} has {length} digits")
    try:
        kind = types.AccountKind(str(said.get("kind", "1")))
    except ValueError as problem:
        raise BrokenPlan("office: kind is 1, 2, 3 or 9") from problem
    postal = str(said.get("postal", "branch"))
    if postal not in POSTAL_WAYS:
        raise BrokenPlan("office: postal is branch or symbol")
    return Office(
        name=name,
        bank=str(said["bank"]),
        branch=str(said["branch"]),
        kind=kind,
        number=str(said["number"]),
        line_ends=bool(said.get("line_ends", True)),
        postal=postal,
    )
