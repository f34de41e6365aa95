"""A city with tables, places and families, brought in the way staff do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.kit.city import api as city
from sagacity.miniapps.childcare.tests.family import Family
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk, as_csv

Publish = Callable[..., registry.ImportRun]
MORNING = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)  # 9:00 in Japan, three days after the table


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """27 November 2026, in the city whose pack holds the national tables."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hanakos(hanako: Actor, morning: time_machine.Traveller) -> Family:
    """Hanako with her phone, who may have children."""
    return Family(hanako)


@pytest.fixture
def desk(db: None, at: datetime, deliver: Callable[..., int], settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Desk(at=at, deliver=deliver)


@pytest.fixture
def publish(desk: Desk) -> Publish:
    """Bring rows of one kind in and let them go public."""

    def bring(
        kind: str, rows: Sequence[Mapping[str, str]], edition: str = "2026-09-01"
    ) -> registry.ImportRun:
        run = desk.publishes(as_csv(rows), name=f"{kind}.csv", kind=kind, edition=edition)
        assert run.applied == len(rows), registry.report(run.key, limit=5, offset=0)
        return run

    return bring


@pytest.fixture
def example(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything in the invented pack."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    for load in city.loads("example"):
        desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))
