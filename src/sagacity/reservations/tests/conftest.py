from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest

from sagacity.kit import policy
from sagacity.reservations import api as reservations

SUBJECT = "urn:ngsi-ld:Event:sewing-class"
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", frozenset({"events.applicants"}))

Opening = Callable[..., reservations.Offer]
Heard = list[tuple[str, Any]]


def terms(at: datetime, **more: Any) -> reservations.Terms:
    """Three places, open now, closing in a week, over in two."""
    plain: dict[str, Any] = {
        "title": "はじめての裁縫教室",
        "capacity": 3,
        "opens_at": at - timedelta(days=1),
        "closes_at": at + timedelta(days=7),
        "ends_at": at + timedelta(days=14),
    }
    return reservations.Terms(**{**plain, **more})


@pytest.fixture
def clerk() -> policy.Person:
    return CLERK


@pytest.fixture
def opening(db: None, at: datetime) -> Opening:
    """Open an offer on the terms of a story."""

    def make(**more: Any) -> reservations.Offer:
        return reservations.open_offer(subject=SUBJECT, terms=terms(at, **more), by=CLERK, at=at)

    return make


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What a receiver of all news of reservations hears, once the worker has delivered it."""
    found: Heard = []
    signals = (
        reservations.booked,
        reservations.promoted,
        reservations.cancelled,
        reservations.offer_cancelled,
    )
    for signal in signals:
        signal.receivers["heard"] = partial(_keep, found, signal.name)
    yield found
    for signal in signals:
        del signal.receivers["heard"]


def _keep(found: Heard, name: str, fact: Any) -> None:
    found.append((name, fact))


class Line:
    """People who book, one after another."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.callers = count(1)

    def books(self, places: int = 1, **more: Any) -> reservations.Booking:
        number = next(self.callers)
        plain: dict[str, Any] = {
            "subject": SUBJECT,
            "person": "",
            "client_key": f"form-{number}",
            "contact": reservations.Contact(name=f"住民{number}", phone=f"0952-24-{number:04d}"),
            "at": self.at,
        }
        return reservations.book(places=places, **{**plain, **more})

    def cancels(self, booking: reservations.Booking) -> reservations.Booking:
        return reservations.cancel(booking=booking.key, by=CLERK, at=self.at)


@pytest.fixture
def line(at: datetime) -> Line:
    return Line(at)


def standing(*bookings: reservations.Booking) -> list[str]:
    """Where bookings stand now, in words: "booked", "waiting 1", "cancelled"."""
    now = [reservations.booking(key=booking.key) for booking in bookings]
    return [f"{each.state.value} {each.position or ''}".strip() for each in now]
