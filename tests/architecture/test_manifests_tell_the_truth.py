"""`uses` is shown to residents before first use, so it must equal what the code really imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.kit.manifest import Manifest, all_manifests, folder_of

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
