"""`uses` is shown to residents before first use, so it must equal what the code really imports."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sagacity.kit.manifest import (
    BrokenManifest,
    Manifest,
    all_manifests,
    folder_of,
    refuse_two_of_one_key,
)
from sagacity.shell import words

LANGUAGES = {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
OWN = [manifest for manifest in all_manifests() if not manifest.external]


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def rooms_used(package: str) -> set[str]:
    """The rooms that a mini-app's code enters, its tests and the toolbox left aside."""
    files = [file for file in folder_of(package).rglob("*.py") if "tests" not in file.parts]
    imported = {name for file in files for name in _imports(file) if name.startswith("sagacity.")}
    rooms = {name.split(".")[1] for name in imported}
    return rooms - {"kit", "miniapps", "desks", "site"}


@pytest.mark.parametrize("manifest", OWN, ids=[manifest.key for manifest in OWN])
def test_uses_equals_the_real_imports(manifest: Manifest) -> None:
    assert set(manifest.uses) == rooms_used(manifest.package)


@pytest.mark.parametrize("manifest", OWN, ids=[manifest.key for manifest in OWN])
def test_a_resident_door_is_named_in_every_language(manifest: Manifest) -> None:
    if manifest.door != "staff":
        assert set(manifest.name) >= LANGUAGES
        assert set(manifest.summary) >= LANGUAGES
    else:
        assert set(manifest.name) >= {"ja", "en"}


def _two(first: str, second: str) -> list[Manifest]:
    one = next(manifest for manifest in OWN if manifest.key == "data")
    return [replace(one, key="same", package=door, door=door) for door in (first, second)]


def test_a_mini_app_and_a_desk_may_share_a_key_because_their_doors_differ() -> None:
    refuse_two_of_one_key(_two("resident", "staff"))


@pytest.mark.parametrize("doors", [("resident", "resident"), ("both", "staff"), ("resident", "both")])
def test_two_behind_one_door_may_not_share_a_key(doors: tuple[str, str]) -> None:
    with pytest.raises(BrokenManifest, match="call themselves 'same'"):
        refuse_two_of_one_key(_two(*doors))


@pytest.mark.parametrize("manifest", OWN, ids=lambda manifest: f"{manifest.key}-{manifest.door}")
def test_what_a_mini_app_uses_and_keeps_has_words_that_people_read(manifest: Manifest) -> None:
    assert set(manifest.uses) <= set(words.USES), "add what it uses to shell/words.py, in six languages"
    assert set(manifest.keeps) <= set(words.KEEPS), "add what it keeps to shell/words.py, in six languages"


def test_no_words_stand_for_what_no_mini_app_keeps() -> None:
    kept = {code for manifest in OWN for code in manifest.keeps}
    assert set(words.KEEPS) <= kept, "take the words out of shell/words.py"
