from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.looking.testing import answering
from sagacity.broker.testing import City


@pytest.fixture
def platform(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """An empty data-linkage platform of its own; the address of its store."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    yield settings.BROKER_STORE
    broker.rest()


@pytest.fixture
def town(platform: str) -> Iterator[City]:
    """The same platform answering over HTTP, spoken to as the city itself, among its sensors."""
    with answering(platform) as found:
        yield found
