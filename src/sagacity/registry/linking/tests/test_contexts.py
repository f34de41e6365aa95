from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.registry.linking import contexts
from sagacity.registry.linking.models import all_models


@pytest.fixture(autouse=True)
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty data-linkage platform of its own."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    broker.prepare()
    yield
    broker.rest()


def test_every_kind_with_a_model_has_a_context_of_its_columns() -> None:
    kept = contexts.keep_all()

    assert kept.keys() == all_models().keys()
    assert kept["aed"].endswith("/ngsi-ld/v1/jsonldContexts/standard-aed")
    assert kept == contexts.keep_all()


def test_a_column_and_a_table_have_one_meaning() -> None:
    aed = contexts.terms("aed", all_models()["aed"])

    assert aed["名称"] == "name"
    assert aed["設置位置"] == "installationPosition"
    assert aed["AED設置箇所一覧"] == "AED"
