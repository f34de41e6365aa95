"""Lines, places, stations, classes and rules of the city that this is now: `queue.toml` of its pack."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sagacity.kit.city import api as city
from sagacity.reservations.queue import types

FILE = "queue.toml"
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LETTERS = re.compile(r"[A-Z]{1,3}")
UNITS = ("people", "minutes")


class BrokenQueuePlan(Exception):
    """The file cannot be read; the text says where."""


class NoSuchLine(LookupError):
    """The city has no line of this key."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything of one file."""

    rules: types.Rules = field(default_factory=types.Rules)
    places: Mapping[str, types.Place] = field(default_factory=dict)
    branches: Mapping[str, types.Branch] = field(default_factory=dict)
    priorities: Mapping[str, types.Priority] = field(default_factory=dict)
    lines: Mapping[str, types.Line] = field(default_factory=dict)


def plan() -> Plan:
    """The plan of this city; a pack without the file has no lines.

    Raises:
        BrokenQueuePlan: the file cannot be read; `./sagacity check-city` says where and why.
    """
    path = city.folder() / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else Plan()


def lines(*, place: str = "") -> tuple[types.Line, ...]:
    """The lines of one place or of all, in the city's own order."""
    return tuple(one for one in plan().lines.values() if place in {"", one.place})


def line(*, key: str) -> types.Line:
    """One line.

    Raises:
        NoSuchLine: there is none.
    """
    found = plan().lines.get(key)
    if found is None:
        raise NoSuchLine(key)
    return found


def places() -> tuple[types.Place, ...]:
    """Where people wait, in the city's own order."""
    return tuple(plan().places.values())


def priorities() -> tuple[types.Priority, ...]:
    """Classes that are called before others, in the city's own order."""
    return tuple(plan().priorities.values())


def branches() -> tuple[types.Branch, ...]:
    """Stations that issue tickets by themselves."""
    return tuple(plan().branches.values())


def rules() -> types.Rules:
    """How one order is made of appointments and walk-ins."""
    return plan().rules


@lru_cache(maxsize=4)
def _read(path: Path, written: int) -> Plan:
    return read(path.read_text("utf-8"))


def read(text: str) -> Plan:
    """A plan from the words of its file.

    Raises:
        BrokenQueuePlan: with where and why.
    """
    try:
        said = tomllib.loads(text)
        found = Plan(
            rules=_rules(said.get("rules", {})),
            places=_each(said, "place", _place),
            branches=_each(said, "branch", _branch),
            priorities=_each(said, "priority", _priority),
            lines=_each(said, "line", _line),
        )
    except tomllib.TOMLDecodeError as problem:
        raise BrokenQueuePlan(str(problem)) from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenQueuePlan(f"{type(problem).__name__}: {problem}") from problem
    _hold_together(found)
    return found


def _each(said: dict[str, Any], kind: str, make: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in said.get(kind, ()):
        key = str(entry["key"])
        if _KEY.fullmatch(key) is None or key in found:
            raise ValueError(f"[[{kind}]] {key!r}: a key is short, of small letters, and stands once")
        if not entry["name"].get("ja"):
            raise ValueError(f"[[{kind}]] {key}: name needs ja")
        found[key] = make(key, entry)
    return found


def _rules(said: dict[str, Any]) -> types.Rules:
    found = types.Rules(**{name.removesuffix("_minutes"): _minutes(value) for name, value in said.items()})
    if not found.long:
        raise ValueError("rules: long_minutes is at least 1")
    return found


def _minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 600:
        raise ValueError(f"{value!r} is no number of minutes between 0 and 600")
    return value


def _place(key: str, said: dict[str, Any]) -> types.Place:
    return types.Place(key=key, name=said["name"], calendar=said.get("calendar", ""))


def _branch(key: str, said: dict[str, Any]) -> types.Branch:
    return types.Branch(key=key, name=said["name"], place=said["place"], prefix=_letters(said["prefix"]))


def _priority(key: str, said: dict[str, Any]) -> types.Priority:
    return types.Priority(key=key, name=said["name"], why=said["why"])


def _letters(said: str) -> str:
    if _LETTERS.fullmatch(said) is None:
        raise ValueError(f"{said!r}: one to three capital letters")
    return said


def _line(key: str, said: dict[str, Any]) -> types.Line:
    colours = said["colours"]
    found = types.Line(
        key=key,
        name=said["name"],
        place=said["place"],
        letter=_letters(said["letter"]),
        minutes=float(said["minutes"]),
        unit=colours["unit"],
        yellow=colours["yellow"],
        red=colours["red"],
        service=said.get("service", ""),
        phone=said.get("phone", True),
        confirmed=colours.get("confirmed", False),
        remote=said.get("remote", False),
        telephone=said.get("telephone", ""),
    )
    if found.unit not in UNITS or not 0 < found.yellow < found.red:
        raise ValueError(f"[[line]] {key}: colours count people or minutes, and 0 < yellow < red")
    if not 0.5 <= found.minutes <= 240:
        raise ValueError(f"[[line]] {key}: minutes lie between 0.5 and 240")
    return found


def _hold_together(found: Plan) -> None:
    named = {one.key: one.place for one in found.lines.values()}
    named |= {one.key: one.place for one in found.branches.values()}
    for key, place in named.items():
        if place not in found.places:
            raise BrokenQueuePlan(f"{key} names the place {place!r}, which is not there")
    heads = [one.letter for one in found.lines.values()]
    heads += [f"{b.prefix}{one.letter}" for b in found.branches.values() for one in found.lines.values()]
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        raise BrokenQueuePlan(f"two numbers would begin with {twice[0]}: choose other letters or prefixes")
