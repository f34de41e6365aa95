"""Messages that clerks write again and again: the program's own, and those of the city pack."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sagacity.kit.city import api as city

FILE = "messages.toml"
OWN = Path(__file__).parent / FILE


@dataclass(frozen=True, slots=True)
class Message:
    """A text to begin with, in six languages."""

    key: str
    name: Mapping[str, str]
    text: Mapping[str, str]


class BrokenMessages(Exception):
    """A file of messages that leaves something out."""


def messages() -> tuple[Message, ...]:
    """The messages of this city, in their order; the pack replaces by key and adds."""
    return _read(city.folder() / FILE)


def message(*, key: str) -> Message | None:
    return next((one for one in messages() if one.key == key), None)


@cache
def _read(pack: Path) -> tuple[Message, ...]:
    found = {one.key: one for one in read(OWN)}
    if pack.exists():
        found |= {one.key: one for one in read(pack)}
    return tuple(found.values())


def read(path: Path) -> list[Message]:
    """The messages of one file.

    Raises:
        BrokenMessages: a message lacks its key, its name or its Japanese text.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        found = [Message(one["key"], one["name"], one["text"]) for one in said.get("message", ())]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as problem:
        raise BrokenMessages(f"{path.name}: {problem}") from problem
    if lacking := [one.key for one in found if not one.name.get("ja") or not one.text.get("ja")]:
        raise BrokenMessages(f"{path.name}: {', '.join(lacking)}: Japanese is missing")
    return found
