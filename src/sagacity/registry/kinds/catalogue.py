"""Reading the kinds from their files, once per process."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sagacity.registry.kinds.kind import Column, Edition, Kind, Noun, Type

FOLDER = Path(__file__).parent


class UnknownKind(KeyError):
    """There is no kind of data set with this key."""


def get(key: str) -> Kind:
    """One kind.

    Raises:
        UnknownKind: no file describes this key.
    """
    try:
        return _by_key()[key]
    except KeyError:
        raise UnknownKind(key) from None


@cache
def all() -> tuple[Kind, ...]:
    """Every kind, in the order of their keys."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


@cache
def _by_key() -> dict[str, Kind]:
    return {kind.key: kind for kind in all()}


def _read(path: Path) -> Kind:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Kind(
        key=said["key"],
        title=said["title"],
        standard=said.get("standard", ""),
        noun=Noun(said["noun"]),
        facet=said.get("facet", said["key"]),
        file_key=said["file_key"],
        columns=tuple(_column(column) for column in said["columns"]),
        editions=tuple(_edition(edition) for edition in said["editions"]),
        legend=said.get("legend", {}),
        file_names=tuple(said.get("file_names", ())),
        bounded=said.get("bounded", True),
        open_ended=said.get("open_ended", False),
        terms=said.get("terms"),
    )


def _column(said: dict[str, Any]) -> Column:
    return Column(
        name=said["name"],
        type=Type(said["type"]),
        to=said.get("to", "field"),
        mark=said.get("mark", ""),
        aliases=tuple(said.get("aliases", ())),
        choices=tuple(said.get("choices", ())),
        same_as=said.get("same_as"),
    )


def _edition(said: dict[str, Any]) -> Edition:
    return Edition(
        name=said["name"],
        headings=tuple(said["headings"]),
        required=tuple(said.get("required", ())),
        source=said["source"],
        confidence=said["confidence"],
        order_known=said.get("order_known", True),
    )
