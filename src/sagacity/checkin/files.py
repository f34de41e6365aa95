"""The outbox of a device as a file: when there is no network for days, somebody carries it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sagacity.checkin import receiving, types
from sagacity.kit import policy

FORMAT = "sagacity-checkin-1"
LARGEST = 50 * 1024 * 1024


class BrokenFile(ValueError):
    """The file is not whole, or none of a device of ours; nothing was taken in."""


def write(*, device: str, entries: Sequence[types.Entry]) -> bytes:
    """The entries of a device as one file: JSON, with a digest that shows a torn one."""
    said = [as_json(entry) for entry in entries]
    page = {"format": FORMAT, "device": device, "entries": said, "sha256": _digest(said)}
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


def receive_file(*, content: bytes, by: policy.Person, at: datetime) -> types.Receipt:
    """Take in the file of a device, any number of times.

    Raises:
        BrokenFile: it says what is wrong.
        NoSuchDevice: the file names a device that this city has never enrolled.
    """
    page = _page(content)
    try:
        entries = [from_json(one) for one in page["entries"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenFile(f"an entry cannot be read: {problem}") from problem
    return receiving.receive(device=str(page["device"]), entries=entries, clock=None, by=by, at=at)


def as_json(entry: types.Entry) -> dict[str, Any]:
    """One entry as devices write it; what is empty is left out."""
    visitor = entry.visitor
    said = {
        "uuid": entry.uuid,
        "counter": entry.counter,
        "clock": entry.clock.isoformat(),
        "kind": entry.kind.value,
        "way": entry.way.value,
        "card": entry.card,
        "token": entry.token,
        "code": entry.code,
        "people": entry.people,
        "corrects": entry.corrects,
        "why": entry.why,
        "person": entry.person,
        "visitor": visitor
        and {
            "name": visitor.name,
            "kana": visitor.kana,
            "birth_date": visitor.birth_date.isoformat() if visitor.birth_date else "",
            "address": visitor.address,
            "household": visitor.household,
            "note": visitor.note,
        },
    }
    return {name: value for name, value in said.items() if value}


def from_json(said: dict[str, Any]) -> types.Entry:
    """One entry as a device wrote it.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    clock = datetime.fromisoformat(said["clock"])
    if clock.tzinfo is None:
        raise ValueError("the clock names no zone")
    visitor = said.get("visitor")
    return types.Entry(
        uuid=str(said["uuid"]),
        counter=int(said["counter"]),
        clock=clock,
        kind=types.Kind(said["kind"]),
        way=types.Way(said.get("way", "form")),
        card=str(said.get("card", "")),
        token=str(said.get("token", "")),
        code=int(said.get("code", 0)),
        people=int(said.get("people", 0)),
        corrects=str(said.get("corrects", "")),
        why=str(said.get("why", "")),
        person=str(said.get("person", ""))[:120],
        visitor=_visitor(visitor) if visitor else None,
    )


def _visitor(said: dict[str, Any]) -> types.Visitor:
    birth_date = said.get("birth_date", "")
    name = str(said["name"]).strip()
    if not name:
        raise ValueError("a visitor has a name")
    return types.Visitor(
        name=name,
        kana=str(said.get("kana", "")),
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        address=str(said.get("address", "")),
        household=str(said.get("household", "")),
        note=str(said.get("note", "")),
    )


def _page(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise BrokenFile("the file is larger than any device writes")
    try:
        page = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise BrokenFile("the file is no JSON, or was torn") from problem
    if (
        not isinstance(page, dict)
        or page.get("format") != FORMAT
        or not isinstance(page.get("entries"), list)
    ):
        raise BrokenFile("the file was not written by a reception of this city")
    if page.get("sha256") != _digest(page["entries"]):
        raise BrokenFile("the file is not whole: send it from the device once more")
    return page


def _digest(entries: list[Any]) -> str:
    said = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
