"""Reading `city.toml`, the first page of a city pack."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


class BrokenPack(Exception):
    """The pack cannot be read; the message says which file and what to write there."""


@dataclass(frozen=True, slots=True)
class Language:
    code: str  # "ja", "ja-easy", "en", "zh-hans", "ko", "vi"
    name: str  # in the language itself


@dataclass(frozen=True, slots=True)
class City:
    """The facts every page needs."""

    key: str
    name: Mapping[str, str]  # by language code
    code: str  # six digits, with the check digit
    prefecture: str
    latitude: float
    longitude: float
    bounds: tuple[float, float, float, float]  # south, west, north, east: where its points may lie
    colour: str
    website: str
    contact: str
    licence: str  # of its open data, such as "CC-BY-4.0"
    more: Mapping[str, Any]  # the rest of city.toml, for the rooms that know what it means

    def name_in(self, language: str) -> str:
        return self.name.get(language) or self.name.get(language.split("-")[0]) or self.name["ja"]


def packs_folder() -> Path:
    """Where the city packs are: beside the program, or where SAGACITY_CITIES says."""
    named = os.environ.get("SAGACITY_CITIES")
    return Path(named) if named else Path(__file__).parents[4] / "cities"


def current() -> City:
    """The city named by SAGACITY_CITY, else by the file `cities/default`."""
    return load(_current_key())


def folder() -> Path:
    """The folder of the current city's pack."""
    return packs_folder() / _current_key()


def _current_key() -> str:
    return os.environ.get("SAGACITY_CITY") or (packs_folder() / "default").read_text("utf-8").strip()


@cache
def load(key: str) -> City:
    """Read one city's first page.

    Raises:
        BrokenPack: there is no such pack, or its first page lacks something.
    """
    path = packs_folder() / key / "city.toml"
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        south, west, north, east = said["bounds"]
        return City(
            key=key,
            name=said["name"],
            code=said["code"],
            prefecture=said["prefecture"],
            latitude=float(said["latitude"]),
            longitude=float(said["longitude"]),
            bounds=(south, west, north, east),
            colour=said.get("colour", "#0017c1"),
            website=said.get("website", ""),
            contact=said.get("contact", ""),
            licence=said.get("licence", "CC-BY-4.0"),
            more=said,
        )
    except OSError as problem:
        raise BrokenPack(f"there is no city pack {key!r} in {packs_folder()}") from problem
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as problem:
        raise BrokenPack(f"{path}: {problem!r}; see docs/reference/city-pack.md") from problem
