"""Clerks at a fair and at a shelter of the invented city, and Hanako with a card on her phone."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.checkin import api as checkin
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import StaffActor


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """Pages ask the clock: it stands at nine on a Tuesday."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fair_clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("noda", "event_receptionist", name="野田 受付")


@pytest.fixture
def shelter_clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("ueda", "shelter_receptionist", name="上田 受付")


@pytest.fixture
def fair(fair_clerk: StaffActor) -> checkin.Reception:
    return opened(fair_clerk, title="秋まつり", purpose="event", capacity="4")


@pytest.fixture
def school(shelter_clerk: StaffActor) -> checkin.Reception:
    return opened(shelter_clerk, title="みなと小学校", purpose="shelter", capacity="10")


@pytest.fixture
def phone(db: None, at: datetime) -> Phone:
    """Hanako's phone, with a card on it."""
    phone = Phone()
    phone.takes_a_card(proven_resident(inhabitant=enrolled(at=at).key, at=at), at=at)
    return phone


def opened(clerk: StaffActor, **said: str) -> checkin.Reception:
    assert clerk.sends("/desk/reception/", **said).status_code == 200
    return next(one for one in checkin.receptions() if one.title == said["title"])


def page_of(reception: checkin.Reception, rest: str = "") -> str:
    return f"/desk/reception/{reception.key}/{rest}"
