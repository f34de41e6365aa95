"""Manifests: how a mini-app or desk says what it is, and how the house finds it."""

import importlib.util
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

ENTRY_POINT = "sagacity.miniapps"
HOUSES = ("sagacity.miniapps", "sagacity.desks")


class BrokenManifest(Exception):
    """A manifest that cannot be read, or leaves out what every manifest must say."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a mini-app or desk says of itself."""

    key: str
    package: str
    name: Mapping[str, str]
    summary: Mapping[str, str]
    door: str  # "resident" | "staff" | "both"
    owner: str
    icon: str
    uses: tuple[str, ...]
    keeps: tuple[str, ...]
    assurance: int
    order: int
    external: bool

    def name_in(self, language: str) -> str:
        return in_language(self.name, language)

    def summary_in(self, language: str) -> str:
        return in_language(self.summary, language)

    @property
    def resident_path(self) -> str:
        return f"/apps/{self.key}/"

    @property
    def staff_path(self) -> str:
        return f"/desk/{self.key}/"


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, or the nearest there is: Japanese before English before any."""
    for wanted in (language, language.split("-")[0], "ja", "en"):
        if wanted in texts:
            return texts[wanted]
    return next(iter(texts.values()), "")


@cache
def all_manifests() -> tuple[Manifest, ...]:
    """Every mini-app and desk there is: the house's own folders, then installed packages."""
    own = [package for house in HOUSES for package in _packages_in(house)]
    guests = [point.value for point in entry_points(group=ENTRY_POINT)]
    found = [_read(package, external=False) for package in own]
    found += [_read(package, external=True) for package in sorted(set(guests))]
    refuse_two_of_one_key(found)
    return tuple(sorted(found, key=lambda manifest: (manifest.order, manifest.key)))


def find(key: str) -> Manifest | None:
    return next((manifest for manifest in all_manifests() if manifest.key == key), None)


def folder_of(package: str) -> Path:
    """The folder of a package, found without importing the package itself."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise BrokenManifest(f"{package}: there is no such package; is it installed?")
    return Path(next(iter(spec.submodule_search_locations)))


def _packages_in(house: str) -> list[str]:
    return [f"{house}.{path.parent.name}" for path in sorted(folder_of(house).glob("*/manifest.toml"))]


def _read(package: str, *, external: bool) -> Manifest:
    path = folder_of(package) / "manifest.toml"
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            key=said["key"],
            package=package,
            name=said["name"],
            summary=said.get("summary", {}),
            door=said["door"],
            owner=said["owner"],
            icon=said.get("icon", "app"),
            uses=tuple(said.get("uses", ())),
            keeps=tuple(said.get("keeps", ())),
            assurance=check_assurance(int(said.get("assurance", 0))),
            order=int(said.get("order", 500)),
            external=external,
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as problem:
        raise BrokenManifest(f"{path}: {problem!r}; see docs/reference/manifest.md") from problem


def check_assurance(level: int) -> int:
    """The level residents must have proven, on the ladder from 0 to 4.

    Raises:
        BrokenManifest: there is no such level.
    """
    if not 0 <= level <= 4:
        raise BrokenManifest(f"assurance = {level}: the ladder goes from 0 to 4")
    return level


def refuse_two_of_one_key(manifests: list[Manifest]) -> None:
    """A key is an address: a mini-app and a desk may share it, two behind one door may not."""
    seen: dict[tuple[str, str], str] = {}
    for manifest in manifests:
        for door in ("resident", "staff") if manifest.door == "both" else (manifest.door,):
            if (manifest.key, door) in seen:
                both = f"{seen[manifest.key, door]} and {manifest.package}"
                raise BrokenManifest(f"two mini-apps call themselves {manifest.key!r}: {both}")
            seen[manifest.key, door] = manifest.package
