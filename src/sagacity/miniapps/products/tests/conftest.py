"""Clerks of local products, and the invented city with its places."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.clock import JAPAN
from sagacity.kit.testing.plugin import Deliver
from sagacity.miniapps.products import pack
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
def noon(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """The invented city at noon."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(NOON, tick=False):
        yield NOON


@pytest.fixture
def places(noon: datetime, deliver: Deliver, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """Towns and places, brought in the way staff do; places by name."""
    settings.MEDIA_ROOT = tmp_path / "files"
    folder = city.folder()
    desk = Desk(at=noon, deliver=deliver)
    for kind, path in (
        ("town", folder / "districts" / "towns.csv"),
        ("public_facility", folder / "registry" / "public_facility.csv"),
        ("wifi", folder / "registry" / "wifi.csv"),
    ):
        desk.publishes(path, name=path.name, kind=kind, edition="2026-09-01")
    return {place.name: place.key for place in registry.find_places(limit=100).places}


@pytest.fixture
def two(places: dict[str, str], noon: datetime) -> None:
    """The two products of the pack."""
    assert pack.load(city.folder() / "products.toml", by=policy.SYSTEM, at=noon) == 2


@pytest.fixture
def yuki(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """A clerk of local products."""
    return staff_with("yuki", "product_clerk", name="結城 ゆき")


@pytest.fixture
def tanaka(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """A colleague with the same work."""
    return staff_with("tanaka", "product_clerk", name="田中 実")


def product(**more: Any) -> dict[str, Any]:
    """What a clerk types."""
    return {
        "client_key": "form",
        "name_ja": "うみ茶",
        "kana": "うみちゃ",
        "kind": "food",
        "body_ja": "海のそばで育てたお茶です。",
        "months": ["5"],
        "groups": [],
        "makers": "",
        "shops": "",
        "website": "",
        "source": "見本課の調べ",
    } | more
