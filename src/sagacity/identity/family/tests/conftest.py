"""Hanako and Taro Mihon with their daughter, at nine on a Tuesday."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.family import testing
from sagacity.kit import policy


@pytest.fixture(autouse=True)
def morning(
    at: datetime, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[time_machine.Traveller]:
    """The clock stands, in the invented city, and a story may move it."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.DATA_DIR = tmp_path
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def household(db: None, at: datetime) -> dict[str, str]:
    """Who lives at 本町二丁目3番5号: names and keys of the register."""
    return testing.household(at=at)


@pytest.fixture
def hanako_proven(household: dict[str, str], at: datetime) -> policy.Person:
    """Hanako, who held her My Number Card to the phone a moment ago."""
    return testing.signed_in(household["hanako"], at=at)


@pytest.fixture
def taro(household: dict[str, str], at: datetime) -> policy.Person:
    """Taro, a proven resident on his own phone."""
    return testing.signed_in(household["taro"], level=2, nickname="たろう", at=at)
