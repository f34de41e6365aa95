import re
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor
from sagacity.kit import clock, keys, policy
from sagacity.kit.city import api as city
from sagacity.reservations.slots import api as slots

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")
NOW = datetime(2026, 4, 13, 8, 0, tzinfo=clock.JAPAN)  # a Monday
COUNTER = "/apps/booking/counter/"
ROOM = "/apps/booking/meeting-room/"


@pytest.fixture(autouse=True)
def morning(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """A Monday morning in the invented city, where a counter and a room can be booked."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    slots.load_pack(city.folder("example") / "slots.toml", by=CLERK, at=NOW)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


class Phone(Actor):
    """A phone of somebody who books."""

    def presses(self, page: str, begins: str, **more: str) -> str:
        """Open the days of a service and press a time; where that led."""
        form = self.opens(page, **{"from": begins[:10], **more}).content.decode()
        token = re.search(r'name="token" value="(\w+)"', form)
        assert token, self.sees()
        minutes = re.search(r'name="minutes" value="(\w+)"', form)
        fields = {"token": token[1], "minutes": minutes[1] if minutes else "", "begins": f"{begins}:00+09:00"}
        self.fields = fields
        action = page if page.endswith("/move/") else f"{page}hold/"
        self.sends(action, **fields)
        return self.place

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    @property
    def place(self) -> str:
        """Where the last form led."""
        assert self.answer is not None
        return str(self.answer.request["PATH_INFO"])  # type: ignore[attr-defined]

    def books(self, page: str = COUNTER, begins: str = "2026-04-14T10:00", **said: str) -> str:
        path = self.presses(page, begins)
        self.sends(f"{path}confirm/", **said)
        return path

    def proves(self) -> str:
        """Sign in by mail, as far as paying needs it; the key of the resident."""
        self.profile = keys.new("Device")
        return sign_in(self, level=1, profile=self.profile)


@pytest.fixture
def phone() -> Phone:
    return Phone()
