from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from sagacity.kit import clock, policy
from sagacity.reservations.slots import api as slots

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", frozenset({"slots.keep"}))
HANAKO = policy.Person("urn:ngsi-ld:Resident:hanako", "花子", "resident")
NOW = datetime(2026, 4, 13, 8, 0, tzinfo=clock.JAPAN)  # a Monday on which the city hall opens
HALF_HOUR = timedelta(minutes=30)

Offering = Callable[..., slots.Service]


def of_day(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute) + timedelta(days=days)


def put(area: str, *names: str, calendar: str = "city_hall", **more: Any) -> list[str]:
    """Resources of these names in an area; their keys."""
    return [
        slots.add_resource(
            name={"ja": name}, kind=slots.Kind.DESK, area=area, calendar=calendar, by=CLERK, at=NOW, **more
        ).key
        for name in names
    ]


def offer(pool: list[str], **more: Any) -> slots.Service:
    terms: dict[str, Any] = {
        "key": "urn:ngsi-ld:Service:moving",
        "name": {"ja": "引越しの手続き"},
        "area": "citizens",
        "length": HALF_HOUR,
        "shortest": HALF_HOUR,
        "longest": timedelta(hours=3),
        "grid": timedelta(minutes=15),
        "most": 0,
    }
    service = slots.Service(resources=tuple(pool), **{**terms, **more})
    return slots.offer_service(service=service, by=CLERK, at=NOW)


@pytest.fixture
def desks(db: None) -> list[str]:
    """Three desks of one area."""
    return put("citizens", "1番", "2番", "3番")


@pytest.fixture
def service(desks: list[str]) -> slots.Service:
    """Half an hour at one of three desks, every quarter of an hour."""
    return offer(desks)
