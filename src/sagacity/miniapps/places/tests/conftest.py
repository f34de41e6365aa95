"""A city with a few places, brought in the way staff do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk, as_csv

Publish = Callable[..., registry.ImportRun]


@pytest.fixture(autouse=True)
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty data-linkage platform of its own."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    yield
    broker.rest()


@pytest.fixture
def desk(db: None, at: datetime, deliver: Callable[..., int], settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Desk(at=at, deliver=deliver)


@pytest.fixture
def publish(desk: Desk) -> Publish:
    """Bring rows of one kind in and let them go public."""

    def bring(kind: str, rows: Sequence[Mapping[str, str]]) -> registry.ImportRun:
        run = desk.publishes(as_csv(rows), name=f"{kind}.csv", kind=kind, edition="2026-09-01")
        assert run.applied == len(rows), registry.report(run.key, limit=5, offset=0)
        return run

    return bring


@pytest.fixture
def example(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything in the invented pack: towns, shelters, sites, an AED, a toilet, Wi-Fi, a harbour."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    for load in city.loads("example"):
        run = desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))
        assert run.state == registry.RunState.APPLIED, (load.path.name, run.problem)


@pytest.fixture
def saga(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shelters, evacuation sites, nurseries and events of the real pack."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    for load in city.loads("saga"):
        desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))


def key_of(name: str) -> str:
    return next(one.key for one in registry.find_places(limit=5000).places if one.name == name)


def town_of(name: str) -> str:
    return next(one.key for one in registry.towns() if one.name == name)


def travel(at: datetime) -> time_machine.travel:
    return time_machine.travel(at, tick=False)
