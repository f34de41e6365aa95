"""Which files of a pack the registry reads at first start, in which order, and under which terms."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sagacity.kit.city.pack import BrokenPack, folder

PAGE = Path("registry") / "loads.toml"


@dataclass(frozen=True, slots=True)
class Load:
    """One file of the pack, and what an open-data user has to know of it."""

    path: Path
    kind: str  # key of the data-set kind, such as "shelter"
    title: Mapping[str, str]  # "ja", "en"
    edition: str  # the day the file speaks of, such as "2026-09-01"
    licence: str
    attribution: str  # the sentence to show beside the data
    publisher: str
    update_cycle: str  # ISO 8601 such as "R/P1M"; "" when nobody has promised one
    source: str  # where the file was taken from
    note: str = ""


def loads(key: str = "") -> tuple[Load, ...]:
    """The files of a city's pack that go into the registry, first to last.

    Raises:
        BrokenPack: the list cannot be read, or names a file that does not exist.
    """
    page = folder(key) / PAGE
    if not page.exists():
        return ()
    try:
        said = tomllib.loads(page.read_text(encoding="utf-8"))
        return tuple(_as_load(folder(key), entry) for entry in said.get("load", ()))
    except KeyError as problem:
        raise BrokenPack(f"{page}: one [[load]] does not say {problem}") from problem
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as problem:
        raise BrokenPack(f"{page}: {problem}; see docs/reference/city-pack.md") from problem


def _as_load(pack: Path, said: dict[str, Any]) -> Load:
    path = pack / said["path"]
    if not path.resolve().is_relative_to(pack.resolve()):
        raise ValueError(f"{said['path']} lies outside the pack")
    if not path.is_file():
        raise ValueError(f"there is no file {said['path']}")
    edition = said["edition"]
    return Load(
        path=path,
        kind=said["kind"],
        title=said["title"],
        edition=edition.isoformat() if isinstance(edition, date) else str(edition),
        licence=said["licence"],
        attribution=said["attribution"],
        publisher=said["publisher"],
        update_cycle=said.get("update_cycle", ""),
        source=said["source"],
        note=said.get("note", ""),
    )
