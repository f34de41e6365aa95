"""Reading `city.toml`, the first page of a city pack."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
LANGUAGE_NAMES = {
    "ja": "日本語",
    "ja-easy": "やさしい日本語",
    "en": "English",
    "zh-hans": "简体中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class BrokenPack(Exception):
    """The pack cannot be read; the message says which file and what to write there."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language the city speaks to its residents."""

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


def packs() -> tuple[str, ...]:
    """The keys of all packs there are."""
    return tuple(sorted(path.parent.name for path in packs_folder().glob("*/city.toml")))


def current() -> City:
    """The city named by SAGACITY_CITY, else by the file `cities/default`."""
    return load(_current_key())


def folder(key: str = "") -> Path:
    """The folder of a city's pack; of the current city when no key is given."""
    return packs_folder() / _as_key(key or _current_key())


def towns_file(key: str = "") -> Path | None:
    """The list of 町字 of a city, when its pack has one."""
    path = folder(key) / "districts" / "towns.csv"
    return path if path.exists() else None


def languages(key: str = "") -> tuple[Language, ...]:
    """The languages that a city offers, in its own order; all there are when it names none."""
    said = load(key or _current_key()).more.get("languages", tuple(LANGUAGE_NAMES))
    return tuple(Language(code, LANGUAGE_NAMES[code]) for code in said)


def _current_key() -> str:
    named = os.environ.get("SAGACITY_CITY")
    if named:
        return named
    path = packs_folder() / "default"
    try:
        return path.read_text("utf-8").strip()
    except OSError as problem:
        raise BrokenPack(f"{path} does not exist: set SAGACITY_CITY, or write a key there") from problem


def _as_key(key: str) -> str:
    """A key is a folder's name, so nothing may climb out of the packs with it."""
    if _KEY.fullmatch(key) is None:
        raise BrokenPack(f"{key!r} is no key of a city pack: small letters, digits and hyphens only")
    return key


def load(key: str) -> City:
    """Read one city's first page.

    Raises:
        BrokenPack: there is no such pack, or its first page lacks something.
    """
    return _load(packs_folder() / _as_key(key) / "city.toml")


@cache
def _load(path: Path) -> City:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return _as_city(path.parent.name, said)
    except OSError as problem:
        known = ", ".join(packs()) or "none"
        raise BrokenPack(f"there is no {path}; packs there are: {known}") from problem
    except KeyError as problem:
        raise BrokenPack(f"{path} does not say {problem}; see docs/reference/city-pack.md") from problem
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as problem:
        raise BrokenPack(f"{path}: {problem}; see docs/reference/city-pack.md") from problem


def _as_city(key: str, said: dict[str, Any]) -> City:
    south, west, north, east = (float(edge) for edge in said["bounds"])
    unknown = [code for code in said.get("languages", ()) if code not in LANGUAGE_NAMES]
    if unknown:
        raise ValueError(f"languages names {unknown[0]!r}; known are {', '.join(LANGUAGE_NAMES)}")
    if "ja" not in said["name"]:
        raise ValueError("[name] needs ja, the city's name in Japanese")
    colour = str(said.get("colour", "#0017c1"))
    if _COLOUR.fullmatch(colour) is None:
        raise ValueError(f"colour is {colour!r}: write it as #0017c1")
    return City(
        key=key,
        name=said["name"],
        code=said["code"],
        prefecture=said["prefecture"],
        latitude=float(said["latitude"]),
        longitude=float(said["longitude"]),
        bounds=(south, west, north, east),
        colour=colour,
        website=said.get("website", ""),
        contact=said.get("contact", ""),
        licence=said.get("licence", "CC-BY-4.0"),
        more=said,
    )
