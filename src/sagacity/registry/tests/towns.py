"""Towns as stories need them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry import models
from sagacity.registry.tests.desk import Desk


@pytest.fixture
def towns(
    db: None,
    at: datetime,
    deliver: Callable[..., int],
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, str]:
    """The towns of the invented city by name, brought in the way staff do."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.MEDIA_ROOT = tmp_path / "files"
    path = city.folder() / "districts" / "towns.csv"
    Desk(at=at, deliver=deliver).publishes(path, name=path.name, kind="town", edition="2026-09-01")
    return {town.name: town.key for town in registry.towns()}


def take_out_of_every_area(*names: str) -> None:
    """Let towns belong to no larger district and no school district."""
    models.Town.objects.filter(name__in=names).update(group="", school_district="")
