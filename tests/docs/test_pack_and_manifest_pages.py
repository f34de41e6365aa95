"""The hand-written reference pages leave nothing out."""

import dataclasses
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.kit.manifest import Manifest
from sagacity.registry import kinds

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
FOUND_NOT_SAID = {"package", "external"}


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Manifest)])
def test_every_field_of_a_manifest_is_explained(field: str) -> None:
    page = (REFERENCE / "manifest.md").read_text(encoding="utf-8")

    assert (f"| `{field}` |" in page) != (field in FOUND_NOT_SAID)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(city.Load)])
def test_every_field_of_a_load_is_explained(field: str) -> None:
    assert f"| `{field}` |" in (REFERENCE / "city-pack.md").read_text(encoding="utf-8")


def test_every_kind_that_a_pack_can_load_is_listed() -> None:
    page = (REFERENCE / "city-pack.md").read_text(encoding="utf-8")
    loadable = [
        kind.key for kind in kinds.all() if kind.noun not in {kinds.Noun.COLLECTION, kinds.Noun.DATASET}
    ]

    assert [key for key in loadable if f"| `{key}` |" not in page] == []
