"""Reading `slots.toml`: resources and services of a city, as its people write them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from sagacity.kit import keys
from sagacity.reservations.slots import types

FILE = "slots.toml"
_One = TypeVar("_One", types.Resource, types.Service)
_RESOURCE = {"key", "name", "kind", "area", "calendar", "parent", "skills", "note"}
_MINUTES = (
    "length", "shortest", "longest", "grid", "before", "after", "notice", "cancel_until", "hold", "fee_unit",
    "offer",
)  # fmt: skip
_SERVICE = {
    "key", "name", "about", "area", "resources", "group", "division", "level", "fee", "backs", "days_ahead",
    "most", "skills", "confirmed", *_MINUTES,
}  # fmt: skip


class BrokenSlots(ValueError):
    """The file cannot be read; the text names the place and what to put right."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything of one file, a whole before its parts."""

    resources: tuple[types.Resource, ...]
    services: tuple[types.Service, ...]


def read(*, text: str) -> Listed:
    """What a file says.

    Raises:
        BrokenSlots: it is no TOML, or says what no resource or service can.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BrokenSlots(str(problem)) from problem
    resources: dict[str, types.Resource] = {}
    for one in said.get("resource", []):
        _put(resources, _resource(one, resources))
    services: dict[str, types.Service] = {}
    for one in said.get("service", []):
        _put(services, _service(one, resources))
    return Listed(tuple(resources.values()), tuple(services.values()))


def _put(found: dict[str, _One], one: _One) -> None:
    if one.key in found:
        raise BrokenSlots(f"{one.key}: the key stands twice")
    found[one.key] = one


def _resource(said: Mapping[str, Any], above: Mapping[str, types.Resource]) -> types.Resource:
    where = _look("resource", said, _RESOURCE, ("key", "name", "area", "calendar"))
    parent = keys.make("Resource", said["parent"]) if said.get("parent") else ""
    if parent and (parent not in above or above[parent].area != said["area"]):
        raise BrokenSlots(f"{where}: its parent stands above it, in the same area")
    try:
        kind = types.Kind(said.get("kind", "desk"))
    except ValueError as problem:
        raise BrokenSlots(f"{where}: kind is one of {', '.join(types.Kind)}") from problem
    return types.Resource(
        key=_key("Resource", said["key"], where),
        name=said["name"],
        kind=kind,
        area=said["area"],
        calendar=said["calendar"],
        parent=parent,
        skills=tuple(sorted(said.get("skills", ()))),
        note=said.get("note", {}),
    )


def _service(said: Mapping[str, Any], there: Mapping[str, types.Resource]) -> types.Service:
    where = _look("service", said, _SERVICE, ("key", "name", "area", "resources", "length", "grid"))
    pool = tuple(_key("Resource", str(one), where) for one in said["resources"])
    if unknown := [one for one in pool if one not in there or there[one].area != said["area"]]:
        raise BrokenSlots(f"{where}: no such resource in its area: {', '.join(unknown)}")
    try:
        group = types.Group(said.get("group", "counter"))
    except ValueError as problem:
        raise BrokenSlots(f"{where}: group is one of {', '.join(types.Group)}") from problem
    length = _minutes(said["length"], where)
    spans = {name: _minutes(said[name], where) for name in _MINUTES if name in said}
    return types.Service(
        **{"shortest": length, "longest": length, **spans},
        key=_key("Service", said["key"], where),
        name=said["name"],
        about=said.get("about", {}),
        area=said["area"],
        resources=pool,
        group=group,
        division=said.get("division", ""),
        level=said.get("level", 0),
        fee=said.get("fee", ""),
        backs=_backs(said.get("backs", []), where),
        days_ahead=said.get("days_ahead", 60),
        most=said.get("most", 1),
        skills=tuple(sorted(said.get("skills", ()))),
        is_confirmed=said.get("confirmed") is True,
    )


def _look(kind: str, said: Mapping[str, Any], known: set[str], needed: Iterable[str]) -> str:
    where = f"{kind} {said.get('key', '?')}"
    if unknown := set(said) - known:
        raise BrokenSlots(f"{where}: there is no {', '.join(sorted(unknown))} here")
    if lacking := [name for name in needed if not said.get(name)]:
        raise BrokenSlots(f"{where}: say {', '.join(lacking)}")
    if not isinstance(said["name"], dict) or not said["name"].get("ja"):
        raise BrokenSlots(f"{where}: say its name in ja")
    return where


def _key(kind: str, said: str, where: str) -> str:
    try:
        return keys.make(kind, said)
    except keys.NotAKey as problem:
        raise BrokenSlots(f"{where}: {said!r} is no key") from problem


def _minutes(said: object, where: str) -> timedelta:
    if type(said) is not int or said < 0:
        raise BrokenSlots(f"{where}: spans are whole minutes")
    return timedelta(minutes=said)


def _backs(said: Iterable[Mapping[str, Any]], where: str) -> tuple[types.Back, ...]:
    try:
        return tuple(types.Back(timedelta(hours=one["hours"]), int(one["percent"])) for one in said)
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenSlots(f"{where}: backs = [{{hours = 168, percent = 100}}]") from problem
