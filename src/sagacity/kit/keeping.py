"""Who keeps something about a person: rooms offer it, so that one page can show and erase all of it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sagacity.kit.manifest import folder_of, in_language

WORDS = "keeper.toml"  # beside a room's api.py: how it and each part of what it keeps are called

Kept = Mapping[str, Any]  # by part: a list for what can be counted, anything else for the rest


@dataclass(frozen=True, slots=True)
class Keeper:
    """One room that keeps something under a person's key."""

    name: str  # the room's own, such as "messaging"
    title: Mapping[str, str]  # by language
    icon: str
    parts: Mapping[str, Mapping[str, str]]  # each list it answers with, by language
    kept: Callable[[str], Kept]  # all it keeps of this person, as JSON; empty when nothing
    forget: Callable[[str], None]  # erases it at once; what the law makes a room keep stays


@dataclass(frozen=True, slots=True)
class Told:
    """What one room keeps, as its owner reads it."""

    title: str
    icon: str
    parts: tuple[tuple[str, int], ...]  # what, and how many of it


_keepers: dict[str, Keeper] = {}


def offer_keeper(
    *, name: str, package: str, kept: Callable[[str], Kept], forget: Callable[[str], None]
) -> None:
    """Say that this room keeps something about people; call it in `AppConfig.ready`.

    The words stand in the package's `keeper.toml`, in the six languages of residents.
    """
    words = tomllib.loads((folder_of(package) / WORDS).read_text(encoding="utf-8"))
    _keepers[name] = Keeper(name, words["title"], words["icon"], words["parts"], kept, forget)


def keepers() -> tuple[Keeper, ...]:
    """Every room that keeps something about people."""
    return tuple(_keepers.values())


def everything_kept(*, person: str, also: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """What every room keeps of a person, by room; rooms that keep nothing are left out.

    `also` are other keys of the same person, such as that of the account besides that of the device.
    """
    people = [key for key in dict.fromkeys((person, *also)) if key]
    said = {keeper.name: _together([keeper.kept(key) for key in people]) for keeper in keepers() if people}
    return {name: kept for name, kept in said.items() if any(kept.values())}


def told(kept: Mapping[str, Any], *, language: str) -> list[Told]:
    """The same in words: each room that keeps something, and how many of what; whole is only the file."""
    return [
        Told(
            in_language(keeper.title, language),
            keeper.icon,
            tuple(
                (in_language(words, language), len(kept[keeper.name][part]))
                for part, words in keeper.parts.items()
                if kept[keeper.name].get(part)
            ),
        )
        for keeper in keepers()
        if keeper.name in kept
    ]


def forget_everywhere(*, person: str) -> None:
    """Let every room erase what it keeps of a person."""
    if person:
        for keeper in keepers():
            keeper.forget(person)


def _together(answers: list[Kept]) -> dict[str, Any]:
    """What lies under several keys of one person: lists one after the other, of the rest the first."""
    whole: dict[str, Any] = {}
    for answer in answers:
        for part, value in answer.items():
            if isinstance(value, list) and isinstance(whole.get(part), list):
                whole[part] = [*whole[part], *value]
            elif not whole.get(part):
                whole[part] = value
    return whole
