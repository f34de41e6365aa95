"""Two members of staff, and a broker in which toilets lie open and a secret does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.identity.testing import StaffActor


@pytest.fixture(autouse=True)
def house(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The invented city with its own broker."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    for path, name in (("/opendata", "open"), ("/staff", "secret")):
        thing = broker.Thing(
            f"urn:ngsi-ld:{name}:1",
            "PublicToilet" if name == "open" else "Secret",
            {
                "name": broker.Value("えきまえ", "Text"),
                "stalls": broker.Value(3, "Number"),
                "note": broker.Value(name, "Text"),
            },
        )
        broker.put_things(tenant="", path=path, about={name: [thing]})
    yield
    broker.rest()


@pytest.fixture
def ito(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Says what a key shall be able to do."""
    return staff_with("ito", "data_clerk", name="伊東 データ")


@pytest.fixture
def sato(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Approves."""
    return staff_with("sato", "data_approver", name="佐藤 承認")
